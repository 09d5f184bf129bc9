/** The families of facts about an employer. */
import type { Families } from '../kernel/fold.js';
import { AFFILIATION_EVENTS, foldAffiliation, initialAffiliation } from './affiliation/events.js';

export const EMPLOYER_FAMILIES = {
  affiliation: { events: AFFILIATION_EVENTS, initial: initialAffiliation, fold: foldAffiliation },
} satisfies Families;
