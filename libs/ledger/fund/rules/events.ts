/** The fund's beginning, and the rules that it publishes. */
import type { CivilDate, Instant } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import type { JsonObject } from '../../kernel/json.js';
import * as is from '../../kernel/schema.js';

export const RULES_EVENTS = {
  FundEstablished: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ fundId: is.identifier, scheme: is.identifier, currency: is.currency }),
  },
  ParametersPublished: {
    ...FIRST_VERSION,
    movesRules: true,
    schema: is.record({ scheme: is.identifier, announced: is.date, parameters: is.list(is.anyObject) }),
  },
} satisfies EventDefinitions;

export type RulesEventData = DataOf<typeof RULES_EVENTS>;

export interface Publication {
  readonly eventId: string;
  readonly announced: CivilDate;
  readonly recordedAt: Instant;
  readonly parameters: readonly JsonObject[];
}

export interface RulesSlice {
  readonly established: RulesEventData['FundEstablished'] | undefined;
  readonly publications: readonly Publication[];
}

export function initialRules(): RulesSlice {
  return { established: undefined, publications: [] };
}

export const foldRules: FoldByCopy<RulesEventData, RulesSlice> = {
  FundEstablished: (_, { data }) => ({ established: data }),
  ParametersPublished: ({ publications }, { id, recordedAt, data: { announced, parameters } }) => ({
    publications: [...publications, { eventId: id, announced, recordedAt, parameters }],
  }),
};
