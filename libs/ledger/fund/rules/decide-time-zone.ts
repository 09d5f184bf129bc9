/** Where a fund's days begin, decided from a day on. */
import type { CivilDate } from '#money/civil-date.js';
import type { Decided } from '../../kernel/event.js';
import { NO_CHANGE, refused, type Decision } from '../../kernel/decision.js';
import type { RulesEventData, RulesSlice } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** `timeZone`: that which stands; `wanted`: the other one. */
    TIME_ZONE_ALREADY_DECIDED: { readonly from: string; readonly timeZone: string; readonly wanted: string };
  }
}

interface DecideTimeZone {
  /** It counts from the beginning of that day, by its own reckoning; a day to come is allowed. */
  readonly from: CivilDate;
  readonly timeZone: string;
  readonly reference: string;
}

/** Refuses TIME_ZONE_ALREADY_DECIDED: from that day another zone counts. */
export function decideTimeZone(
  { from, timeZone, reference }: DecideTimeZone,
  { timeZones }: Pick<RulesSlice, 'timeZones'>,
): Decision<Decided<RulesEventData, 'FundTimeZoneDecided'>> {
  const standing = timeZones.find((zone) => zone.from === from)?.timeZone;
  if (standing === timeZone) return NO_CHANGE;
  if (standing !== undefined) {
    return refused('TIME_ZONE_ALREADY_DECIDED', { from, timeZone: standing, wanted: timeZone });
  }
  const data = { from, timeZone, reference };
  return { status: 'decided', events: [{ type: 'FundTimeZoneDecided', effectiveDate: from, key: `time-zone:${from}`, data }] };
}
