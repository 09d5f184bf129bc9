/** Contributions that employers pay, month by month. */
import { addMinor, amountMinor } from '#money/amount.js';
import { indexOfPeriod } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import { move, type AccountSlice } from '../account/account.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

export const CONTRIBUTION_EVENTS = {
  ContributionReceived: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record(
      { period: is.period, amount: is.amountNotNegative, currency: is.currency, employerId: is.identifier, receivedOn: is.date },
      /** Where one was given: tells it from another of the same month, employer and day. */
      { reference: is.text },
    ),
  },
} satisfies AnnullableDefinitions;

export type ContributionEventData = DataOf<typeof CONTRIBUTION_EVENTS>;

export interface ContributionsSlice {
  /** Month index → contributions for that month, whole minor units. */
  readonly contributions: Map<number, number>;
}

export function initialContributions(): ContributionsSlice {
  return { contributions: new Map() };
}

export const foldContributions: FoldInPlace<ContributionEventData, ContributionsSlice & AccountSlice> = {
  ContributionReceived: (slice, event) => {
    const amount = amountMinor(event.data.amount);
    const month = indexOfPeriod(event.data.period);
    slice.contributions.set(month, addMinor(slice.contributions.get(month) ?? 0, amount));
    move(slice, event, 'contributions', amount, event.data.currency);
  },
};
