/** Ledgers for the tests of the runners: random histories, and a journal file that lives as long as a test. */
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatMinor } from '#money/amount.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import { fundStream, participantStream } from '#ledger/subjects.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { EventRules, Journal } from '#journal/port.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';

/** An event on its way into a stream. */
export interface Step {
  readonly stream: string;
  readonly event: EventToAppend;
}

export interface TestLedger {
  readonly folder: string;
  readonly journal: Journal;
  readonly journalUrl: string;
  /** Every append is a minute later than the one before. */
  readonly clock: { now: string };
  readonly append: (steps: readonly Step[]) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** The journal takes any event, so that a test can poison it; reading is as strict as ever. */
const LENIENT: EventRules = { check: () => undefined, upcast: CATALOGUE.upcast };

export async function testLedger(): Promise<TestLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'accrual-projections-'));
  const file = join(folder, 'journal.sqlite');
  const clock = { now: '2020-06-15T10:00:00.000Z' };
  const journal = await openSqliteJournal(file, { rules: LENIENT, clock: () => clock.now });
  return {
    folder,
    journal,
    journalUrl: `sqlite:${file}`,
    clock,
    append: async (steps) => {
      for (const run of runsOf(steps)) {
        clock.now = new Date(Date.parse(clock.now) + 60_000).toISOString();
        const [outcome] = await journal.append([{ stream: run.stream, expected: 'any', events: run.events }]);
        if (outcome?.status === 'refused') throw new Error(outcome.refusal.code);
      }
    },
    dispose: async () => {
      await journal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Neighbouring steps of one stream go in together. */
function runsOf(steps: readonly Step[]): readonly { readonly stream: string; readonly events: readonly EventToAppend[] }[] {
  const runs: { stream: string; events: EventToAppend[] }[] = [];
  for (const { stream, event } of steps) {
    const last = runs.at(-1);
    if (last?.stream === stream) last.events.push(event);
    else runs.push({ stream, events: [event] });
  }
  return runs;
}

export function step(stream: string, number: number, type: string, effectiveDate: string, data: object): Step {
  return { stream, event: { id: uuid(number), type, schemaVersion: 1, effectiveDate, actor: 'tester', data: data as JsonObject } };
}

/** A UUID that a number stands for. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function enrolled(participantId: string, number: number, enrolledOn = '2001-01-01', scheme = 'savings'): Step {
  return step(participantStream(participantId), number, 'ParticipantEnrolled', enrolledOn, {
    participantId,
    scheme,
    fundId: 'fund',
    birthDate: '1970-05-05',
    sex: 'female',
    enrolledOn,
  });
}

export function contributed(participantId: string, number: number, on: string, amount: string): Step {
  return step(participantStream(participantId), number, 'ContributionReceived', on, {
    period: on.slice(0, 7),
    amount,
    currency: 'DKK',
    employerId: 'employer',
    receivedOn: on,
  });
}

export function published(number: number, rate: string, from = '2000-01-01'): Step {
  return step(fundStream('fund'), number, 'ParametersPublished', '2020-06-01', {
    scheme: 'savings',
    announced: '2020-06-01',
    parameters: [{ name: 'rate', unit: 'fraction per year', entries: [{ from, value: rate, reference: 'board', status: 'official' }] }],
  });
}

/** One thing that happens to one of some participants, on a day between 1998 and 2024. */
export interface Happening {
  readonly participant: number;
  readonly kind: 'contribution' | 'income' | 'transfer' | 'disability' | 'correction' | 'annulment';
  readonly day: number;
  readonly amountMinor: number;
  /** Which earlier event a correction or annulment concerns. */
  readonly pick: number;
}

export function happenings(kinds: readonly Happening['kind'][], maxLength: number, participants = 10): fc.Arbitrary<readonly Happening[]> {
  return fc.array(
    fc.record({
      participant: fc.nat(participants - 1),
      kind: fc.constantFrom(...kinds),
      day: fc.nat(26 * 365),
      amountMinor: fc.integer({ min: 1, max: 9_999_999 }),
      pick: fc.nat(1000),
    }),
    { maxLength, size: 'max' }, // else ten at most, whatever maxLength says
  );
}

export const ALL_KINDS: readonly Happening['kind'][] = ['contribution', 'income', 'transfer', 'disability', 'correction', 'annulment'];

/** The events of the happenings, each participant enrolled before its first one. Ids follow from the happenings' places. */
export function stepsOf(all: readonly Happening[]): readonly Step[] {
  const steps: Step[] = [];
  const streams = new Map<string, Step[]>();
  all.forEach((happening, index) => {
    const participantId = `p${happening.participant}`;
    let own = streams.get(participantId);
    if (own === undefined) {
      own = [enrolled(participantId, 1_000_000 + happening.participant, `200${happening.participant % 10}-01-01`)];
      streams.set(participantId, own);
      steps.push(...own);
    }
    const next = stepOf(participantId, happening, index + 1, own);
    if (next === undefined) return;
    own.push(next);
    steps.push(next);
  });
  return steps;
}

/** How many histories these are: participants to whom something happens. */
export const historiesIn = (steps: readonly Step[]): number => new Set(steps.map(({ stream }) => stream)).size;

function stepOf(
  participantId: string,
  { kind, day, amountMinor, pick }: Happening,
  number: number,
  own: readonly Step[],
): Step | undefined {
  const stream = participantStream(participantId);
  const on = new Date(Date.UTC(1998, 0, 1 + day)).toISOString().slice(0, 10);
  const amount = formatMinor(amountMinor);
  switch (kind) {
    case 'contribution':
      return contributed(participantId, number, on, amount);
    case 'income': {
      const employerId = `employer-${number}`;
      return step(stream, number, 'IncomeReported', on, {
        incomeYear: Number(on.slice(0, 4)),
        employerId,
        amount,
        currency: 'DKK',
        coverage: 'kapl',
      });
    }
    case 'transfer':
      return step(stream, number, 'RightsTransferredIn', on, {
        amount,
        currency: 'DKK',
        kind: 'individual-transfer',
        counterparty: 'other',
      });
    case 'disability':
      return step(stream, number, 'DisabilityBegan', on, { beganOn: on, decidedOn: on });
    case 'correction': {
      const incomes = own.filter(({ event }) => event.type === 'IncomeReported');
      const corrected = incomes[pick % Math.max(incomes.length, 1)]?.event;
      if (corrected === undefined) return undefined;
      const { incomeYear, employerId, amount: before } = corrected.data;
      return step(stream, number, 'IncomeCorrected', corrected.effectiveDate, {
        incomeYear,
        employerId,
        before,
        after: amount,
        currency: 'DKK',
        coverageBefore: 'kapl',
        coverageAfter: 'kapl',
        reason: 'payroll',
        correctedOn: on,
        supersedes: corrected.id,
      });
    }
    case 'annulment': {
      const annulled = own[1 + (pick % Math.max(own.length - 1, 1))]?.event;
      if (annulled === undefined || annulled.type === 'EventAnnulled') return undefined;
      return step(stream, number, 'EventAnnulled', annulled.effectiveDate, { annuls: annulled.id, reason: 'booked twice' });
    }
    default:
      return unreachable(kind);
  }
}

function unreachable(kind: never): never {
  throw new Error(`unknown kind ${String(kind)}`);
}
