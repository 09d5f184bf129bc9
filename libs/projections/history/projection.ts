/** The history of a stream: every event known at the coordinates, in recorded order, with what it posted and what annulled it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { isKnown } from '#ledger/kernel/selection.js';
import { jsonPosition } from '../answer.js';
import { knowledgeOf, type Coordinates } from '../coordinates.js';

export interface HistoryEntry extends Omit<RecordedEvent, 'position' | 'data'> {
  readonly position: number;
  readonly data: JsonObject;
  /** Id of the annulment that takes it out of every figure; null while it counts. */
  readonly annulledBy: string | null;
}

export interface HistoryView {
  readonly stream: string;
  readonly events: readonly HistoryEntry[];
}

export function historyView(stream: string, events: readonly RecordedEvent[], coordinates: Coordinates): HistoryView {
  const knowledge = knowledgeOf(coordinates);
  const known = events.filter((event) => isKnown(event, knowledge) && event.effectiveDate <= coordinates.asOf);
  const annulments = new Map(
    known.filter(({ type }) => type === 'EventAnnulled').map((event) => [event.data['annuls'], event.id]),
  );
  return {
    stream,
    events: known.map((event) => ({
      ...event,
      position: jsonPosition(event.position),
      annulledBy: annulments.get(event.id) ?? null,
    })),
  };
}
