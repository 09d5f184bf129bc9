/**
 * Whose rows move with the end of a fan-out, in a scheme where what is due rests on how far its fund has carried out what it decided. The
 * fan-out booked for everybody else, or found nothing to book: those are left who had something while it ran, and whom it left out.
 */
import { oneEvent } from '#journal/one-event.js';
import type { JournalReader } from '#journal/port.js';
import { dataIf } from '#ledger/event.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { batchStream, fundStream, prefixOf } from '#ledger/subjects.js';
import { isOfFanOut } from '#portfolio/carried-out.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { loadRulebook } from '#rulebooks/by-scheme.js';

const PARTICIPANT = prefixOf('participant');

export interface CarriedOutContext {
  readonly reader: JournalReader;
  /** Participants whose rows move with an event of another subject. */
  readonly movedBy: (event: RecordedEvent, upTo: bigint) => Promise<Iterable<string>>;
  /** With more than these whoever asks will not fold them one by one. */
  readonly most: number;
}

/** None for any other event; `everybody` where they are very many, or not all of them are named. */
export async function movedByCarryingOut(event: RecordedEvent, context: CarriedOutContext): Promise<ReadonlySet<string> | 'everybody'> {
  const ended = isOfFanOut(event) ? dataIf(event, 'BatchCompleted') : undefined;
  const found = new Set<string>();
  if (ended === undefined) return found;
  const began = await beganAfter(event, context.reader);
  if (began === undefined) return found;
  const leftOut = ended.details['failed'] as readonly { readonly participantId: string }[];
  if (leftOut.length < ended.refused) return 'everybody';
  for (const { participantId } of leftOut) found.add(participantId);
  for await (const page of context.reader.readAll({ after: began, upTo: event.position })) {
    for (const one of page) {
      if (one.stream === event.stream || batchStream(one.correlationId ?? '') === event.stream) continue;
      if (one.stream.startsWith(PARTICIPANT)) found.add(one.stream.slice(PARTICIPANT.length));
      else for (const id of await context.movedBy(one, event.position)) found.add(id);
      if (found.size > context.most) return 'everybody';
    }
  }
  return found;
}

/** It read the journal after this position; undefined where nothing rests on it. */
async function beganAfter(end: RecordedEvent, reader: JournalReader): Promise<bigint | undefined> {
  const planned = await oneEvent(reader, end.stream);
  const plan = dataIf(planned, 'BatchPlanned');
  if (plan === undefined) return undefined;
  const { established } = await readFund(reader, plan.subject);
  if (established === undefined || (await loadRulebook(established.scheme)).capabilities.pensionRights === undefined) return undefined;
  for await (const page of reader.readStream(end.stream, { direction: 'backwards', from: end.revision })) {
    const before = page.find(({ type, revision }) => type === 'BatchCompleted' && revision < end.revision);
    if (before !== undefined) return before.position;
  }
  const decided = await oneEvent(reader, fundStream(plan.subject), { from: plan.details['fundRevision'] as number });
  return decided?.position;
}
