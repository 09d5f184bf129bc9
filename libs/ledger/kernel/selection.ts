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
  return inOrder ? selected : selected.sort(byEffectiveDate);
}

function byEffectiveDate(a: RecordedEvent, b: RecordedEvent): number {
  if (a.effectiveDate !== b.effectiveDate) return a.effectiveDate < b.effectiveDate ? -1 : 1;
  return a.revision - b.revision;
}
