/** What a fund publishes, reports and decides: the events of all its families. */
import type { DataOf, Decided } from '../kernel/event.js';
import type { EventsOf } from '../kernel/fold.js';
import type { FUND_FAMILIES } from './families.js';

export type FundEventData = DataOf<EventsOf<typeof FUND_FAMILIES>>;
export type DecidedFundEvent = Decided<FundEventData>;
