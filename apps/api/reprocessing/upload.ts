/** A request's body on its way to disk: bounded, hashed as it comes, never whole in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ProblemError } from '../http/problem.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(csv|ndjson|jsonl)$/;

export interface Received {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** `name` as the caller gives it. Refuses INVALID_REQUEST. */
export function uploadName(name: unknown): string {
  if (typeof name === 'string' && NAME.test(name)) return name;
  return fail('INVALID_REQUEST', 'name the file with ?file=NAME.csv or NAME.ndjson: letters, digits, dots, dashes and underscores');
}

/** Refuses BODY_TOO_LARGE and EMPTY_FILE; nothing is left behind then. */
export async function receive(body: Readable, folder: string, mostBytes: number): Promise<Received> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes > mostBytes) return done(tooLarge(mostBytes));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(body, measure, createWriteStream(path));
    if (bytes === 0) fail('EMPTY_FILE', 'the body is empty; send the file as the body of the request');
    return { path, sha256: hash.digest('hex'), bytes };
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function tooLarge(mostBytes: number): Error {
  try {
    return fail('BODY_TOO_LARGE', `the file is larger than ${mostBytes} bytes; plan it with \`accrual reprocess plan\``, { limit: mostBytes });
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}
