/**
 * What changed in an employer's premiums since it was charged, month by month, and what becomes of it: on the next invoice, waiting
 * for a decision (4.9), lapsed (2.11), held back by an estimate (4.3), decided to stay. As now known; nothing is written.
 */
import type { JournalReader } from '#journal/port.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { addMinor, formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { todayOf, type Clock } from '#money/clock.js';
import { rulesFromJournal, type RulesSource } from '#portfolio/rules-in-force.js';
import type { CorrectionStatus, PremiumDifference, PremiumParts } from '#rulebooks/frame/capabilities/invoicing.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { EMPLOYER } from '#portfolio/employer.js';
import { participantsOfEmployers, readBooks } from './employer-books.js';
import { failedEmployer, type FailedEmployer } from './failed-employer.js';

export interface ListedCorrection {
  readonly participantId: string;
  readonly month: string;
  readonly as: 'premium' | 'savings';
  readonly debtor: 'employer' | 'participant';
  readonly before: string;
  readonly after: string;
  readonly difference: string;
  readonly status: CorrectionStatus;
  /** Of what goes on an invoice: on the final one of its year, which is still to come (2.4). */
  readonly onFinal: boolean;
}

export interface CorrectionsList {
  readonly employerId: string;
  readonly on: CivilDate;
  readonly corrections: readonly ListedCorrection[];
  /** Of the differences, by status; those with none are left out. */
  readonly totals: { readonly [status in CorrectionStatus]?: string };
}

/** `asked`: as it would be decided on that day; default today, where the fund is. Refuses EMPLOYER_NOT_AFFILIATED and MISSING_PARAMETER. */
export async function listCorrections(
  journal: JournalReader,
  employerId: string,
  asked: CivilDate | undefined,
  clock: Clock,
): Promise<CorrectionsList> {
  const { position } = await journal.head();
  const participants = (await participantsOfEmployers(journal, position, employerId)).get(employerId) ?? [];
  return correctionsOf(journal, { employerId, participants }, { rules: rulesFromJournal(journal), asked, clock });
}

export type CorrectionsOfOne =
  | { readonly status: 'listed'; readonly list: CorrectionsList }
  | { readonly status: 'left-out'; readonly failed: FailedEmployer };

/**
 * The same of every employer that has something, in order of their ids; the participants are found in one pass. One that cannot be told is
 * left out and named.
 */
export async function* listAllCorrections(
  journal: JournalReader,
  asked: CivilDate | undefined,
  clock: Clock,
): AsyncGenerator<CorrectionsOfOne> {
  const { position } = await journal.head();
  const all = await participantsOfEmployers(journal, position);
  const asking = { rules: rulesFromJournal(journal), asked, clock };
  for (const employerId of [...all.keys()].sort()) {
    try {
      const list = await correctionsOf(journal, { employerId, participants: all.get(employerId) ?? [] }, asking);
      if (list.corrections.length > 0) yield { status: 'listed', list };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      yield { status: 'left-out', failed: failedEmployer(employerId, error.refusal) };
    }
  }
}

interface Asking {
  readonly rules: RulesSource;
  readonly asked: CivilDate | undefined;
  readonly clock: Clock;
}

async function correctionsOf(
  journal: JournalReader,
  { employerId, participants }: { readonly employerId: string; readonly participants: readonly string[] },
  { rules, asked, clock }: Asking,
): Promise<CorrectionsList> {
  const { employer, terms, employed } = await readBooks(journal, employerId, participants);
  const { affiliation } = employer;
  if (affiliation === undefined) return EMPLOYER.refuseUnknown(employerId);
  const { rulebook, parameters, fund } = await rules.rulesFor(affiliation.fundId, affiliation.scheme, undefined);
  const on = asked ?? todayOf(clock, fund);
  const law = capabilityOf(rulebook, 'invoicing');
  const finals = new Set(terms.finals);
  const through = employer.invoices.reduce((last, { data: { month = '' } }) => (month > last ? month : last), '');
  const found =
    through === '' ? [] : employed.flatMap(({ employment }) => law.differences(employment, { on, through, finals }, parameters));
  return { employerId, on, corrections: found.map(listed), totals: totalsOf(found) };
}

function minorOf({ premiumMinor, aoPremiumMinor }: PremiumParts): number {
  return addMinor(premiumMinor, aoPremiumMinor);
}

function listed({ participantId, month, as, debtor, before, after, difference, status, onFinal }: PremiumDifference): ListedCorrection {
  const money = (parts: PremiumParts): string => formatMinor(minorOf(parts));
  return { participantId, month, as, debtor, before: money(before), after: money(after), difference: money(difference), status, onFinal };
}

function totalsOf(differences: readonly PremiumDifference[]): CorrectionsList['totals'] {
  const sums = new Map<CorrectionStatus, number>();
  for (const { status, difference } of differences) sums.set(status, addMinor(sums.get(status) ?? 0, minorOf(difference)));
  return Object.fromEntries([...sums].map(([status, minor]) => [status, formatMinor(minor)]));
}
