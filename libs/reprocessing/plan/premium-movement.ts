/** What the rows of a participant do to the premium of its employers, by year and by what becomes of it, and to its pension rights. */
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import type { CorrectionStatus, Employment, Month, PremiumDifference } from '#rulebooks/frame/capabilities/invoicing.js';
import { employmentsOf, type TermsOfEmployers } from '#rulebooks/frame/employments.js';

/** A year's premium by what becomes of the difference; below zero it is given back. */
export interface PremiumMovement {
  readonly year: number;
  readonly status: CorrectionStatus;
  readonly amount: string;
}

export interface RightsMovement {
  /** EUR a year. */
  readonly before: string;
  readonly after: string;
}

interface Moved {
  readonly participantId: string;
  readonly before: ParticipantState;
  readonly after: ParticipantState;
  readonly employers: TermsOfEmployers;
  readonly rules: RulesInForce;
  /** The day of the plan: refunds may have lapsed by then. */
  readonly today: CivilDate;
}

/** Months that have been charged, the differences of later ones come with their own invoice. Undefined where the scheme invoices nobody. */
export function premiumMovements({ participantId, before, after, employers, rules, today }: Moved): readonly PremiumMovement[] | undefined {
  const law = rules.rulebook.capabilities.invoicing;
  if (law === undefined) return undefined;
  const differences = (state: ParticipantState): readonly PremiumDifference[] =>
    employmentsOf(participantId, state, employers).flatMap((employment) => {
      const through = lastCharged(employment);
      const finals = new Set(employers[employment.employerId]?.finals ?? []);
      return through === undefined ? [] : law.differences(employment, { on: today, through, finals }, rules.parameters);
    });
  const sums = new Map<string, number>();
  for (const [state, sign] of [[after, 1], [before, -1]] as const) {
    for (const { month, status, difference: { premiumMinor, aoPremiumMinor } } of differences(state)) {
      const key = `${month.slice(0, 4)} ${status}`;
      sums.set(key, addMinor(sums.get(key) ?? 0, sign * addMinor(premiumMinor, aoPremiumMinor)));
    }
  }
  return [...sums]
    .filter(([, minor]) => minor !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, minor]) => ({ year: Number(key.slice(0, 4)), status: key.slice(5) as CorrectionStatus, amount: formatMinor(minor) }));
}

function lastCharged({ charged }: Employment): Month | undefined {
  return charged.reduce<Month | undefined>((last, { month }) => (last === undefined || month > last ? month : last), undefined);
}

/** Undefined where the scheme keeps no rights by tranche. */
export function rightsMovement({ before, after, rules }: Pick<Moved, 'before' | 'after' | 'rules'>): RightsMovement | undefined {
  if (rules.rulebook.capabilities.pensionRights === undefined) return undefined;
  return { before: formatMinor(before.pensionRightsYearlyMinor), after: formatMinor(after.pensionRightsYearlyMinor) };
}

/** What becomes of a difference, as a report says it. */
export const BECOMES: { readonly [status in CorrectionStatus]: string } = {
  'next-invoice': 'on the next invoice (2.4)',
  'awaits-4.9': 'waits for a decision (4.9)',
  'lapsed-2.11': 'lapsed, not given back (2.11)',
  estimate: 'held back by an estimate (4.3)',
  kept: 'decided to stay (4.9)',
};
