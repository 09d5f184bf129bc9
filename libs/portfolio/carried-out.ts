/**
 * How far a fund has carried out what it decided: its fan-outs, each a batch for one state of its decisions. What had taken effect on the
 * day of one that came to its end is booked for everybody who was known by then, be it nothing for most of them.
 */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { isKnown, type Knowledge } from '#ledger/kernel/selection.js';
import { batchStream, fundStream } from '#ledger/subjects.js';
import type { CivilDate } from '#money/civil-date.js';
import { lastEvent, oneEvent } from '#journal/one-event.js';
import type { JournalReader } from '#journal/port.js';
import { sha256Hex } from '#journal/sha256.js';

export interface CarriedOut {
  /** The day of the fan-out; of one that was stopped and went on, its first. */
  readonly on: CivilDate;
  /** Where the last of the decisions stands that it carried out. */
  readonly decidedAt: bigint;
}

const PREFIX = 'fan-out-';

/** One batch for each state of the fund's decisions. A long fund id stands as its digest: names of streams are short. */
export function fanOutBatchId(fundId: string, revision: number): string {
  return `${PREFIX}${fundId.length <= 90 ? fundId : sha256Hex(fundId).slice(0, 16)}-${revision}`;
}

export function isOfFanOut({ stream }: Pick<RecordedEvent, 'stream'>): boolean {
  return stream.startsWith(batchStream(PREFIX));
}

/** So many states of the fund are looked at together, the latest first. */
const AT_ONCE = 8;

/** By the last fan-out that is known to have come to its end; `revision`: the last one of the fund that may count. */
export async function lastCarriedOut(
  reader: JournalReader,
  fundId: string,
  revision: number,
  knowledge: Knowledge,
): Promise<CarriedOut | undefined> {
  for (let last = revision; last >= 0; last -= AT_ONCE) {
    const revisions = Array.from({ length: Math.min(AT_ONCE, last + 1) }, (_, index) => last - index);
    const ends = await Promise.all(revisions.map((one) => lastEnd(reader, fanOutBatchId(fundId, one), knowledge)));
    for (const [index, end] of ends.entries()) {
      if (end === undefined) continue;
      const carried = revisions[index] as number;
      const decided = await oneEvent(reader, fundStream(fundId), { from: carried });
      if (decided === undefined) throw new Error(`${end.stream} carries revision ${carried} of the fund, which is not there`);
      return { on: dayOf(end), decidedAt: decided.position };
    }
  }
  return undefined;
}

function dayOf({ data, effectiveDate }: RecordedEvent): CivilDate {
  const { began } = data['details'] as { readonly began?: CivilDate };
  return began ?? effectiveDate;
}

/** The batch may have gone on since, or again on a later day. */
async function lastEnd(reader: JournalReader, batch: string, knowledge: Knowledge): Promise<RecordedEvent | undefined> {
  const stream = batchStream(batch);
  const isEnd = (event: RecordedEvent): boolean => event.type === 'BatchCompleted' && isKnown(event, knowledge);
  const last = await lastEvent(reader, stream);
  if (last === undefined || isEnd(last)) return last;
  for await (const page of reader.readStream(stream, { direction: 'backwards' })) {
    const end = page.find(isEnd);
    if (end !== undefined) return end;
  }
  return undefined;
}
