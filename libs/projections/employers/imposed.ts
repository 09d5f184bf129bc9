/** What was imposed on an employer, fines and claims, as its read models show it. */
import type { Imposed } from '#ledger/employer/data-duties/events.js';
import { formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { amount, date, list, record, text } from '../schema-parts.js';

export interface ImposedAmount {
  readonly kind: string;
  readonly article: string;
  readonly amount: string;
  readonly on: CivilDate;
  readonly eventId: string;
}

export const imposedSchema = list(record({ kind: text, article: text, amount, on: date, eventId: text }));

export function imposedAmounts(imposed: readonly Imposed[]): readonly ImposedAmount[] {
  return imposed.map(({ kind, article, amountMinor, on, eventId }) => ({ kind, article, amount: formatMinor(amountMinor), on, eventId }));
}
