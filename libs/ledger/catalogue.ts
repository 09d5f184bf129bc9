/** The catalogue of events: every type with its present version, its JSON Schema and the way up from older versions. */
import { catalogueOf, type Catalogue, type EventTypeDefinition } from './kernel/catalogue.js';
import { PARTICIPANT_EVENT_SCHEMAS } from './participant/events.js';
import { FUND_EVENT_SCHEMAS } from './fund/events.js';
import { BATCH_EVENT_SCHEMAS } from './batch/events.js';

const FIRST_VERSIONS = Object.entries({
  ...PARTICIPANT_EVENT_SCHEMAS,
  ...FUND_EVENT_SCHEMAS,
  ...BATCH_EVENT_SCHEMAS,
}).map(([type, schema]): EventTypeDefinition => ({ type, version: 1, schema, upcasts: {} }));

/** All events of the ledger. */
export const CATALOGUE: Catalogue = catalogueOf(FIRST_VERSIONS);
