/**
 * The families of facts about a fund: what it publishes, reports and decides. Participants' entitlements follow from the decisions by
 * rule.
 */
import type { Families } from '../kernel/fold.js';
import { ACCOUNTABILITY_EVENTS, foldAccountability, initialAccountability } from './accountability/events.js';
import { CHANGE_EVENTS } from './changes/events.js';
import { foldChanges, initialChanges } from './changes/state.js';
import { foldFunding, FUNDING_EVENTS, initialFunding } from './funding/events.js';
import { foldInterest, initialInterest, INTEREST_EVENTS } from './interest/events.js';
import { foldPolicy, initialPolicy, POLICY_EVENTS } from './policy/events.js';
import { RESULTS_EVENTS } from './results/events.js';
import { foldResults, initialResults } from './results/state.js';
import { foldRules, initialRules, RULES_EVENTS } from './rules/events.js';
import { foldSpecialBonus, initialSpecialBonus, SPECIAL_BONUS_EVENTS } from './special-bonus/events.js';
import { foldStudies, initialStudies, STUDIES_EVENTS } from './studies/events.js';
import { foldTransfers, TRANSFERS_EVENTS } from './transfers/events.js';

export const FUND_FAMILIES = {
  rules: { events: RULES_EVENTS, initial: initialRules, fold: foldRules },
  results: { events: RESULTS_EVENTS, initial: initialResults, fold: foldResults },
  interest: { events: INTEREST_EVENTS, initial: initialInterest, fold: foldInterest },
  specialBonus: { events: SPECIAL_BONUS_EVENTS, initial: initialSpecialBonus, fold: foldSpecialBonus },
  funding: { events: FUNDING_EVENTS, initial: initialFunding, fold: foldFunding },
  policy: { events: POLICY_EVENTS, initial: initialPolicy, fold: foldPolicy },
  accountability: { events: ACCOUNTABILITY_EVENTS, initial: initialAccountability, fold: foldAccountability },
  studies: { events: STUDIES_EVENTS, initial: initialStudies, fold: foldStudies },
  changes: { events: CHANGE_EVENTS, initial: initialChanges, fold: foldChanges },
  transfers: { events: TRANSFERS_EVENTS, initial: () => ({}), fold: foldTransfers },
} satisfies Families;
