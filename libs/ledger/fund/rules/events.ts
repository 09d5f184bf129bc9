/** The fund's beginning, where its days begin, and the rules that it publishes. */
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { ZoneFrom } from '#money/clock.js';
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import type { JsonObject } from '../../kernel/json.js';
import * as is from '../../kernel/schema.js';

export const RULES_EVENTS = {
  FundEstablished: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record(
      { fundId: is.identifier, scheme: is.identifier, currency: is.currency },
      /** IANA name of the zone in which its days begin; without one, the data folder's. */
      { timeZone: is.text },
    ),
  },
  /** Takes effect on `from`: the zone counts from the beginning of that day on. */
  FundTimeZoneDecided: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ from: is.date, timeZone: is.text, reference: is.text }),
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
  /** Whose parameters they are: the fund's scheme, or rules beside it that the scheme goes by. */
  readonly scheme: string;
  /** In the fund's stream: what was recorded before it, it changes nothing of. */
  readonly revision: number;
  readonly announced: CivilDate;
  readonly recordedAt: Instant;
  readonly parameters: readonly JsonObject[];
}

export interface RulesSlice {
  readonly established: RulesEventData['FundEstablished'] | undefined;
  readonly publications: readonly Publication[];
  /** Where its days begin, in the order in which the zones count. */
  readonly timeZones: readonly ZoneFrom[];
}

export function initialRules(): RulesSlice {
  return { established: undefined, publications: [], timeZones: [] };
}

export const foldRules: FoldByCopy<RulesEventData, RulesSlice> = {
  FundEstablished: ({ timeZones }, { data }) => ({
    established: data,
    timeZones: data.timeZone === undefined ? timeZones : inOrder([...timeZones, { timeZone: data.timeZone }]),
  }),
  FundTimeZoneDecided: ({ timeZones }, { data: { from, timeZone } }) => ({ timeZones: inOrder([...timeZones, { from, timeZone }]) }),
  ParametersPublished: ({ publications }, { id, revision, recordedAt, data: { scheme, announced, parameters } }) => ({
    publications: [...publications, { eventId: id, scheme, revision, announced, recordedAt, parameters }],
  }),
};

/** One that names no day counts first. */
function inOrder(zones: readonly ZoneFrom[]): readonly ZoneFrom[] {
  return [...zones].sort(({ from: a = '' }, { from: b = '' }) => (a < b ? -1 : a > b ? 1 : 0));
}
