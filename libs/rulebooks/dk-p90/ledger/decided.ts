/**
 * What the fund's decisions give to or take from one participant: cuts within the year, shares of a group's result at its end (section
 * 7).
 */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { endOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { type Decimal, parseDecimal } from '#money/decimal.js';
import { shareMinor, type Allotment } from '#money/largest-remainder.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { DecidedAllotment } from '#ledger/fund/results/events.js';
import type { DeclaredAllotment, DeclaredReduction } from '#ledger/fund/results/state.js';
import type { FundState } from '#ledger/fund/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Entitlement } from '../../frame/capabilities/corrections.js';
import type { AllotmentBases } from '../../frame/capabilities/results.js';

const CURRENCY = 'DKK' as const;

/** Cuts of a year in order of their days, each on the value that the earlier ones left. `valueOn`: before any of them. */
export function cutsOf(state: ParticipantState, fund: FundState, year: number, valueOn: (on: CivilDate) => number): readonly Entitlement[] {
  const decided = fund.reductions.filter(({ on }) => yearOf(on) === year);
  if (decided.length === 0) return [];
  const cuts: Entitlement[] = [];
  let cutMinor = 0;
  for (const reduction of decided.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    const minor = cutOf(reduction, state, Math.max(0, addMinor(valueOn(reduction.on), -cutMinor)));
    if (minor === 0) continue;
    cutMinor = addMinor(cutMinor, minor);
    const { decision, on, reason } = reduction;
    cuts.push(taken(decision, on, on, minor, reason));
  }
  return cuts;
}

function cutOf({ by }: DeclaredReduction, state: ParticipantState, valueMinor: number): number {
  if (by.kind === 'share') return shareMinor(exactAllotment(by.allotment), idOf(state), BigInt(valueMinor));
  return roundPostedMinor((parseDecimal(by.rate) as Decimal).times(valueMinor).div(100));
}

/** Shares of the results of a year's end. */
export function sharesOf(state: ParticipantState, fund: FundState, year: number, bases: AllotmentBases): readonly Entitlement[] {
  const shares: Entitlement[] = [];
  for (const declared of fund.allotments) {
    if (declared.year !== year) continue;
    const key = bases[declared.by];
    const minor = shareMinor(exactAllotment(declared.allotment), idOf(state), BigInt(key));
    if (minor === 0) continue;
    shares.push(
      declared.kind === 'bonus'
        ? given(declared, minor, key)
        : taken(declared.decision, String(year), endOfYear(year), minor, REASONS[declared.kind](declared.group)),
    );
  }
  return shares;
}

const REASONS = {
  'credit-reduction': (group: string) => `less crediting for the deficit of group ${group}`,
  deduction: (group: string) => `deficit of group ${group}`,
};

function given({ decision, year, group }: DeclaredAllotment, minor: number, key: number): Entitlement {
  return {
    key: { decision, kind: 'bonus', period: String(year) },
    amountMinor: minor,
    effectiveDate: endOfYear(year),
    booking: { type: 'BonusAllocated', data: { decision, year, group, key: String(key), amount: formatMinor(minor), currency: CURRENCY } },
  };
}

function taken(decision: string, period: string, effectiveDate: CivilDate, minor: number, reason: string): Entitlement {
  return {
    key: { decision, kind: 'deduction', period },
    amountMinor: -minor,
    effectiveDate,
    booking: { type: 'BenefitReduced', data: { decision, period, reason, amount: formatMinor(minor), currency: CURRENCY } },
  };
}

function idOf(state: ParticipantState): string {
  if (state.enrolment === undefined) throw new Error('a participant without enrolment has no share');
  return state.enrolment.participantId;
}

/** The allotment as largest remainders are computed with. */
export function exactAllotment({ total, keySum, raisedFrom }: DecidedAllotment): Allotment {
  const exact = { totalMinor: amountMinor(total), keySum: BigInt(keySum) };
  return raisedFrom === undefined
    ? exact
    : { ...exact, raisedFrom: { remainder: BigInt(raisedFrom.remainder), lastId: raisedFrom.lastId } };
}

/** The allotment as an event keeps it. */
export function decidedAllotment({ totalMinor, keySum, raisedFrom }: Allotment): DecidedAllotment {
  const decided = { total: formatMinor(totalMinor), keySum: String(keySum) };
  return raisedFrom === undefined
    ? decided
    : { ...decided, raisedFrom: { remainder: String(raisedFrom.remainder), lastId: raisedFrom.lastId } };
}
