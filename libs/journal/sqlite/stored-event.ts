/** From a stored row to an event as the ledger knows it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Refused } from '#ledger/kernel/refusal.js';
import type { EventFilter, ReadingRules } from '../port.js';
import { corruptFile } from './faults.js';
import { eventLineReader, UnreadableLine, type TakeEvent } from './event-lines.js';

/** Key, position, body. */
export type EventRow = [key: number, position: number, body: string];

/** Reads a row at its type's present version; refuses JOURNAL_CORRUPT for a body that is no JSON. */
export function eventReader(file: string, rules: ReadingRules): (position: number, body: string) => RecordedEvent {
  const parse = (position: number, body: string): RecordedEvent => {
    try {
      return JSON.parse(body) as RecordedEvent;
    } catch (error) {
      throw unreadable(file, position, error as Error);
    }
  };
  return (position, body) => {
    const event = parse(position, body) as { -readonly [key in keyof RecordedEvent]: RecordedEvent[key] };
    event.position = BigInt(position);
    return rules.upcast(event);
  };
}

/** Reads events off their lines, as `eventReader` reads rows, in a third of the time. */
export function storedLinesReader(file: string, rules: ReadingRules): (lines: string, take: TakeEvent) => void {
  const readLines = eventLineReader();
  return (lines, take) => {
    try {
      readLines(lines, (event, from, to) => take(rules.upcast(event), from, to));
    } catch (error) {
      throw error instanceof UnreadableLine ? unreadable(file, error.position, error.cause) : error;
    }
  };
}

/** JOURNAL_CORRUPT: the event's text is no JSON. */
function unreadable(file: string, position: number, error: Error): Refused {
  return corruptFile(file, `the event at position ${position} cannot be read (${error.message})`);
}

/**
 * Whether a body passes the filter, without parsing it: `stream` and `type` are the last members of its canonical form, and
 * neither can hold a quote.
 */
export function bodyFilter(filter: EventFilter | undefined): ((body: string) => boolean) | undefined {
  const types = filter?.types === undefined ? undefined : new Set(filter.types);
  const prefix = filter?.streamPrefix ?? '';
  if (types === undefined && prefix === '') return undefined;
  return (body) => {
    const typeStart = body.lastIndexOf('"type":"');
    if (types !== undefined && !types.has(body.slice(typeStart + 8, -2))) return false;
    if (prefix === '') return true;
    return body.startsWith(prefix, body.lastIndexOf('"stream":"', typeStart) + 10);
  };
}
