/** What an append over streams is to the server: writes of one stream each, as large as it takes them, each behind an exact place. */
import { hash } from 'node:crypto';
import type { OutgoingAppend } from './pipeline.js';
import type { AppendResult, OutgoingEvent } from './server.js';
import { countedBytes, LARGEST_APPEND_BYTES, metadataOf } from './wire.js';

/** Events of one write, besides the server's limit of bytes. */
const EVENTS_A_WRITE = 1_000;

export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly chain: string;
}

/** What is to be written to one stream, behind a place. */
export interface StreamWrite {
  readonly stream: string;
  readonly after: number;
  readonly events: readonly NewEvent[];
}

/** Parts that the server takes in one write each. */
export function partsOf({ stream, after, events }: StreamWrite): readonly StreamWrite[] {
  const parts: StreamWrite[] = [];
  let [own, bytes, next] = [[] as NewEvent[], 0, after];
  for (const event of events) {
    const size = countedBytes(event.type, event.text);
    if (own.length > 0 && (bytes + size > LARGEST_APPEND_BYTES || own.length >= EVENTS_A_WRITE)) {
      parts.push({ stream, after: next, events: own });
      [next, own, bytes] = [next + own.length, [], 0];
    }
    own.push(event);
    bytes += size;
  }
  return [...parts, { stream, after: next, events: own }];
}

export function isWritten(result: AppendResult | undefined, { after, events }: StreamWrite): boolean {
  return result?.kind === 'written' && result.lastPlace === after + events.length;
}

export function outgoing({ id, type, text, chain }: NewEvent, heldBy: number | undefined): OutgoingEvent {
  return { serverId: heldBy === undefined ? id : heldId(id, heldBy), type, text, metadata: metadataOf(chain, text, heldBy) };
}

/**
 * The server's id of a held event: one of its own for every try. The server takes an id that stands at the place as a repeat,
 * and a late write of a withdrawn try must not pass for one of the try that follows it.
 */
export function heldId(id: string, heldBy: number): string {
  const text = hash('sha256', `${id}\u0000${heldBy}`, 'hex');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-8${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20, 32)}`;
}

/** A part as it goes out; `streamPrefix`: of the journal. */
export function outgoingAppend({ stream, after, events }: StreamWrite, streamPrefix: string, heldBy: number | undefined): OutgoingAppend {
  return { stream: `${streamPrefix}${stream}`, after, events: events.map((event) => outgoing(event, heldBy)) };
}
