/**
 * The event that a slot's position stands for. A journal brought back from a backup may have come to that position again
 * with other events; a slot whose anchor is not there any more has to be built again.
 */
import type { JournalReader } from '#journal/port.js';
import type { Slot } from './store.js';

/** Id of the event at a position; empty at the start of the journal, undefined where there is no such event. */
export async function anchorAt(reader: JournalReader, position: bigint): Promise<string | undefined> {
  if (position === 0n) return '';
  for await (const [event] of reader.readAll({ after: position - 1n, upTo: position })) return event?.id;
  return undefined;
}

export async function isAnchored(reader: JournalReader, { position, anchor }: Slot): Promise<boolean> {
  return (await anchorAt(reader, BigInt(position))) === anchor;
}
