/** What every fact about a salary refuses. */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { KnownEmployer } from '../../employer/known-employer.js';
import { notAffiliated } from '../../employer/affiliation/report-headcount.js';
import type { Declaration } from '../../facts/declaration.js';
import type { Fields } from '../../facts/field.js';
import { refused, type Decision } from '../../kernel/decision.js';
import { moneyProblem, notAccepted, type FactContext } from '../deciding/terms.js';
import type { SalaryTerms } from './events.js';

/** What a decision about work at an employer looks at. */
export interface SalaryContext extends FactContext {
  /** The employers that the row names, as known now. */
  readonly employerOf: (employerId: string) => KnownEmployer | undefined;
}

/** Decided on what stands under its own keys, save a death, and on the employer that it names. */
export interface FactOnEmployer<Name extends string, F extends Fields> extends Declaration<Name, F, SalaryContext> {
  readonly looksAt: 'keys';
  readonly namesEmployer: keyof F & 'employerId';
}

export interface WantedSalary {
  readonly employerId: string;
  /** First month, `2018-03`. */
  readonly from: string;
  readonly fullTimeSalaryMinor: number;
  readonly currency: Currency;
  /** Decimal text from 0 to 1. */
  readonly partTimeFactor: string;
  readonly premiumFreeShare: string;
}

export function salaryTermsOf({ fullTimeSalaryMinor, partTimeFactor, premiumFreeShare }: WantedSalary): SalaryTerms {
  return { fullTimeSalary: formatMinor(fullTimeSalaryMinor), partTimeFactor, premiumFreeShare };
}

export function isSameSalary(one: SalaryTerms, other: SalaryTerms): boolean {
  return one.fullTimeSalary === other.fullTimeSalary && one.partTimeFactor === other.partTimeFactor &&
    one.premiumFreeShare === other.premiumFreeShare;
}

/**
 * NOT_ACCEPTED_BY_SCHEME, WRONG_CURRENCY, NEGATIVE_AMOUNT, EMPLOYER_NOT_AFFILIATED (unknown, of another fund, or not yet in that
 * month), AFTER_DEATH and EVENT_IN_FUTURE (told on a day that has not come).
 */
export function salaryProblem(wanted: WantedSalary, toldOn: CivilDate, context: SalaryContext): Decision<never> | undefined {
  const { employerId, from } = wanted;
  return (
    (context.terms.facts.employers ? undefined : notAccepted(context, 'salaries')) ??
    moneyProblem(context, { amountMinor: wanted.fullTimeSalaryMinor, currency: wanted.currency }) ??
    employerProblem(employerId, from, context) ??
    monthProblem(from, context) ??
    toldInFuture(toldOn, context)
  );
}

export function employerProblem(
  employerId: string,
  from: string,
  { participantId, terms, employerOf, enrolment }: SalaryContext,
): Decision<never> | undefined {
  const affiliation = employerOf(employerId)?.employer.affiliation;
  if (affiliation === undefined) return { status: 'refused', refusal: notAffiliated(employerId) };
  if (affiliation.scheme !== terms.scheme) {
    const { scheme: affiliatedTo } = affiliation;
    return refused('EMPLOYER_NOT_AFFILIATED', { employerId, participantId, scheme: terms.scheme, affiliatedTo });
  }
  if (affiliation.fundId !== enrolment.fundId) {
    const { fundId: affiliatedTo } = affiliation;
    return refused('EMPLOYER_NOT_AFFILIATED', { employerId, participantId, fundId: enrolment.fundId, affiliatedTo });
  }
  if (from >= affiliation.affiliatedOn.slice(0, 7)) return undefined;
  return refused('EMPLOYER_NOT_AFFILIATED', { employerId, from, affiliatedOn: affiliation.affiliatedOn });
}

export function monthProblem(from: string, { participantId, diedOn }: FactContext): Decision<never> | undefined {
  if (diedOn === undefined || from <= diedOn.slice(0, 7)) return undefined;
  return refused('AFTER_DEATH', { participantId, field: 'from', from, diedOn });
}

export function toldInFuture(on: CivilDate, { participantId, today }: FactContext): Decision<never> | undefined {
  if (on <= today) return undefined;
  return refused('EVENT_IN_FUTURE', { participantId, field: 'on', on, today });
}
