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
  /** On the final invoice of its year, which is still to come (2.4). */
  readonly onFinal?: true;
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
  const sums = new Map<string, { readonly of: Omit<PremiumMovement, 'amount'>; minor: number }>();
  for (const [state, sign] of [[after, 1], [before, -1]] as const) {
    for (const { month, status, onFinal, difference: { premiumMinor, aoPremiumMinor } } of differences(state)) {
      const of = { year: Number(month.slice(0, 4)), status, ...(onFinal ? { onFinal } : {}) };
      const sum = sums.get(movementKey(of)) ?? { of, minor: 0 };
      sum.minor = addMinor(sum.minor, sign * addMinor(premiumMinor, aoPremiumMinor));
      sums.set(movementKey(of), sum);
    }
  }
  return [...sums]
    .filter(([, { minor }]) => minor !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { of, minor }]) => ({ ...of, amount: formatMinor(minor) }));
}

/** Whether it is charged or given back, or may be: what has lapsed, an estimate holds back, or was decided to stay moves nothing. */
export function isMoved({ status }: Pick<PremiumMovement, 'status'>): boolean {
  return status === 'next-invoice' || status === 'awaits-4.9';
}

/** What is added up. */
export function movementKey({ year, status, onFinal }: Omit<PremiumMovement, 'amount'>): string {
  return `${year} ${status}${onFinal === true ? ' on the final invoice' : ''}`;
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
export function whatBecomesOf({ status, onFinal }: { readonly status: CorrectionStatus; readonly onFinal?: boolean }): string {
  return onFinal === true ? 'on the final invoice of its year (2.4)' : BECOMES[status];
}

const BECOMES: { readonly [status in CorrectionStatus]: string } = {
  'next-invoice': 'on the next invoice (2.4)',
  'awaits-4.9': 'waits for a decision (4.9)',
  'lapsed-2.11': 'lapsed, not given back (2.11)',
  estimate: 'held back by an estimate (4.3)',
  kept: 'decided to stay (4.9)',
};
