/** Where a figure can change along each axis, and what changes there: the steps of whoever moves along it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { isKnown } from '#ledger/kernel/selection.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { causeOf, parameterCause } from '../diff/causes.js';

export interface PointOfChange {
  /** A value date, or the instant at which the ledger came to know. */
  readonly at: string;
  readonly cause: string;
  /** Ids of the participant's events; none where a parameter begins to count. */
  readonly events: readonly string[];
}

/** On each value date: the events that take effect, then the parameters of which an entry begins. */
export function changesByDate(
  events: readonly RecordedEvent[],
  knownAt: Instant,
  parameters: ParameterSet,
  from: CivilDate,
  to: CivilDate,
): readonly PointOfChange[] {
  const points = new Points();
  for (const event of events) {
    const { effectiveDate } = event;
    if (effectiveDate < from || effectiveDate > to || !isKnown(event, { recordedUpTo: knownAt })) continue;
    points.add(effectiveDate, causeOf(event, 'came into effect'), event.id);
  }
  for (const { name, entries } of parameters.parameters.values()) {
    for (const entry of entries) if (entry.from > from && entry.from <= to) points.add(entry.from, parameterCause(name), undefined);
  }
  return points.inOrder();
}

/** At each instant: what the ledger came to know. */
export function changesByKnowledge(events: readonly RecordedEvent[], from: Instant, to: Instant): readonly PointOfChange[] {
  const points = new Points();
  for (const event of events) {
    if (event.recordedAt >= from && event.recordedAt <= to) points.add(event.recordedAt, causeOf(event, 'learnt'), event.id);
  }
  return points.inOrder();
}

/** What happens at one place for one cause goes together. */
class Points {
  private readonly byPlace = new Map<string, { at: string; cause: string; events: string[] }>();

  add(at: string, cause: string, event: string | undefined): void {
    const key = `${at} ${cause}`;
    const point = this.byPlace.get(key) ?? { at, cause, events: [] };
    if (event !== undefined) point.events.push(event);
    this.byPlace.set(key, point);
  }

  inOrder(): readonly PointOfChange[] {
    return [...this.byPlace.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }
}
