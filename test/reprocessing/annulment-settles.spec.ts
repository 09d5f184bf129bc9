/** What an annulment leaves due to its participant in dk-p90, and who books it. */
import { resolve } from 'node:path';
import { declare } from '#reprocessing/fan-out/declare.js';
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { settleAll } from '#reprocessing/fan-out/settle-all.js';
import { settleParticipant } from '#reprocessing/fan-out/settle-participant.js';
import { accountProjection } from '#projections/account/projection.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { listEntries } from '#projections/run/standing/digest.js';
import { dueProjection } from '#projections/due/projection.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { liveRunner } from '#projections/run/live.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

const PEOPLE = 'participantId,scheme,birthDate,sex,enrolledOn';
const HEAD = 'participantId,period,amount,currency,employerId,receivedOn';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  const person = (id: string): string => `${id},dk-p90,1970-05-20,female,2021-01-01`;
  await ledger.import('participants', ledger.file('p.csv', [PEOPLE, person('A'), person('B')]));
  // A has what B has, and a contribution of 50,000.00 that should never have been recorded.
  const right = (id: string): string => `${id},2021-01,60000.00,DKK,K1,2021-02-01`;
  await ledger.import('contributions', ledger.file('c.csv', [HEAD, right('A'), right('B'), 'A,2021-03,50000.00,DKK,K2,2021-04-01']));
  const common = { journal: ledger.journal, fundId: 'dk-p90', actor: 'board', clock: () => NOW };
  await declare({ decision: 'interest', year: 2021, rate: '0.031', reference: 'board' }, common);
  await declare({ decision: 'close-year', year: 2021, reference: 'board' }, common);
  await fanOut(common);
});
afterEach(() => ledger.close());

const wrong = async (): Promise<string> => {
  const found = (await ledger.events('participant-A')).find(({ data }) => data['employerId'] === 'K2');
  return (found as { readonly id: string }).id;
};
const annul = async (settle: boolean) =>
  annulEvent({
    journal: ledger.journal,
    subject: { kind: 'participant', id: 'A' },
    eventId: await wrong(),
    reason: 'another person’s',
    settle,
    byTwo: false,
    actor: 'test',
    clock: () => NOW,
  });
const account = (id: string) => liveRunner(ledger.journal, () => NOW).ask(accountProjection, id, { asOf: '2022-12-31' }, { year: 2021 });

it('the interest on what is gone goes with it, in the same write, as if it had never been', async () => {
  const { annulled, settled } = await annul(true);
  expect(annulled).toHaveLength(1);
  expect(settled.map(({ type }) => type)).toContain('AdjustmentPosted');
  expect((await account('A')).closing).toBe((await account('B')).closing);
});

it('told not to, it leaves the interest standing until the participant is settled', async () => {
  const { settled } = await annul(false);
  expect(settled).toEqual([]);
  expect((await account('A')).closing).not.toBe((await account('B')).closing);
  const rules = rulesFromJournal(ledger.journal);
  const stamp = { actor: 'test', correlationId: 'settle-A' };
  expect((await settleParticipant(ledger.journal, rules, 'A', stamp, () => NOW)).status).toBe('booked');
  expect((await account('A')).closing).toBe((await account('B')).closing);
  expect(await settleParticipant(ledger.journal, rules, 'A', stamp, () => NOW)).toEqual({ status: 'nothing-due' });
});

it('where roles are on it takes two persons; what is due is booked with the second', async () => {
  const by = async (actor: string) =>
    annulEvent({
      journal: ledger.journal,
      subject: { kind: 'participant', id: 'A' },
      eventId: await wrong(),
      reason: `${actor} looked`,
      settle: true,
      byTwo: true,
      actor,
      clock: () => NOW,
    });
  const before = (await ledger.events('participant-A')).length;
  expect(await by('anna')).toEqual({ status: 'asked', annulled: [], settled: [] });
  await expect(by('anna')).rejects.toMatchObject({ refusal: { code: 'SAME_PERSON' } });
  expect(await ledger.events('participant-A')).toHaveLength(before);
  const { status, settled } = await by('bo');
  expect([status, settled.map(({ type }) => type)]).toEqual(['annulled', expect.arrayContaining(['AdjustmentPosted'])]);
  expect((await account('A')).closing).toBe((await account('B')).closing);
  const batch = await ledger.events(`batch-annulment-${await wrong()}`);
  expect(batch.map(({ type, actor }) => [type, actor])).toEqual([
    ['BatchPlanned', 'anna'],
    ['BatchApproved', 'bo'],
    ['BatchCompleted', 'bo'],
  ]);
  expect((await by('anna')).status).toBe('repeated');
});

it('annulled again, nothing is written', async () => {
  const id = await wrong();
  await annul(true);
  const before = (await ledger.events('participant-A')).length;
  const again = await annulEvent({
    journal: ledger.journal,
    subject: { kind: 'participant', id: 'A' },
    eventId: id,
    reason: 'again',
    settle: true,
    byTwo: false,
    actor: 'test',
    clock: () => NOW,
  });
  expect(again).toEqual({ status: 'repeated', annulled: [], settled: [] });
  expect(await ledger.events('participant-A')).toHaveLength(before);
});

describe('until it is settled the participant is due', () => {
  const due = (id: string, asOf = '2022-12-31') => liveRunner(ledger.journal, () => NOW).ask(dueProjection, id, { asOf }, undefined);
  const listed = async (): Promise<unknown> => {
    const models = await openStandingModels('sqlite::memory:', ledger.journal, { clock: () => NOW, asOf: '2022-12-31', workers: 0 });
    try {
      await models.catchUp();
      const pages: object[] = [];
      for await (const page of listEntries(models, 'due'))
        pages.push(...page.map(({ subjectId, entry }) => ({ participantId: subjectId, ...entry })));
      // The same code, the same answer.
      for (const id of ['A', 'B'])
        expect((await models.get('coverage', id)).digest).toBe(
          (
            await liveRunner(ledger.journal, () => NOW).ask(
              coverageProjection,
              id,
              { asOf: '2022-12-31', knownAt: (await ledger.journal.head()).position },
              undefined,
            )
          ).digest,
        );
      return pages;
    } finally {
      await models.close();
    }
  };

  it('after an annulment that settles nothing: the interest on what is gone', async () => {
    expect([await due('A'), await listed()]).toEqual([expect.objectContaining({ entitlements: [], difference: '0.00' }), []]);
    await annul(false);
    // 50,000.00 of March 2021, less that month's group premium of 150.00, bore interest for nine months: 49,850·(1.031^(9/12) − 1) =
    // 1,154.58 go, and the premium comes back.
    const answer = await due('A');
    expect(answer).toMatchObject({
      difference: '-1004.58',
      entitlements: [
        { kind: 'interest', booked: '2836.19', due: '1681.61' },
        { kind: 'insurance', booked: '-1020.00', due: '-870.00' },
      ],
    });
    expect(await listed()).toEqual([{ participantId: 'A', since: '2021-12-31', entitlements: 2, difference: '-1004.58' }]);
    expect(await account('A')).toMatchObject({ due: { entitlements: 2, difference: '-1004.58' } });
    expect(await account('B')).not.toHaveProperty('due');
    // What the ledger knew before, and value dates before the interest, are not due.
    expect(await due('A', '2021-12-30')).toMatchObject({ entitlements: [] });
  });

  it('after an import that comes late, and everyone is settled at once', async () => {
    await ledger.import(
      'contributions',
      ledger.file('late.csv', [HEAD, 'B,2021-06,10000.00,DKK,K9,2022-02-01', 'A,2022-06,10000.00,DKK,K9,2022-07-01']),
    );
    // 10,000.00 of June, less its premium: 9,850·(1.031^(6/12) − 1) = 151.51, and the premium of 150.00 is due. What takes effect after
    // the last booking leaves nobody due.
    expect(await listed()).toEqual([{ participantId: 'B', since: '2021-12-31', entitlements: 2, difference: '1.51' }]);
    const rules = rulesFromJournal(ledger.journal);
    const everyone = async function* () { yield [{ participantId: 'A' }, { participantId: 'B' }]; };
    const settle = () => settleAll({ journal: ledger.journal, rules, participants: everyone(), actor: 'test', clock: () => NOW });
    expect(await settle()).toEqual({ booked: 1, events: 2, failed: [] });
    expect([await listed(), await settle()]).toEqual([[], { booked: 0, events: 0, failed: [] }]);
    expect(await account('B')).not.toHaveProperty('due');
  });
});
