/** What the fund reports and decides of its policy; kept as history, the schemes that act on it read the events. */
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';

export const POLICY_EVENTS = {
  FundingRatioReported: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ on: is.date, ratio: is.decimal, reference: is.text }),
  },
  IndexationDecided: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ on: is.date, rate: is.decimal, reference: is.text }),
  },
} satisfies EventDefinitions;

export type PolicyEventData = DataOf<typeof POLICY_EVENTS>;

export const foldPolicy: FoldByCopy<PolicyEventData, object> = {
  FundingRatioReported: () => ({}),
  IndexationDecided: () => ({}),
};
