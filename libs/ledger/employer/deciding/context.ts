/** What every decision about an affiliated employer may look at, and what each refuses. */
import type { CivilDate } from '#money/civil-date.js';
import type { Currency } from '#money/amount.js';
import { refused, type Decision, type Standing } from '../../kernel/decision.js';
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

type Problem = Decision<never> | undefined;

/** EMPLOYER_NOT_AFFILIATED; EVENT_IN_FUTURE for a day after today; BEFORE_AFFILIATION for one before the affiliation. */
export function employerDayProblem(field: string, on: CivilDate, { id: employerId, employer, today }: EmployerContext): Problem {
  const { affiliation } = employer;
  if (affiliation === undefined) return { status: 'refused', refusal: notAffiliated(employerId) };
  if (on > today) {
    return refused('EVENT_IN_FUTURE', `employer ${employerId}: ${field} ${on} lies after today, ${today}; report it once it has happened`, {
      employerId,
      [field]: on,
    });
  }
  if (on >= affiliation.affiliatedOn) return undefined;
  return refused(
    'BEFORE_AFFILIATION',
    `employer ${employerId}: ${field} ${on} lies before its affiliation on ${affiliation.affiliatedOn}; check it`,
    {
      employerId,
      [field]: on,
    },
  );
}

/** WRONG_CURRENCY, and INVALID_AMOUNT where nothing or less than nothing is told. */
export function employerAmountProblem(amountMinor: number, currency: Currency, { id: employerId, law }: EmployerContext): Problem {
  if (currency !== law.currency) {
    return refused('WRONG_CURRENCY', `employer ${employerId}: its fund keeps its books in ${law.currency}, not ${currency}`, {
      employerId,
      currency,
      expected: law.currency,
    });
  }
  if (amountMinor > 0) return undefined;
  return refused('INVALID_AMOUNT', `employer ${employerId}: an amount of 0.00 or less is none; check it`, { employerId });
}

/** What is alike in its reference is one fact; another content under the same reference is refused. */
export function referenceTaken(what: string, code: string, reference: string, employerId: string): Decision<never> {
  return refused(
    code,
    `${what} with the reference ${JSON.stringify(reference)} stands for employer ${employerId} with other content; give ` +
      'another one a reference of its own',
    { employerId, reference },
  );
}
