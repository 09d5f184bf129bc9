/** Whole streams one after another, in the order in which they were begun, and the ends of streams. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { ReadByStreamOptions, StreamHead, StreamHistory } from '../port.js';
import { inTurns } from './in-turns.js';
import type { CatchUp } from './catch-up.js';
import type { KnownStream } from './directory.js';
import { corruptServer } from './faults.js';
import type { ServerReads } from './reads.js';
import { heldEvent } from './wire.js';
import type { AppendRegister } from './register.js';
import type { EventStoreServer } from './server.js';

/** Events of a page: small streams come several at a time, a longer stream comes alone. */
const PAGE_EVENTS = 2_000;
const HEADS_PAGE = 500;
/** Streams asked for at the same time. */
const AT_A_TIME = 16;
const EVERYWHERE = 2n ** 63n - 1n;

export interface StreamReads {
  readonly readByStream: (options: ReadByStreamOptions) => AsyncGenerator<readonly StreamHistory[]>;
  readonly streamHeads: (prefix: string) => AsyncGenerator<readonly StreamHead[]>;
  readonly streamHead: (stream: string) => Promise<StreamHead | undefined>;
}

export function streamReads(server: EventStoreServer, register: AppendRegister, local: CatchUp, reads: ServerReads): StreamReads {
  const { shown, streamPrefix } = server.address;

  const historiesOf = async (streams: readonly KnownStream[], upTo: bigint): Promise<readonly StreamHistory[]> => {
    const histories: (StreamHistory | undefined)[] = streams.map(() => undefined);
    await inTurns([...streams.entries()], AT_A_TIME, async ([index, { name, place, revision }]) => {
      const events: RecordedEvent[] = [];
      for (const event of await reads.places(name, 0, place)) {
        if (event.position > upTo) break;
        if (event.envelope.revision !== events.length) throw corruptServer(shown, `${name} has no revision ${events.length}`);
        events.push(reads.recorded(event));
      }
      if (upTo === EVERYWHERE && events.length !== revision + 1) throw corruptServer(shown, `${name} ends before revision ${revision}`);
      if (events.length > 0) histories[index] = { stream: name, events };
    });
    return histories.filter((history) => history !== undefined);
  };

  return {
    readByStream: async function* ({ streamPrefix: prefix = '', partition = { index: 0, count: 1 }, upTo, afterStream }) {
      const { index, count } = partition;
      if (!(Number.isSafeInteger(count) && Number.isSafeInteger(index) && index >= 0 && index < count)) {
        throw new Error(`no such partition: ${index} of ${count}`);
      }
      const directory = await local.caughtUp();
      const last = upTo ?? EVERYWHERE;
      let after = 0;
      if (afterStream !== undefined) {
        after =
          directory.stream(afterStream)?.id ??
          refuse('UNKNOWN_STREAM', { because: 'resumed-after', stream: afterStream });
      }
      for (;;) {
        const streams = directory.streamsAfter(after, prefix, last, { index, count }, HEADS_PAGE);
        if (streams.length === 0) return;
        for (const group of groupsOf(streams)) {
          const histories = await historiesOf(group, last);
          if (histories.length > 0) yield histories;
        }
        after = streams.at(-1)?.id ?? after;
      }
    },
    streamHeads: async function* (prefix) {
      const directory = await local.caughtUp();
      for (let after = 0; ; ) {
        const streams = directory.streamsAfter(after, prefix, EVERYWHERE, { index: 0, count: 1 }, HEADS_PAGE);
        const last = streams.at(-1);
        if (last === undefined) return;
        after = last.id;
        yield streams.map(({ name, revision, chain }) => ({ stream: name, revision, chain }));
      }
    },
    streamHead: async (stream) => {
      for (let from: number | undefined; ; ) {
        const [last] = await server.streamBack(`${streamPrefix}${stream}`, from, 1);
        const event = last === undefined ? undefined : heldEvent(last, streamPrefix, shown);
        if (event === undefined) return undefined;
        if (event.heldBy === undefined || (await register.statusOf(event.heldBy)) === 'committed') {
          return { stream, revision: event.envelope.revision, chain: event.chain };
        }
        if (event.place === 0) return undefined;
        from = event.place - 1;
      }
    },
  };
}

/** Runs of streams that fill a page together. */
function* groupsOf(streams: readonly KnownStream[]): Generator<readonly KnownStream[]> {
  let [group, events] = [[] as KnownStream[], 0];
  for (const stream of streams) {
    if (group.length > 0 && events + stream.revision + 1 > PAGE_EVENTS) {
      yield group;
      [group, events] = [[], 0];
    }
    group.push(stream);
    events += stream.revision + 1;
  }
  if (group.length > 0) yield group;
}
