/**
 * A bulk operation's own stream: what was planned, how far it has come, what was refused, how it ended. Its id comes from
 * what it works on, so that the same work again continues the same batch, and one that changes nothing adds nothing.
 */
import { lastEvent } from '#journal/one-event.js';
import type { Journal, StreamAppend } from '#journal/port.js';
import { sha256Hex } from '#journal/sha256.js';
import type { BatchKind } from '#ledger/batch/events.js';
import { batchStream } from '#ledger/subjects.js';
import { asJson, type JsonObject } from '#ledger/kernel/json.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { said } from '#words/said.js';
import { toAppend } from './stamp.js';

/** Refused rows one event holds at most. */
const ROWS_AN_EVENT = 500;
const MOST_WAITING = 16;

export interface BatchSubject {
  readonly id: string;
  readonly kind: BatchKind;
  /** What is imported, or whose decisions are fanned out. */
  readonly subject: string;
  /** SHA-256 of what the batch rests on. */
  readonly digest: string;
  readonly details: JsonObject;
  readonly actor: string;
  readonly today: CivilDate;
}

export interface BatchTotals {
  readonly appended: number;
  readonly repeated: number;
  readonly refused: number;
  readonly details: JsonObject;
}

export interface BatchRecord {
  readonly id: string;
  /** How far the batch had come when it was stopped; undefined for a new one, and for one that had ended. */
  readonly stoppedAfter: string | undefined;
  readonly refuse: (line: number, refusal: Refusal) => void;
  /** Ends a chunk of rows; a flood of refusals is written at once, so that memory stays bounded. */
  readonly endChunk: () => Promise<void>;
  /** What is to be written with the next chunk: the plan, where it is new, and the rows refused before. */
  readonly take: () => readonly StreamAppend[];
  /** A mark of progress, to be written with the chunk that it ends. */
  readonly mark: (upTo: string, appended: number, repeated: number) => StreamAppend;
  /** Writes the end, unless the batch had ended before and this run changed nothing. */
  readonly complete: (totals: BatchTotals) => Promise<void>;
}

export async function openBatch(journal: Journal, subject: BatchSubject): Promise<BatchRecord> {
  const { id } = subject;
  const stream = batchStream(id);
  const last = await lastEvent(journal, stream);
  let planned = last !== undefined;
  let refused: { line: number; code: string; message: string }[] = [];
  let waiting: StreamAppend[] = [];
  const record = (type: string, key: string, data: JsonObject): StreamAppend => ({
    stream,
    expected: 'any',
    events: [toAppend(stream, { type, key, effectiveDate: subject.today, data }, { actor: subject.actor, correlationId: id })],
  });
  const plan = (): StreamAppend => {
    const { kind, subject: of, digest, details } = subject;
    planned = true;
    return record('BatchPlanned', 'planned', { kind, subject: of, digest, details });
  };
  const take = (): readonly StreamAppend[] => {
    const taken = [...(planned ? [] : [plan()]), ...waiting];
    waiting = [];
    return taken;
  };
  const write = async (): Promise<void> => {
    const rest = take();
    if (rest.length > 0) await journal.append(rest, 'each');
  };
  const round = (last?.revision ?? -1) + 1;
  return {
    id,
    stoppedAfter: last?.type === 'BatchChunkCommitted' ? (last.data['upTo'] as string) : undefined,
    refuse: (line, refusal) => {
      refused.push({ line, code: refusal.code, message: said(refusal).slice(0, 2000) });
    },
    endChunk: async () => {
      for (let start = 0; start < refused.length; start += ROWS_AN_EVENT) {
        const rows = refused.slice(start, start + ROWS_AN_EVENT);
        // The digest in the key: the same refusals again stand already, others are recorded anew.
        const digest = sha256Hex(JSON.stringify(rows)).slice(0, 16);
        waiting.push(record('BatchRowsRefused', `refused:${rows[0]?.line}:${digest}`, { rows }));
      }
      refused = [];
      if (waiting.length >= MOST_WAITING) await write();
    },
    take,
    mark: (upTo, appended, repeated) => record('BatchChunkCommitted', `committed:${round}:${upTo}`, { upTo, appended, repeated }),
    complete: async (totals) => {
      await write();
      const moved = (await lastEvent(journal, stream))?.revision !== last?.revision;
      if (last?.type === 'BatchCompleted' && totals.appended === 0 && !moved) return;
      const ended = record('BatchCompleted', `completed:${round}`, asJson(totals));
      const [outcome] = await journal.append([ended], 'each');
      if (outcome?.status === 'refused') throw new Error(`batch ${id} could not be ended: ${said(outcome.refusal)}`);
    },
  };
}
