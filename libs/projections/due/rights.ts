/**
 * Rights and savings that are booked and no longer fit. Never by the order in which things came: what an employer's own events moved while
 * a fan-out went on has to be found as well. The fold counts all value dates, as whoever settles does: an exemption that ends later moves
 * months before its end.
 */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { isKnown } from '#ledger/kernel/selection.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import { rightsKeyText, type RightsKey } from '#ledger/participant/rights/booked-rights.js';
import { RIGHTS_EVENTS } from '#ledger/participant/rights/events.js';
import { savingsKeyText, SAVINGS_EVENTS } from '#ledger/participant/savings/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, amountMinor } from '#money/amount.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import { bookingsDue } from '#rulebooks/frame/due.js';
import { knowledgeOf, type Coordinates } from '../coordinates.js';
import type { DueItem } from './items.js';
import { foldParticipant } from '../participant-fold.js';
import type { Seen } from '../view.js';

/**
 * Up to where bookings reach: the participant's own, or those of the fund as a whole, which has looked at everybody. `besides` of the seen
 * has to be at hand. Refuses MISSING_PARAMETER, and EMPLOYER_NOT_READABLE where one of them is set aside.
 */
export function rightsItems({ id, state, coordinates, rules, events = [], besides }: Seen): readonly DueItem[] {
  if (besides === undefined) throw new Error(`what ${id} rests on beside its stream was not asked`);
  const { employers, carriedOut } = besides;
  const booking = lastBooking(events, coordinates);
  if (booking === undefined && carriedOut === undefined) return [];
  const whole = events.some(({ effectiveDate }) => effectiveDate > coordinates.asOf)
    ? foldParticipant(id, events, { ...coordinates, asOf: LAST_DATE })
    : state;
  const reached = [booking === undefined ? undefined : reachOf(booking, whole), carriedOut?.on].filter((day) => day !== undefined);
  const upTo = earlier(coordinates.asOf, reached.sort().at(-1) as CivilDate);
  // What the fund decided since waits for its fan-out.
  const [own, ofAll] = [booking?.position ?? 0n, carriedOut?.decidedAt ?? 0n];
  const fund = rules.fundAsKnown({ positionUpTo: own > ofAll ? own : ofAll });
  return bookingsDue({ ...rules, fund }, { participantId: id, state: whole, employers }, upTo)
    .filter(({ effectiveDate }) => effectiveDate <= upTo)
    .flatMap((event) => itemOf(event, whole));
}

const BOOKINGS: ReadonlySet<string> = new Set([
  ...Object.keys(RIGHTS_EVENTS).filter((type) => !type.startsWith('RightsTransfer')),
  ...Object.keys(SAVINGS_EVENTS).filter((type) => type.startsWith('Savings')),
]);

function lastBooking(events: readonly RecordedEvent[], coordinates: Coordinates): RecordedEvent | undefined {
  const knowledge = knowledgeOf(coordinates);
  return events.findLast((event) => BOOKINGS.has(event.type) && isKnown(event, knowledge));
}

/** How far bookings reach: whoever booked last booked all that had taken effect on that day, be it nothing for years. */
function reachOf({ recordedAt }: RecordedEvent, { bookedRights, bookedSavings, deposits }: ParticipantState): CivilDate {
  let last: CivilDate = recordedAt.slice(0, 10);
  for (const { on } of [...bookedRights.values(), ...bookedSavings.values(), ...deposits]) if (on > last) last = on;
  return last;
}

function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}

type Due = Omit<DueItem, 'effectiveDate'>;

function itemOf(event: DecidedParticipantEvent, state: ParticipantState): readonly DueItem[] {
  const due = rightsItem(event, state) ?? savingsItem(event, state);
  return due === undefined ? [] : [{ ...due, effectiveDate: event.effectiveDate }];
}

function rightsItem(event: DecidedParticipantEvent, { bookedRights }: ParticipantState): Due | undefined {
  const { effectiveDate } = event;
  switch (event.type) {
    case 'RightsAccrued':
      return right({ kind: 'accrual', of: event.data.period }, 0, amountMinor(event.data.pensionYearly), effectiveDate);
    case 'IndexationGranted':
      return right({ kind: 'indexation', of: event.data.decision }, 0, amountMinor(event.data.pensionYearly), effectiveDate);
    case 'RightsReduced':
      return right({ kind: 'reduction', of: event.data.decision }, 0, amountMinor(event.data.pensionYearly), effectiveDate);
    case 'CatchUpGranted':
      return right({ kind: 'catch-up', of: event.data.decision }, 0, amountMinor(event.data.pensionYearly), effectiveDate);
    case 'RightsAdjusted': {
      const booked = bookedRights.get(rightsKeyText(event.data.adjusts))?.amountMinor ?? 0;
      return right(event.data.adjusts, booked, amountMinor(event.data.pensionYearly), effectiveDate);
    }
    default:
      return undefined;
  }
}

function right({ kind, of }: RightsKey, bookedMinor: number, byMinor: number, on: CivilDate): Due {
  const period = kind === 'accrual' ? of : on;
  return { kind, period, bookedMinor, dueMinor: addMinor(bookedMinor, byMinor), moves: 'pension', byMinor };
}

/** What is paid out or voided takes from the value. */
function savingsItem(event: DecidedParticipantEvent, { bookedSavings }: ParticipantState): Due | undefined {
  const savings = (kind: 'interest' | 'payout' | 'void', account: number, difference: string, year?: number): Due => {
    const bookedMinor = bookedSavings.get(savingsKeyText(account, kind, year))?.amountMinor ?? 0;
    const minor = amountMinor(difference);
    const byMinor = kind === 'interest' ? minor : -minor;
    const period = year === undefined ? event.effectiveDate : String(year);
    return { kind: `savings-${kind}`, period, bookedMinor, dueMinor: addMinor(bookedMinor, minor), moves: 'value', byMinor };
  };
  switch (event.type) {
    case 'SavingsDeposited': {
      const minor = amountMinor(event.data.amount);
      return { kind: 'savings-deposit', period: event.effectiveDate, bookedMinor: 0, dueMinor: minor, moves: 'value', byMinor: minor };
    }
    case 'SavingsInterestCredited':
      return savings('interest', event.data.account, event.data.amount, event.data.year);
    case 'SavingsPaidOut':
      return savings('payout', event.data.account, event.data.amount);
    case 'SavingsVoided':
      return savings('void', event.data.account, event.data.amount);
    default:
      return undefined;
  }
}
