/**
 * Many appends in their order through one call: the server writes them one after another as they come, so that positions ascend
 * as the appends do. The call is this adapter's own, with a table of its own; `appendToStream` of the client has one table for the
 * whole process, where an answer that comes late ends it.
 *
 * The server does not end the call when this side does: it looks for the end only behind an answer, and none comes any more once
 * all were given. Left open, it keeps the socket and one of the hundred calls that a connection carries; so it is cancelled.
 *
 * Where the call breaks, the first appends are stored and the rest is not; asked again from the first one without an answer, at
 * the same places and with the same ids, nothing doubles and the order stays.
 */
import { randomUUID } from 'node:crypto';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { batchRequest } from './batch-message.js';
import { NoAnswer } from './faults.js';
import type { AppendResult, OutgoingEvent } from './server.js';

type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;
/** Requests go out as the bytes they are. */
export type BatchCall = ClientDuplexStream<Buffer, BatchAppendResp>;

export interface OutgoingAppend {
  readonly stream: string;
  readonly after: number;
  readonly events: readonly OutgoingEvent[];
}

/** Appends without an answer at any time: enough that none waits for the round trip of another. */
const IN_FLIGHT = 1_024;
const IN_FLIGHT_BYTES = 8 * 1_048_576;

/**
 * Sends the appends; `answered` is told each result in order. Ends early, without an error, at the first append that finds its
 * stream elsewhere: what was on its way behind it is answered too.
 */
export function appendInOrder(
  call: BatchCall,
  appends: readonly OutgoingAppend[],
  deadlineMilliseconds: number,
  answered: (index: number, result: AppendResult) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiting = new Map<string, { readonly index: number; readonly bytes: number }>();
    let [next, bytes, moved, settled] = [0, 0, false, false];
    let timer: NodeJS.Timeout | undefined;

    const settle = (end: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      end();
    };
    const fail = (error: unknown): void => settle(() => (call.cancel(), reject(error)));
    const listen = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(new NoAnswer('no answer to an append')), deadlineMilliseconds + 1_000);
    };
    const sendOn = (): void => {
      while (!moved && next < appends.length && waiting.size < IN_FLIGHT && (waiting.size === 0 || bytes < IN_FLIGHT_BYTES)) {
        const append = appends[next] as OutgoingAppend;
        const id = randomUUID();
        const size = append.events.reduce((sum, { text }) => sum + text.length, 0);
        waiting.set(id, { index: next, bytes: size });
        bytes += size;
        next += 1;
        call.write(batchRequest(id, append, Date.now() + deadlineMilliseconds));
      }
      if (waiting.size === 0) settle(() => (call.end(), call.cancel(), resolve()));
      else listen();
    };
    call.on('data', (answer: BatchAppendResp) => {
      const id = answer.getCorrelationId()?.getString() ?? '';
      const asked = waiting.get(id);
      if (asked === undefined || settled) return;
      waiting.delete(id);
      bytes -= asked.bytes;
      try {
        const result = resultOf(answer);
        if (result.kind === 'moved') moved = true;
        answered(asked.index, result);
        sendOn();
      } catch (error) {
        fail(error);
      }
    });
    call.on('error', fail);
    call.on('end', () => fail(new NoAnswer('the server ended the call')));
    sendOn();
  });
}

/** Errors of one append of many carry their kind as the type of their details. */
const ERROR_TYPES: Readonly<Record<string, string>> = {
  'event_store.client.Timeout': 'timeout',
  'event_store.client.AccessDenied': 'access-denied',
  'event_store.client.StreamDeleted': 'stream-deleted',
  'event_store.client.MaximumAppendSizeExceeded': 'maximum-append-size-exceeded',
};

function resultOf(answer: BatchAppendResp): AppendResult {
  const success = answer.getSuccess();
  if (success !== undefined) {
    const position = success.hasPosition() ? BigInt(success.getPosition()?.getCommitPosition() ?? 0) : undefined;
    return { kind: 'written', lastPlace: Number(success.getCurrentRevision()), position };
  }
  const [error, name] = [answer.getError(), answer.getError()?.getDetails()?.getTypeName() ?? ''];
  if (name === 'event_store.client.WrongExpectedVersion') {
    const wrong = error?.getDetails()?.unpack(shared.WrongExpectedVersion.deserializeBinary, name);
    return { kind: 'moved', place: wrong?.hasCurrentStreamRevision() === true ? Number(wrong.getCurrentStreamRevision()) : -1 };
  }
  throw Object.assign(new Error(error?.getMessage() ?? 'an answer without a result'), { type: ERROR_TYPES[name] ?? 'unknown' });
}
