/**
 * All entitlements of a participant by the facts as known and the fund's decisions as taken (sections 6 and 7): year by
 * year, each on the value that the year before left. What is booked is compared with this, per entitlement key.
 *
 * Interest of a year follows from the declared rate, charges from the closing of the year, bonus and deductions from the
 * group's allotment, a reduction from its decision. Charged months: from the month of enrolment or of the first fact, to
 * December or the month of death; the group premium only in months with a contribution.
 */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { dayOf, endOfYear, monthIndex, yearOf } from '#money/civil-date.js';
import { type Decimal, parseDecimal } from '#money/decimal.js';
import { shareMinor, type Allotment } from '#money/largest-remainder.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { DeclaredAllotment, FundState } from '#ledger/fund/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters.js';
import type { Entitlement } from '../../frame/rulebook.js';
import { annualInterest, interestWeightsAt } from '../account/annual-interest.js';
import { inMonth } from '../in-force.js';

const CURRENCY = 'DKK' as const;

export function deriveEntitlements(state: ParticipantState, fund: FundState, parameters: ParameterSet): readonly Entitlement[] {
  const years = decidedYears(fund);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || state.enrolment === undefined) return [];
  const begins = firstMonth(state);
  const entitlements: Entitlement[] = [];
  let openingMinor = 0;
  const earliest = Math.min(Math.floor(begins / 12), first);
  for (let year = earliest; year <= last; year += 1) {
    const months = monthsOf(state, year, begins, parameters, fund);
    const own = [...interestOf(state, fund, year, openingMinor, months), ...chargesOf(state, fund, year, months)];
    let closingMinor = openingMinor + factsMinor(state, year) + own.reduce((sum, { amountMinor: minor }) => sum + minor, 0);
    for (const entitlement of decidedOn(state, fund, year, closingMinor)) {
      own.push(entitlement);
      closingMinor = addMinor(closingMinor, entitlement.amountMinor);
    }
    entitlements.push(...own);
    openingMinor = closingMinor;
  }
  return entitlements;
}

function decidedYears(fund: FundState): readonly number[] {
  const years = new Set<number>([...fund.interest.keys(), ...fund.closedYears.keys()]);
  for (const { year } of fund.allotments) years.add(year);
  for (const { on } of fund.reductions) years.add(yearOf(on));
  return [...years].sort((a, b) => a - b);
}

/** Month index from which the scheme charges. */
function firstMonth(state: ParticipantState): number {
  let first = monthIndex(state.enrolment?.enrolledOn ?? '9999-12-31');
  for (const month of state.contributions.keys()) first = Math.min(first, month);
  for (const { on } of state.transfers) first = Math.min(first, monthIndex(on));
  return first;
}

interface MonthMovements {
  /** Twelve net movements in øre, January … December: contributions and transfers less fees and premiums. */
  readonly net: readonly number[];
  /** What is there on 1 January beside the opening. */
  readonly atOpening: number;
  readonly adminMinor: number;
  readonly insuranceMinor: number;
  readonly charged: number;
}

function monthsOf(state: ParticipantState, year: number, begins: number, parameters: ParameterSet, fund: FundState): MonthMovements {
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
  for (const { on, amountMinor: minor } of [...state.transfers, ...state.payments]) {
    if (yearOf(on) !== year) continue;
    // On the first of a month it bears interest for that month; later in the month from its end on.
    const month = monthIndex(on) - year * 12 - (dayOf(on) === 1 ? 1 : 0);
    if (month < 0) atOpening += minor;
    else net[month] = (net[month] as number) + minor;
  }
  return { net, atOpening, adminMinor, insuranceMinor, charged };
}

/** Contributions, transfers and payments with a value date in the year. */
function factsMinor(state: ParticipantState, year: number): number {
  let sum = 0;
  for (let month = year * 12; month < year * 12 + 12; month += 1) sum = addMinor(sum, state.contributions.get(month) ?? 0);
  for (const { on, amountMinor: minor } of [...state.transfers, ...state.payments]) if (yearOf(on) === year) sum = addMinor(sum, minor);
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
  return openingMinor === 0 && months.charged === 0 && factsMinor(state, year) === 0;
}

/** Bonus, deductions and reductions, on the value that interest and charges leave. */
function* decidedOn(state: ParticipantState, fund: FundState, year: number, valueMinor: number): Generator<Entitlement> {
  const participantId = state.enrolment?.participantId ?? '';
  const key = BigInt(Math.max(0, valueMinor));
  for (const declared of fund.allotments) {
    if (declared.year !== year || key === 0n) continue;
    const minor = shareMinor(allotmentOf(declared), participantId, key);
    const booked = { decision: declared.decision, amount: formatMinor(minor), currency: CURRENCY };
    yield declared.kind === 'bonus'
      ? {
          key: { decision: declared.decision, kind: 'bonus', period: String(year) },
          amountMinor: minor,
          effectiveDate: endOfYear(year),
          booking: { type: 'BonusAllocated', data: { ...booked, year, group: declared.group, key: String(key) } },
        }
      : {
          key: { decision: declared.decision, kind: 'deduction', period: String(year) },
          amountMinor: -minor,
          effectiveDate: endOfYear(year),
          booking: { type: 'BenefitReduced', data: { ...booked, period: String(year), reason: `deficit of group ${declared.group}` } },
        };
  }
  for (const { decision, on, rate, reason } of fund.reductions) {
    if (yearOf(on) !== year || key === 0n) continue;
    const minor = roundPostedMinor((parseDecimal(rate) as Decimal).times(String(key)).div(100));
    yield {
      key: { decision, kind: 'deduction', period: on },
      amountMinor: -minor,
      effectiveDate: on,
      booking: { type: 'BenefitReduced', data: { decision, amount: formatMinor(minor), currency: CURRENCY, period: on, reason } },
    };
  }
}

export function allotmentOf({ allotment }: Pick<DeclaredAllotment, 'allotment'>): Allotment {
  const { total, keySum, raisedFrom } = allotment;
  const exact = { totalMinor: amountMinor(total), keySum: BigInt(keySum) };
  return raisedFrom === undefined
    ? exact
    : { ...exact, raisedFrom: { remainder: BigInt(raisedFrom.remainder), lastId: raisedFrom.lastId } };
}
