/** Pensions and what was paid of them, as the events tell them. Amounts are whole minor units. */
import { amountMinor } from '#money/amount.js';
import { firstOfMonth, lastOfMonth, type CivilDate } from '#money/civil-date.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import { move, type AccountSlice } from '../account/account.js';
import { overlap } from '../deciding/days.js';
import type { PensionEventData } from './events.js';

/** A pension paid. */
export interface Payment {
  readonly eventId: string;
  readonly on: CivilDate;
  /** Not positive. */
  readonly amountMinor: number;
  readonly benefit: string;
  /** `YYYY-MM` */
  readonly period: string;
}

export type StartedPension = PensionEventData['PensionStarted'] & {
  /** Last day for which it is paid. */
  readonly endsOn?: CivilDate;
  /** Its start, then its end. */
  readonly eventIds: readonly string[];
};

export interface PensionsSlice {
  readonly pensions: StartedPension[];
  readonly payments: Payment[];
}

export function initialPensions(): PensionsSlice {
  return { pensions: [], payments: [] };
}

export const foldPensions: FoldInPlace<PensionEventData, PensionsSlice & AccountSlice> = {
  PensionStarted: ({ pensions }, { id, data }) => {
    pensions.push({ ...data, eventIds: [id] });
  },
  PensionEnded: ({ pensions }, { id, data }) => {
    const at = pensions.findLastIndex(({ benefit, startsOn }) => benefit === data.benefit && startsOn === data.startsOn);
    const ended = pensions[at];
    if (ended !== undefined) pensions[at] = { ...ended, endsOn: data.endsOn, eventIds: [...ended.eventIds, id] };
  },
  PensionPaid: (slice, event) => {
    const amount = -amountMinor(event.data.amount);
    const { benefit, period, currency } = event.data;
    slice.payments.push({ eventId: event.id, on: event.effectiveDate, amountMinor: amount, benefit, period });
    move(slice, event, 'benefits', amount, currency);
  },
};

/** Whether a pension of that name is paid for a day of the month. */
export function isPaidIn(month: number, benefit: string, { pensions }: { readonly pensions: readonly StartedPension[] }): boolean {
  const days = [firstOfMonth(month), lastOfMonth(month)] as const;
  return pensions.some((one) => one.benefit === benefit && overlap([one.startsOn, one.endsOn], days));
}
