/**
 * Rights by tranche of accrual year (section 9). A tranche is kept unrounded; a decision posts posted(new sum) − posted(old sum). Those
 * of 1 January move the tranches of earlier years, a catch-up those that were there when it was missed.
 */
import { addMinor, sumMinor } from '#money/amount.js';
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

/** VIII: decisions of the five years after may still grant it. */
const CATCH_UP_YEARS = 5;

interface Right {
  readonly year: number;
  readonly right: Decimal;
  readonly transferredOn?: CivilDate;
}

/** One move of the rights: an accrual on 31 December, a decision on its day. */
interface Move {
  readonly on: CivilDate;
  readonly order: number;
  readonly make: (rights: readonly Right[]) => { readonly rights: readonly Right[]; readonly bookings: readonly RightsBooking[] };
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
  const gone = transfers.find(({ way }) => way === 'out')?.on;
  const last = gone !== undefined && gone < asOf ? gone : asOf;
  const moves = [...accruals.map(accrualMove), ...decisions.map(decisionMove), ...transfers.map(transferMove)]
    .filter(({ on }) => on <= last)
    .sort((a, b) => (a.on !== b.on ? (a.on < b.on ? -1 : 1) : a.order - b.order));
  let rights: readonly Right[] = [];
  const bookings: RightsBooking[] = [];
  for (const { make } of moves) {
    const made = make(rights);
    rights = made.rights;
    bookings.push(...made.bookings);
  }
  return {
    bookings,
    tranches: rights.map((one) => ({ ...one, right: exactText(one.right) })),
    totalMinor: sumMinor(bookings, ({ amountMinor }) => amountMinor),
    owed: owedCatchUp(rights, decisions, asOf),
  };
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
      bookings: [{ key: { kind: 'accrual', of: String(year) }, on: endOfYear(year), amountMinor: roundPostedMinor(accrued) }],
    }),
  };
}

/** Booked by its own event; on the day of a decision it has its effect after it: who comes on 1 January brings what it was indexed by. */
function transferMove(transfer: RightsTransfer): Move {
  const { on } = transfer;
  if (transfer.way === 'out') return { on, order: 5, make: () => ({ rights: [], bookings: [] }) };
  const came = { year: yearOf(on), right: new Decimal(transfer.right), transferredOn: on };
  return { on, order: 4, make: (rights) => ({ rights: [...rights, came].sort((a, b) => a.year - b.year), bookings: [] }) };
}

/** On one day indexation comes first, then a reduction, then a catch-up: its budget is what indexation leaves. */
function decisionMove(decision: RightsDecision): Move {
  const { on } = decision;
  const before = yearOf(on);
  switch (decision.kind) {
    case 'indexation':
      return { on, order: 1, make: (rights) => moved(rights, before, decision.granted, { kind: 'indexation', of: decision.id }, on) };
    case 'reduction':
      return { on, order: 2, make: (rights) => moved(rights, before, `-${decision.rate}`, { kind: 'reduction', of: decision.id }, on) };
    case 'catch-up':
      return { on, order: 3, make: (rights) => caughtUp(rights, decision) };
    default:
      return unknownDecision(decision);
  }
}

function unknownDecision(decision: never): never {
  throw new Error(`no decision on rights: ${JSON.stringify(decision)}`);
}

function caughtUp(rights: readonly Right[], { id, on, applied }: Extract<RightsDecision, { kind: 'catch-up' }>): ReturnType<Move['make']> {
  let all = rights;
  const bookings: RightsBooking[] = [];
  for (const { kind, ofYear, rate } of applied) {
    const step = moved(all, ofYear, rate, { kind: 'catch-up', of: id, catchUp: { kind, ofYear } }, on);
    all = step.rights;
    bookings.push(...step.bookings);
  }
  return { rights: all, bookings };
}

/** Moves the tranches of years before one by a rate. */
function moved(rights: readonly Right[], beforeYear: number, rate: string, key: RightsKey, on: CivilDate): ReturnType<Move['make']> {
  const factor = ONE.plus(rate);
  const after = rights.map((one) => (one.year < beforeYear ? { ...one, right: one.right.times(factor) } : one));
  const amountMinor = addMinor(postedSum(after), -postedSum(rights));
  return { rights: after, bookings: amountMinor === 0 ? [] : [{ key, on, amountMinor }] };
}

function postedSum(rights: readonly Right[]): number {
  return roundPostedMinor(sum(rights.map(({ right }) => right)));
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

/** What was reduced or missed, less what has been applied, until the decision of the fifth year after has been taken. */
function owedCatchUp(rights: readonly Right[], decisions: readonly RightsDecision[], asOf: CivilDate): readonly OwedCatchUp[] {
  const taken = decisions.filter(({ on }) => on <= asOf);
  const lastDecided = Math.max(0, ...taken.flatMap(({ kind, on }) => (kind === 'catch-up' ? [yearOf(on)] : [])));
  return lossesOf(taken).flatMap(({ kind, ofYear, wanted }): readonly OwedCatchUp[] => {
    const rate = wanted.minus(sum(appliedTo(taken, kind, ofYear)));
    const lastDecision = ofYear + CATCH_UP_YEARS;
    if (rate.lte(0) || lastDecided >= lastDecision || asOf > endOfYear(lastDecision)) return [];
    const before = rights.filter(({ year }) => year < ofYear);
    const right = sum(before.map((one) => one.right));
    const [rightBeforeMinor, amountMinor] = [roundPostedMinor(right), roundPostedMinor(right.times(rate))];
    return [{ kind, ofYear, rate: exactText(rate), rightBeforeMinor, amountMinor, lastDecision }];
  });
}

function appliedTo(decisions: readonly RightsDecision[], kind: 'reduction' | 'missed', ofYear: number): readonly Decimal[] {
  const all = decisions.flatMap((decision) => (decision.kind === 'catch-up' ? decision.applied : []));
  return all.filter((one) => one.kind === kind && one.ofYear === ofYear).map(({ rate }) => new Decimal(rate));
}

