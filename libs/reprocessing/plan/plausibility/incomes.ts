/** Reported and corrected incomes against what the ledger holds of the participant. */
import type { Flag } from '#ledger/participant/flag.js';
import { versionBefore } from '#ledger/participant/incomes/income-versions.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { formatMinor, sumMinor } from '#money/amount.js';
import type { PlausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import type { CorrectionRow, IncomeRow } from '../../formats/rows.js';
import { median, unusualAmount, unusualJump } from './amounts.js';

/** What stood for one employer and year just before the day of the correction; undefined where nothing did. */
export function incomeBefore(state: ParticipantState, { incomeYear, employerId, correctedOn }: CorrectionRow): number | undefined {
  return versionBefore(state.incomes.get(incomeYear)?.get(employerId)?.versions ?? [], correctedOn)?.amountMinor;
}

/** `beforeMinor`: what stood just before, by the ledger or by an earlier row of the file. */
export function correctionFlags(
  row: CorrectionRow,
  beforeMinor: number,
  state: ParticipantState,
  limits: PlausibilityLimits,
): readonly Flag[] {
  const { amountMinor } = row;
  if (amountMinor === beforeMinor) return [];
  const usual = { amountMinor, usualMinor: beforeMinor, against: 'before', factor: limits.change } as const;
  return [exchanged(row, state), unusualAmount(usual), unusualJump(amountMinor, beforeMinor, limits)].filter(
    (found) => found !== undefined,
  );
}

export function incomeFlags(row: IncomeRow, state: ParticipantState, limits: PlausibilityLimits): readonly Flag[] {
  const others = [...state.incomes].filter(([year]) => year !== row.incomeYear).map(([, employers]) => sumOf(employers.values()));
  const usualMinor = median(others);
  const usual =
    usualMinor === undefined
      ? undefined
      : ({ amountMinor: row.amountMinor, usualMinor, against: 'other-years', factor: limits.spread } as const);
  return [astray(row, state), exchanged(row, state), usual && unusualAmount(usual)].filter((found) => found !== undefined);
}

function sumOf(employers: Iterable<{ readonly versions: readonly { readonly amountMinor: number }[] }>): number {
  return sumMinor(employers, ({ versions }) => versions.at(-1)?.amountMinor ?? 0);
}

/** The very amount of another year of that employer, or of another employer of that year. */
function exchanged({ incomeYear, employerId, amountMinor }: CorrectionRow | IncomeRow, state: ParticipantState): Flag | undefined {
  if (amountMinor === 0) return undefined;
  const income = { amount: formatMinor(amountMinor), incomeYear, employerId };
  for (const [year, employers] of state.incomes) {
    if (year === incomeYear || employers.get(employerId)?.versions.at(-1)?.amountMinor !== amountMinor) continue;
    return { code: 'EXCHANGED_YEARS', figures: { ...income, otherYear: year } };
  }
  for (const [other, { versions }] of state.incomes.get(incomeYear) ?? []) {
    if (other === employerId || versions.at(-1)?.amountMinor !== amountMinor) continue;
    return { code: 'EXCHANGED_EMPLOYERS', figures: { ...income, otherEmployer: other } };
  }
  return undefined;
}

/**
 * A new report beside another employer's of the same year may be a correction gone astray: its reference names an employer
 * that the ledger does not know there, so it replaces nothing.
 */
function astray({ incomeYear, employerId }: IncomeRow, state: ParticipantState): Flag | undefined {
  const year = state.incomes.get(incomeYear);
  if (year === undefined || year.has(employerId)) return undefined;
  return { code: 'MAY_BE_A_CORRECTION', figures: { employerId, incomeYear, others: [...year.keys()].sort() } };
}
