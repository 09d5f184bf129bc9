/**
 * Calls on the server: one append to one stream, many in their order, pages of a stream and of `$all`, one subscription. Each is tried
 * again while
 * what went wrong passes by itself; every read asks the leader, since followers may lag.
 *
 * Appends use the plain `Append` call of the client's own service definition, not `appendToStream`: that one sends all appends
 * of a process through one stream and one table, where an answer that comes late ends the process, where there is no deadline,
 * and which writes the JSON itself.
 */
import type {
  AllStreamResolvedEvent,
  AllStreamSubscription,
  EventStoreDBClient,
  ResolvedEvent,
  StreamingRead,
} from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import service from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { CallOptions, ClientWritableStream, Metadata, ServiceError } from '@grpc/grpc-js';
import { clientFor, type JournalAddress } from './connection.js';
import { corruptServer, hasType, isPassing, NoAnswer, patiently } from './faults.js';
import { logPosition } from './wire.js';
import { appendInOrder, type BatchCall, type OutgoingAppend } from './pipeline.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;
interface AppendClient {
  append(
    metadata: Metadata,
    options: CallOptions,
    answered: (error: ServiceError | null, answer: AppendResp) => void,
  ): ClientWritableStream<AppendReq>;
  makeBidiStreamRequest(
    path: string,
    serialize: (request: Buffer) => Buffer,
    deserialize: (answer: Buffer) => BatchAppendResp,
    metadata: Metadata,
    options: CallOptions,
  ): BatchCall;
}
/** What the client offers to its own commands: a channel to the leader, credentials and deadline of a call. */
interface ClientCommands {
  execute<T>(client: unknown, name: string, action: (client: AppendClient) => Promise<T>): Promise<T>;
  callArguments(
    options: { readonly requiresLeader: boolean; readonly deadline?: number },
    call?: { readonly deadline: number },
  ): [Metadata, CallOptions];
}

function commandsOf(client: EventStoreDBClient): ClientCommands {
  // The client's types keep what it offers its own commands to itself; no public command answers appends in order.
  // eslint-disable-next-line no-restricted-syntax
  return client as unknown as ClientCommands;
}

/** A page of a read is given up after this long without an end. */
const PAGE_MILLISECONDS = 30_000;
/** A page ends early beyond this many characters of large texts. */
const PAGE_CHARACTERS = 8 * 1_048_576;

export interface OutgoingEvent {
  readonly serverId: string;
  readonly type: string;
  /** Written as it is, as JSON. */
  readonly text: string;
  readonly metadata: string;
}

export type AppendResult =
  /** `position`: of its last event in the log, where the server says so. */
  | { readonly kind: 'written'; readonly lastPlace: number; readonly position: bigint | undefined }
  /** The stream stands elsewhere; −1: it does not exist. */
  | { readonly kind: 'moved'; readonly place: number };

export interface EventStoreServer {
  readonly address: JournalAddress;
  /** `after`: the server's revision of the stream's last event, −1 where it must not exist. The name is the server's. */
  readonly append: (stream: string, after: number, events: readonly OutgoingEvent[]) => Promise<AppendResult>;
  /** The same for many, each behind the one before it in the log; ends at the first that finds its stream elsewhere. */
  readonly appendAll: (appends: readonly OutgoingAppend[]) => Promise<readonly AppendResult[]>;
  /** Events of `$all` behind a position (from the start without one), at most `limit` of them; `isLast`: there were no more. */
  readonly allAfter: (
    after: bigint | undefined,
    limit: number,
  ) => Promise<{ readonly events: readonly AllStreamResolvedEvent[]; readonly isLast: boolean }>;
  /** Events of `$all` before a position (from the end without one), the latest first. */
  readonly allBefore: (before: bigint | undefined, limit: number) => Promise<readonly AllStreamResolvedEvent[]>;
  /** The event at a position; undefined: no event begins there. */
  readonly at: (position: bigint) => Promise<AllStreamResolvedEvent | undefined>;
  /** Where an event lies, for a server that does not say so when a single stream is read; looked for from the log's end on. */
  readonly positionInLog: (id: string) => Promise<bigint>;
  /** Events of a stream from a revision of the server's on; none for a stream that does not exist. */
  readonly streamFrom: (stream: string, from: number, limit: number) => Promise<readonly ResolvedEvent[]>;
  /** The same backwards; from its end without a revision. */
  readonly streamBack: (stream: string, from: number | undefined, limit: number) => Promise<readonly ResolvedEvent[]>;
  /**
   * One connection, filtered by the server; it ends with an error when it breaks. `window`: a checkpoint comes after so many events
   * that do not pass.
   */
  readonly follow: (
    after: bigint | undefined,
    prefixes: readonly string[],
    window: number,
    checkpoint: (position: bigint) => void,
  ) => AllStreamSubscription;
  readonly close: () => Promise<void>;
}

export function eventStoreServer(address: JournalAddress): EventStoreServer {
  let client: EventStoreDBClient = clientFor(address);
  const { shown, patienceMilliseconds, deadlineMilliseconds } = address;
  const closing = new AbortController();

  const tried: Tried = (run) =>
    patiently(shown, patienceMilliseconds, async () => {
      const used = client;
      try {
        return await run(used);
      } catch (error) {
        if (error instanceof NoAnswer && used === client) {
          client = clientFor(address);
          void used.dispose().catch(() => undefined);
        }
        throw error;
      }
    }, closing.signal);

  const wholePage: WholePage = (read) =>
    tried(async (used) => {
      const reading = read(used);
      try {
        return await collected(reading);
      } catch (error) {
        if (hasType(error, 'stream-not-found')) return { events: [], isCut: false };
        throw error;
      }
    });
  const page = async <T extends ResolvedEvent>(read: (client: EventStoreDBClient) => StreamingRead<T>): Promise<readonly T[]> =>
    (await wholePage(read)).events;

  const allBefore: EventStoreServer['allBefore'] = (before, limit) =>
    page((used) =>
      used.readAll({
        direction: 'backwards',
        fromPosition: before === undefined ? 'end' : { commit: before, prepare: before },
        maxCount: limit,
        requiresLeader: true,
      }),
    );

  return {
    address,
    append: (stream, after, events) =>
      tried((used) => appendOnce(commandsOf(used), deadlineMilliseconds, stream, after, events)),
    appendAll: (appends) => appendAllInOrder(tried, deadlineMilliseconds, appends),
    allAfter: (after, limit) => allBehind(wholePage, after, limit),
    allBefore,
    positionInLog: (id) => positionOfEvent(allBefore, id, shown),
    at: (position) => eventAt(wholePage, position),
    streamFrom: (stream, from, limit) =>
      page((used) => used.readStream(stream, { fromRevision: BigInt(from), maxCount: limit, requiresLeader: true })),
    streamBack: (stream, from, limit) =>
      page((used) =>
        used.readStream(stream, {
          direction: 'backwards',
          fromRevision: from === undefined ? 'end' : BigInt(from),
          maxCount: limit,
          requiresLeader: true,
        }),
      ),
    follow: (after, prefixes, window, checkpoint) => followed(client, after, { prefixes, window, checkpoint }),
    close: async () => {
      closing.abort();
      await client.dispose();
    },
  };
}

/** Asks again while what went wrong passes; a client that gives no answer is not asked again. */
type Tried = <T>(run: (client: EventStoreDBClient) => Promise<T>) => Promise<T>;
/** Nothing for a stream that does not exist. */
type WholePage = <T extends ResolvedEvent>(read: (client: EventStoreDBClient) => StreamingRead<T>) => Promise<Page<T>>;

async function appendAllInOrder(
  tried: Tried,
  deadlineMilliseconds: number,
  appends: readonly OutgoingAppend[],
): Promise<readonly AppendResult[]> {
  const results: AppendResult[] = [];
  // Where the call breaks, it goes on with the first append that has no answer, with the same places and ids.
  await tried((used) => {
    let done = 0;
    while (results[done] !== undefined) done += 1;
    if (done === appends.length || results.some((result) => result?.kind === 'moved')) return Promise.resolve();
    return commandsOf(used).execute(service.StreamsClient, 'batchAppend', (grpc) =>
      appendInOrder(
        batchCall(grpc, commandsOf(used).callArguments({ requiresLeader: true }, { deadline: Infinity })),
        appends.slice(done),
        deadlineMilliseconds,
        (index, result) => (results[done + index] = result),
      ),
    );
  });
  return results;
}

async function allBehind(wholePage: WholePage, after: bigint | undefined, limit: number): ReturnType<EventStoreServer['allAfter']> {
  // Forwards, the server includes the position.
  const fromPosition = after === undefined ? 'start' : { commit: after, prepare: after };
  const maxCount = after === undefined ? limit : limit + 1;
  const { events, isCut } = await wholePage((used) => used.readAll({ fromPosition, maxCount, requiresLeader: true }));
  const isLast = !isCut && events.length < maxCount;
  return { events: after === undefined || positionOf(events[0]) !== after ? events : events.slice(1), isLast };
}

async function positionOfEvent(allBefore: EventStoreServer['allBefore'], id: string, shown: string): Promise<bigint> {
  for (let before: bigint | undefined; ;) {
    const events: readonly AllStreamResolvedEvent[] = await allBefore(before, 100);
    const found = positionOf(events.find(({ event }) => event?.id === id));
    if (found !== undefined) return found;
    before = positionOf(events.at(-1));
    if (before === undefined) throw corruptServer(shown, `a stream holds event ${id}, which the log does not`);
  }
}

async function eventAt(wholePage: WholePage, position: bigint): Promise<AllStreamResolvedEvent | undefined> {
  const { events: found } = await wholePage((used) =>
    used.readAll({ fromPosition: { commit: position, prepare: position }, maxCount: 1, requiresLeader: true }),
  ).catch((error: unknown) => {
    if (isInvalidPosition(error)) return { events: [] };
    throw error;
  });
  return positionOf(found[0]) === position ? found[0] : undefined;
}

interface Followed {
  readonly prefixes: readonly string[];
  readonly window: number;
  readonly checkpoint: (position: bigint) => void;
}

function followed(
  client: EventStoreDBClient,
  after: bigint | undefined,
  { prefixes, window, checkpoint }: Followed,
): AllStreamSubscription {
  return client.subscribeToAll({
    fromPosition: after === undefined ? 'start' : { commit: after, prepare: after },
    requiresLeader: true,
    filter: {
      filterOn: 'streamName',
      prefixes: [...prefixes],
      maxSearchWindow: window,
      checkpointInterval: 1,
      checkpointReached: (subscription, position) => {
        // Events in front of it that nobody has taken yet would be lost with the connection.
        if (subscription.readableLength === 0) checkpoint(position.commit);
      },
    },
  });
}

export function positionOf(resolved: ResolvedEvent | undefined): bigint | undefined {
  return resolved === undefined ? undefined : logPosition(resolved);
}

/** A position at which no record begins: `UNKNOWN`, whatever the words. */
export function isInvalidPosition(error: unknown): boolean {
  const cause = (error as { readonly refusal?: { readonly cause?: unknown } }).refusal?.cause;
  return typeof cause === 'string' && cause.includes('code 2');
}

interface Page<T> {
  readonly events: readonly T[];
  /** Ended before it was whole: for its size, or because the connection broke. */
  readonly isCut: boolean;
}

/** The whole page, or as much of it as fits the memory; the rest is asked for again. */
async function collected<T extends ResolvedEvent>(reading: StreamingRead<T>): Promise<Page<T>> {
  const events: T[] = [];
  let characters = 0;
  const timer = setTimeout(() => {
    void reading.cancel();
    reading.destroy(new NoAnswer('no page within 30 seconds'));
  }, PAGE_MILLISECONDS);
  try {
    for await (const event of reading) {
      events.push(event);
      characters += (event.event?.metadata as { readonly size?: number } | undefined)?.size ?? 0;
      if (characters > PAGE_CHARACTERS) {
        await reading.cancel();
        return { events, isCut: true };
      }
    }
    return { events, isCut: false };
  } catch (error) {
    // What came before the connection broke is the beginning of the page; the rest is asked for next.
    if (events.length === 0 || !isPassing(error)) throw error;
    return { events, isCut: true };
  } finally {
    clearTimeout(timer);
  }
}

/** The service's own call, but that requests come as the bytes they are. */
function batchCall(client: AppendClient, [metadata, options]: [Metadata, CallOptions]): BatchCall {
  const { path, responseDeserialize } = service.StreamsService.batchAppend;
  return client.makeBidiStreamRequest(path, (request) => request, responseDeserialize, metadata, options);
}

function appendOnce(
  client: ClientCommands,
  deadline: number,
  stream: string,
  after: number,
  events: readonly OutgoingEvent[],
): Promise<AppendResult> {
  return client.execute(
    service.StreamsClient,
    'append',
    (grpc) =>
      new Promise<AppendResult>((resolve, reject) => {
        const timer = setTimeout(() => {
          call.cancel();
          reject(new NoAnswer('no answer to an append'));
        }, deadline + 1_000);
        const call = grpc.append(...client.callArguments({ requiresLeader: true, deadline }), (error, answer) => {
          clearTimeout(timer);
          if (error !== null) reject(error);
          else resolve(resultOf(answer));
        });
        call.on('error', (error) => {
          clearTimeout(timer);
          reject(error);
        });
        writeAll(call, requestsOf(stream, after, events));
      }),
  );
}

/** Writes as fast as the connection takes it; what breaks meanwhile is told by the call itself. */
function writeAll(call: ClientWritableStream<AppendReq>, requests: Iterator<AppendReq>): void {
  for (let next = requests.next(); next.done !== true; next = requests.next()) {
    if (!call.write(next.value)) {
      call.once('drain', () => writeAll(call, requests));
      return;
    }
  }
  call.end();
}

function* requestsOf(stream: string, after: number, events: readonly OutgoingEvent[]): Generator<AppendReq> {
  const options = new streams.AppendReq.Options();
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(stream).toString('base64'));
  options.setStreamIdentifier(name);
  if (after < 0) options.setNoStream(new shared.Empty());
  else options.setRevision(String(after));
  const header = new streams.AppendReq();
  header.setOptions(options);
  yield header;
  for (const { serverId, type, text, metadata } of events) {
    const message = new streams.AppendReq.ProposedMessage();
    const id = new shared.UUID();
    id.setString(serverId);
    message.setId(id);
    message.getMetadataMap().set('type', type).set('content-type', 'application/json');
    message.setData(Buffer.from(text));
    message.setCustomMetadata(Buffer.from(metadata));
    const request = new streams.AppendReq();
    request.setProposedMessage(message);
    yield request;
  }
}

function resultOf(answer: AppendResp): AppendResult {
  const wrong = answer.getWrongExpectedVersion();
  if (wrong !== undefined) return { kind: 'moved', place: wrong.hasCurrentRevision() ? Number(wrong.getCurrentRevision()) : -1 };
  const success = answer.getSuccess();
  if (success === undefined) throw new Error('the server answered an append with neither success nor refusal');
  const position = success.hasPosition() ? BigInt(success.getPosition()?.getCommitPosition() ?? 0) : undefined;
  return { kind: 'written', lastPlace: Number(success.getCurrentRevision()), position };
}
