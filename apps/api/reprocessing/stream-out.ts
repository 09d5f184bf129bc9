/** Answers that are longer than memory: a plan's movements, a rejects file. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { idOf, openPlan, type PlanStore } from '#reprocessing/plan/plan-store.js';

const CHARACTERS_AT_ONCE = 65_536;

/** A caller who goes away in the midst is no error. */
export async function streamOut(content: Readable | Generator<string>, response: Response): Promise<void> {
  try {
    await pipeline(content, response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** Before and after of every participant, or employer, one JSON line each. Refuses UNKNOWN_PLAN at once. */
export function movementLines(folder: string, digest: string): Generator<string> {
  return linesOf(openPlan(folder, digest));
}

function* linesOf(store: PlanStore): Generator<string> {
  try {
    let lines = '';
    for (const { subject, movement } of store.planned(undefined)) {
      lines += `${JSON.stringify(movement ?? idOf(subject))}\n`;
      if (lines.length < CHARACTERS_AT_ONCE) continue;
      yield lines;
      lines = '';
    }
    if (lines !== '') yield lines;
  } finally {
    store.close();
  }
}
