/** Rates that the board sets with what the articles require, and what its decisions on rights do, each at its day (2.2–2.10, VIII, 9). */
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { liveRunner } from '#projections/run/live.js';
import { indexationProjection } from '#projections/rights/indexation.js';
import { rightsProjection } from '#projections/rights/projection.js';
import { NOW } from '../reprocessing/ledger.js';
import { refusalOf } from '../reprocessing/refusal-of.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

let books: EmployersLedger;
beforeAll(async () => {
  books = await openEmployers();
  await books.publish('nl-pob', 'test/samples/nl-pob/policy.json');
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take(
    'participants',
    PARTICIPANTS,
    'a,nl-pob,1970-04-05,female,2018-03-01',
    'b,nl-pob,1980-05-06,male,2018-03-01',
  );
  await books.take('salaries', SALARIES, 'a,E1,2018-03,37200,EUR,2018-03-02,0.8,', 'b,E1,2018-03,41000.50,EUR,2018-03-02,,0.5');
});
afterAll(() => books.close());

const decide = (command: FundCommand) =>
  declare(command, { journal: books.journal, fundId: 'nl-pob', clock: () => NOW, actor: 'board', workers: 0 });
const rights = (id: string, year: number, asOf = `${year}-12-31`) =>
  liveRunner(books.journal, () => NOW).ask(rightsProjection, id, { asOf }, { year });

const RATES = {
  decision: 'premium-rates', from: '2019-01-01', announced: '2018-12-12', reportYear: 2018, actuaryHeard: 'yes', caoApproval: 'yes',
  premiumRate: '0.195', aoPremiumRate: '0.005', participantRate: '0.082', costCoveringRate: '0.188', reference: 'board, 2018-12-10',
} as const;

it.each<[string, Partial<Omit<typeof RATES, 'decision'>> | object, string]>([
  ['before the balance-sheet date of the report (2.3)', { from: '2018-12-30' }, 'RATE_BEFORE_BALANCE_DATE'],
  ['without the actuary (2.2)', { actuaryHeard: 'no' }, 'ACTUARY_NOT_HEARD'],
  ['without the parties’ approval (2.6)', { caoApproval: 'no' }, 'CAO_APPROVAL_REQUIRED'],
  ['with the participants’ rate as it was (2.8)', { participantRate: '0.08' }, 'PARTICIPANT_RATE_NOT_ADAPTED'],
  ['a rate above all', { premiumRate: '1.95' }, 'INVALID_RATE'],
  ['a rate that is none', { aoPremiumRate: 'half' }, 'INVALID_RATE'],
  ['announced tomorrow', { announced: '2023-03-02' }, 'DECISION_IN_FUTURE'],
])('premium rates %s: refused', async (_what, change, code) => {
  expect(await refusalOf(decide({ ...RATES, ...change } as FundCommand))).toBe(code);
});

it('rates are published beside the decision, once, and charged by from their day', async () => {
  // 19.5 % lies above the cost-covering 18.8 % and below the 19.7 % of 2019 (2.10)
  expect((await decide(RATES)).map(({ type, data }) => [type, (data as { capStatus?: string }).capStatus])).toEqual([
    ['ParametersPublished', undefined],
    ['PremiumRatesDecided', 'OK'],
  ]);
  expect(await decide(RATES)).toEqual([]);
  expect(
    (
      await decide({
        ...RATES,
        from: '2020-01-01',
        announced: '2019-12-12',
        reportYear: 2019,
        premiumRate: '0.201',
        participantRate: '0.09',
        reference: 'board 2',
      })
    ).map(({ data }) => (data as { capStatus?: string }).capStatus),
  ).toEqual([undefined, 'ABOVE_CAP']);
  await books.monthly('2018-12', '2018-12-08');
  await books.monthly('2019-01', '2019-01-08');
  // b: 41,000.50·0.195/12·0.5 = 333.13; a: 37,200·0.195·0.8/12 = 483.60 + 12.40
  expect((await books.employer('E1')).invoices.at(-1)?.data).toMatchObject({ premium: '816.73', aoPremium: '12.40' });
});

it('indexation: refused beyond what the rules allow, then granted, once', async () => {
  const index = { decision: 'index', year: 2019, reference: 'board 3' } as const;
  // ambition 1.495…; (1.18 − 1.10)/10 = 0.8 %
  expect(await refusalOf(decide({ ...index, rate: '0.0081' }))).toBe('BOARD_RATE_OUT_OF_BOUNDS');
  expect(await refusalOf(decide({ ...index, year: 2023, rate: '0' }))).toBe('MISSING_PARAMETER');
  expect(await refusalOf(decide({ decision: 'catch-up', year: 2019, missed: 'yes', reference: 'x' }))).toBe('INDEXATION_NOT_DECIDED');
  const [event] = await decide({ ...index, rate: '0.008' });
  expect(event?.data).toMatchObject({ rate: '0.008', sustainable: '0.008', maxRate: '0.008', bindingRule: 'SUSTAINABLE' });
  expect(await decide({ ...index, rate: '0.0080' })).toEqual([]);
  expect(await refusalOf(decide({ ...index, rate: '0.007' }))).toBe('INDEXATION_ALREADY_DECIDED');
  await books.fanOut();
  // the specification's figures for a of 36,000 at 0.8 come to 302.50; of 37,200: 1.875 %·24,200·0.8/12·10 = 302.50; ·1.008 = 304.92
  expect(await rights('a', 2019)).toMatchObject({
    opening: '302.50',
    lines: [{ kind: 'accrual' }, { kind: 'indexation', amount: '2.42' }],
  });
  expect(await rights('b', 2019)).toMatchObject({
    opening: '437.51',
    lines: [{ kind: 'accrual' }, { kind: 'indexation', amount: '3.50' }],
  });
});

it('a correction moves accrual and indexation at their original dates (section 9)', async () => {
  await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-03,37200,EUR,hours,2019-06-03,0.75,');
  await books.fanOut();
  // 283.59375 → 283.59, −18.91; 285.86 − 283.59 = 2.27 against 2.42
  expect((await rights('a', 2018)).lines).toEqual([{ kind: 'accrual', amount: '302.50' }, { kind: 'adjustment', amount: '-18.91' }]);
  // the accrual of 2019 moves too: 363.00 → 340.3125
  expect((await rights('a', 2019)).lines).toEqual([
    { kind: 'accrual', amount: '363.00' },
    { kind: 'indexation', amount: '2.42' },
    { kind: 'adjustment', amount: '-22.84' },
  ]);
  const shown = await liveRunner(books.journal, () => NOW).ask(indexationProjection, 'a', { asOf: '2019-12-31' }, undefined);
  expect(shown.years).toMatchObject([
    { year: 2019, on: '2019-01-01', before: '283.59', rate: '0.008', after: '285.86', adjusted: '-0.15' },
  ]);
  expect((await liveRunner(books.journal, () => NOW).ask(indexationProjection, 'a', { asOf: '2018-12-31' }, undefined)).years).toEqual([]);
  expect(await books.outOfBalance()).toEqual([]);
});

it('a reduction, and what is given back of it within the budget, to the rights that were there', async () => {
  expect(await decide({ decision: 'index', year: 2020, rate: '0', reference: 'board 4' })).toHaveLength(1); // 109 %: nothing is allowed
  await decide({ decision: 'reduce', on: '2020-01-01', rate: '0.005', reason: 'recovery plan', reference: 'board 5' });
  await decide({ decision: 'index', year: 2021, rate: '0.006', reference: 'board 6' });
  await books.fanOut();
  const after = await rights('b', 2020);
  // (437.5078125·1.008 + 525.009375)·0.5 % = 4.83
  expect(after.lines).toContainEqual({ kind: 'reduction', amount: '-4.83' });
  expect(after.owed.map(({ kind, ofYear }) => `${kind} ${ofYear}`)).toEqual(['missed 2019', 'missed 2020', 'reduction 2020']);
  const [caughtUp] = await decide({ decision: 'catch-up', year: 2021, missed: 'yes', reference: 'board 7' });
  // (1.32/1.006 − 1.25)/5 = 1.2425 %: the reduction (0.5025 %) and missed 2019 (0.6898 %) whole, 1.1958 % in all; the rest of missed 2020
  expect(
    (caughtUp?.data as { applied: readonly { kind: string; ofYear: number; rate: string }[] }).applied.map(({ kind, ofYear, rate }) => [
      kind,
      ofYear,
      rate.slice(0, 8),
    ]),
  ).toEqual([
    ['reduction', 2020, '0.005025'],
    ['missed', 2019, '0.006898'],
    ['missed', 2020, '0.000461'],
  ]);
  expect(await decide({ decision: 'catch-up', year: 2021, missed: 'yes', reference: 'board 7' })).toEqual([]);
  expect(await refusalOf(decide({ decision: 'catch-up', year: 2021, missed: 'no', reference: 'board 8' }))).toBe(
    'CATCH_UP_ALREADY_DECIDED',
  );
  await books.fanOut();
  expect((await rights('b', 2021)).lines.map(({ kind }) => kind)).toEqual(['accrual', 'indexation', 'catch-up']);
  expect(await books.fanOut()).toMatchObject({ booked: 0 });
  expect(await books.outOfBalance()).toEqual([]);
});

const figureOfB = async (name: string) => (await liveRunner(books.journal, () => NOW).explain('b', name, { asOf: '2021-12-31' })).figure;

it('a decision’s move of a right is taken apart: before, factor, after by tranche, and what the board decided', async () => {
  const cut = await figureOfB('rights.reduction.2020');
  const shown = ({ name, value, formula }: (typeof cut)['inputs'][number]) => [name, value, formula];
  // 2018: 1.875 %·(41,000.50 − 13,000)/12·10 = 437.5078125, indexed by 0.8 % 441.007875; 2019: ·12/10 = 525.009375; together 966.01725
  expect([cut.value, ...cut.inputs.map(shown)]).toEqual([
    '-4.83',
    ['rights.reduction.2020.before', '966.02', 'posted(Σ of the tranches, unrounded)'],
    ['rights.reduction.2020.factor', '0.995', '1 + rate, as the board decided'],
    ['rights.reduction.2020.after', '961.19', 'posted(Σ of the tranches, unrounded)'],
  ]);
  const [before, factor, after] = cut.inputs;
  expect(before?.inputs.map(({ value }) => value)).toEqual(['441.007875', '525.009375']);
  // 441.007875·0.995 = 438.802835625; 525.009375·0.995 = 522.384328125; together 961.18716375
  expect(after?.inputs.map(({ value }) => value)).toEqual(['438.802835625', '522.384328125']);
  const [decision] = factor?.events ?? [];
  expect(factor?.decision).toEqual({
    ...{ eventId: decision, on: '2020-01-01', rate: '-0.005', reason: 'recovery plan', reference: 'board 5' },
  });
  const [, indexed] = (await figureOfB('rights.indexation.2019')).inputs;
  expect(indexed?.decision).toMatchObject({ rate: '0.008', rule: 'SUSTAINABLE', reference: 'board 3' });
});

it('a catch-up moves the tranches that were there, each part from where the one before left off', async () => {
  const year = await figureOfB('rights.catch-up.2021');
  expect(year.inputs.map(({ name }) => name)).toEqual([
    'rights.catch-up.2021.reduction.2020',
    'rights.catch-up.2021.missed.2019',
    'rights.catch-up.2021.missed.2020',
  ]);
  const [restored, missed] = year.inputs;
  // missed in 2019: of the tranche of 2018 alone, and of what the restored reduction had left of it
  expect(missed?.inputs[0]?.inputs.map(({ value }) => value)).toEqual(restored?.inputs[2]?.inputs.map(({ value }) => value));
  expect(missed?.inputs[2]?.inputs.map(({ formula }) => formula)).toEqual([
    'before · factor',
    'not moved: not of a year before 2019',
    'not moved: not of a year before 2019',
  ]);
  // 0.5025… % of a reduction of 0.5 %: what it had left of the rights of 2018, 437.5078125·1.008·0.995·1.006, is whole again
  expect(restored?.inputs[2]?.inputs[0]?.value).toMatch(/^443\.6539(22|21)/);
  expect(await figureOfB('rights.catch-up.2021.missed.2019')).toEqual(missed);
  expect((await rights('b', 2021)).lines).toContainEqual({ kind: 'catch-up', amount: year.value });
});

it('the pension names each decision that moved it, and is their sum', async () => {
  const { figure } = await liveRunner(books.journal, () => NOW).explain('b', 'coverage.old-age-pension', { asOf: '2020-01-01' });
  expect(figure.inputs.map(({ name, value, inputs, note }) => [name, value, inputs.length, note])).toEqual([
    ['rights.accrual.2018', '437.51', 0, 'unrounded 437.5078125'],
    ['rights.indexation.2019', '3.50', 0, 'rights.indexation.2019 takes it apart'],
    ['rights.accrual.2019', '525.01', 0, 'unrounded 525.009375'],
    ['rights.reduction.2020', '-4.83', 0, 'rights.reduction.2020 takes it apart'],
  ]);
  expect(figure.value).toBe('961.19');
});

it('between a decision and its fan-out a figure says what waits', async () => {
  await decide({ decision: 'reduce', on: '2019-01-01', rate: '0.1', reason: 'told late', reference: 'board 9' });
  // 441.007875·0.9 = 396.9070875, with 525.009375 921.9164625 → 921.92; ·0.995 = 917.3068801875 → 917.31; a difference of −4.61
  const waiting = await figureOfB('rights.reduction.2020');
  expect([waiting.value, waiting.note]).toEqual(['-4.83', 'the decisions known give -4.61: the next fan-out books it']);
  await books.fanOut();
  const booked = await figureOfB('rights.reduction.2020');
  expect([booked.value, booked.inputs.map(({ value }) => value), booked.note]).toEqual([
    '-4.61',
    ['921.92', '0.995', '917.31'],
    'of which 0.22 was derived again after its first booking',
  ]);
});
