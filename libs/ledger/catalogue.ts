/** The catalogue of the ledger's events, for whoever writes: every type with the check of its data. */
import { EVENT_TYPES } from './event-types.js';
import { catalogueOf, type Catalogue } from './kernel/catalogue.js';

export const CATALOGUE: Catalogue = catalogueOf(EVENT_TYPES);
