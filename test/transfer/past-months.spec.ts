/**
 * What is known late about months before a transfer, whenever it comes in: nothing of it is lost. The right that goes over is the one by
 * the facts as known when it goes; what comes later, and the months of the year that is not over, arise at the receiver; the sender's
 * employers are charged for the months before it and for none after.
 */
import fc from 'fast-check';
import { readWhole } from '#journal/read-whole.js';
import { formatMinor } from '#money/amount.js';
import { LAST_DATE } from '#money/civil-date.js';
import { Decimal, exactText, sum } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import { stateOf } from '#ledger/subjects.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import type { InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import { settleParticipant } from '#reprocessing/fan-out/settle-participant.js';
import { expectBalance, expectThreeWays, openStanding } from './three-ways.js';
import { forward, proposal, step, transferLedger, withFile, type TransferLedger } from './ledger.js';

const SALARIES = 'participantId,employerId,from,fullTimeSalary,currency,reportedOn';
const CORRECTIONS = 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn';
const TESTS = { individual: '1', collective: '1', group: '1', basis: 'AG 2020' };
const REPORTED = ['2021-01', '2021-07', '2022-01', '2022-03', '2022-08'];

/** A correction: whose, of which reported month, to what salary. */
interface Told {
  readonly who: number;
  readonly of: number;
  readonly salary: number;
}

/** An independent account of what the facts give: accrual is the salary, so a year's right is Σ S/12, premium 20 % of it by month. */
class Facts {
  readonly series: Map<string, number>[] = [];

  tell({ who, of, salary }: Told): void {
    this.series[who]?.set(REPORTED[of] as string, salary);
  }

  salary(who: number, month: string): number {
    const held = [...(this.series[who] ?? [])].filter(([from]) => from <= month).sort(([a], [b]) => (a < b ? 1 : -1))[0];
    return held?.[1] ?? 0;
  }

  right(who: number, months: readonly string[]): Decimal {
    return sum(months.map((month) => new Decimal(this.salary(who, month)).dividedBy(12)));
  }
}

const months = (year: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
const Y2021 = months(2021, 12);
const BEFORE = months(2022, 6);
const posted = (right: Decimal): number => roundPostedMinor(right);

const told = (of: readonly number[], people: number): fc.Arbitrary<readonly Told[]> =>
  fc
    .uniqueArray(fc.record({ who: fc.nat({ max: people - 1 }), of: fc.constantFrom(...of), salary: fc.integer({ min: 0, max: 60_000 }) }), {
      maxLength: people,
      selector: ({ who, of: index }) => `${who} ${index}`,
    })
    // A salary of 0 ends the series; somebody without any right has no value to share by.
    .map((rows) => rows.map((row) => (row.of < 2 ? { ...row, salary: Math.max(1, row.salary) } : row)));

const PEOPLE = 4;
const story = fc.record({
  base: fc.array(fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: REPORTED.length, maxLength: REPORTED.length }), {
    minLength: PEOPLE,
    maxLength: PEOPLE,
  }),
  afterSnapshot: told([0, 1, 2, 3], PEOPLE),
  afterNotice: told([2, 3, 4], PEOPLE),
  afterCompletion: told([0, 1, 2, 3], PEOPLE),
  later: told([0, 1, 2, 3, 4], PEOPLE),
});

let ledger: TransferLedger;

const id = (who: number): string => `p${who}`;
const ids = Array.from({ length: PEOPLE }, (_, who) => id(who));

function correctionsOf(rows: readonly Told[], on: string): readonly string[] {
  return [CORRECTIONS, ...rows.map(({ who, of, salary }) => `${id(who)},E,${REPORTED[of] ?? ''},${salary}.00,EUR,hours,${on}`)];
}

async function snapshotOf(facts: Facts, on: string): Promise<void> {
  const rows = ids.map((one, who) => {
    const right = formatMinor(posted(facts.right(who, Y2021)));
    return `${one},active,${right},${right},14.2,1000.00`;
  });
  await ledger.take(withFile('snapshot', ledger.file('snapshot.csv', ['participantId,group,oldRight,newRight,factor,value', ...rows]), on));
}

async function forwardRows(rows: readonly Told[], on: string): Promise<void> {
  ledger.today.day = on;
  if (rows.length === 0) return;
  await ledger.take(forward('salary-corrections', ledger.file(`late-${on}.csv`, correctionsOf(rows, on)), on));
}

const stateAt = async (participantId: string) =>
  stateOf('participant', await readWhole(ledger.journal, `participant-${participantId}`), { asOf: LAST_DATE });

it('nothing is lost, nothing stays behind, and nobody is charged twice', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ base, afterSnapshot, afterNotice, afterCompletion, later }) => {
      ledger = await transferLedger();
      const { today, take, code, file, journal, place } = ledger;
      const facts = new Facts();
      await ledger.affiliate('E', 'pob', '2021-01-01');
      for (const [who, salaries] of base.entries()) {
        facts.series.push(new Map());
        await ledger.enrol(id(who));
        salaries.forEach((salary, of) => facts.tell({ who, of, salary }));
      }
      const reported = base.flatMap((salaries, who) =>
        salaries.map((salary, of) => `${id(who)},E,${REPORTED[of] ?? ''},${salary}.00,EUR,2022-01-05`),
      );
      expect((await ledger.import('salaries', [SALARIES, ...reported])).refused).toBe(0);
      const send = async (command: InvoiceCommand) => {
        today.day = 'sentOn' in command ? command.sentOn : today.day;
        const { failed } = await runInvoices({ journal, fundId: 'pob', command, clock: place.clock, actor: 'operator', workers: 0 });
        expect(failed).toEqual([]);
      };
      const invoice = (month: string, sentOn: string) => send({ kind: 'monthly', month, sentOn });

      const followed = await openStanding(ledger);
      await followed.catchUp();
      await take(proposal());
      await snapshotOf(facts, '2022-01-10');
      today.day = '2022-02-01';
      const taken = ids.map((_, who) => posted(facts.right(who, Y2021)));
      await ledger.import('salary-corrections', correctionsOf(afterSnapshot, '2022-02-01'));
      afterSnapshot.forEach((one) => facts.tell(one));
      const moved = ids.filter((_, who) => posted(facts.right(who, Y2021)) !== taken[who]);
      if (moved.length > 0) {
        expect(await code(step('assess', { ...TESTS, on: '2022-02-01' }))).toMatchObject({ code: 'SNAPSHOT_STALE', participants: moved });
        await snapshotOf(facts, '2022-02-01');
      }
      await take(step('assess', { ...TESTS, on: '2022-02-01' }));
      today.day = '2022-03-31';
      await take(step('organ', { positive: 'yes', on: '2022-03-01' }));
      await take(step('notify', { on: '2022-03-31' }));
      await invoice('2022-05', '2022-05-08');
      const accepted = ids.map((one) => `${one},W-${one},2022-06-15`);
      today.day = '2022-08-20';
      await take(withFile('accept', file('accepted.csv', ['participantId,receiverParticipantId,acceptedOn', ...accepted]), '2022-06-15'));
      await take(step('lapse', { on: '2022-07-01' }));
      await ledger.import('salary-corrections', correctionsOf(afterNotice, '2022-08-20'));
      afterNotice.forEach((one) => facts.tell(one));
      await invoice('2022-08', '2022-08-20'); // July and August are charged before anybody has gone over
      await take(step('complete', { on: '2022-08-20' }));
      await followed.catchUp();
      const gone = ids.map((_, who) => posted(facts.right(who, Y2021)));

      await forwardRows(afterCompletion, '2022-09-05');
      afterCompletion.forEach((one) => facts.tell(one));
      const beforeLater = later.filter(({ of }) => (REPORTED[of] as string) < '2022-07');
      await forwardRows(later, '2022-10-05');
      beforeLater.forEach((one) => facts.tell(one));
      await invoice('2022-10', '2022-10-08');
      await send({ kind: 'final', year: 2021, sentOn: '2022-10-08' });

      today.day = '2023-01-05';
      for (const [who, one] of ids.entries()) {
        const sender = await stateAt(one);
        expect([one, sender.pensionRightsYearlyMinor]).toEqual([one, 0]);
        const charged = sender.premiums.get('E')?.charged ?? [];
        for (const month of [...Y2021, ...BEFORE, '2022-07', '2022-08', '2022-09', '2022-10']) {
          const due = month < '2022-07' ? posted(new Decimal(facts.salary(who, month)).times('0.2').dividedBy(12)) : 0;
          expect([
            one,
            month,
            charged.filter((line) => line.month === month).reduce((total, line) => total + line.premiumMinor, 0),
          ]).toEqual([one, month, due]);
        }
        await settleParticipant(journal, rulesFromJournal(journal), `W-${one}`, { actor: 'operator', correlationId: 'settle' }, place.clock);
        const receiver = await stateAt(`W-${one}`);
        const opened = roundPostedMinor(new Decimal(formatMinor(gone[who] as number)).times('1.005'));
        const late = posted(facts.right(who, Y2021)) - (gone[who] as number);
        expect([one, receiver.pensionRightsYearlyMinor]).toEqual([
          one,
          opened + late + posted(new Decimal(exactText(facts.right(who, BEFORE)))),
        ]);
      }
      await expectThreeWays(ledger, followed);
      await expectBalance(ledger);
      await ledger.close();
    }),
    { numRuns: 4, endOnFailure: true },
  );
});
