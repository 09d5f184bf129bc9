/**
 * Rights by tranche of accrual year (section 9). A tranche is kept unrounded; a decision posts posted(new sum) − posted(old sum). Those
 * of 1 January move the tranches of earlier years, a catch-up those that were there when it was missed.
 */
import { sumMinor } from '#money/amount.js';
import { endOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal, exactText, ONE, sum } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { RightsDecision } from '#ledger/fund/policy/events.js';
import { rightsKeyText, type RightsKey } from '#ledger/participant/rights/booked-rights.js';
import type {
  BookingDifference, OwedCatchUp, PensionRights, RightsBooking, RightsTransfer, Tranche,
} from '../../frame/capabilities/pension-rights.js';
import { restoringRate } from '../indexation/catch-up.js';
import { bookingDifferences } from './booking-differences.js';
import { movedRights, type MovedRights, type Right, type RightsStep } from './moved-right.js';

/** VIII: decisions of the five years after may still grant it. */
const CATCH_UP_YEARS = 5;

/** What a move books; `telling`: of a decision, how it comes about. */
interface Booking extends RightsBooking {
  readonly telling?: MovedRights['telling'];
}

interface Made {
  readonly rights: readonly Right[];
  readonly booked: readonly Booking[];
}

/** One move of the rights: an accrual on 31 December, a decision on its day. */
interface Move {
  readonly on: CivilDate;
  readonly order: number;
  readonly make: (rights: readonly Right[]) => Made;
}

/**
 * What came by transfer is a tranche of the year in which it came, so that the decisions of later years move it. Whoever goes over takes
 * all that there is at the end of the day: no later move counts.
 */
export function pensionRights(
  accruals: readonly Tranche[],
  decisions: readonly RightsDecision[],
  asOf: CivilDate,
  transfers: readonly RightsTransfer[] = [],
): PensionRights {
  const { rights, booked } = allMade(accruals, decisions, asOf, transfers);
  const bookings = booked
    .filter(({ key, amountMinor }) => key.kind === 'accrual' || amountMinor !== 0)
    .map(({ key, on, amountMinor }) => ({ key, on, amountMinor }));
  return {
    bookings,
    tranches: rights.map((one) => ({ ...one, right: exactText(one.right) })),
    totalMinor: sumMinor(bookings, ({ amountMinor }) => amountMinor),
    owed: owedCatchUp(rights, decisions, asOf),
  };
}

/** The same moves taken apart, by the text of their keys: before, factor and after of each decision. */
export function rightsTakenApart(...asked: Parameters<typeof pensionRights>): ReadonlyMap<string, Booking> {
  return new Map(allMade(...asked).booked.map((booking) => [rightsKeyText(booking.key), booking]));
}

function allMade(
  accruals: readonly Tranche[],
  decisions: readonly RightsDecision[],
  asOf: CivilDate,
  transfers: readonly RightsTransfer[] = [],
): Made {
  const gone = transfers.find(({ way }) => way === 'out')?.on;
  const last = gone !== undefined && gone < asOf ? gone : asOf;
  const moves = [...accruals.map(accrualMove), ...decisions.map(decisionMove), ...transfers.map(transferMove)]
    .filter(({ on }) => on <= last)
    .sort((a, b) => (a.on !== b.on ? (a.on < b.on ? -1 : 1) : a.order - b.order));
  let rights: readonly Right[] = [];
  const booked: Booking[] = [];
  for (const { make } of moves) {
    const made = make(rights);
    rights = made.rights;
    booked.push(...made.booked);
  }
  return { rights, booked };
}

export function rightsDifferences(
  expected: readonly RightsBooking[],
  booked: readonly RightsBooking[],
): readonly BookingDifference<RightsKey>[] {
  return bookingDifferences(expected, booked, rightsKeyText);
}

function accrualMove({ year, right }: Tranche): Move {
  const accrued = new Decimal(right);
  return {
    on: endOfYear(year),
    order: 0,
    make: (rights) => ({
      rights: [...rights, { year, right: accrued }].sort((a, b) => a.year - b.year),
      booked: [{ key: { kind: 'accrual', of: String(year) }, on: endOfYear(year), amountMinor: roundPostedMinor(accrued) }],
    }),
  };
}

/** Booked by its own event; on the day of a decision it has its effect after it: who comes on 1 January brings what it was indexed by. */
function transferMove(transfer: RightsTransfer): Move {
  const { on } = transfer;
  if (transfer.way === 'out') return { on, order: 5, make: () => ({ rights: [], booked: [] }) };
  const came = { year: yearOf(on), right: new Decimal(transfer.right), transferredOn: on };
  return { on, order: 4, make: (rights) => ({ rights: [...rights, came].sort((a, b) => a.year - b.year), booked: [] }) };
}

/** On one day indexation comes first, then a reduction, then a catch-up: its budget is what indexation leaves. */
function decisionMove(decision: RightsDecision): Move {
  const { on, id, grounds } = decision;
  const step = { on, beforeYear: yearOf(on), grounds };
  switch (decision.kind) {
    case 'indexation':
      return { on, order: 1, make: (rights) => moved(rights, { ...step, rate: decision.granted, key: { kind: 'indexation', of: id } }) };
    case 'reduction':
      return { on, order: 2, make: (rights) => moved(rights, { ...step, rate: `-${decision.rate}`, key: { kind: 'reduction', of: id } }) };
    case 'catch-up':
      return { on, order: 3, make: (rights) => caughtUp(rights, decision) };
    default:
      return unknownDecision(decision);
  }
}

function unknownDecision(decision: never): never {
  throw new Error(`no decision on rights: ${JSON.stringify(decision)}`);
}

function caughtUp(rights: readonly Right[], { id, on, applied, grounds }: Extract<RightsDecision, { kind: 'catch-up' }>): Made {
  let all = rights;
  const booked: Booking[] = [];
  for (const { kind, ofYear, rate } of applied) {
    const key = { kind: 'catch-up', of: id, catchUp: { kind, ofYear } } as const;
    const made = moved(all, { on, beforeYear: ofYear, rate, key, grounds });
    all = made.rights;
    booked.push(...made.booked);
  }
  return { rights: all, booked };
}

function moved(before: readonly Right[], step: RightsStep): Made {
  const { rights, amountMinor, telling } = movedRights(before, step);
  return { rights, booked: [{ key: step.key, on: step.on, amountMinor, telling }] };
}

interface Loss {
  readonly kind: 'reduction' | 'missed';
  readonly ofYear: number;
  readonly wanted: Decimal;
}

/** What each decision took or missed; cuts of one year, of a plan and of a series, are one loss. */
function lossesOf(taken: readonly RightsDecision[]): readonly Loss[] {
  const cuts = taken.filter((decision) => decision.kind === 'reduction');
  return taken.flatMap((decision): readonly Loss[] => {
    if (decision.kind === 'catch-up') return [];
    const ofYear = yearOf(decision.on);
    if (decision.kind === 'indexation') return [{ kind: 'missed', ofYear, wanted: new Decimal(decision.missed) }];
    const ofSameYear = cuts.filter(({ on }) => yearOf(on) === ofYear);
    if (ofSameYear[0] !== decision) return [];
    const kept = ofSameYear.reduce((left, { rate }) => left.times(ONE.minus(rate)), ONE);
    return [{ kind: 'reduction', ofYear, wanted: restoringRate(ONE.minus(kept)) }];
  });
}

interface LossLeft {
  readonly kind: 'reduction' | 'missed';
  readonly ofYear: number;
  readonly rate: Decimal;
  readonly lastDecision: number;
}

/** What decisions of a fund reduced or missed, less what has been applied, until the decision of the fifth year after has been taken. */
export function lossesLeft(decisions: readonly RightsDecision[], asOf: CivilDate): readonly LossLeft[] {
  const taken = decisions.filter(({ on }) => on <= asOf);
  const lastDecided = Math.max(0, ...taken.flatMap(({ kind, on }) => (kind === 'catch-up' ? [yearOf(on)] : [])));
  return lossesOf(taken).flatMap(({ kind, ofYear, wanted }): readonly LossLeft[] => {
    const rate = wanted.minus(sum(appliedTo(taken, kind, ofYear)));
    const lastDecision = ofYear + CATCH_UP_YEARS;
    if (rate.lte(0) || lastDecided >= lastDecision || asOf > endOfYear(lastDecision)) return [];
    return [{ kind, ofYear, rate, lastDecision }];
  });
}

/** Of one participant: who had no right then has lost nothing. */
function owedCatchUp(rights: readonly Right[], decisions: readonly RightsDecision[], asOf: CivilDate): readonly OwedCatchUp[] {
  return lossesLeft(decisions, asOf).flatMap(({ kind, ofYear, rate, lastDecision }): readonly OwedCatchUp[] => {
    const right = sum(rights.filter(({ year }) => year < ofYear).map((one) => one.right));
    if (right.isZero()) return [];
    const [rightBeforeMinor, amountMinor] = [roundPostedMinor(right), roundPostedMinor(right.times(rate))];
    return [{ kind, ofYear, rate: exactText(rate), rightBeforeMinor, amountMinor, lastDecision }];
  });
}

function appliedTo(decisions: readonly RightsDecision[], kind: 'reduction' | 'missed', ofYear: number): readonly Decimal[] {
  const all = decisions.flatMap((decision) => (decision.kind === 'catch-up' ? decision.applied : []));
  return all.filter((one) => one.kind === kind && one.ofYear === ofYear).map(({ rate }) => new Decimal(rate));
}

