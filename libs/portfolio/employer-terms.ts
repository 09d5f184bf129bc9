/** What the employers' own events mean for participants, read from the journal: final invoices, exemptions, estimates. */
import { oneEvent } from '#journal/one-event.js';
import type { JournalReader } from '#journal/port.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import { dataIf } from '#ledger/event.js';
import type { Knowledge } from '#ledger/kernel/selection.js';
import type { EmployerState } from '#ledger/employer/state.js';
import { prefixOf, streamOf } from '#ledger/subjects.js';
import { loadRulebook } from '#rulebooks/by-scheme.js';
import { hasTerms, termsOfEmployer, unreadableTerms, type EmployerTerms, type TermsOfEmployers } from '#rulebooks/frame/employments.js';
import { readSubject } from './read-subject.js';
import { readFund } from './rules-in-force.js';

export type EmployerOnJournal = { readonly employerId: string } & (
  | {
      readonly status: 'read';
      /** All that is known, whatever the value dates. */
      readonly employer: EmployerState;
      /** Of the last event of its stream. */
      readonly revision: number;
    }
  /** An event of its stream cannot be read or folded. */
  | { readonly status: 'set-aside'; readonly refusal: Refusal }
);

/**
 * The employers of a fund in the journal's order. Of one whose first event cannot be read nobody can say whose it is: every fund names it.
 */
export async function* employersInFund(journal: JournalReader, fundId: string, upTo?: bigint): AsyncGenerator<EmployerOnJournal> {
  const prefix = prefixOf('employer');
  for await (const heads of journal.streamHeads(prefix)) {
    for (const { stream } of heads) {
      const employerId = stream.slice(prefix.length);
      const found = await readEmployerOf(journal, employerId, { positionUpTo: upTo });
      const home = found.status === 'read' ? found.employer.affiliation?.fundId : await fundNamedFirst(journal, employerId);
      if (home === fundId || (found.status === 'set-aside' && home === undefined)) yield found;
    }
  }
}

export async function readEmployerOf(journal: JournalReader, employerId: string, knowledge?: Knowledge): Promise<EmployerOnJournal> {
  const read = await readSubject(journal, 'employer', employerId, knowledge);
  if (read.status === 'set-aside') return { employerId, ...read };
  return { employerId, status: 'read', employer: read.state, revision: read.events.length - 1 };
}

async function fundNamedFirst(journal: JournalReader, employerId: string): Promise<string | undefined> {
  try {
    return dataIf(await oneEvent(journal, streamOf('employer', employerId)), 'EmployerAffiliated')?.fundId;
  } catch {
    return undefined; // it is this event that cannot be read
  }
}

/** Of the employers of one fund; those with nothing to tell are left out. Nobody's, where the scheme keeps no rights by salaries. */
export async function termsInFund(journal: JournalReader, fundId: string, upTo?: bigint): Promise<TermsOfEmployers> {
  const { established } = await readFund(journal, fundId);
  if (established === undefined) return {};
  const { capabilities } = await loadRulebook(established.scheme);
  if (capabilities.pensionRights === undefined) return {};
  const found: { [employerId: string]: EmployerTerms } = {};
  for await (const one of employersInFund(journal, fundId, upTo)) keep(found, one);
  return found;
}

/** Of the employers named. */
export async function termsOfEmployers(journal: JournalReader, employerIds: Iterable<string>): Promise<TermsOfEmployers> {
  const found: { [employerId: string]: EmployerTerms } = {};
  for (const id of employerIds) keep(found, await readEmployerOf(journal, id));
  return found;
}

function keep(found: { [employerId: string]: EmployerTerms }, one: EmployerOnJournal): void {
  const terms = termsOf(one);
  if (hasTerms(terms)) found[one.employerId] = terms;
}

export function termsOf(one: EmployerOnJournal): EmployerTerms {
  return one.status === 'read' ? termsOfEmployer(one.employer) : unreadableTerms(one.refusal);
}
