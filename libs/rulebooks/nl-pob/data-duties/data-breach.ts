/** Data that come late or not at all: fine, estimate, interest and collection costs (chapter IV). */
import type { DataObligation, Demand, FineReason } from '#ledger/employer/law/duty.js';
import { nextDay, type CivilDate } from '#money/civil-date.js';
import { Decimal, ZERO } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { interestInAll, lateInterest, type DatedAmount } from '../late-interest/late-interest.js';

/** 4.2: employers from this size on pay the larger fine. */
const LARGE_FROM_EMPLOYEES = 25;
const FINE_SMALL_MINOR = 500_00;
const FINE_LARGE_MINOR = 1_000_00;

/** 4.8 b, Dutch Civil Code 6:96: share of the premium due, and its minimum. */
const COLLECTION_SHARE = new Decimal('0.15');
const COLLECTION_MINIMUM_MINOR = 100_00;

function delivered({ deliveredOn, asOf }: DataObligation): CivilDate | undefined {
  return deliveredOn !== undefined && deliveredOn <= asOf ? deliveredOn : undefined;
}

/** The day up to which a term can have run out: the delivery, else the day of the question. */
function runsTo(obligation: DataObligation): CivilDate {
  return delivered(obligation) ?? obligation.asOf;
}

/** 4.8: in default by mere passing of the ordinary deadline; undefined where there is no default. */
export function breachFrom(obligation: DataObligation): CivilDate | undefined {
  return runsTo(obligation) > obligation.deadline ? nextDay(obligation.deadline) : undefined;
}

/** 4.2: after a demand with a final date and an announced fine, once that date has passed; 4.6: without a demand. */
export function fineReason(obligation: DataObligation): FineReason {
  if (obligation.ground === 'inspection') return breachFrom(obligation) === undefined ? 'DEADLINE_NOT_PASSED' : 'FINE';
  const demand = demandOf(obligation);
  if (demand === undefined) return 'NO_DEMAND';
  if (runsTo(obligation) <= demand.deadline) return 'DEADLINE_NOT_PASSED';
  return demand.fineAnnounced ? 'FINE' : 'FINE_NOT_ANNOUNCED';
}

function demandOf({ demand, asOf }: DataObligation): Demand | undefined {
  return demand !== undefined && demand.sentOn <= asOf ? demand : undefined;
}

/** 4.2, 4.6. */
export function fineMinor(employees: number): number {
  return employees < LARGE_FROM_EMPLOYEES ? FINE_SMALL_MINOR : FINE_LARGE_MINOR;
}

/** 4.3: once the final date of a demand has passed, announced fine or not, and while the data are missing. */
export function estimateAllowed(obligation: DataObligation): boolean {
  const demand = demandOf(obligation);
  return obligation.ground === 'data' && demand !== undefined && delivered(obligation) === undefined && obligation.asOf > demand.deadline;
}

/** The days that bear interest on late data, the last one not included; undefined where there are none. */
export function breachDays(obligation: DataObligation): { readonly from: CivilDate; readonly until: CivilDate } | undefined {
  const [from, until] = [breachFrom(obligation), runsTo(obligation)];
  return from === undefined || until <= from ? undefined : { from, until };
}

/** 4.8 a: interest on the premium due from the day after the deadline to delivery, less what is paid by then; zero without a breach. */
export function breachInterest(
  parameters: ParameterSet,
  obligation: DataObligation,
  premiumDue: Decimal,
  payments: readonly DatedAmount[] = [],
): Decimal {
  const start = breachFrom(obligation);
  if (start === undefined) return ZERO;
  const paidBeyond = (): void => undefined; // pays what else was due
  return interestInAll(lateInterest(parameters, { amount: premiumDue, start, payments }, runsTo(obligation), paidBeyond));
}

/** 4.8 b: max(€100, posted 15 % of the premium due); zero without a breach. */
export function collectionCostsMinor(obligation: DataObligation, premiumDue: Decimal): number {
  if (breachFrom(obligation) === undefined) return 0;
  return Math.max(COLLECTION_MINIMUM_MINOR, roundPostedMinor(premiumDue.times(COLLECTION_SHARE)));
}
