/** A request's body on its way to disk: bounded, hashed as it comes, never whole in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fail } from '../http/problem.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(csv|ndjson|jsonl)$/;
/** A body that nobody wants is read to its end for so long, so that its sender gets the answer; then the connection is cut. */
const UNWANTED_MS = 5_000;

export interface Received {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

interface ReceiveLimits {
  readonly mostBytes: number;
  /** As the sender says, if he does. */
  readonly announcedBytes: number | undefined;
}

/** As the sender says, if he does. */
export function announcedBytes({ 'content-length': announced }: { readonly 'content-length'?: string | undefined }): number | undefined {
  return announced === undefined ? undefined : Number(announced);
}

/** How the file is called: by `?file=`, else by Content-Disposition. Refuses INVALID_REQUEST, also where the type says otherwise. */
export function uploadName(query: unknown, disposition: string | undefined, contentType: string | undefined): string {
  const name =
    query ?? /filename\*=UTF-8''([^;\s]+)/i.exec(disposition ?? '')?.[1] ?? /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1];
  if (typeof name !== 'string' || !NAME.test(name)) {
    return fail('INVALID_REQUEST', { fault: 'file-name', found: typeof name === 'string' ? name.slice(0, 120) : null });
  }
  const isCsv = /^text\/csv\b/i.test(contentType ?? '');
  if (name.endsWith('.csv') !== isCsv) {
    fail('INVALID_REQUEST', { fault: 'file-type', file: name, found: contentType ?? null });
  }
  return name;
}

/** Refuses BODY_TOO_LARGE, EMPTY_FILE, and INVALID_REQUEST where the body ends early; nothing is left behind then. */
export async function receive(body: Readable, folder: string, { mostBytes, announcedBytes }: ReceiveLimits): Promise<Received> {
  const refuseLarge = (): never => fail('BODY_TOO_LARGE', { limit: mostBytes, of: 'file' });
  if (announcedBytes !== undefined && announcedBytes > mostBytes) refuseLarge();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  let bytes = 0;
  try {
    for await (const chunk of chunks(body)) {
      bytes += chunk.length;
      if (bytes > mostBytes) refuseLarge();
      hash.update(chunk);
      await file.appendFile(chunk);
    }
    if (bytes === 0) fail('EMPTY_FILE');
    await file.sync();
    return { path, sha256: hash.digest('hex'), bytes };
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** A refused upload is not cut off at once: whoever still sends would not see why. */
export function letGo(body: Readable): void {
  if (body.readableEnded || body.destroyed) return;
  const timer = setTimeout(() => body.destroy(), UNWANTED_MS).unref();
  body.once('close', () => clearTimeout(timer)).on('error', () => undefined).resume();
}

async function* chunks(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (error) {
    fail('INVALID_REQUEST', { fault: 'upload-cut', reason: (error as Error).message });
  }
}
