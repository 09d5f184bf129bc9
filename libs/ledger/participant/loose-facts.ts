/** What the ledger holds that fits nothing else it holds: it came in before that was known, or lost its ground since; it waits to be put right. */
import { addMinor, formatMinor } from '#money/amount.js';
import { formatPeriod, monthIndex, parsePeriod, yearOf } from '#money/civil-date.js';
import { isForSurvivors } from './pensions/benefits.js';
import { isPaidIn } from './pensions/state.js';
import type { ParticipantState } from './state.js';
import type { Payment } from './pensions/state.js';

/** A sentence for each kind of fact that lies after the death; empty where there is none, or no death. */
export function factsAfterDeath(state: ParticipantState): readonly string[] {
  const { diedOn } = state;
  if (diedOn === undefined) return [];
  const month = monthIndex(diedOn);
  const contributions = [...state.contributions].filter(([of, minor]) => of > month && minor !== 0).sort(([a], [b]) => a - b);
  const payments = state.payments.filter(({ benefit, period, amountMinor }) => !isForSurvivors(benefit) && amountMinor !== 0 && (parsePeriod(period) ?? 0) > month);
  const years = [...state.incomes.keys()].filter((year) => year > yearOf(diedOn)).sort((a, b) => a - b);
  const rest = `lie after the death on ${diedOn} and still count; annul them once they are settled.`;
  return [
    ...(contributions.length === 0 ? [] : [`${named('Contributions', contributions.map(([of]) => formatPeriod(of)), contributions.map(([, minor]) => minor))} ${rest}`]),
    ...(payments.length === 0 ? [] : [`${paid(payments)} ${rest}`]),
    ...(years.length === 0 ? [] : [`${named('Incomes', years.map(String), undefined)} ${rest}`]),
  ];
}

/** A sentence about payments of months in which no pension of that name runs, such as those of a pension annulled since. */
export function paymentsWithoutPension(state: ParticipantState): readonly string[] {
  const loose = state.payments.filter(({ benefit, period, amountMinor }) => {
    const month = parsePeriod(period);
    return month !== undefined && amountMinor !== 0 && !isPaidIn(month, benefit, state);
  });
  return loose.length === 0 ? [] : [`${paid(loose)} have no pension behind them and still count; import the pension, or annul them.`];
}

function paid(payments: readonly Payment[]): string {
  return named('Pension payments', payments.map(({ period }) => period).sort(), payments.map(({ amountMinor }) => -amountMinor));
}

function named(what: string, periods: readonly string[], minors: readonly number[] | undefined): string {
  const [first, last] = [periods[0] ?? '', periods.at(-1) ?? ''];
  const range = first === last ? first : `${first} to ${last}`;
  return `${what} for ${range}${minors === undefined ? '' : `, ${formatMinor(minors.reduce(addMinor, 0))} in all,`}`;
}
