/**
 * The families of facts about a participant, and the facts of them that come from outside: a row each. A new one is a folder and its
 * rows here; its events each take a row in `postings.ts`.
 */
import type { Families } from '../kernel/fold.js';
import { initialAccount } from './account/account.js';
import { ANNULMENT_EVENTS, foldAnnulment } from '../kernel/annulment.js';
import { CONTRIBUTION_EVENTS, foldContributions, initialContributions } from './contributions/events.js';
import { ENROLMENT_EVENTS, foldEnrolment, initialEnrolment } from './enrolment/events.js';
import { ENTITLEMENT_EVENTS } from './entitlements/events.js';
import { foldEntitlements, initialEntitlements } from './entitlements/state.js';
import { INCOME_EVENTS } from './incomes/events.js';
import { foldIncomes, initialIncomes } from './incomes/state.js';
import { foldLetters, initialLetters, LETTER_EVENTS } from './letters/events.js';
import { foldLife, initialLife, LIFE_EVENTS } from './life/events.js';
import { PENSION_EVENTS } from './pensions/events.js';
import { foldPensions, initialPensions } from './pensions/state.js';
import { foldPremiums, initialPremiums, PREMIUM_EVENTS } from './premiums/events.js';
import { foldRights, initialRights, RIGHTS_EVENTS } from './rights/events.js';
import { foldSalaries, initialSalaries, SALARY_EVENTS } from './salaries/events.js';
import { foldSavings, initialSavings, SAVINGS_EVENTS } from './savings/events.js';
import { CONTRIBUTION_FACT } from './contributions/contribution-fact.js';
import { ENROLMENT_FACT } from './enrolment/enrolment-fact.js';
import { CORRECTION_FACT, INCOME_FACT } from './incomes/income-facts.js';
import { START_LETTER_FACT } from './letters/letter-fact.js';
import { DEATH_FACT, DISABILITY_FACT } from './life/life-facts.js';
import { PAYMENT_FACT, PENSION_FACT } from './pensions/pension-facts.js';
import { OWN_PAYMENT_FACT } from './premiums/own-payment-fact.js';
import { ESTIMATE_FACT, SALARY_CORRECTION_FACT, SALARY_FACT, VOLUNTARY_CONTINUATION_FACT } from './salaries/salary-facts.js';
import { OBJECTOR_END_FACT, OBJECTOR_FACT } from './savings/objection-facts.js';
import { TRANSFER_FACT } from './rights/transfer-fact.js';

export const PARTICIPANT_FAMILIES = {
  enrolment: { events: ENROLMENT_EVENTS, initial: initialEnrolment, fold: foldEnrolment },
  incomes: { events: INCOME_EVENTS, initial: initialIncomes, fold: foldIncomes },
  contributions: { events: CONTRIBUTION_EVENTS, initial: initialContributions, fold: foldContributions },
  entitlements: { events: ENTITLEMENT_EVENTS, initial: initialEntitlements, fold: foldEntitlements },
  rights: { events: RIGHTS_EVENTS, initial: initialRights, fold: foldRights },
  salaries: { events: SALARY_EVENTS, initial: initialSalaries, fold: foldSalaries },
  premiums: { events: PREMIUM_EVENTS, initial: initialPremiums, fold: foldPremiums },
  savings: { events: SAVINGS_EVENTS, initial: initialSavings, fold: foldSavings },
  letters: { events: LETTER_EVENTS, initial: initialLetters, fold: foldLetters },
  life: { events: LIFE_EVENTS, initial: initialLife, fold: foldLife },
  pensions: { events: PENSION_EVENTS, initial: initialPensions, fold: foldPensions },
  annulment: { events: ANNULMENT_EVENTS, initial: () => ({}), fold: foldAnnulment },
  account: { events: {}, initial: initialAccount, fold: {} },
} satisfies Families;

/** Kinds of files, routes, help and the documentation's tables follow from these. */
export const FACTS_OF_FAMILIES = {
  participant: ENROLMENT_FACT,
  income: INCOME_FACT,
  contribution: CONTRIBUTION_FACT,
  correction: CORRECTION_FACT,
  salary: SALARY_FACT,
  'salary-correction': SALARY_CORRECTION_FACT,
  estimate: ESTIMATE_FACT,
  'voluntary-continuation': VOLUNTARY_CONTINUATION_FACT,
  'voluntary-payment': OWN_PAYMENT_FACT,
  objector: OBJECTOR_FACT,
  'objector-end': OBJECTOR_END_FACT,
  'start-letter': START_LETTER_FACT,
  transfer: TRANSFER_FACT,
  pension: PENSION_FACT,
  payment: PAYMENT_FACT,
  disability: DISABILITY_FACT,
  death: DEATH_FACT,
} as const;
