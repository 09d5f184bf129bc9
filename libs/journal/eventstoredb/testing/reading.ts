/** The double's `Read`: streams and `$all`, both ways, and subscriptions with a filter and checkpoints. */
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { checkpointAnswer, confirmationAnswer, eventAnswer, notFoundAnswer, serverError } from './answers.js';
import type { EventLog, LogRecord } from './log.js';

type Options = InstanceType<typeof streams.ReadReq.Options>;
type ReadCall = ServerWritableStream<InstanceType<typeof streams.ReadReq>, InstanceType<typeof streams.ReadResp>>;

export interface Reading {
  readonly log: EventLog;
  /** Records of the log that this node has: a follower may lag. */
  readonly known: () => number;
  /** Whether reads of a single stream say where in the log an event stands. */
  readonly streamPositions: boolean;
  /** Waits before every record, where the double is slow. */
  readonly pause: () => Promise<void> | undefined;
  /** Called with every record that is sent. */
  readonly onSent: () => void;
}

/** A live subscriber that more events than this are waiting for is turned away. */
const LIVE_BUFFER = 100;

/** A slow reader holds up the sender: nothing is buffered beyond the flow-control window. */
async function send(call: ReadCall, answer: InstanceType<typeof streams.ReadResp>): Promise<void> {
  if (call.cancelled || call.destroyed) return;
  if (call.write(answer)) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      call.off('drain', go).off('cancelled', go).off('close', go);
      resolve();
    };
    call.on('drain', go).on('cancelled', go).on('close', go);
  });
}

export async function answerRead(call: ReadCall, reading: Reading): Promise<void> {
  const options = call.request.getOptions();
  if (options === undefined) throw serverError(status.INVALID_ARGUMENT, 'no options');
  if (!options.hasUuidOption()) throw serverError(status.INVALID_ARGUMENT, 'no UUID option');
  if (options.hasSubscription()) return subscribeToAll(call, options, reading);
  const count = BigInt(options.getCount());
  if (count <= 0n) throw serverError(status.UNKNOWN, 'Exception was thrown by handler. ArgumentOutOfRangeException: maxCount');
  if (options.hasStream()) return readStream(call, options, reading, Number(count));
  return readAll(call, options, reading, Number(count));
}

async function sendAll(
  call: ReadCall,
  records: Iterable<LogRecord>,
  { pause, onSent }: Reading,
  limit: number,
  hasPositions = true,
): Promise<void> {
  let sent = 0;
  for (const record of records) {
    if (sent >= limit || call.cancelled) return;
    await pause();
    onSent();
    await send(call, eventAnswer(record, hasPositions));
    sent += 1;
  }
}

async function readStream(call: ReadCall, options: Options, reading: Reading, limit: number): Promise<void> {
  const wanted = options.getStream();
  const name = Buffer.from(wanted?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  const lastKnown = reading.log.records[reading.known() - 1]?.position ?? -1n;
  const standing = reading.log.stream(name)?.filter(({ position }) => position <= lastKnown) ?? [];
  if (standing.length === 0) return send(call, notFoundAnswer(name));
  const isForwards = options.getReadDirection() === 0;
  const ends: [bigint, bigint] = [standing[0]?.revision ?? 0n, standing.at(-1)?.revision ?? 0n];
  const from = wanted?.hasStart() === true ? ends[0] : wanted?.hasEnd() === true ? ends[1] : BigInt(wanted?.getRevision() ?? 0);
  const chosen = standing.filter(({ revision }) => (isForwards ? revision >= from : revision <= from));
  await sendAll(call, isForwards ? chosen : chosen.reverse(), reading, limit, reading.streamPositions);
}

async function readAll(call: ReadCall, options: Options, reading: Reading, limit: number): Promise<void> {
  const isForwards = options.getReadDirection() === 0;
  const all = options.getAll();
  const end = reading.known();
  let from = isForwards ? 0 : end;
  if (all?.hasStart() === true) from = 0;
  else if (all?.hasEnd() === true) from = end;
  else if (all?.hasPosition() === true) from = indexOf(all.getPosition(), reading.log);
  await sendAll(call, between(reading.log.records, from, end, isForwards), reading, limit);
}

/** Forwards from an index, inclusive; backwards from it, exclusive. */
function* between(records: readonly LogRecord[], from: number, end: number, isForwards: boolean): Generator<LogRecord> {
  if (isForwards) for (let index = from; index < end; index += 1) yield records[index] as LogRecord;
  else for (let index = Math.min(from, end) - 1; index >= 0; index -= 1) yield records[index] as LogRecord;
}

function indexOf(position: InstanceType<typeof streams.ReadReq.Options.Position> | undefined, log: EventLog): number {
  const [commit, prepare] = [BigInt(position?.getCommitPosition() ?? 0), BigInt(position?.getPreparePosition() ?? 0)];
  const index = log.indexAt(commit);
  if (index < 0 || prepare > commit)
    throw serverError(status.UNKNOWN, 'Exception was thrown by handler. InvalidReadException: invalid position');
  return index;
}

async function subscribeToAll(call: ReadCall, options: Options, reading: Reading): Promise<void> {
  const { log, known, pause, onSent } = reading;
  const all = options.getAll();
  if (all === undefined) throw serverError(status.UNIMPLEMENTED, 'the double subscribes to $all alone');
  let next = 0;
  if (all.hasEnd()) next = known();
  else if (all.hasPosition()) next = indexOf(all.getPosition(), log) + 1;
  const passes = filterOf(options.getFilter());
  const window =
    Math.max(options.getFilter()?.getMax() ?? 32, 1) * Math.max(options.getFilter()?.getCheckpointintervalmultiplier() ?? 1, 1);
  await send(call, confirmationAnswer('subscription'));
  let [sinceCheckpoint, isLive] = [0, false];
  while (!call.cancelled && !call.destroyed) {
    if (next >= known()) {
      isLive = true;
      await untilWritten(call, log);
      continue;
    }
    if (isLive && waitingFor(log.records, next, known(), passes) > LIVE_BUFFER) {
      throw serverError(status.ABORTED, 'Consumer too slow to handle event while live. Client resubscription required.');
    }
    const record = log.records[next] as LogRecord;
    next += 1;
    sinceCheckpoint += 1;
    await pause();
    if (passes === undefined || passes(record)) {
      onSent();
      await send(call, eventAnswer(record));
    }
    if (passes !== undefined && sinceCheckpoint >= window) {
      sinceCheckpoint = 0;
      await send(call, checkpointAnswer(record.position));
    }
  }
}

function waitingFor(
  records: readonly LogRecord[],
  from: number,
  end: number,
  passes: ((record: LogRecord) => boolean) | undefined,
): number {
  let waiting = 0;
  for (let index = from; index < end && waiting <= LIVE_BUFFER; index += 1)
    if (passes?.(records[index] as LogRecord) !== false) waiting += 1;
  return waiting;
}

function untilWritten(call: ReadCall, log: EventLog): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      stop();
      clearTimeout(timer);
      call.off('cancelled', go).off('close', go);
      resolve();
    };
    // A follower hears of what it lacked without a write.
    const timer = setTimeout(go, 20);
    const stop = log.onWrite(go);
    call.on('cancelled', go).on('close', go);
  });
}

function filterOf(
  filter: InstanceType<typeof streams.ReadReq.Options.FilterOptions> | undefined,
): ((record: LogRecord) => boolean) | undefined {
  if (filter === undefined) return undefined;
  const isByStream = filter.hasStreamIdentifier();
  const expression = isByStream ? filter.getStreamIdentifier() : filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = new RegExp(expression?.getRegex() ?? '');
  return (record) => {
    const text = isByStream ? record.stream : record.type;
    return prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
}
