/** Invoices of some employers composed in a worker thread, or in this one. */
import type { InvoiceCommand } from './compose.js';
import type { Job } from '#portfolio/job.js';
import { pinnedRules } from '#portfolio/pinned-rules.js';
import { employerNotReadable } from '#ledger/kernel/not-readable.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import type { JournalReader } from '#journal/port.js';
import type { PinnedRules } from '#portfolio/pinned-rules.js';
import { compose, type Composed } from './compose.js';
import { readBooks, type EmployerBooks } from './employer-books.js';

/** Plain data, to pass between threads. */
export interface ComposeData {
  readonly command: InvoiceCommand;
  readonly upTo: bigint;
}

export interface EmployerTask {
  readonly employerId: string;
  readonly participants: readonly string[];
}

export interface ComposeTask {
  readonly index: number;
  readonly employers: readonly EmployerTask[];
}

/** What an employer is to get, and the revisions that it rests on. */
export interface ComposedFor {
  readonly employerId: string;
  readonly composed: Composed;
  readonly revision: number;
  /** In order of the participants with events. */
  readonly revisions: readonly number[];
}

export const job: Job<ComposeData, ComposeTask, readonly ComposedFor[]> = {
  module: import.meta.url,
  handler: ({ command, upTo }, { reader }) => {
    const rules = pinnedRules(reader, upTo, undefined);
    return async ({ employers }) => {
      const found: ComposedFor[] = [];
      for (const employer of employers) found.push(await composeFor(command, employer, reader, rules));
      return found;
    };
  },
};

/** A refusal of the law (MISSING_PARAMETER), or a stream that cannot be read, leaves this employer out, and the others go on. */
export async function composeFor(
  command: InvoiceCommand,
  { employerId, participants }: EmployerTask,
  journal: JournalReader,
  rules: PinnedRules,
): Promise<ComposedFor> {
  try {
    const books = await readBooks(journal, employerId, participants);
    const { affiliation } = books.employer;
    if (affiliation === undefined) throw new Error(`employer ${employerId} is not affiliated`);
    const { rulebook, parameters } = await rules(affiliation.fundId, affiliation.scheme);
    const composed = compose(command, books, { rulebook, parameters });
    return { employerId, composed, revision: books.revision, revisions: revisionsOf(books, composed) };
  } catch (error) {
    // What a stream says and the law cannot work out is this employer's own.
    const refusal = refusalOf(error) ?? employerNotReadable(employerId, error);
    return {
      employerId,
      composed: { status: 'refused', refusal },
      revision: -1,
      revisions: [],
    };
  }
}

function revisionsOf({ employed }: EmployerBooks, composed: Composed): readonly number[] {
  if (composed.status !== 'decided') return [];
  const revisions = new Map(employed.map(({ participantId, revision }) => [participantId, revision]));
  return composed.events.participants.map(({ participantId }) => revisions.get(participantId) as number);
}
