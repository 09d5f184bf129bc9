/**
 * Which events an answer counts, and in which order: those known by `knownAt` with a value date up to `asOf`, without the
 * annulled ones, by value date, then by the order in which the ledger came to know them.
 */
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { RecordedEvent } from './envelope.js';

export interface Knowledge {
  /** Count events recorded up to this instant, inclusive. */
  readonly recordedUpTo?: Instant | undefined;
  /** Count events up to this position, inclusive. */
  readonly positionUpTo?: bigint | undefined;
}

export interface Selection extends Knowledge {
  readonly asOf: CivilDate;
}

export function isKnown(event: Pick<RecordedEvent, 'recordedAt' | 'position'>, knowledge: Knowledge): boolean {
  return (
    (knowledge.recordedUpTo === undefined || event.recordedAt <= knowledge.recordedUpTo) &&
    (knowledge.positionUpTo === undefined || event.position <= knowledge.positionUpTo)
  );
}

/** `events`: one stream in revision order, which is the order in which it was recorded: what is known are the first of them. */
export function eventsInEffect<E extends RecordedEvent>(events: readonly E[], selection: Selection): readonly E[] {
  let known = events.length;
  while (known > 0 && !isKnown(events[known - 1] as E, selection)) known -= 1;
  let annulled: Set<unknown> | undefined;
  for (let index = 0; index < known; index += 1) {
    const event = events[index] as E;
    if (event.type !== 'EventAnnulled') continue;
    annulled ??= new Set();
    annulled.add(event.data['annuls']);
  }
  const selected: E[] = [];
  let inOrder = true;
  let last = '';
  for (let index = 0; index < known; index += 1) {
    const event = events[index] as E;
    if (event.effectiveDate > selection.asOf) continue;
    if (annulled !== undefined && (annulled.has(event.id) || event.type === 'EventAnnulled')) continue;
    if (event.effectiveDate < last) inOrder = false;
    last = event.effectiveDate;
    selected.push(event);
  }
  return inOrder ? selected : inEffectiveOrder(selected);
}

/** So many places on the average, an event stands from where it belongs: beyond, sorting costs less than moving. */
const FEW_PLACES = 8;

/** Most facts come in the order in which they take effect, or nearly: those that do not are moved to their place. */
function inEffectiveOrder<E extends RecordedEvent>(events: E[]): E[] {
  let left = events.length * FEW_PLACES;
  for (let index = 1; index < events.length; index += 1) {
    const event = events[index] as E;
    const { effectiveDate } = event;
    let place = index;
    for (; place > 0 && (events[place - 1] as E).effectiveDate > effectiveDate; place -= 1) events[place] = events[place - 1] as E;
    events[place] = event;
    left -= index - place;
    if (left < 0) return events.sort(byEffectiveDate);
  }
  return events;
}

function byEffectiveDate(a: RecordedEvent, b: RecordedEvent): number {
  if (a.effectiveDate !== b.effectiveDate) return a.effectiveDate < b.effectiveDate ? -1 : 1;
  return a.revision - b.revision;
}
