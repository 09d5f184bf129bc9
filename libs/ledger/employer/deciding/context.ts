/** What every decision about an affiliated employer may look at, and what each refuses. */
import type { CivilDate } from '#money/civil-date.js';
import type { Currency } from '#money/amount.js';
import { refused, type Decision, type Standing } from '../../kernel/decision.js';
import type { JsonValue } from '../../kernel/json.js';
import type { AffiliationSlice } from '../affiliation/events.js';
import { notAffiliated } from '../affiliation/report-headcount.js';
import type { EmployerLaw } from '../law/law.js';

/** `State`: the parts of what is known of it that the decision looks at. */
export interface EmployerContext<State extends object = object> {
  readonly id: string;
  /** All that is known, whatever the value dates. */
  readonly employer: State & Pick<AffiliationSlice, 'affiliation'>;
  /** The day on which the decision is made: nothing may have happened after it. */
  readonly today: CivilDate;
  readonly standing: Standing;
  readonly law: EmployerLaw;
  /** The id of the event that stands, or will, under a key. */
  readonly idOf: (key: string) => string;
  /** Another employer that the row names, as known now. */
  readonly employerOf: (employerId: string) => { readonly employer: State } | undefined;
}

/** What stands under a reference has other content. */
interface ReferenceTaken {
  readonly employerId: string;
  readonly reference: string;
}

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** `field` names the detail that holds the day. */
    BEFORE_AFFILIATION: {
      readonly employerId: string;
      readonly field: string;
      readonly affiliatedOn: string;
      readonly [field: string]: JsonValue;
    };
    DEMAND_ALREADY_SENT: ReferenceTaken;
    DELIVERY_ALREADY_RECORDED: ReferenceTaken;
    CLAIM_ALREADY_MADE: ReferenceTaken;
    WRIT_ALREADY_ISSUED: ReferenceTaken;
    EXEMPTION_ALREADY_REQUESTED: ReferenceTaken;
    EXEMPTION_ALREADY_CONTINUED: ReferenceTaken;
  }
}

type Problem = Decision<never> | undefined;

/** EMPLOYER_NOT_AFFILIATED; EVENT_IN_FUTURE for a day after today; BEFORE_AFFILIATION for one before the affiliation. */
export function employerDayProblem(field: string, on: CivilDate, { id: employerId, employer, today }: EmployerContext): Problem {
  const { affiliation } = employer;
  if (affiliation === undefined) return { status: 'refused', refusal: notAffiliated(employerId) };
  if (on > today) return refused('EVENT_IN_FUTURE', { employerId, field, [field]: on, today });
  const { affiliatedOn } = affiliation;
  return on >= affiliatedOn ? undefined : refused('BEFORE_AFFILIATION', { employerId, field, [field]: on, affiliatedOn });
}

/** WRONG_CURRENCY, and INVALID_AMOUNT where nothing or less than nothing is told. */
export function employerAmountProblem(amountMinor: number, currency: Currency, { id: employerId, law }: EmployerContext): Problem {
  if (currency !== law.currency) return refused('WRONG_CURRENCY', { employerId, currency, expected: law.currency });
  return amountMinor > 0 ? undefined : refused('INVALID_AMOUNT', { employerId, field: 'amount', atMost: '0.00' });
}

type TakenCode =
  | 'PAYMENT_ALREADY_RECORDED'
  | 'DEMAND_ALREADY_SENT'
  | 'DELIVERY_ALREADY_RECORDED'
  | 'CLAIM_ALREADY_MADE'
  | 'WRIT_ALREADY_ISSUED'
  | 'EXEMPTION_ALREADY_REQUESTED'
  | 'EXEMPTION_ALREADY_CONTINUED';

/** What is alike in its reference is one fact; another content under the same reference is refused. */
export function referenceTaken(code: TakenCode, reference: string, employerId: string): Decision<never> {
  return refused(code, { employerId, reference });
}
