/** What keeps a run over the employers of a fund from beginning. */
import type { JournalReader } from '#journal/port.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { loadRulebook } from '#rulebooks/by-scheme.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { employersOf } from './employer-books.js';

export interface BeginningRun {
  readonly fundId: string;
  /** The day that it is of. */
  readonly on: CivilDate;
  /** Default: all employers of the fund. */
  readonly employerId?: string | undefined;
}

/**
 * Refuses DECISION_IN_FUTURE, UNKNOWN_FUND, NOT_APPLICABLE (its scheme invoices no employers) and EMPLOYER_NOT_AFFILIATED (one that is
 * named).
 */
export async function refuseRun(journal: JournalReader, { fundId, on, employerId }: BeginningRun, today: CivilDate): Promise<void> {
  if (on > today) refuse('DECISION_IN_FUTURE', { on, today });
  const { established } = await readFund(journal, fundId);
  if (established === undefined) return refuse('UNKNOWN_FUND', { fundId });
  capabilityOf(await loadRulebook(established.scheme), 'invoicing');
  if (employerId !== undefined) for await (const _one of employersOf(journal, fundId, employerId)) return;
}
