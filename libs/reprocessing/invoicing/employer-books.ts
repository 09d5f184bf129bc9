/** An employer's books: its own state, and those of all who work for it, each with the revision that a write rests on. */
import type { JournalReader } from '#journal/port.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { EmployerState } from '#ledger/employer/state.js';
import { dataOf } from '#ledger/event.js';
import { withForwarded } from '#portfolio/forwarded-facts.js';
import type { TransferState } from '#ledger/transfer/state.js';
import { prefixOf, stateOf } from '#ledger/subjects.js';
import { LAST_DATE } from '#money/civil-date.js';
import { EMPLOYER, type AffiliatedState } from '#portfolio/employer.js';
import { employersInFund, readEmployerOf, type EmployerOnJournal } from '#portfolio/employer-terms.js';
import { readableSubject } from '#portfolio/read-subject.js';
import type { Employment } from '#rulebooks/frame/capabilities/invoicing.js';
import { employmentAt, termsOfEmployer, type EmployerTerms } from '#rulebooks/frame/employments.js';

export interface EmployedParticipant {
  readonly participantId: string;
  /** Of the last event of its stream. */
  readonly revision: number;
  readonly employment: Employment;
}

export interface EmployerBooks {
  readonly employerId: string;
  readonly revision: number;
  readonly employer: EmployerState;
  /** What its events mean for its participants. */
  readonly terms: EmployerTerms;
  /** In order of their ids. */
  readonly employed: readonly EmployedParticipant[];
}

/** What makes somebody a participant of an employer. */
const EMPLOYING: readonly string[] = ['SalaryReported', 'SalaryEstimated'];

/**
 * The participants of each employer, or of one, in order of their ids. One pass over the salaries, and one over those that came when the
 * participant had gone over; ids alone are kept.
 */
export async function participantsOfEmployers(
  journal: JournalReader,
  upTo: bigint,
  only?: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const prefix = prefixOf('participant');
  const found = new Map<string, Set<string>>();
  const add = (employerId: string, participantId: string): void => {
    if (only !== undefined && only !== employerId) return;
    const ids = found.get(employerId);
    if (ids === undefined) found.set(employerId, new Set([participantId]));
    else ids.add(participantId);
  };
  for await (const page of journal.readAll({ upTo, filter: { streamPrefix: prefix, types: EMPLOYING } })) {
    for (const { stream, data } of page) add(data['employerId'] as string, stream.slice(prefix.length));
  }
  for await (const page of journal.readAll({ upTo, filter: { streamPrefix: prefixOf('transfer'), types: ['LateFactForwarded'] } })) {
    for (const event of page) {
      const { participantId, facts = [] } = dataOf(event, 'LateFactForwarded');
      for (const fact of facts) if (EMPLOYING.includes(fact.type)) add(fact.data['employerId'] as string, participantId);
    }
  }
  return new Map([...found].map(([employerId, ids]) => [employerId, [...ids].sort()]));
}

/** The employers of a fund, or one of them, in the journal's order. Refuses EMPLOYER_NOT_AFFILIATED where the one named is not. */
export async function* employersOf(journal: JournalReader, fundId: string, only?: string): AsyncGenerator<EmployerOnJournal> {
  if (only === undefined) {
    yield* employersInFund(journal, fundId);
    return;
  }
  const one = await readEmployerOf(journal, only);
  if (one.status === 'set-aside' || one.employer.affiliation?.fundId === fundId) yield one;
  else refuse('EMPLOYER_NOT_AFFILIATED', { employerId: only, fundId });
}

export interface AffiliatedEmployer {
  readonly employerId: string;
  readonly employer: AffiliatedState;
  /** Of the last event of its stream. */
  readonly revision: number;
}

/** Refuses EMPLOYER_NOT_AFFILIATED, and EMPLOYER_NOT_READABLE. */
export async function readEmployer(journal: JournalReader, employerId: string): Promise<AffiliatedEmployer> {
  const { employer, revision } = await readEmployerState(journal, employerId);
  return EMPLOYER.hasBegun(employer) ? { employerId, employer, revision } : EMPLOYER.refuseUnknown(employerId);
}

async function readEmployerState(
  journal: JournalReader,
  employerId: string,
): Promise<{ readonly employer: EmployerState; readonly revision: number }> {
  const { state, events } = await readableSubject(journal, 'employer', employerId);
  return { employer: state, revision: events.length - 1 };
}

/** Refuses EMPLOYER_NOT_READABLE, PARTICIPANT_NOT_READABLE of one who works there, and TRANSFER_NOT_READABLE of one who went over. */
export async function readBooks(journal: JournalReader, employerId: string, participantIds: readonly string[]): Promise<EmployerBooks> {
  const { employer, revision } = await readEmployerState(journal, employerId);
  const terms = termsOfEmployer(employer);
  const employed: EmployedParticipant[] = [];
  const transferOf = transfersIn(journal);
  for (const participantId of participantIds) {
    const { state: own, events } = await readableSubject(journal, 'participant', participantId);
    // What came in since about its months here is kept with the transfer.
    const state =
      own.goneOver === undefined
        ? own
        : stateOf('participant', withForwarded(events, await transferOf(own.goneOver.transfer), participantId), { asOf: LAST_DATE });
    employed.push({ participantId, revision: events.length - 1, employment: employmentAt(participantId, employerId, state, terms) });
  }
  return { employerId, revision, employer, terms, employed };
}

/** Each read once. */
function transfersIn(journal: JournalReader): (transferId: string) => Promise<TransferState> {
  const known = new Map<string, TransferState>();
  return async (transferId) => {
    const read = known.get(transferId);
    if (read !== undefined) return read;
    const { state: transfer } = await readableSubject(journal, 'transfer', transferId);
    known.set(transferId, transfer);
    return transfer;
  };
}
