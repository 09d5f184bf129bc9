/** The ledger's types of events, with their present versions and the way up from older ones. */
import type { EventDefinitions } from './kernel/event.js';
import { eventTypesOf, type EventTypes } from './kernel/event-types.js';
import { SUBJECTS } from './subjects.js';

const tables: readonly { readonly [family: string]: { readonly events: EventDefinitions } }[] = Object.values(SUBJECTS).map(
  ({ families }) => families,
);
const definitions = tables.flatMap((families) => Object.values(families).flatMap(({ events }) => Object.entries(events)));

export const EVENT_TYPES: EventTypes = eventTypesOf(new Map(definitions));
