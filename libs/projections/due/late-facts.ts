/** Facts and annulments that came after the last booking and reach into what is booked: only they can leave somebody due. */
import { ENTITLEMENT_EVENTS } from '#ledger/participant/entitlements/events.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { isKnown } from '#ledger/kernel/selection.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import { knowledgeOf, type Coordinates } from '../coordinates.js';

/**
 * Whether something came after the last booking that takes effect up to a day: the last value date of what is booked. `events`: the
 * whole stream, in revision order. Nothing is late where nothing is booked.
 */
export function cameLate(events: readonly RecordedEvent[], coordinates: Coordinates, lastBooked: CivilDate = LAST_DATE): boolean {
  const knowledge = knowledgeOf(coordinates);
  let isLate = false;
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const event = events[at] as RecordedEvent;
    if (!isKnown(event, knowledge)) continue;
    if (isBooking(event)) return isLate;
    isLate ||= event.effectiveDate <= lastBooked;
  }
  return false;
}

function isBooking({ type }: RecordedEvent): boolean {
  return type !== 'SpecialBonusShareStated' && Object.hasOwn(ENTITLEMENT_EVENTS, type);
}
