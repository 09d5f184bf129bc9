/**
 * Following the journal. Pages up to the end, then one connection that the server filters by stream; where it breaks, or goes
 * silent, reading goes on behind the last position seen, which the server's checkpoints move on too. The consumer's pace is the
 * connection's: nothing is read ahead beyond a page.
 */
import type { AllStreamResolvedEvent, AllStreamSubscription } from '@eventstore/db-client';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { Refused } from '#ledger/kernel/refusal.js';
import type { SubscribeOptions, SubscriptionItem } from '../port.js';
import { serverFaultOf, isPassing, wait } from './faults.js';
import { filterOf, type ServerReads } from './reads.js';
import type { AppendRegister } from './register.js';
import { positionOf, type EventStoreServer } from './server.js';
import { heldEvent, ownPrefixes, type HeldEvent } from './wire.js';

const PAGE_EVENTS = 1_000;
/** How often the server says how far it has looked. */
const CHECKPOINT_EVENTS = 1_000;
/** A broken connection is made again after this, and after longer the more often it breaks in a row. */
const SHORTEST_PAUSE = 20;
const LONGEST_PAUSE = 2_000;
/** A connection that lasted this long did not break in a row with the one before. */
const LASTING_MILLISECONDS = 5_000;
/** Without a word for this long, the journal is asked whether something was missed. */
const SILENCE_MILLISECONDS = 30_000;

export interface ServerSubscriptions {
  readonly subscribe: (options: SubscribeOptions) => AsyncGenerator<SubscriptionItem>;
  readonly close: () => void;
}

export function serverSubscriptions(server: EventStoreServer, register: AppendRegister, reads: ServerReads): ServerSubscriptions {
  const { shown, streamPrefix } = server.address;
  const closing = new AbortController();

  const subscribe: ServerSubscriptions['subscribe'] = async function* ({ after = 0n, filter, signal, pageSize = PAGE_EVENTS }) {
    const ended = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
    const passes = filterOf(filter);
    const prefixes = prefixesOf(streamPrefix, filter?.streamPrefix);
    let position = after === 0n ? undefined : after;
    // Where a connection begins: a record's own position, also where the caller's lies between two or behind the end.
    let from = position;
    let [isCaughtUp, pause] = [false, SHORTEST_PAUSE];
    const pageOf = (events: readonly HeldEvent[]): readonly RecordedEvent[] => events.filter(passes).map(reads.recorded);

    for (let hasBegun = false; !ended.aborted; hasBegun = true) {
      try {
        const end = await reads.horizon();
        const isBehind = end !== undefined && (position === undefined || position < end);
        from = end;
        for await (const { events, scanned } of isBehind ? reads.heldAll(position, end, pageSize) : []) {
          if (ended.aborted) return;
          position = scanned;
          const page = pageOf(events);
          if (page.length > 0) yield { kind: 'events', events: page };
        }
      } catch (error) {
        // Whoever follows goes on following, however long the server is away.
        if (!hasBegun || !(error instanceof Refused) || error.refusal.code !== 'JOURNAL_UNREACHABLE') throw error;
        continue;
      }
      if (ended.aborted) return;
      if (!isCaughtUp) {
        isCaughtUp = true;
        yield { kind: 'caught-up', position: position ?? 0n };
        if (ended.aborted) return;
      }
      let seen: bigint | undefined;
      const connectedAt = performance.now();
      const live = liveEvents(server.follow(from, prefixes, CHECKPOINT_EVENTS, (checkpoint) => (seen = checkpoint)), ended);
      try {
        for await (const resolved of live) {
          const event = heldEvent(resolved, streamPrefix, shown);
          if (event?.heldBy !== undefined && (await register.untilSettled(event.heldBy, ended)) !== 'committed') continue;
          if (ended.aborted) return;
          const at = positionOf(resolved) ?? 0n;
          // Behind an open append the connection may be ahead of a page that was read meanwhile.
          if (position !== undefined && at <= position) continue;
          position = at;
          pause = SHORTEST_PAUSE;
          const page = event === undefined ? [] : pageOf([event]);
          if (page.length > 0) yield { kind: 'events', events: page };
        }
      } catch (error) {
        if (!isPassing(error)) throw serverFaultOf(shown, error);
      }
      // Between events a checkpoint says how far the server has looked.
      if (seen !== undefined && (position === undefined || seen > position)) position = seen;
      if (ended.aborted) return;
      if (performance.now() - connectedAt > LASTING_MILLISECONDS) pause = SHORTEST_PAUSE;
      await wait(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  };
  return { subscribe, close: () => closing.abort() };
}

/** The server's filter: the wanted kind of streams, and no system streams. */
function prefixesOf(journal: string, wanted: string | undefined): readonly string[] {
  if (wanted !== undefined && wanted !== '') return [`${journal}${wanted}`];
  return ownPrefixes(journal);
}

/** Events of one connection until it breaks, is silent for long, or the subscriber has enough. */
async function* liveEvents(subscription: AllStreamSubscription, ended: AbortSignal): AsyncGenerator<AllStreamResolvedEvent> {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    void subscription.unsubscribe().catch(() => undefined);
    subscription.destroy();
  };
  const listen = (): void => {
    clearTimeout(timer);
    timer = setTimeout(stop, SILENCE_MILLISECONDS);
  };
  ended.addEventListener('abort', stop);
  subscription.on('error', () => undefined);
  try {
    if (ended.aborted) return;
    listen();
    for await (const event of subscription) {
      clearTimeout(timer);
      yield event as AllStreamResolvedEvent;
      listen();
    }
  } catch (error) {
    // Destroyed by ourselves: the end of this connection, not a fault.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  } finally {
    clearTimeout(timer);
    ended.removeEventListener('abort', stop);
    stop();
  }
}
