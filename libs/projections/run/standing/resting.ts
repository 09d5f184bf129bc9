/**
 * Whose rows move with the events of another subject: an employer's events may move what its participants are shown, though nothing happens
 * to them. The index from employer to participants stands beside the rows and moves with them, in one transaction.
 */
import type { JournalReader } from '#journal/port.js';
import { EMPLOYER_DEFINITIONS } from '#ledger/employer/families.js';
import { movedOfParticipants } from '#ledger/employer/definitions/moves-participants.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { employersBehind } from '#ledger/participant/employers-behind.js';
import { prefixOf } from '#ledger/subjects.js';
import type { Partition } from '#portfolio/partition.js';
import { viewNamed } from '../../views/views.js';
import { softwareSignature } from './software.js';
import type { ReadModelStore, Slot } from './store.js';

const [EMPLOYER, PARTICIPANT] = [prefixOf('employer'), prefixOf('participant')];
const PAGE = 1_000;

/** Under which keys a participant with these events stands in the index. */
export function restingKeys(events: readonly RecordedEvent[]): readonly string[] {
  const { rights, savings } = employersBehind(events);
  return [...[...rights].map((id) => `rights ${id}`), ...[...savings].map((id) => `savings ${id}`)];
}

/** The key of those whom an event moves; undefined where it moves nobody else. */
export async function keyMovedBy(event: RecordedEvent, reader: JournalReader): Promise<string | undefined> {
  const { stream, type, data } = event;
  if (!stream.startsWith(EMPLOYER)) return undefined;
  const annuls = data['annuls'];
  const annulled = type === 'EventAnnulled' && typeof annuls === 'string' ? (await reader.findEvents([annuls])).get(annuls) : undefined;
  const moved = movedOfParticipants(event, annulled?.type, EMPLOYER_DEFINITIONS);
  return moved === 'none' ? undefined : `${moved} ${stream.slice(EMPLOYER.length)}`;
}

export interface RestingContext {
  readonly store: ReadModelStore;
  readonly reader: JournalReader;
  readonly partition: Partition;
  /** What is moved on. */
  readonly slots: readonly Slot[];
  /** Up to the event that moves them. */
  readonly upTo: bigint;
  /** With more than these it stops: whoever asks will not fold them all. */
  readonly most: number;
}

/**
 * Who rests on a key: whom the index names. Where it is not among the slots that are moved on, whom the journal names since as well; among
 * them it stands where they stand, and whom the journal names since is folded again for its own events.
 */
export async function restingOn(key: string, context: RestingContext): Promise<ReadonlySet<string>> {
  const { store, reader, slots, upTo, most } = context;
  const moved = slots.find(keepsResting);
  const index = moved ?? (await liveIndex(context));
  const found = new Set<string>();
  for (let after = ''; index !== undefined && found.size <= most; ) {
    const page = await store.restingOn(index, key, after, PAGE);
    for (const id of page) found.add(id);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last;
  }
  const since = BigInt(index?.position ?? 0);
  if (moved !== undefined || since >= upTo) return found;
  for await (const page of reader.readAll({ after: since, upTo, filter: { streamPrefix: PARTICIPANT } })) {
    for (const event of page) if (restingKeys([event]).includes(key)) found.add(event.stream.slice(PARTICIPANT.length));
    if (found.size > most) break;
  }
  return found;
}

/** Of this program: an older one kept no index, or another. */
async function liveIndex({ store, partition }: RestingContext): Promise<Slot | undefined> {
  const software = softwareSignature();
  return (await store.slots()).find(
    (slot) => slot.partition.index === partition.index && slot.status === 'live' && slot.software === software && keepsResting(slot),
  );
}

function keepsResting({ model }: Slot): boolean {
  return viewNamed(model).standing?.keepsResting === true;
}
