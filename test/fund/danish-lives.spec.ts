/** What a pension, a disability and a death change in the coverage of dk-p90, from files to figures. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { amountMinor, formatMinor } from '#money/amount.js';
import { annul } from '#ledger/participant/annul.js';
import type { ParticipantEvent } from '#ledger/participant/events.js';
import { accountProjection } from '#projections/account/projection.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import type { InputKind } from '#reprocessing/formats/rows.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

const HEADS = {
  participants: 'participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate',
  contributions: 'participantId,period,amount,currency,employerId,receivedOn',
  transfers: 'participantId,direction,amount,currency,transferredOn,counterparty',
  pensions: 'participantId,benefit,startsOn,grantedOn,amount,currency,frequency,endsOn',
  payments: 'participantId,benefit,period,amount,currency,paidOn',
  disabilities: 'participantId,beganOn,decidedOn,endedOn',
  deaths: 'participantId,diedOn',
} as const;

let ledger: TestLedger;
let files = 0;
const take = (kind: keyof typeof HEADS, ...rows: readonly string[]) =>
  ledger.import(kind as InputKind, ledger.file(`${kind}-${(files += 1)}.csv`, [HEADS[kind], ...rows]));
const live = () => liveRunner(ledger.journal, () => NOW);
const says = (id: string, asOf: string) => live().ask(coverageProjection, id, { asOf }, undefined);
/** Benefit, amount, basis and condition, one line each. */
const lines = async (id: string, asOf: string) =>
  (await says(id, asOf)).benefits.map(({ benefit, amount, basis, condition }) => `${benefit} ${amount} ${basis} ${condition ?? ''}`);

beforeEach(async () => {
  ledger = await openLedger();
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  const covers = join(ledger.folder, 'covers.json');
  writeFileSync(
    covers,
    JSON.stringify({
      scheme: 'dk-p90',
      announced: '2015-01-01',
      parameters: [
        {
          name: 'groupCovers',
          unit: 'covers',
          entries: [{ from: '1980-01-01', value: [{ code: 'group-life', sum: '400000.00' }], reference: 'test', status: 'illustrative' }],
        },
      ],
    }),
  );
  await ledger.publish('dk-p90', covers);
  await take(
    'participants',
    'A,dk-p90,1960-05-20,male,2015-01-01,500000.00,2015-01-01',
    'B,dk-p90,1970-05-20,female,2015-01-01,300000.00,2015-01-01',
  );
  await take('contributions', 'A,2021-11,2000.00,DKK,K1,2021-12-01', 'B,2022-10,2000.00,DKK,K1,2022-11-01');
});
afterEach(() => ledger.close());

it('an old-age pension in payment stands in the place of its forecast, and the spouse pension is its share', async () => {
  await take('pensions', 'A,old-age-pension,2022-03-01,2022-02-10,3100.00,DKK,monthly,');
  // 0.6 · 3 100.00; the cover runs off to 30 November 2022, twelve months after the last contribution.
  expect(await lines('A', '2022-03-15')).toEqual([
    'old-age-pension 3100.00 accrued in payment since 2022-03-01',
    'spouse-pension 1860.00 expected share of the old-age pension',
    'group-life 400000.00 guaranteed RUN_OFF',
  ]);
  expect((await lines('A', '2022-02-15'))[0]).toBe('old-age-pension 3100.00 accrued granted, in payment from 2022-03-01');
  expect((await lines('A', '2022-02-09'))[0]).toMatch(/^old-age-pension .* expected from 2028-06-01/);
});

it('a pension told by the year gives the spouse the same share a month', async () => {
  await take('pensions', 'A,old-age-pension,2022-01-01,2021-12-01,37200.00,DKK,yearly,');
  // 37 200 / 12 · 0.6
  expect((await lines('A', '2022-03-15'))[1]).toBe('spouse-pension 1860.00 expected share of the old-age pension');
});

it('a disability pension stands in the place of its cover, for as long as the disability lasts', async () => {
  const cover = /^disability-pension \d+\.\d\d expected as large as the old-age pension$/;
  expect((await lines('B', '2022-11-15'))[2]).toMatch(cover);
  await take('disabilities', 'B,2021-02-10,2021-06-01,2022-03-31', 'B,2022-08-01,2022-09-01,');
  await take(
    'pensions',
    'B,disability-pension,2021-05-01,2021-06-01,2400.00,DKK,monthly,2022-03-31',
    'B,disability-pension,2022-09-01,2022-09-01,2500.00,DKK,monthly,',
  );
  expect((await lines('B', '2022-03-31')).filter((line) => line.startsWith('dis'))).toEqual([
    'disability-pension 2400.00 accrued in payment since 2021-05-01',
  ]);
  // the first one has ended, the second not begun
  expect(await lines('B', '2022-04-01')).toEqual(expect.arrayContaining([expect.stringMatching(cover)]));
  expect((await lines('B', '2022-09-01')).filter((line) => line.startsWith('dis'))).toEqual([
    'disability-pension 2500.00 accrued in payment since 2022-09-01',
  ]);
  expect((await says('B', '2022-04-01')).notes.join()).not.toContain('Unable to work');
});

it('several disabilities need the end of the first, and one pension of a kind at a time', async () => {
  expect((await take('disabilities', 'B,2022-01-10,2022-01-20,', 'B,2022-06-01,2022-08-01,')).byCode).toEqual({ DISABILITY_OVERLAPS: 1 });
  await take('disabilities', 'B,2022-01-10,2022-01-20,2022-03-31');
  expect(await take('disabilities', 'B,2022-06-01,2022-08-01,')).toMatchObject({ appended: 1 });
  expect((await says('B', '2022-11-15')).notes).toContain('Unable to work since 2022-06-01.');
  expect((await says('B', '2022-02-28')).notes).toContain('Unable to work since 2022-01-10.');
  expect(
    (
      await take(
        'pensions',
        'B,disability-pension,2022-06-01,2022-08-01,2400.00,DKK,monthly,',
        'B,disability-pension,2022-09-01,2022-09-01,2400.00,DKK,monthly,',
      )
    ).byCode,
  ).toEqual({ PENSION_OVERLAPS: 1 });
});

it('payments and transfers move the value and stand in their lines; nothing else moves', async () => {
  await take('transfers', 'A,in,50000.00,DKK,2022-02-01,Elsewhere', 'A,out,1000.50,DKK,2022-02-01,Elsewhere');
  await take('pensions', 'A,old-age-pension,2022-01-01,2021-12-01,3100.00,DKK,monthly,');
  await take('payments', 'A,old-age-pension,2022-01,3100.00,DKK,2022-01-31', 'A,old-age-pension,2022-02,3100.00,DKK,2022-02-28');
  // 500 000 + 2 000 at the start of 2022; + 50 000 − 1 000.50; − 2 · 3 100: 544 799.50.
  const { opening, lines: moved, closing } = await live().ask(accountProjection, 'A', { asOf: '2022-12-31' }, { year: 2022 });
  expect([opening, moved, closing]).toEqual([
    '502000.00',
    [
      { kind: 'transfers', amount: '48999.50' },
      { kind: 'benefits', amount: '-6200.00' },
    ],
    '544799.50',
  ]);
  const { totals, accounts } = await trialBalance({ journal: ledger.journal, clock: () => NOW, coordinates: {}, workers: 0 });
  expect(totals.map(({ balance }) => balance)).toEqual(['0.00']);
  // Owed to A and B: 544 799.50 + 300 000 + 2 000.
  expect(accounts.find(({ account }) => account === 'participants:value')?.balance).toBe('-846799.50');
});

describe('a death', () => {
  it.each([
    ['while the cover runs off', '2022-11-30', 'group-life 400000.00 guaranteed RUN_OFF on the day of death'],
    ['the day after it lapsed', '2022-12-01', 'group-life 0.00 guaranteed LAPSED on the day of death'],
  ])('%s ends forecast and covers; of these the life insurance is shown as on that day', async (_when, diedOn, cover) => {
    await take('deaths', `A,${diedOn}`);
    expect(await lines('A', '2023-02-01')).toEqual([cover]);
    expect((await says('A', '2022-11-29')).benefits.length).toBeGreaterThan(3);
  });

  it('survivors have what the fund grants them', async () => {
    await take('pensions', 'A,old-age-pension,2022-01-01,2021-12-01,3100.00,DKK,monthly,');
    await take('deaths', 'A,2022-05-30');
    await take('pensions', 'A,spouse-pension,2022-06-01,2022-06-20,1860.00,DKK,monthly,');
    expect(await lines('A', '2022-12-31')).toEqual([
      'spouse-pension 1860.00 accrued in payment since 2022-06-01',
      'group-life 400000.00 guaranteed RUN_OFF on the day of death',
    ]);
    const { figure, events } = await live().explain('A', 'coverage.spouse-pension.granted', { asOf: '2022-12-31' });
    expect([figure.value, events.map(({ type, source }) => `${type} ${source?.file}:${source?.line}`)]).toEqual([
      '1860.00',
      [`PensionStarted pensions-${files}.csv:2`],
    ]);
    expect((await live().explain('A', 'coverage.death', { asOf: '2022-12-31' })).events.map(({ type }) => type)).toEqual([
      'ParticipantDied',
    ]);
    expect((await live().explain('A', 'coverage.group-life.guaranteed', { asOf: '2022-12-31' })).events.map(({ type }) => type)).toContain(
      'ParticipantDied',
    );
  });

  it('annulled and recorded anew counts from the new day, for every row that comes after', async () => {
    await take('deaths', 'B,2022-03-30');
    expect((await take('contributions', 'B,2022-04,2000.00,DKK,K1,2022-05-01')).byCode).toEqual({ AFTER_DEATH: 1 });
    const events = (await ledger.events('participant-B')) as unknown as readonly ParticipantEvent[];
    const death = events.find(({ type }) => type === 'ParticipantDied');
    const context = { participantId: 'B', events, employerOf: () => undefined };
    const decision = annul({ eventId: death?.id ?? '', reason: 'a misread certificate' }, context);
    if (decision.status !== 'decided') throw new Error(JSON.stringify(decision));
    const annulments = decision.events.map((event) => ({
      ...toAppend('participant-B', event, { actor: 'test', correlationId: 'test' }),
      correlationId: undefined,
    }));
    await ledger.journal.append([{ stream: 'participant-B', expected: 'any', events: annulments }]);
    expect(await take('contributions', 'B,2022-04,2000.00,DKK,K1,2022-05-01')).toMatchObject({ appended: 1, refused: 0 });
    expect(await take('deaths', 'B,2022-05-30')).toMatchObject({ appended: 1, refused: 0 });
    expect(await take('deaths', 'B,2022-05-30')).toMatchObject({ repeated: 1, refused: 0 });
    expect((await take('contributions', 'B,2022-05,2000.00,DKK,K1,2022-06-01', 'B,2022-06,2000.00,DKK,K1,2022-07-01')).byCode).toEqual({
      AFTER_DEATH: 1,
    });
    expect((await says('B', '2022-12-31')).notes.join(' ')).toContain('died on 2022-05-30');
  });

  it('after facts of later months is flagged by the plan, kept, and named by the overview', async () => {
    const { rows, flags, digest } = await ledger.plan(ledger.file('deaths.csv', [HEADS.deaths, 'B,2022-08-15']));
    expect(rows).toMatchObject({ accepted: 1, flagged: 1 });
    expect(flags).toMatchObject([
      {
        line: 2,
        code: 'FACTS_AFTER_DEATH',
        message:
          'Contributions for 2022-10, 2000.00 in all, lie after the death on 2022-08-15 and still count; annul them once ' +
          'they are settled.',
        figures: { of: 'contributions', first: '2022-10', last: '2022-10', total: '2000.00', diedOn: '2022-08-15' },
      },
    ]);
    await ledger.approve(digest);
    await ledger.commit(digest);
    expect((await says('B', '2022-12-31')).notes).toContain(flags[0]?.message);
    expect((await says('B', '2022-12-31')).value).toBe('302000.00');
  });
});

describe('a life event that comes after a year was booked, reprocessed, leaves what there would be had it come in time', () => {
  const fund = () => ({ journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'board' });
  const book = async (): Promise<void> => {
    for (const year of [2020, 2021]) {
      await declare({ decision: 'interest', year, rate: '0.05', reference: 'minutes' }, fund());
      await declare({ decision: 'close-year', year, reference: 'accounts' }, fund());
    }
    await fanOut(fund());
  };
  const closing = async () => (await live().ask(accountProjection, 'A', { asOf: '2022-12-31' }, { year: 2021 })).closing;
  const anew = async (): Promise<void> => {
    await ledger.close();
    ledger = await openLedger();
    await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
    await take('participants', 'A,dk-p90,1950-05-20,male,2020-01-01,500000.00,2020-01-01');
    await take('pensions', 'A,old-age-pension,2020-06-01,2020-05-01,3100.00,DKK,monthly,');
  };

  it.each([
    ['transfers', 'A,in,10000.00,DKK,2020-01-01,Elsewhere', '11025.00'], // 10 000 · 1.05²
    ['payments', 'A,old-age-pension,2020-12,3100.00,DKK,2020-12-31', '-3255.00'], // −3 100 · 1.05
    ['deaths', 'A,2021-06-10', '606.14'], // fees of 40 and 60 a month left out from July on: Σ_{k=0…5} 100 · 1.05^(k/12) = 606.1445
  ] as const)('%s', async (kind, row, moved) => {
    await anew();
    await book();
    const before = await closing();
    const file = ledger.file(`late-${kind}.csv`, [HEADS[kind], row]);
    const { digest } = await ledger.plan(file);
    await ledger.approve(digest);
    await ledger.commit(digest);
    const reprocessed = await closing();
    await anew();
    await take(kind, row);
    await book();
    expect(await closing()).toBe(reprocessed);
    expect(formatMinor(amountMinor(reprocessed) - amountMinor(before))).toBe(moved);
  });
});

it('an event with which the value cannot be counted any more is named to whoever asks', async () => {
  // 91 · 999 999 999 999.99 is more than 2^53 øre.
  await take(
    'contributions',
    ...Array.from({ length: 91 }, (_, index) => `B,2022-0${1 + (index % 9)},999999999999.99,DKK,E${index},2022-10-01`),
  );
  await expect(says('B', '2022-12-31')).rejects.toMatchObject({
    refusal: {
      code: 'EVENT_NOT_FOLDABLE',
      type: 'ContributionReceived',
      annul: true,
    },
  });
  expect((await says('A', '2022-12-31')).value).toBe('502000.00');
});

it('live = standing = sweep with lives', async () => {
  await take('transfers', 'A,in,50000.00,DKK,2022-02-01,Elsewhere');
  await take('disabilities', 'B,2021-02-01,2021-05-01,');
  const standing = await openStandingModels('sqlite::memory:', ledger.journal, { clock: () => NOW, asOf: '2023-01-15', workers: 0 });
  await standing.catchUp();
  await take(
    'pensions',
    'A,old-age-pension,2022-01-01,2021-12-01,3100.00,DKK,monthly,',
    'B,disability-pension,2021-08-01,2021-05-01,2500.00,DKK,monthly,2022-12-31',
  );
  await take('payments', 'A,old-age-pension,2022-01,3100.00,DKK,2022-01-31');
  await take('deaths', 'A,2022-05-30');
  await standing.catchUp();
  const { position } = await ledger.journal.head();
  const coordinates = { asOf: '2023-01-15', knownAt: position };
  const { items } = await standing.list('coverage', { limit: 10 });
  for (const item of items) {
    const answer = await live().ask(coverageProjection, item.subjectId, coordinates, undefined);
    expect('answer' in item ? item.answer.digest : item.refusal.code).toBe(answer.digest);
  }
  expect(items).toHaveLength(2);
  await standing.close();
  const out = join(ledger.folder, 'coverage.ndjson');
  await sweep({
    journal: ledger.journal,
    journalUrl: `sqlite:${join(ledger.folder, 'journal.sqlite')}`,
    clock: () => NOW,
    model: 'coverage',
    coordinates,
    question: {},
    workers: 0,
    out,
  });
  const swept = readFileSync(out, 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { digest: string }).digest);
  expect(swept).toEqual([
    (await live().ask(coverageProjection, 'A', coordinates, undefined)).digest,
    (await live().ask(coverageProjection, 'B', coordinates, undefined)).digest,
  ]);
});
