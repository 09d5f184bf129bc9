/**
 * What the ledger holds that fits nothing else it holds: it came in before that was known, or lost its ground since; it waits to be put
 * right.
 */
import { formatMinor, sumMinor } from '#money/amount.js';
import { formatPeriod, monthIndex, parsePeriod, yearOf, type CivilDate } from '#money/civil-date.js';
import { isForSurvivors } from './pensions/benefits.js';
import { isPaidIn } from './pensions/state.js';
import type { ParticipantState } from './state.js';
import type { Payment } from './pensions/state.js';

/** Facts of one kind, from the first to the last month or year that they are of. */
interface FactsOf {
  readonly of: 'contributions' | 'payments' | 'incomes';
  readonly first: string;
  readonly last: string;
  /** Two decimals; not of incomes. */
  readonly total: string | undefined;
}

export type FactsAfterDeath = FactsOf & { readonly code: 'facts-after-death'; readonly diedOn: CivilDate };

export type LooseFacts =
  | FactsAfterDeath
  | (FactsOf & { readonly code: 'payments-without-pension' });

/** One for each kind of fact that lies after the death; empty where there is none, or no death. */
export function factsAfterDeath(state: ParticipantState): readonly FactsAfterDeath[] {
  const { diedOn } = state;
  if (diedOn === undefined) return [];
  const month = monthIndex(diedOn);
  const contributions = [...state.contributions].filter(([of, minor]) => of > month && minor !== 0).sort(([a], [b]) => a - b);
  const payments = state.payments.filter(
    ({ benefit, period, amountMinor }) => !isForSurvivors(benefit) && amountMinor !== 0 && (parsePeriod(period) ?? 0) > month,
  );
  const years = [...state.incomes.keys()].filter((year) => year > yearOf(diedOn)).sort((a, b) => a - b);
  const contributed = summed('contributions', contributions.map(([of]) => formatPeriod(of)), contributions.map(([, minor]) => minor));
  const found = [contributed, paid(payments), summed('incomes', years.map(String), undefined)];
  return found.flatMap((facts) => (facts === undefined ? [] : [{ code: 'facts-after-death', ...facts, diedOn }]));
}

/** About payments of months in which no pension of that name runs, such as those of a pension annulled since. */
export function paymentsWithoutPension(state: ParticipantState): readonly LooseFacts[] {
  const facts = paid(
    state.payments.filter(({ benefit, period, amountMinor }) => {
      const month = parsePeriod(period);
      return month !== undefined && amountMinor !== 0 && !isPaidIn(month, benefit, state);
    }),
  );
  return facts === undefined ? [] : [{ code: 'payments-without-pension', ...facts }];
}

function paid(payments: readonly Payment[]): FactsOf | undefined {
  return summed('payments', payments.map(({ period }) => period).sort(), payments.map(({ amountMinor }) => -amountMinor));
}

/** `periods`: in order. */
function summed(of: FactsOf['of'], periods: readonly string[], minors: readonly number[] | undefined): FactsOf | undefined {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { of, first, last, total: minors === undefined ? undefined : formatMinor(sumMinor(minors, (minor) => minor)) };
}
