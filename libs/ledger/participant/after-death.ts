/** What the ledger holds of days after a participant's death: it came in before the death was known, and waits to be put right. */
import { addMinor, formatMinor } from '#money/amount.js';
import { formatPeriod, monthIndex, parsePeriod, yearOf } from '#money/civil-date.js';
import { isForSurvivors } from './benefits.js';
import type { ParticipantState } from './state.js';

/** A sentence for each kind of fact that lies after the death; empty where there is none, or no death. */
export function factsAfterDeath(state: ParticipantState): readonly string[] {
  const { diedOn } = state;
  if (diedOn === undefined) return [];
  const month = monthIndex(diedOn);
  const contributions = [...state.contributions].filter(([of, minor]) => of > month && minor !== 0).sort(([a], [b]) => a - b);
  const payments = state.payments.filter(({ benefit, period, amountMinor }) => !isForSurvivors(benefit) && amountMinor !== 0 && (parsePeriod(period) ?? 0) > month);
  const years = [...state.incomes.keys()].filter((year) => year > yearOf(diedOn)).sort((a, b) => a - b);
  return [
    ...(contributions.length === 0 ? [] : [sentence('Contributions', contributions.map(([of]) => formatPeriod(of)), sum(contributions.map(([, minor]) => minor)), diedOn)]),
    ...(payments.length === 0 ? [] : [sentence('Pension payments', payments.map(({ period }) => period).sort(), sum(payments.map(({ amountMinor }) => -amountMinor)), diedOn)]),
    ...(years.length === 0 ? [] : [sentence('Incomes', years.map(String), undefined, diedOn)]),
  ];
}

function sum(minors: readonly number[]): number {
  return minors.reduce(addMinor, 0);
}

function sentence(what: string, periods: readonly string[], totalMinor: number | undefined, diedOn: string): string {
  const [first, last] = [periods[0] ?? '', periods.at(-1) ?? ''];
  const range = first === last ? first : `${first} to ${last}`;
  const total = totalMinor === undefined ? '' : `, ${formatMinor(totalMinor)} in all,`;
  return `${what} for ${range}${total} lie after the death on ${diedOn} and still count; annul them once they are settled.`;
}
