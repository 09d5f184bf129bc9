/** Reported and corrected incomes against what the ledger holds of the participant. */
import { versionBefore } from '#ledger/participant/incomes/income-versions.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, formatMinor } from '#money/amount.js';
import type { PlausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import type { CorrectionRow, IncomeRow } from '../../formats/rows.js';
import { median, unusualAmount, unusualJump } from './amounts.js';
import { raised, type Flag } from './flag.js';

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
  const usual = { amountMinor, usualMinor: beforeMinor, usual: 'what stood before', factor: limits.change };
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
      : { amountMinor: row.amountMinor, usualMinor, usual: 'the median of the other years', factor: limits.spread };
  return [astray(row, state), exchanged(row, state), usual && unusualAmount(usual)].filter((found) => found !== undefined);
}

function sumOf(employers: Iterable<{ readonly versions: readonly { readonly amountMinor: number }[] }>): number {
  return [...employers].reduce((sum, { versions }) => addMinor(sum, versions.at(-1)?.amountMinor ?? 0), 0);
}

/** The very amount of another year of that employer, or of another employer of that year. */
function exchanged({ incomeYear, employerId, amountMinor }: CorrectionRow | IncomeRow, state: ParticipantState): Flag | undefined {
  if (amountMinor === 0) return undefined;
  const amount = formatMinor(amountMinor);
  for (const [year, employers] of state.incomes) {
    if (year === incomeYear || employers.get(employerId)?.versions.at(-1)?.amountMinor !== amountMinor) continue;
    return raised(
      'EXCHANGED_YEARS',
      `${amount} for ${incomeYear} is what ${employerId} reported for ${year}; two years may have been exchanged`,
      { amount, otherYear: year },
    );
  }
  for (const [other, { versions }] of state.incomes.get(incomeYear) ?? []) {
    if (other === employerId || versions.at(-1)?.amountMinor !== amountMinor) continue;
    const message = `${amount} of ${employerId} is what ${other} reported for ${incomeYear}; two employers may have been exchanged`;
    return raised('EXCHANGED_EMPLOYERS', message, { amount, otherEmployer: other });
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
  const others = [...year.keys()].sort().join(', ');
  return mayBeACorrection(`employer ${employerId} is new for ${incomeYear}, where ${others} reported`);
}

export function mayBeACorrection(what: string): Flag {
  return raised('MAY_BE_A_CORRECTION', `${what}; this row replaces nothing: if it was meant as a correction, its reference is wrong`);
}
