/** The facts and decisions about a participant: one row each. */
import type { FoundingContext } from '../facts/founding.js';
import type { Decision } from '../kernel/decision.js';
import { ANNULMENT_FACT } from './annulment-fact.js';
import { CONTRIBUTION_FACT } from './contributions/contribution-fact.js';
import { ENROLMENT_FACT } from './enrolment/enrolment-fact.js';
import { CORRECTION_FACT, INCOME_FACT } from './incomes/income-facts.js';
import { DEATH_FACT, DISABILITY_FACT } from './life/life-facts.js';
import { PAYMENT_FACT, PENSION_FACT } from './pensions/pension-facts.js';
import { ESTIMATE_FACT, SALARY_CORRECTION_FACT, SALARY_FACT, VOLUNTARY_CONTINUATION_FACT } from './salaries/salary-facts.js';
import { OBJECTOR_END_FACT, OBJECTOR_FACT } from './savings/objection-facts.js';
import { TRANSFER_FACT } from './rights/transfer-fact.js';
import type { StreamContext } from './stream-context.js';

/** Its decision needs no more than that. */
interface DecidedOn<Context> {
  readonly decide: (values: never, context: Context) => Decision;
}

export const PARTICIPANT_FACTS = {
  participant: ENROLMENT_FACT,
  income: INCOME_FACT,
  contribution: CONTRIBUTION_FACT,
  correction: CORRECTION_FACT,
  salary: SALARY_FACT,
  'salary-correction': SALARY_CORRECTION_FACT,
  estimate: ESTIMATE_FACT,
  'voluntary-continuation': VOLUNTARY_CONTINUATION_FACT,
  objector: OBJECTOR_FACT,
  'objector-end': OBJECTOR_END_FACT,
  transfer: TRANSFER_FACT,
  pension: PENSION_FACT,
  payment: PAYMENT_FACT,
  disability: DISABILITY_FACT,
  death: DEATH_FACT,
  annulment: ANNULMENT_FACT,
} as const satisfies { readonly [name: string]: DecidedOn<FoundingContext> | DecidedOn<StreamContext> };
