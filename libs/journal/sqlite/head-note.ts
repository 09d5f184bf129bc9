/**
 * The writer's own note of how far it has acknowledged, in a small file beside the journal. It is written after a commit and before
 * that is told to anybody, in place, one sector: so it stands as soon as the write is made against the process's own death, and
 * against a power cut once it has been flushed, a second later at most. Flushing it each time would double what an append costs.
 */
import { closeSync, constants, fdatasyncSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { sha256Hex } from '../sha256.js';

const BYTES = 128;
const FLUSH_MILLISECONDS = 1_000;
const FORM = /^accrual-head 1 (\d{1,16}) ([0-9a-f-]{36}) ([0-9a-f]{16})\n/;

/** The last event whose append was acknowledged. */
export interface AcknowledgedHead {
  readonly position: number;
  readonly eventId: string;
}

/** Before the first event. */
export const NOTHING_YET: AcknowledgedHead = { position: 0, eventId: '00000000-0000-0000-0000-000000000000' };

export function headNoteFile(file: string): string {
  return `${file}.head`;
}

/** Undefined where there is none; `unreadable` where it is not as it was written. */
export function readHeadNote(file: string): AcknowledgedHead | 'unreadable' | undefined {
  let text: string;
  try {
    text = readFileSync(headNoteFile(file), 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const [, position = '', eventId = '', check] = FORM.exec(text) ?? [];
  return check !== undefined && check === checkOf(position, eventId) ? { position: Number(position), eventId } : 'unreadable';
}

export interface HeadNote {
  readonly acknowledge: (head: AcknowledgedHead) => void;
  /** Flushed, then closed. */
  readonly close: () => void;
}

/** The file is made with the first acknowledgement, or before the first write: who writes nothing leaves nothing. */
export function headNote(file: string): HeadNote {
  const line = Buffer.alloc(BYTES, ' ');
  let descriptor: number | undefined;
  let flushing: NodeJS.Timeout | undefined;
  const flush = (): void => {
    flushing = undefined;
    if (descriptor !== undefined) fdatasyncSync(descriptor);
  };
  return {
    acknowledge: ({ position, eventId }) => {
      const isFirst = descriptor === undefined;
      descriptor ??= openSync(headNoteFile(file), constants.O_RDWR | constants.O_CREAT, 0o644);
      line.fill(' ');
      line.write(`accrual-head 1 ${position} ${eventId} ${checkOf(String(position), eventId)}\n`, 'latin1');
      writeSync(descriptor, line, 0, BYTES, 0);
      if (isFirst) fsyncSync(descriptor);
      else flushing ??= setTimeout(flush, FLUSH_MILLISECONDS).unref();
    },
    close: () => {
      if (descriptor === undefined) return;
      clearTimeout(flushing);
      flush();
      closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

function checkOf(position: string, eventId: string): string {
  return sha256Hex(`${position} ${eventId}`).slice(0, 16);
}
