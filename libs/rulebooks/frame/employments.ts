/** A participant's work at employers, as the law of invoices and rights takes it: what its own events say, and what its employer's do. */
import { isInForce, type Exemption } from '#ledger/employer/exemptions/events.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { EmployerState } from '#ledger/employer/state.js';
import { answeredOn } from '#ledger/employer/data-duties/obligations.js';
import type { AccountBooks } from '#ledger/employer/invoices/account.js';
import type { PremiumRecord } from '#ledger/participant/premiums/events.js';
import type { Objection } from '#ledger/participant/savings/events.js';
import type { SalaryRecord } from '#ledger/participant/salaries/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { dayOf, formatPeriod, monthIndex, previousDay, type CivilDate } from '#money/civil-date.js';
import type { Employment, Month, MonthSpan } from './capabilities/invoicing.js';

/** What an employer's own events mean for its participants. Plain data, to pass between threads. */
export interface EmployerTerms {
  /** Years whose final invoice has been sent. */
  readonly finals: readonly number[];
  /** Months in which the employer is exempt; for the participants named, or for all. */
  readonly exempt: readonly (MonthSpan & { readonly participants?: readonly string[] | undefined })[];
  /** Demands whose data have been delivered, and those whose estimates have been replaced. */
  readonly delivered: readonly string[];
  readonly replaced: readonly string[];
  /** Its stream cannot be read: of whoever works there nothing is worked out. */
  readonly unreadable?: Refusal | undefined;
  /** Invoices and payments of an employer that was charged savings: a deposit is dated when its invoice is paid. */
  readonly savings?: AccountBooks | undefined;
}

/** By employer; one that is not there has nothing to tell. */
export type TermsOfEmployers = { readonly [employerId: string]: EmployerTerms | undefined };

const NOTHING: EmployerTerms = { finals: [], exempt: [], delivered: [], replaced: [] };
const NO_SALARY: SalaryRecord = { entries: [], estimates: [], voluntary: [] };
const NO_PREMIUM: PremiumRecord = { charged: [], settled: [], lapsed: [] };

export function termsOfEmployer(employer: EmployerState): EmployerTerms {
  const { invoices, demands, replacedEstimates } = employer;
  return {
    finals: invoices.flatMap(({ data: { kind, year } }) => (kind === 'final' && year !== undefined ? [year] : [])),
    exempt: exemptMonths(employer),
    delivered: demands.map(({ data }) => data.reference).filter((reference) => answeredOn(employer, reference) !== undefined),
    replaced: replacedEstimates,
    ...(invoices.some(({ data }) => data.savings !== '0.00') ? { savings: { invoices, payments: employer.payments } } : {}),
  };
}

/** The rates of a month are those of its first day (nl-pob section 1), and so is whether it is exempt (assumption). */
function monthsOf(from: CivilDate, endedFrom: CivilDate | undefined): readonly MonthSpan[] {
  const first = formatPeriod(dayOf(from) === 1 ? monthIndex(from) : monthIndex(from) + 1);
  if (endedFrom === undefined) return [{ from: first }];
  const last = formatPeriod(monthIndex(previousDay(endedFrom)));
  return first <= last ? [{ from: first, to: last }] : [];
}

function exemptMonths({ exemptions }: EmployerState): EmployerTerms['exempt'] {
  return exemptions
    .filter((one) => isInForce(one) || (one.endedFrom !== undefined && one.decidedOn !== undefined))
    .flatMap(stretchesOf)
    .flatMap(({ from, until, participants }) =>
      monthsOf(from, until).map((span) => (participants === undefined ? span : { ...span, participants })),
    );
}

interface Stretch {
  readonly from: CivilDate;
  /** The first day after it. */
  readonly until: CivilDate | undefined;
  readonly participants: readonly string[] | undefined;
}

/** An exemption by for whom it was, one stretch after another. */
function stretchesOf({ from, endedFrom, earlier, participants }: Exemption): readonly Stretch[] {
  const begins = [from, ...earlier.map(({ until }) => until)];
  return [...earlier, { participants, until: endedFrom }].map((one, index) => ({
    participants: one.participants,
    from: begins[index] as CivilDate,
    until: endedFrom !== undefined && one.until !== undefined && endedFrom < one.until ? endedFrom : one.until,
  }));
}

function objectorMonths({ from, end }: Objection): Employment['objector'] {
  return monthsOf(from, end?.on).map((span) => (end === undefined ? span : { ...span, endedOn: end.on }));
}

export function unreadableTerms(unreadable: Refusal): EmployerTerms {
  return { ...NOTHING, unreadable };
}

/** Whether an employer's own events mean anything for its participants. */
export function hasTerms({ finals, exempt, delivered, replaced, savings, unreadable }: EmployerTerms): boolean {
  return savings !== undefined || unreadable !== undefined || finals.length + exempt.length + delivered.length + replaced.length > 0;
}

type OfParticipant = Pick<ParticipantState, 'salaries' | 'premiums' | 'objections' | 'enrolment' | 'goneOver' | 'diedOn'>;

/**
 * The last month that belongs to the fund that a participant leaves on a day: the last one that had begun before it. A month belongs to
 * the provider of its first day (assumption: premium and accrual are by the month, and the law divides none).
 */
export function lastMonthBefore(day: CivilDate): Month {
  return previousDay(day).slice(0, 7);
}

/**
 * The last month of whoever goes over, or has died; undefined of the others. Premium is for insuring pensions of employees (nl-pob 2.1), so
 * it ends with the participation, whatever salary stands: the month of death, whose first day it lived to see, is the last (assumption).
 */
function lastMonthOf({ goneOver, diedOn }: OfParticipant, leaving: CivilDate | undefined): Month | undefined {
  const leaves = leaving ?? goneOver?.on;
  const ends = [leaves === undefined ? undefined : lastMonthBefore(leaves), diedOn?.slice(0, 7)].filter((one) => one !== undefined);
  return ends.sort()[0];
}

/** All employments of a participant, by employer. `leaving`: the day on which it is about to go over. Refuses EMPLOYER_NOT_READABLE. */
export function employmentsOf(
  participantId: string,
  state: OfParticipant,
  terms: TermsOfEmployers,
  leaving?: CivilDate,
): readonly Employment[] {
  const employers = new Set([...state.salaries.keys(), ...state.premiums.keys()]);
  return [...employers].sort().map((employerId) => {
    const { unreadable } = terms[employerId] ?? NOTHING;
    if (unreadable !== undefined) throw new Refused(unreadable);
    return employmentAt(participantId, employerId, state, terms[employerId] ?? NOTHING, leaving);
  });
}

export function employmentAt(
  participantId: string,
  employerId: string,
  state: OfParticipant,
  terms: EmployerTerms,
  leaving?: CivilDate,
): Employment {
  const { entries, estimates, voluntary } = state.salaries.get(employerId) ?? NO_SALARY;
  const { charged, settled, lapsed } = state.premiums.get(employerId) ?? NO_PREMIUM;
  const until = lastMonthOf(state, leaving);
  return {
    participantId,
    employerId,
    ...(until === undefined ? {} : { until }),
    salaries: entries,
    estimates: estimates
      .filter(({ demand }) => !terms.replaced.includes(demand))
      .map((estimate) => ({ ...estimate, estimate: estimate.demand, delivered: terms.delivered.includes(estimate.demand) })),
    exempt: terms.exempt.filter(({ participants }) => participants === undefined || participants.includes(participantId)),
    voluntary,
    objector: state.objections.flatMap(objectorMonths),
    birthDate: state.enrolment?.birthDate,
    charged,
    lapsed,
    settled,
  };
}
