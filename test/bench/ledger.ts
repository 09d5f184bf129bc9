/**
 * The ledger that is measured: participants of dk-p90 with 40 years of monthly contributions, yearly interest and two
 * corrections, 522 events each, as an import and the fund's decisions write them.
 */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { eventId } from '#journal/event-id.js';
import type { StreamAppend } from '#journal/port.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import { fundStream, participantStream } from '#ledger/subjects.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { formatMinor } from '#money/amount.js';
import { firstOfMonth, formatPeriod } from '#money/civil-date.js';
import parameters from '../../apps/cli/sample/parameters/dk-p90.json' with { type: 'json' };

export const EVENTS_EACH = 522;
/** Participants of one durable write. */
export const PARTICIPANTS_A_WRITE = 20;
export const AS_OF = '2024-12-31';
export const CLOCK = (): string => '2025-01-15T10:00:00.000Z';
export const OPTIONS = { rules: CATALOGUE, clock: CLOCK };

export const BATCH = 'import-9f86d081884c7d65';

const FUND = 'dk-p90';
const FIRST_YEAR = 1985;
const YEARS = 40;
export const FILE_DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export function participantsOf(events: number): number {
  return Math.max(1, Math.round(events / EVENTS_EACH));
}

export function participantId(index: number): string {
  return `D${String(index + 1).padStart(6, '0')}`;
}

export function fundAppend(): StreamAppend {
  const stream = fundStream(FUND);
  return {
    stream,
    expected: 'any',
    events: [
      event(stream, 'established', 'FundEstablished', '1985-01-01', { fundId: FUND, scheme: FUND, currency: 'DKK' }),
      event(stream, 'published', 'ParametersPublished', parameters.announced, {
        scheme: FUND,
        announced: parameters.announced,
        parameters: parameters.parameters as unknown as JsonObject[],
      }),
    ],
  };
}

/** A participant's whole history; the same index always gives the same bytes. */
export function participantAppend(index: number): StreamAppend {
  const id = participantId(index);
  const stream = participantStream(id);
  const enrolledOn = `${FIRST_YEAR}-01-01`;
  const events = [
    event(stream, 'enrolled', 'ParticipantEnrolled', enrolledOn, {
      participantId: id,
      scheme: FUND,
      fundId: FUND,
      birthDate: `19${60 + (index % 5)}-${String(1 + (index % 12)).padStart(2, '0')}-15`,
      sex: index % 4 === 0 ? 'male' : 'female',
      enrolledOn,
    }),
  ];
  let [balanceMinor, line] = [0, index * 480 + 1];
  for (let year = 0; year < YEARS; year += 1) {
    const amountMinor = Math.round(45_000 * 1.03 ** year) + (index % 1_000);
    // The year of enrolment begins in February: 479 contributions, so that the history has 522 events.
    for (let month = year === 0 ? 1 : 0; month < 12; month += 1) {
      const number = (FIRST_YEAR + year) * 12 + month;
      events.push(contribution(stream, formatPeriod(number), firstOfMonth(number + 1), amountMinor, (line += 1), index));
      balanceMinor += amountMinor;
    }
    const interestMinor = Math.round(balanceMinor * 0.04);
    balanceMinor += interestMinor;
    events.push(interest(stream, FIRST_YEAR + year, interestMinor));
    if (year === 20 || year === 30) events.push(adjustment(stream, FIRST_YEAR + year, interestMinor));
  }
  if (events.length !== EVENTS_EACH) throw new Error(`a history of ${events.length} events`);
  return { stream, expected: 'no-stream', events };
}

export function contribution(
  stream: string,
  period: string,
  receivedOn: string,
  amountMinor: number,
  line: number,
  index: number,
): EventToAppend {
  const employerId = `K${String((index % 97) + 1).padStart(3, '0')}`;
  const data = { period, amount: formatMinor(amountMinor), currency: 'DKK', employerId, receivedOn };
  return {
    ...event(stream, `contribution:${employerId}:${period}`, 'ContributionReceived', receivedOn, data),
    correlationId: BATCH,
    source: { file: 'contributions.csv', line, sha256: FILE_DIGEST },
  };
}

function interest(stream: string, year: number, amountMinor: number): EventToAppend {
  const data = { decision: decisionOf(year), amount: formatMinor(amountMinor), currency: 'DKK', year, rate: '0.04' };
  return event(stream, `interest:${year}`, 'InterestCredited', `${year}-12-31`, data);
}

function adjustment(stream: string, year: number, amountMinor: number): EventToAppend {
  return event(stream, `adjustment:${year}`, 'AdjustmentPosted', `${year}-12-31`, {
    entitlement: { decision: decisionOf(year), kind: 'interest', period: String(year) },
    before: formatMinor(amountMinor),
    after: formatMinor(amountMinor + 125),
    amount: '1.25',
    currency: 'DKK',
  });
}

function decisionOf(year: number): string {
  return eventId(fundStream(FUND), `interest:${year}`);
}

function event(stream: string, key: string, type: string, effectiveDate: string, data: JsonObject): EventToAppend {
  return { id: eventId(stream, key), type, schemaVersion: 1, effectiveDate, actor: 'bench', data };
}

/** Appends, write after write, of a ledger of so many events. */
export function* writesOf(events: number): Generator<readonly StreamAppend[]> {
  yield [fundAppend()];
  const participants = participantsOf(events);
  for (let start = 0; start < participants; start += PARTICIPANTS_A_WRITE) {
    const count = Math.min(PARTICIPANTS_A_WRITE, participants - start);
    yield Array.from({ length: count }, (_, index) => participantAppend(start + index));
  }
}

export function journalFile(folder: string, events: number): string {
  return join(folder, `journal-${events}.sqlite`);
}

/** Writes the journal of a size, unless it stands. */
export async function buildJournal(folder: string, events: number): Promise<void> {
  const file = journalFile(folder, events);
  if (existsSync(file)) return;
  const unfinished = `${file}.unfinished`;
  const journal = await openSqliteJournal(unfinished, OPTIONS);
  for (const appends of writesOf(events)) {
    const refused = (await journal.append(appends)).find(({ status }) => status === 'refused');
    if (refused?.status === 'refused') throw new Refused(refused.refusal);
  }
  await journal.close();
  renameSync(unfinished, file);
}
