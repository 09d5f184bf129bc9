/** Premium of one participant and month: chapters II and III of the regulations. */
import { refuse } from '#ledger/kernel/refusal.js';
import { Decimal, ONE, ZERO } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import { addMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { entryInForce, requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';

/** Set by the board for the month (2.2, 2.6, 3.2, 3.4); the franchise belongs to the pension base (*pensioengrondslag*). */
export interface PremiumRates {
  readonly premiumRate: Decimal;
  readonly aoPremiumRate: Decimal;
  readonly participantRate: Decimal;
  /** EUR a year. */
  readonly franchise: Decimal;
  readonly aoParticipantRate: Decimal;
}

/** What is reported of one participant for a month. */
export interface Salary {
  /** Pensionable salary (*pensioengevend salaris*) of a full-time post, EUR a year. */
  readonly fullTimeSalary: Decimal;
  readonly partTimeFactor: Decimal;
  /** Share of premium-free continuation on disability. */
  readonly premiumFreeShare: Decimal;
}

export interface ParticipantPremium {
  readonly premiumMinor: number;
  readonly aoPremiumMinor: number;
  readonly recoverableMinor: number;
  readonly employerNetMinor: number;
  readonly debtor: 'employer' | 'participant';
}

/** The rates of a month, by its first day; refuses MISSING_PARAMETER, the first in this order. */
export function premiumRates(parameters: ParameterSet, firstOfMonth: CivilDate): PremiumRates {
  const rate = (name: string): Decimal => requireDecimal(parameters, name, firstOfMonth);
  return {
    premiumRate: rate('premiumRate'),
    aoPremiumRate: rate('aoPremiumRate'),
    participantRate: rate('participantRate'),
    franchise: rate('franchise'),
    aoParticipantRate: entryInForce(parameters, 'aoParticipantRate', firstOfMonth) === undefined ? ZERO : rate('aoParticipantRate'),
  };
}

/** The part-time salary of a month, S·p/12, unrounded (2.2). */
export function monthlySalary({ fullTimeSalary, partTimeFactor }: Salary): Decimal {
  return fullTimeSalary.times(partTimeFactor).div(12);
}

/** The part-time pension base of a month, max(0, S − F)·p/12, the franchise reduced pro rata (2.6, 2.7). */
export function monthlyPensionBase({ fullTimeSalary, partTimeFactor }: Salary, franchise: Decimal): Decimal {
  return Decimal.max(ZERO, fullTimeSalary.minus(franchise)).times(partTimeFactor).div(12);
}

/**
 * 2.1, 2.2: premium on the pensionable salary, less the premium-free share. 3.1, 3.2: premium of the disability scheme, none in a
 * month with premium-free continuation whatever its extent (literal). 2.6, 2.7, 3.4: what the employer recovers, on the pension
 * base. 2.9: who continues voluntarily owes all of it.
 */
export function participantPremium(salary: Salary, rates: PremiumRates, voluntary: boolean): ParticipantPremium {
  const pays = ONE.minus(salary.premiumFreeShare);
  const premiumMinor = roundPostedMinor(rates.premiumRate.times(monthlySalary(salary)).times(pays));
  const disabilityCovered = salary.premiumFreeShare.isZero();
  const aoPremiumMinor = disabilityCovered ? roundPostedMinor(rates.aoPremiumRate.times(monthlySalary(salary))) : 0;
  const totalMinor = addMinor(premiumMinor, aoPremiumMinor);
  if (voluntary) return { premiumMinor, aoPremiumMinor, recoverableMinor: totalMinor, employerNetMinor: 0, debtor: 'participant' };
  const base = monthlyPensionBase(salary, rates.franchise);
  const recoverableMinor = addMinor(
    roundPostedMinor(rates.participantRate.times(base).times(pays)),
    disabilityCovered ? roundPostedMinor(rates.aoParticipantRate.times(base)) : 0,
  );
  const employerNetMinor = addMinor(totalMinor, -recoverableMinor);
  return { premiumMinor, aoPremiumMinor, recoverableMinor, employerNetMinor, debtor: 'employer' };
}

/** Refuses OUT_OF_RANGE for a share that is none. */
export function refuseNoShare(field: string, value: Decimal, participant: string): void {
  if (value.gte(0) && value.lte(1)) return;
  refuse('OUT_OF_RANGE', { field, participant, value: value.toFixed() });
}
