/** The facts about an employer: one row each. */
import { AFFILIATION_FACT, HEADCOUNT_FACT } from './affiliation/affiliation-facts.js';
import { EMPLOYER_ANNULMENT_FACT } from './annulment-fact.js';
import { CLAIM_FACT, DELIVERY_FACT, DEMAND_FACT, FINE_FACT, WRIT_FACT } from './data-duties/duty-facts.js';
import {
  EXEMPTION_CONDITION_FACT, EXEMPTION_CONTINUATION_FACT, EXEMPTION_DECISION_FACT, EXEMPTION_REQUEST_FACT, EXEMPTION_WITHDRAWAL_FACT,
} from './exemptions/exemption-facts.js';
import { PREMIUM_PAYMENT_FACT } from './invoices/payment-fact.js';
import { OBJECTING_EMPLOYER_END_FACT, OBJECTING_EMPLOYER_FACT } from './objections/objection-facts.js';

export const EMPLOYER_FACTS = {
  employer: AFFILIATION_FACT,
  headcount: HEADCOUNT_FACT,
  'premium-payment': PREMIUM_PAYMENT_FACT,
  demand: DEMAND_FACT,
  delivery: DELIVERY_FACT,
  fine: FINE_FACT,
  claim: CLAIM_FACT,
  writ: WRIT_FACT,
  'exemption-request': EXEMPTION_REQUEST_FACT,
  'exemption-decision': EXEMPTION_DECISION_FACT,
  'exemption-condition': EXEMPTION_CONDITION_FACT,
  'exemption-continuation': EXEMPTION_CONTINUATION_FACT,
  'exemption-withdrawal': EXEMPTION_WITHDRAWAL_FACT,
  'objecting-employer': OBJECTING_EMPLOYER_FACT,
  'objecting-employer-end': OBJECTING_EMPLOYER_END_FACT,
  'employer-annulment': EMPLOYER_ANNULMENT_FACT,
} as const;
