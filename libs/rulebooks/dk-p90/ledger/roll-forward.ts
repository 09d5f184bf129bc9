/**
 * A participant's value rolled forward year by year, by the facts as known and the fund's decisions as taken (sections 6
 * and 7): each year on the value that the year before left, with the entitlements that follow.
 *
 * Interest of a year follows from the declared rate, charges from the closing of the year, bonus and deductions from the
 * group's allotment, a cut within the year from its decision. Charged months: from the month of enrolment or of the first
 * fact, to December or the month of death; the group premium only in months with a contribution.
 */
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import { dayOf, endOfYear, LAST_DATE, lastOfMonth, monthIndex, yearOf, type CivilDate } from '#money/civil-date.js';
import { type Decimal, parseDecimal } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { FundState } from '#ledger/fund/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { Entitlement } from '../../frame/capabilities/corrections.js';
import type { AllotmentBases } from '../../frame/capabilities/results.js';
import { annualInterest, interestWeightsAt } from '../account/annual-interest.js';
import { inMonth } from '../in-force.js';
import { cutsOf, sharesOf } from './decided.js';

const CURRENCY = 'DKK' as const;

/** A year of a participant. */
export interface YearRolled {
  readonly year: number;
  readonly openingMinor: number;
  /** All entitlements of the year. */
  readonly entitlements: readonly Entitlement[];
  /** What the group's results are allotted by: after interest and charges and the year's cuts, before any result of the year. */
  readonly bases: AllotmentBases;
}

/** The years from the first fact or decision to the last one given, in order. */
export function rollAccountForward(
  state: ParticipantState,
  fund: FundState,
  parameters: ParameterSet,
  lastYear: number,
): readonly YearRolled[] {
  if (state.enrolment === undefined) return [];
  const begins = firstMonth(state);
  const years: YearRolled[] = [];
  let openingMinor = 0;
  const first = Math.min(Math.floor(begins / 12), firstDecidedYear(fund));
  for (let year = first; year <= lastYear; year += 1) {
    const rolled = rollYear(state, fund, parameters, year, openingMinor, begins);
    years.push(rolled);
    openingMinor = addMinor(addMinor(openingMinor, factsMinor(state, year, endOfYear(year))), totalMinor(rolled.entitlements));
  }
  return years;
}

function rollYear(
  state: ParticipantState,
  fund: FundState,
  parameters: ParameterSet,
  year: number,
  openingMinor: number,
  begins: number,
): YearRolled {
  const cuts = cutsOf(state, fund, year, (on) => valueOn(state, year, openingMinor, on));
  const months = monthsOf(state, fund, parameters, year, begins, cuts);
  const own = [...cuts, ...interestOf(state, fund, year, openingMinor, months), ...chargesOf(state, fund, year, months)];
  const closingMinor = addMinor(addMinor(openingMinor, factsMinor(state, year, endOfYear(year))), totalMinor(own));
  const bases: AllotmentBases = { value: Math.max(0, closingMinor), premiums: months.insuranceMinor, fees: months.adminMinor };
  return { year, openingMinor, entitlements: [...own, ...sharesOf(state, fund, year, bases)], bases };
}

/** The value on a day within a year, before the cuts of that year: its opening and the facts up to the day. */
export function valueOn(state: ParticipantState, year: number, openingMinor: number, on: CivilDate): number {
  return addMinor(openingMinor, factsMinor(state, year, on));
}

function totalMinor(entitlements: readonly Entitlement[]): number {
  return sumMinor(entitlements, ({ amountMinor }) => amountMinor);
}

export function lastDecidedYear(fund: FundState): number | undefined {
  const years = decidedYears(fund);
  return years.length === 0 ? undefined : Math.max(...years);
}

function firstDecidedYear(fund: FundState): number {
  return Math.min(9999, ...decidedYears(fund));
}

function decidedYears(fund: FundState): readonly number[] {
  return [
    ...fund.interest.keys(),
    ...fund.closedYears.keys(),
    ...fund.allotments.map(({ year }) => year),
    ...fund.reductions.map(({ on }) => yearOf(on)),
  ];
}

/** Month index from which the scheme charges. */
function firstMonth(state: ParticipantState): number {
  let first = monthIndex(state.enrolment?.enrolledOn ?? LAST_DATE);
  for (const month of state.contributions.keys()) first = Math.min(first, month);
  for (const { on } of state.transfers) first = Math.min(first, monthIndex(on));
  return first;
}

interface MonthMovements {
  /** Twelve net movements in øre, January … December: contributions and transfers less fees, premiums and cuts. */
  readonly net: readonly number[];
  /** What is there on 1 January beside the opening. */
  readonly atOpening: number;
  readonly adminMinor: number;
  readonly insuranceMinor: number;
  readonly charged: number;
}

function monthsOf(
  state: ParticipantState,
  fund: FundState,
  parameters: ParameterSet,
  year: number,
  begins: number,
  cuts: readonly Entitlement[],
): MonthMovements {
  const net = new Array<number>(12).fill(0);
  let [adminMinor, insuranceMinor, charged, atOpening] = [0, 0, 0, 0];
  const ends = state.diedOn === undefined ? Number.MAX_SAFE_INTEGER : monthIndex(state.diedOn);
  const charges = fund.closedYears.has(year) || fund.interest.has(year);
  for (let month = 0; month < 12; month += 1) {
    const index = year * 12 + month;
    const contribution = state.contributions.get(index) ?? 0;
    net[month] = contribution;
    if (!charges || index < begins || index > ends) continue;
    const admin = roundPostedMinor(inMonth(parameters, 'adminFee', index));
    let premium = roundPostedMinor(inMonth(parameters, 'riskPremium', index));
    if (contribution > 0) premium += roundPostedMinor(inMonth(parameters, 'groupPremium', index));
    net[month] = contribution - admin - premium;
    adminMinor += admin;
    insuranceMinor += premium;
    charged += 1;
  }
  for (const { on, amountMinor } of [...state.transfers, ...state.payments]) {
    if (yearOf(on) !== year) continue;
    // On the first of a month it bears interest for that month; later in the month from its end on.
    const month = monthIndex(on) - year * 12 - (dayOf(on) === 1 ? 1 : 0);
    if (month < 0) atOpening += amountMinor;
    else net[month] = (net[month] as number) + amountMinor;
  }
  for (const { effectiveDate, amountMinor } of cuts) {
    const month = monthIndex(effectiveDate) - year * 12;
    net[month] = (net[month] as number) + amountMinor;
  }
  return { net, atOpening, adminMinor, insuranceMinor, charged };
}

/** Contributions, transfers and payments with a value date in the year, up to a day. */
function factsMinor(state: ParticipantState, year: number, upTo: CivilDate): number {
  let sum = 0;
  for (let month = year * 12; month < year * 12 + 12; month += 1) {
    const contribution = state.contributions.get(month);
    if (contribution !== undefined && lastOfMonth(month) <= upTo) sum = addMinor(sum, contribution);
  }
  for (const { on, amountMinor } of [...state.transfers, ...state.payments]) {
    if (yearOf(on) === year && on <= upTo) sum = addMinor(sum, amountMinor);
  }
  return sum;
}

function interestOf(state: ParticipantState, fund: FundState, year: number, openingMinor: number, months: MonthMovements): Entitlement[] {
  const declared = fund.interest.get(year);
  if (declared === undefined || isEmpty(state, year, openingMinor, months)) return [];
  const rate = parseDecimal(declared.rate) as Decimal;
  const exact = annualInterest(interestWeightsAt(rate), openingMinor + months.atOpening, months.net);
  const minor = roundPostedMinor(exact.div(100));
  return [
    {
      key: { decision: declared.decision, kind: 'interest', period: String(year) },
      amountMinor: minor,
      effectiveDate: endOfYear(year),
      booking: {
        type: 'InterestCredited',
        data: { decision: declared.decision, year, rate: declared.rate, amount: formatMinor(minor), currency: CURRENCY },
      },
    },
  ];
}

function chargesOf(state: ParticipantState, fund: FundState, year: number, months: MonthMovements): Entitlement[] {
  const decision = fund.closedYears.get(year);
  if (decision === undefined || months.charged === 0 || state.enrolment === undefined) return [];
  const charge = (kind: 'administration' | 'insurance', type: 'CostCharged' | 'RiskPremiumCharged', minor: number): Entitlement => ({
    key: { decision, kind, period: String(year) },
    amountMinor: -minor,
    effectiveDate: endOfYear(year),
    booking: { type, data: { decision, year, months: months.charged, amount: formatMinor(minor), currency: CURRENCY } },
  });
  return [charge('administration', 'CostCharged', months.adminMinor), charge('insurance', 'RiskPremiumCharged', months.insuranceMinor)];
}

function isEmpty(state: ParticipantState, year: number, openingMinor: number, months: MonthMovements): boolean {
  return openingMinor === 0 && months.charged === 0 && factsMinor(state, year, endOfYear(year)) === 0;
}
