/**
 * Changes of the calculation basis (dk-p90 section 7; terms, sections 33 and 34) and of the terms (section 37), as a fund announces
 * them.
 */
import { amountMinor, formatMinor } from '#money/amount.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { fundChanges } from '#projections/changes/fund-changes.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { diffParticipant, type MovedFigure } from '#projections/diff/diff.js';
import { liveRunner } from '#projections/run/live.js';
import { readFund } from '#portfolio/rules-in-force.js';
import type { AnnounceChange } from '#reprocessing/fan-out/announce-change.js';
import { declare, decideForFund, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';
import { refusalOf } from './refusal-of.js';

const FUND = 'dk-p90';
const GUARANTEED = 'coverage.old-age-pension.guaranteed';
let ledger: TestLedger;

/** A is 67 years old on 2023-01-01 and has the 500 000 of the worked examples; B half of it, born on the same day. */
beforeEach(async () => {
  ledger = await openLedger();
  await ledger.import('participants', ledger.file('p.csv', [
    'participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate',
    'A,dk-p90,1956-01-01,male,2019-01-01,500000.00,2019-01-01',
    'B,dk-p90,1956-01-01,male,2019-01-01,250000.00,2019-01-01',
    'C,dk-p90,1980-06-15,female,2019-01-01,,',
  ]));
  await ledger.publish(FUND, 'test/samples/dk-p90/illustrative.json');
});
afterEach(() => ledger.close());

const context = () => ({ journal: ledger.journal, fundId: FUND, clock: () => NOW, actor: 'board', workers: 0 });
const decide = (command: FundCommand) => declare(command, context());

interface Row {
  readonly name: string;
  readonly from: string;
  readonly value: JsonValue;
  readonly to?: string;
  readonly status?: string;
}

function file(announced: string, ...rows: readonly Row[]): JsonObject {
  const entry = ({ from, to, value, status = 'external' }: Row): JsonObject => ({
    from,
    ...(to === undefined ? {} : { to }),
    value,
    reference: 'board 7',
    status,
  });
  const names = [...new Set(rows.map(({ name }) => name))];
  return {
    scheme: FUND,
    announced,
    parameters: names.map((name) => ({ name, entries: rows.filter((row) => row.name === name).map(entry) })),
  };
}

const change = (kind: AnnounceChange['kind'], document: JsonObject, more: Partial<AnnounceChange> = {}) =>
  decide({ decision: 'change', kind, document, material: true, reference: 'board 7', notified: {}, ...more });

const YOUNGER: Row = { name: 'mortality', from: '2023-01-01', value: { law: 'G82M', shift: 1 } };

async function figure(participantId: string, name: string, asked: AskedCoordinates): Promise<string | undefined> {
  const { benefits } = await liveRunner(ledger.journal, () => NOW).ask(coverageProjection, participantId, asked, undefined);
  return benefits.find((one) => one.figure === name)?.amount;
}

const causes = (moved: readonly MovedFigure[], of: string): object | undefined =>
  moved.find((one) => one.figure === of)?.causes.map(({ cause, amount, events }) => [cause, amount, ...events.map(({ type }) => type)]);

it('a new basis stands with its rows, what it does and who has been told; the values stay', async () => {
  const events = await change('basis', file('2022-11-15', YOUNGER), { notified: { supervisor: '2022-11-20' } });
  // Worked example 6: 500 000 pays 3 732.07 instead of 3 868.11, −3.51685495343 %. Half of it: 1 934.055 → 1 934.06 and
  // 3868.11028231 · 0.9648314504657 / 2 = 1 866.037 → 1 866.04. Together 5 802.17 → 5 598.11: 5598.11/5802.17 − 1.
  expect(events.map(({ type, effectiveDate }) => `${effectiveDate} ${type}`)).toEqual([
    '2022-11-15 ParametersPublished',
    '2023-01-01 BasisChanged',
    '2022-11-20 ChangeNotified',
  ]);
  const of67 = { ageMonths: 804, change: expect.stringMatching(/^-0\.035168549534[23]/) };
  expect(events[1]?.data).toEqual({
    announced: '2022-11-15',
    publication: expect.any(String),
    parameters: ['mortality'],
    material: true,
    reference: 'board 7',
    currency: 'DKK',
    effect: {
      on: '2023-01-01',
      participants: 2,
      value: '750000.00',
      monthlyOld: '5802.17',
      monthlyNew: '5598.11',
      change: expect.stringMatching(/^-0\.0351696003391834/),
      smallest: of67,
      largest: of67,
      ages: [{ fromAge: 60, participants: 2, value: '750000.00', monthlyOld: '5802.17', monthlyNew: '5598.11' }],
    },
  });
  const recorded = await ledger.events(`fund-${FUND}`);
  expect(recorded.slice(-3).map(({ id }) => id)[0]).toBe((events[1]?.data as { publication: string }).publication);
  expect(await figure('A', 'coverage.value', { asOf: '2023-01-15' })).toBe(undefined);
  expect((await liveRunner(ledger.journal, () => NOW).ask(coverageProjection, 'A', { asOf: '2023-01-15' }, undefined)).value).toBe(
    '500000.00',
  );
  // Announced again it is nothing new; a notice that comes with it is.
  expect(await change('basis', file('2022-11-15', YOUNGER))).toEqual([]);
  expect(
    (await change('basis', file('2022-11-15', YOUNGER), { notified: { supervisor: '2022-11-20', members: '2023-01-10' } })).map(
      ({ type, data }) => [type, (data as { to?: string }).to],
    ),
  ).toEqual([['ChangeNotified', 'members']]);
});

it('is reported beforehand in the same words, and nothing is written', async () => {
  const { position } = await ledger.journal.head();
  const decision: FundCommand = {
    decision: 'change',
    kind: 'basis',
    document: file('2022-11-15', YOUNGER),
    material: true,
    reference: 'board 7',
    notified: {},
  };
  const foreseen = await decideForFund(decision, await readFund(ledger.journal, FUND), context());
  expect((await ledger.journal.head()).position).toBe(position);
  expect(foreseen).toEqual({ status: 'decided', events: await decide(decision) });
});

it('a rate of the basis counts from its first month: the pension of a value at 2 % for life', async () => {
  // The row begins within December and counts from the first of the next month (section 1).
  const [, changed] = await change('basis', file('2022-11-15', { name: 'calculationRate', from: '2022-12-10', value: '0.02' }));
  expect((changed?.data as { effect: object }).effect).toMatchObject({ on: '2023-01-01', monthlyOld: '5802.17', participants: 2 });
  const monthlyNew = Number((changed?.data as { effect: { monthlyNew: string } }).effect.monthlyNew);
  // ä = (1/12)·Σ S(67, k/12)·1.02^(−k/12) with S of G82M (section 3); floating point is right to far less than half an øre here.
  const [a, g, c] = [0.0005, 10 ** (5.88 - 10), 10 ** 0.038];
  const living = (x: number, t: number): number => Math.exp(-a * t - (g / Math.log(c)) * c ** x * (c ** t - 1));
  const factor =
    Array.from({ length: 1440 - 804 }, (_, k) => living(67, k / 12) * 1.02 ** (-k / 12)).reduce((sum, term) => sum + term, 0) / 12;
  const [whole, half] = [500_000, 250_000].map((value) => Math.round((value / (12 * factor)) * 100) / 100);
  expect(monthlyNew).toBeCloseTo((whole as number) + (half as number), 2);
});

it('who is still to be told stands beside it, at every coordinates', async () => {
  await change('basis', file('2022-11-15', YOUNGER));
  const { position } = await ledger.journal.head();
  const [id] = (await readFund(ledger.journal, FUND)).changes.map((one) => one.id) as [string];
  const notify = (to: 'supervisor' | 'members', on: string) => decide({ decision: 'notify', change: id, to, on, reference: 'letter' });
  await notify('members', '2023-02-01');
  expect(await notify('members', '2023-02-01')).toEqual([]);
  expect(await refusalOf(notify('members', '2023-02-02'))).toBe('ALREADY_NOTIFIED');
  expect(await refusalOf(notify('supervisor', '2023-03-02'))).toBe('NOTIFIED_IN_FUTURE');
  expect(
    await refusalOf(
      decide({ decision: 'notify', change: '00000000-0000-4000-8000-000000000000', to: 'members', on: '2023-02-01', reference: 'x' }),
    ),
  ).toBe('UNKNOWN_CHANGE');
  const owed = async (asked: AskedCoordinates) =>
    (await fundChanges(ledger.journal, () => NOW, FUND, asked)).changes.map((one) => one.owed);
  expect(await owed({})).toEqual([['supervisor']]);
  expect(await owed({ knownAt: position })).toEqual([['supervisor', 'members']]);
  expect([
    await owed({ asOf: '2022-11-14' }),
    await owed({ asOf: '2022-11-15' }),
    await owed({ asOf: '2023-01-31' }),
    await owed({ asOf: '2023-02-01' }),
  ]).toEqual([[], [['supervisor', 'members']], [['supervisor', 'members']], [['supervisor']]]);
  await change('terms', file('2023-01-15', { name: 'spouseRate', from: '2023-02-01', value: '0.5' }), {
    material: false,
    notified: { supervisor: '2023-01-20' },
  });
  expect(await owed({})).toEqual([['supervisor'], []]);
});

it.each<[string, AnnounceChange['kind'], JsonObject, string]>([
  [
    'a parameter of the other kind',
    'basis',
    file('2022-11-15', { name: 'spouseRate', from: '2023-01-01', value: '0.5' }),
    'NOT_OF_THE_BASIS',
  ],
  [
    'a supplementary assumption',
    'basis',
    file('2022-11-15', { name: 'expectedRate', from: '2023-01-01', value: '0.05' }),
    'NOT_OF_THE_BASIS',
  ],
  ['a basis among the terms', 'terms', file('2022-11-15', YOUNGER), 'NOT_OF_THE_TERMS'],
  ['a parameter nobody knows', 'terms', file('2022-11-15', { name: 'sunshine', from: '2023-01-01', value: '1' }), 'UNKNOWN_PARAMETER'],
  ['a law nobody knows', 'basis', file('2022-11-15', { ...YOUNGER, value: 'G99X' }), 'INVALID_PARAMETER'],
  ['a rate of −100 %', 'basis', file('2022-11-15', { name: 'calculationRate', from: '2023-01-01', value: '-1' }), 'INVALID_PARAMETER'],
  ['a row that begins before it is announced', 'basis', file('2023-01-02', YOUNGER), 'RETROACTIVE_CHANGE'],
  ['an announcement of tomorrow', 'basis', file('2023-03-02', { ...YOUNGER, from: '2024-01-01' }), 'ANNOUNCED_IN_FUTURE'],
  ['no basis before', 'basis', file('1970-01-01', { ...YOUNGER, from: '1975-01-01' }), 'MISSING_PARAMETER'],
  ['the value that stands', 'basis', file('2022-11-15', { ...YOUNGER, value: 'G82M' }), 'NOTHING_CHANGES'],
  [
    'an illustrative row under an official one',
    'basis',
    file('2022-11-15', { name: 'calculationRate', from: '2023-01-01', value: '0.02', status: 'illustrative' }),
    'ROW_WITHOUT_EFFECT',
  ],
  [
    'a row that ends within a month',
    'basis',
    file('2022-11-15', { ...YOUNGER, from: '2023-01-02', to: '2023-01-31' }),
    'ROW_WITHOUT_EFFECT',
  ],
  ['a row after which no month begins', 'basis', file('2022-11-15', { ...YOUNGER, from: '9999-12-02' }), 'ROW_WITHOUT_EFFECT'],
  [
    'covers with a code twice',
    'terms',
    file('2022-11-15', {
      name: 'groupCovers',
      from: '2023-01-01',
      value: [
        { code: 'life', sum: '1.00' },
        { code: 'life', sum: '2.00' },
      ],
    }),
    'INVALID_PARAMETER',
  ],
  [
    'a cover of half an øre',
    'terms',
    file('2022-11-15', { name: 'groupCovers', from: '2023-01-01', value: [{ code: 'life', sum: '1.005' }] }),
    'INVALID_PARAMETER',
  ],
  [
    'an age that is no whole month',
    'terms',
    file('2022-11-15', { name: 'expiryAge', from: '2023-01-01', value: '67.03' }),
    'INVALID_PARAMETER',
  ],
  ['another scheme', 'basis', { ...file('2022-11-15', YOUNGER), scheme: 'fi-kapl' }, 'INVALID_PARAMETER_FILE'],
])('refuses %s', async (_what, kind, document, code) => {
  const { position } = await ledger.journal.head();
  expect(await refusalOf(change(kind, document))).toBe(code);
  expect((await ledger.journal.head()).position).toBe(position);
});

it('refuses what stands otherwise, and a fund or scheme that has no such decision', async () => {
  await change('basis', file('2022-11-15', YOUNGER));
  expect(await refusalOf(change('basis', file('2022-11-15', YOUNGER), { material: false }))).toBe('CHANGE_ALREADY_ANNOUNCED');
  expect(await refusalOf(change('basis', file('2022-11-15', YOUNGER), { reference: 'board 8' }))).toBe('CHANGE_ALREADY_ANNOUNCED');
  expect(
    await refusalOf(
      change('basis', file('2022-11-15', { ...YOUNGER, from: '2023-02-01', value: 'G82K' }), { notified: { supervisor: '2023-03-02' } }),
    ),
  ).toBe('NOTIFIED_IN_FUTURE');
  await ledger.publish(FUND, ledger.file('plain.json', [JSON.stringify(file('2022-11-16', { ...YOUNGER, value: 'G82K' }))]));
  expect(await refusalOf(change('basis', file('2022-11-16', { ...YOUNGER, value: 'G82K' })))).toBe('ALREADY_PUBLISHED');
  expect(
    await refusalOf(
      declare(
        { decision: 'change', kind: 'basis', document: file('2022-11-15', YOUNGER), material: true, reference: 'x', notified: {} },
        { ...context(), fundId: 'nobody' },
      ),
    ),
  ).toBe('UNKNOWN_FUND');
  await ledger.import(
    'participants',
    ledger.file('f.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'F,fi-kapl,1970-01-01,male,1997-01-01']),
  );
  expect(
    await refusalOf(
      declare(
        { decision: 'change', kind: 'basis', document: file('2022-11-15', YOUNGER), material: true, reference: 'x', notified: {} },
        { ...context(), fundId: 'fi-kapl' },
      ),
    ),
  ).toBe('NOT_APPLICABLE');
});

it('new terms say which covers change and lapse, also those that were paid for', async () => {
  await change(
    'terms',
    file('2022-06-01', {
      name: 'groupCovers',
      from: '2022-06-01',
      value: [
        { code: 'group-life', sum: '250000.00' },
        { code: 'group-critical-illness', sum: '100000.00' },
      ],
    }),
  );
  await ledger.import(
    'contributions',
    ledger.file('c.csv', [
      'participantId,period,amount,currency,employerId,receivedOn',
      'B,2022-12,3000.00,DKK,K1,2022-12-30',
      'C,2022-12,2000.00,DKK,K1,2022-12-30',
    ]),
  );
  // C's 2 000 no longer reaches the minimum; the sums of B stay, but for the life insurance of 300 000. B is 67: expired at 67, covered
  // to 70.
  const [, changed] = await change('terms', file('2022-12-15',
    { name: 'minContribution', from: '2023-01-01', value: '2500' },
    { name: 'expiryAge', from: '2023-01-01', value: '70' },
    { name: 'groupCovers', from: '2023-01-01', value: [{ code: 'group-life', sum: '300000.00' }] }));
  const { effect } = changed?.data as { effect: { on: string; participants: number; figures: readonly { figure: string }[] } };
  expect([effect.on, effect.participants]).toEqual(['2023-01-01', 3]);
  expect(effect.figures.filter(({ figure: name }) => name.startsWith('coverage.group'))).toEqual([
    { figure: 'coverage.group-critical-illness.guaranteed', before: '100000.00', after: '0.00', rising: 0, falling: 1, lapsing: 1 },
    { figure: 'coverage.group-life.guaranteed', before: '250000.00', after: '300000.00', rising: 1, falling: 1, lapsing: 1 },
  ]);
  const { moved } = await diffParticipant(ledger.journal, () => NOW, 'C', { asOf: '2022-12-31' }, { asOf: '2023-01-15' });
  expect(causes(moved, 'coverage.group-life.guaranteed')).toEqual([['change of terms', '-250000.00', 'TermsChanged']]);
});

it('is the cause of what moves: on the day its rows begin to count, and on the day it was announced', async () => {
  await change('basis', file('2022-11-15', YOUNGER));
  const diff = (from: AskedCoordinates, to: AskedCoordinates) => diffParticipant(ledger.journal, () => NOW, 'A', from, to);
  const effective = await diff({ asOf: '2022-12-15' }, { asOf: '2023-01-15' });
  const [before, after] = [
    await figure('A', GUARANTEED, { asOf: '2023-01-15', rulesKnownAt: '2022-11-14T23:59:59.999Z' }),
    await figure('A', GUARANTEED, { asOf: '2023-01-15' }),
  ];
  const movedMinor = amountMinor(after as string) - amountMinor(before as string);
  const moved = formatMinor(movedMinor);
  expect(causes(effective.moved, GUARANTEED)).toEqual([
    ['passage of time', expect.any(String)],
    ['change of the calculation basis', moved, 'BasisChanged'],
  ]);
  const announced = await diff({ asOf: '2023-01-15', rulesKnownAt: '2022-11-14T23:59:59.999Z' }, { asOf: '2023-01-15' });
  expect(causes(announced.moved, GUARANTEED)).toEqual([['change of the calculation basis', moved, 'BasisChanged']]);
  const back = await diff({ asOf: '2023-01-15' }, { asOf: '2022-12-15' });
  expect(causes(back.moved, GUARANTEED)).toEqual([
    ['passage of time', expect.any(String)],
    ['change of the calculation basis', formatMinor(-movedMinor), 'BasisChanged'],
  ]);
  const earlier = await diff({ asOf: '2022-11-01' }, { asOf: '2022-12-31' });
  expect(causes(earlier.moved, GUARANTEED)).toEqual([['passage of time', expect.any(String)]]);
});

it('a plain publication stays a parameter, and both are told apart where they come together', async () => {
  await change('basis', file('2022-11-15', YOUNGER));
  await ledger.publish(
    FUND,
    ledger.file('plain.json', [
      JSON.stringify(
        file(
          '2022-12-01',
          { ...YOUNGER, from: '2023-02-01', value: 'G82K' },
          { name: 'calculationRate', from: '2023-01-01', value: '0.025' },
        ),
      ),
    ]),
  );
  const { moved } = await diffParticipant(
    ledger.journal,
    () => NOW,
    'A',
    { asOf: '2023-02-15', rulesKnownAt: '2022-11-01T00:00:00.000Z' },
    { asOf: '2023-02-15' },
  );
  // The plain row of mortality lies over that of the change, which no longer counts on that day.
  expect((causes(moved, GUARANTEED) as readonly string[][]).map(([cause]) => cause)).toEqual([
    'parameter calculationRate',
    'parameter mortality',
  ]);
  const january = await diffParticipant(
    ledger.journal,
    () => NOW,
    'A',
    { asOf: '2023-01-15', rulesKnownAt: '2022-11-01T00:00:00.000Z' },
    { asOf: '2023-01-15' },
  );
  expect((causes(january.moved, GUARANTEED) as readonly string[][]).map(([cause]) => cause)).toEqual([
    'parameter calculationRate',
    'change of the calculation basis',
  ]);
});

it('explains itself where a figure rests on it', async () => {
  await change('basis', file('2022-11-15', YOUNGER));
  const id = (await readFund(ledger.journal, FUND)).changes[0]?.id;
  const { figure: tree } = await liveRunner(ledger.journal, () => NOW).explain('A', GUARANTEED, { asOf: '2023-01-15' });
  const mortality = tree.inputs.flatMap(({ parameters }) => parameters).find(({ name }) => name === 'dk-p90.mortality');
  expect(mortality?.entry).toMatchObject({ from: '2023-01-01', announced: '2022-11-15', change: { kind: 'basis', event: id } });
});
