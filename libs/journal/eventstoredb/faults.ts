/** What the server and the network report: which of it passes by itself, and what the rest means for an operator. */
import { status } from '@grpc/grpc-js';
import { Refused, refusal } from '#ledger/kernel/refusal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    JOURNAL_UNREACHABLE: { readonly url: string; readonly cause: string };
    JOURNAL_ACCESS_DENIED: { readonly url: string; readonly cause: string };
    JOURNAL_SERVER_ERROR: { readonly url: string; readonly cause: string };
  }
}

interface ServerFault {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  /** Of a call's own error: the server names the kind in the trailers. */
  readonly metadata?: { readonly get?: (name: string) => readonly unknown[] };
}

const PASSING_TYPES: ReadonlySet<unknown> = new Set(['unavailable', 'not-leader', 'deadline-exceeded', 'timeout', 'cancelled']);
/** Errors without a type: a refused connection, an aborted call, a reset stream after a graceful stop. */
const PASSING_CODES: ReadonlySet<unknown> = new Set([status.UNAVAILABLE, status.CANCELLED, status.DEADLINE_EXCEEDED, status.ABORTED]);
const PASSING_TEXTS =
  /Server Is Not Ready|Server Is Busy|No leader info available|Failed to discover|RST_STREAM|ECONNREFUSED|ECONNRESET|Channel has been closed|Channel has been shut down|write after end/i;

/** Thrown by this adapter's own timer where a call gives no answer. */
export class NoAnswer extends Error {
  readonly type = 'timeout';
}

/** Whether the same call may succeed a moment later. A failed append may still have been stored: ask again with the same ids. */
export function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as ServerFault;
  const type = typeOf(error);
  return (
    PASSING_TYPES.has(type) ||
    (type !== 'access-denied' && PASSING_CODES.has(code)) ||
    (typeof message === 'string' && PASSING_TEXTS.test(message))
  );
}

export function hasType(error: unknown, type: string): boolean {
  return typeOf(error) === type;
}

function typeOf(error: unknown): unknown {
  const { type, code, metadata } = (error ?? {}) as ServerFault;
  return (
    type ??
    metadata?.get?.('exception')[0] ??
    (code === status.UNAUTHENTICATED || code === status.PERMISSION_DENIED ? 'access-denied' : undefined)
  );
}

/** An error's words: append errors often have an empty message. */
export function errorWordsOf(error: unknown): string {
  const { code, message } = (error ?? {}) as ServerFault;
  return [
    typeOf(error),
    typeof message === 'string' && message !== '' ? message : undefined,
    code === undefined ? undefined : `code ${String(code)}`,
  ]
    .filter((part) => part !== undefined)
    .map(String)
    .join(', ');
}

/** The refusal for what did not pass within the patience, or never will. */
export function serverFaultOf(shown: string, error: unknown): unknown {
  if (error instanceof Refused) return error;
  const details = { url: shown, cause: errorWordsOf(error) };
  if (isPassing(error)) {
    return new Refused(
      refusal('JOURNAL_UNREACHABLE', details),
    );
  }
  if (hasType(error, 'access-denied')) {
    return new Refused(
      refusal('JOURNAL_ACCESS_DENIED', details),
    );
  }
  if (hasType(error, 'stream-deleted')) {
    return corruptServer(shown, `a stream was deleted on the server (${details.cause})`);
  }
  if (hasType(error, 'maximum-append-size-exceeded')) {
    return new Refused(
      refusal('EVENT_TOO_LARGE', { because: 'more-than-the-server-takes', ...details }),
    );
  }
  return new Refused(refusal('JOURNAL_SERVER_ERROR', details));
}

export function corruptServer(shown: string, cause: string): Refused {
  return new Refused(refusal('JOURNAL_CORRUPT', { because: 'server', url: shown, cause }));
}

/** Tries again what passes by itself, with growing pauses, until the patience ends; everything else becomes a refusal. */
export async function patiently<T>(shown: string, patienceMilliseconds: number, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const begun = performance.now();
  for (let pause = 20; ; pause = Math.min(pause * 2, 1_000)) {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error) || signal?.aborted === true || performance.now() - begun + pause > patienceMilliseconds) {
        throw serverFaultOf(shown, error);
      }
      await wait(pause);
    }
  }
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
