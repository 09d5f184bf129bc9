/** The facts about an employer: one row each. */
import { AFFILIATION_FACT, HEADCOUNT_FACT } from './affiliation/affiliation-facts.js';

export const EMPLOYER_FACTS = { employer: AFFILIATION_FACT, headcount: HEADCOUNT_FACT } as const;
