/** The catalogue of the ledger's events: every type with its present version, its schema and the way up from older versions. */
import { catalogueOf, type Catalogue } from './kernel/catalogue.js';
import type { EventDefinitions } from './kernel/event.js';
import { SUBJECTS } from './subjects.js';

const tables: readonly { readonly [family: string]: { readonly events: EventDefinitions } }[] = Object.values(SUBJECTS).map(({ families }) => families);

/** All events of the ledger. */
export const CATALOGUE: Catalogue = catalogueOf(new Map(tables.flatMap((families) => Object.values(families).flatMap(({ events }) => Object.entries(events)))));
