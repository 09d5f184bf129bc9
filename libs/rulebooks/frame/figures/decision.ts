/** What a fund decided, as a figure that rests on it tells it. */
import type { DecisionGrounds } from '#ledger/fund/policy/events.js';
import type { CivilDate } from '#money/civil-date.js';

export interface FigureDecision extends DecisionGrounds {
  readonly eventId: string;
  /** The day on which it takes effect. */
  readonly on: CivilDate;
  /** Decimal text: what it does to a right, of a catch-up the part that this figure is about. */
  readonly rate: string;
}
