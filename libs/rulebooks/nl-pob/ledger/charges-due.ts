/** What is due for a participant's months at an employer, by salaries, exemptions and rates as now known (2.1–2.9, VI.6). */
import { firstOfMonth, formatPeriod, parsePeriod } from '#money/civil-date.js';
import type { DatedSalary, Employment, EstimatedSalary, Month, PremiumCharge } from '../../frame/capabilities/invoicing.js';
import { lastAlone, remembered } from '../../frame/remember.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { participantPremium, premiumRates, type ParticipantPremium, type PremiumRates } from '../premium/participant-premium.js';
import { isInAny, reportedSalary, salaryOf, standingEstimate } from './salary-series.js';

/** A month's charge as it goes on invoices, and by the data that an estimate holds back. */
export interface DueCharge {
  readonly charge: PremiumCharge;
  readonly estimate: EstimatedSalary | undefined;
  /** By the data delivered for an estimated month; undefined where there is no estimate, or nothing has been delivered. */
  readonly heldBack: PremiumCharge | undefined;
}

/** A month's rates; months of equal rates share one. */
interface RatesOfMonth {
  readonly rates: PremiumRates;
}

const ratesOf: (parameters: ParameterSet, month: Month) => RatesOfMonth = remembered(
  (month: Month) => month,
  (parameters: ParameterSet, month: Month) => {
    const rates = premiumRates(parameters, firstOfMonth(monthNumber(month)));
    const all = [rates.premiumRate, rates.aoPremiumRate, rates.participantRate, rates.franchise, rates.aoParticipantRate];
    return equalRates(parameters, all.map((rate) => rate.toFixed()).join(' '), rates);
  },
);

const equalRates: (parameters: ParameterSet, text: string, rates: PremiumRates) => RatesOfMonth = remembered(
  (text: string, _rates: PremiumRates) => text,
  (_: ParameterSet, _text: string, rates: PremiumRates) => ({ rates }),
);

/** A salary holds for many months at the same rates: its premium is computed once for them. */
const premiumOf: (entry: DatedSalary, of: RatesOfMonth, voluntary: boolean) => ParticipantPremium = lastAlone(
  (one, other) => one === other,
  (entry, { rates }, voluntary) => participantPremium(salaryOf(entry), rates, voluntary),
);

export function monthNumber(month: Month): number {
  return parsePeriod(month) ?? malformed(month);
}

function malformed(month: Month): never {
  throw new Error(`not a month: ${month}`);
}

const CALENDAR = {};
const monthsOf = remembered(
  (from: Month, to: Month) => `${from} ${to}`,
  (_: typeof CALENDAR, from: Month, to: Month): readonly Month[] => {
    const [first, last] = [monthNumber(from), monthNumber(to)];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_month, index) => formatPeriod(first + index));
  },
);

/** Months from one to another, both included. */
export function monthsBetween(from: Month, to: Month): readonly Month[] {
  return monthsOf(CALENDAR, from, to);
}

/** Undefined where nothing is due: no salary, the employer is exempt, or the participant had died or gone over before the month began. */
export function chargeDue(employment: Employment, month: Month, parameters: ParameterSet): DueCharge | undefined {
  if (employment.until !== undefined && month > employment.until) return undefined;
  if (isInAny(employment.exempt, month)) return undefined;
  const estimate = standingEstimate(employment.estimates, month);
  const reported = reportedSalary(employment.salaries, month);
  if (estimate === undefined) {
    if (reported === undefined) return undefined;
    return { charge: chargeOf(employment, month, reported, parameters), estimate, heldBack: undefined };
  }
  const delivered = reported === undefined ? chargeOfNothing(employment, month) : chargeOf(employment, month, reported, parameters);
  return { charge: chargeOf(employment, month, estimate, parameters), estimate, heldBack: estimate.delivered ? delivered : undefined };
}

function chargeOf(employment: Employment, month: Month, salary: DatedSalary, parameters: ParameterSet): PremiumCharge {
  const slot = chargeOfNothing(employment, month);
  const { premiumMinor, aoPremiumMinor, recoverableMinor } = premiumOf(salary, ratesOf(parameters, month), slot.debtor === 'participant');
  return { ...slot, premiumMinor, aoPremiumMinor, recoverableMinor };
}

/** VI.6: an exempt participant's contribution is savings, whoever pays it. 2.9: who continues voluntarily owes it. */
function chargeOfNothing({ objector, voluntary }: Employment, month: Month): PremiumCharge {
  return {
    month,
    as: isInAny(objector, month) ? 'savings' : 'premium',
    debtor: isInAny(voluntary, month) ? 'participant' : 'employer',
    premiumMinor: 0,
    aoPremiumMinor: 0,
    recoverableMinor: 0,
  };
}
