/**
 * An EventStoreDB in this process: it speaks the server's protocol over real sockets with the client's own service definitions,
 * refuses what a real server refuses, and can fail as one does. Nodes of a cluster share one log; followers may lag behind it.
 */
import { readFileSync } from 'node:fs';
import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import type cluster from '@eventstore/db-client/generated/gossip_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { accessDenied, appendAnswer, batchAnswer, NOT_READY_WORDS, notLeader, notReady, notReadyAnswer } from './answers.js';
import { askedAppend, askedBatchAppend } from './appending.js';
import { eventLog, type EventLog } from './log.js';
import { proxyTo, type Proxy } from './proxy.js';
import { answerRead } from './reading.js';

const TLS_CERTIFICATE = 'libs/journal/eventstoredb/testing/tls/cert.pem';
const TLS_KEY = 'libs/journal/eventstoredb/testing/tls/key.pem';
/** How long a cluster is without a leader once it has lost one. */
const ELECTION_MILLISECONDS = 150;

/** What a server allows on one connection (HTTP/2 MAX_CONCURRENT_STREAMS): further calls wait until one has ended. */
const CALLS_A_CONNECTION = 100;

type BatchAppendCall = ServerDuplexStream<InstanceType<typeof streams.BatchAppendReq>, InstanceType<typeof streams.BatchAppendResp>>;
type MemberInfo = InstanceType<typeof cluster.MemberInfo>;

export interface DoubleOptions {
  /** Default 1. */
  readonly nodes?: number;
  readonly tls?: boolean;
  /** Reads of a single stream say no positions, as before 22.6. */
  readonly withoutStreamPositions?: boolean;
  /** Asked of every call where given. */
  readonly login?: { readonly username: string; readonly password: string };
}

export interface EventStoreDouble {
  readonly log: EventLog;
  /** A connection string that fits; further options as `key=value`. */
  readonly url: (...options: readonly string[]) => string;
  /** Cuts every connection of every node. */
  readonly cut: () => void;
  /** The next appends are stored, but the connection is cut before the answer. */
  readonly swallowAnswers: (count: number) => void;
  /** The next appends of batch calls are answered so, inside the call, and not written. */
  readonly answerNotReady: (...words: readonly string[]) => void;
  /** Calls that are open: batches, reads, subscriptions. */
  readonly openCalls: () => number;
  /** Records read so far, by all. */
  readonly recordsSent: () => number;
  /** Milliseconds that a byte is on its way, each way. */
  readonly delay: (milliseconds: number) => void;
  /** Milliseconds before each record that is read. */
  readonly slowDown: (milliseconds: number) => void;
  /** Records that followers have not got yet. */
  readonly lag: (records: number) => void;
  /** The leader is gone at once; another is elected after a while. Refuses where there is no other. */
  readonly killLeader: () => Promise<void>;
  /** The leadership moves on; the old leader stays as a follower. */
  readonly moveLeader: () => void;
  /** All nodes down, then up again: recently written ids are forgotten. */
  readonly restart: (downMilliseconds: number) => Promise<void>;
  /** Appends answered so far, by stream. */
  readonly appendsTo: (stream: string) => number;
  readonly stop: () => Promise<void>;
}

interface Node {
  readonly server: Server;
  readonly proxy: Proxy;
  isAlive: boolean;
}

export async function startEventStoreDouble({
  nodes: count = 1,
  tls = false,
  withoutStreamPositions = false,
  login,
}: DoubleOptions = {}): Promise<EventStoreDouble> {
  const log = eventLog();
  const nodes: Node[] = [];
  const appends = new Map<string, number>();
  let leader: number | undefined = 0;
  let [slow, lagging, swallow, sent] = [0, 0, 0, 0];
  const calls = new Set<object>();
  const notReadyWords: string[] = [];

  const isAllowed = (call: { readonly metadata: { get: (name: string) => readonly (string | Buffer)[] } }): boolean => {
    if (login === undefined) return true;
    const basic = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
    return call.metadata.get('authorization').some((value) => String(value) === basic);
  };

  const refusalOf = (own: number, call: Parameters<typeof isAllowed>[0]): ServiceError | undefined => {
    if (!isAllowed(call)) return accessDenied();
    if (call.metadata.get('requires-leader').length === 0 || leader === own) return undefined;
    const other = leader === undefined ? undefined : nodes[leader];
    return other === undefined ? notReady() : notLeader('127.0.0.1', other.proxy.port);
  };

  const append =
    (own: number) =>
    (
      call: ServerReadableStream<InstanceType<typeof streams.AppendReq>, InstanceType<typeof streams.AppendResp>>,
      answer: sendUnaryData<InstanceType<typeof streams.AppendResp>>,
    ): void => {
      const messages: InstanceType<typeof streams.AppendReq>[] = [];
      call.on('data', (message: InstanceType<typeof streams.AppendReq>) => messages.push(message));
      call.on('error', () => undefined);
      call.on('end', () => {
        const refused = refusalOf(own, call) ?? (leader === undefined ? notReady() : undefined);
        if (refused !== undefined) return answer(refused);
        const asked = askedAppend(messages);
        if (asked instanceof Error) return answer(asked);
        const result = log.append(asked.stream, asked.expected, asked.events);
        appends.set(asked.stream, (appends.get(asked.stream) ?? 0) + 1);
        if (swallow > 0) {
          swallow -= 1;
          nodes[own]?.proxy.cut();
          return undefined;
        }
        const made = appendAnswer(asked.stream, asked.expected, result);
        return made instanceof Error ? answer(made) : answer(null, made);
      });
    };

  /**
   * Appends of one call are written one after another, as they come. Half-closed by the client, the call goes on all the same: the
   * server looks for the end only when it has an answer to give, and by then all were given.
   */
  const batchAppend =
    (own: number) =>
    (call: BatchAppendCall): void => {
      const refused = refusalOf(own, call);
      call.on('error', () => undefined);
      if (refused !== undefined) return void call.emit('error', refused);
      const parts = new Map<string, InstanceType<typeof streams.BatchAppendReq>[]>();
      let isHalfClosed = false;
      calls.add(call);
      call.on('cancelled', () => calls.delete(call));
      call.on('end', () => (isHalfClosed = true));
      const answer = (message: InstanceType<typeof streams.BatchAppendResp>): void => {
        call.write(message);
        if (!isHalfClosed) return;
        calls.delete(call);
        call.end();
      };
      call.on('data', (message: InstanceType<typeof streams.BatchAppendReq>) => {
        const id = message.getCorrelationId()?.getString() ?? '';
        const messages = [...(parts.get(id) ?? []), message];
        parts.set(id, messages);
        if (!message.getIsFinal()) return;
        parts.delete(id);
        const words = notReadyWords.shift() ?? (leader === undefined ? NOT_READY_WORDS[0] : undefined);
        if (words !== undefined) return answer(notReadyAnswer(id, words));
        // A call goes on after the leadership moved: what it brings then is not this node's to write.
        const stale = refusalOf(own, call);
        if (stale !== undefined) return void call.emit('error', stale);
        const asked = askedBatchAppend(messages);
        if (asked instanceof Error) return answer(batchAnswer(id, '', 'any', asked));
        const result = log.append(asked.stream, asked.expected, asked.events);
        appends.set(asked.stream, (appends.get(asked.stream) ?? 0) + 1);
        if (swallow > 0) {
          swallow -= 1;
          return void nodes[own]?.proxy.cut();
        }
        return answer(batchAnswer(id, asked.stream, asked.expected, result));
      });
    };

  const read =
    (own: number) =>
    (call: ServerWritableStream<InstanceType<typeof streams.ReadReq>, InstanceType<typeof streams.ReadResp>>): void => {
      const refused = refusalOf(own, call);
      call.on('error', () => undefined);
      if (refused !== undefined) return void call.emit('error', refused);
      calls.add(call);
      const known = (): number => (leader === own ? log.records.length : Math.max(log.records.length - lagging, 0));
      const pause = (): Promise<void> | undefined => (slow === 0 ? undefined : new Promise((resolve) => setTimeout(resolve, slow)));
      answerRead(call, { log, known, pause, onSent: () => (sent += 1), streamPositions: !withoutStreamPositions })
        .then(
          () => call.end(),
          (error: ServiceError) => call.emit('error', error),
        )
        .finally(() => calls.delete(call));
      return undefined;
    };

  const readGossip = (_call: unknown, answer: sendUnaryData<InstanceType<typeof gossip.ClusterInfo>>): void => {
    const info = new gossip.ClusterInfo();
    info.setMembersList(nodes.map((node, index) => memberInfo(node, index, leader)));
    answer(null, info);
  };

  for (let own = 0; own < count; own += 1) {
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1_048_576, 'grpc.max_concurrent_streams': CALLS_A_CONNECTION });
    server.addService(
      streamsService.StreamsService as never,
      { append: append(own), batchAppend: batchAppend(own), read: read(own) } as never,
    );
    server.addService(gossipService.GossipService as never, { read: readGossip } as never);
    server.addService(featuresService.ServerFeaturesService as never, { getSupportedMethods } as never);
    const port = await bind(server, tls);
    nodes.push({ server, proxy: await proxyTo(port), isAlive: true });
  }

  const elect = async (): Promise<void> => {
    leader = undefined;
    await new Promise((resolve) => setTimeout(resolve, ELECTION_MILLISECONDS));
    leader = nodes.findIndex(({ isAlive }) => isAlive);
  };

  return {
    log,
    url: (...options) => {
      const hosts = nodes.map(({ proxy }) => `${tls ? 'localhost' : '127.0.0.1'}:${proxy.port}`).join(',');
      const credentials = login === undefined ? '' : `${login.username}:${login.password}@`;
      const own = tls ? [`tlsCAFile=${encodeURIComponent(TLS_CERTIFICATE)}`] : ['tls=false'];
      return `esdb://${credentials}${hosts}?${[...own, ...options].join('&')}`;
    },
    cut: () => nodes.forEach(({ proxy }) => proxy.cut()),
    swallowAnswers: (answers) => (swallow = answers),
    answerNotReady: (...words) => void notReadyWords.push(...words),
    openCalls: () => calls.size,
    recordsSent: () => sent,
    delay: (milliseconds) => nodes.forEach(({ proxy }) => proxy.delay(milliseconds)),
    slowDown: (milliseconds) => (slow = milliseconds),
    lag: (records) => (lagging = records),
    killLeader: async () => {
      const node = leader === undefined ? undefined : nodes[leader];
      if (node === undefined || count === 1) throw new Error('there is no other node that could lead');
      node.isAlive = false;
      leader = undefined;
      await node.proxy.shut();
      await elect();
    },
    moveLeader: () => (leader = ((leader ?? 0) + 1) % count),
    restart: async (downMilliseconds) => {
      for (const { proxy } of nodes) await proxy.shut();
      log.forgetIds();
      await new Promise((resolve) => setTimeout(resolve, downMilliseconds));
      for (const { proxy } of nodes) await proxy.open();
    },
    appendsTo: (stream) => appends.get(stream) ?? 0,
    stop: async () => {
      for (const { server, proxy } of nodes) {
        await proxy.shut();
        server.forceShutdown();
      }
    },
  };
}

function bind(server: Server, tls: boolean): Promise<number> {
  const credentials = tls
    ? ServerCredentials.createSsl(null, [{ cert_chain: readFileSync(TLS_CERTIFICATE), private_key: readFileSync(TLS_KEY) }])
    : ServerCredentials.createInsecure();
  return new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error === null ? resolve(port) : reject(error))),
  );
}

function memberInfo(node: Node, index: number, leader: number | undefined): MemberInfo {
  const { LEADER, FOLLOWER, UNKNOWN } = gossip.MemberInfo.VNodeState;
  const member = new gossip.MemberInfo();
  const id = new shared.UUID();
  id.setString(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
  member.setInstanceId(id);
  member.setTimeStamp('0');
  member.setIsAlive(node.isAlive);
  member.setState(leader === index ? LEADER : leader === undefined ? UNKNOWN : FOLLOWER);
  const place = new gossip.EndPoint();
  place.setAddress('127.0.0.1');
  place.setPort(node.proxy.port);
  member.setHttpEndPoint(place);
  return member;
}

function getSupportedMethods(
  _call: ServerUnaryCall<unknown, unknown>,
  answer: sendUnaryData<InstanceType<typeof features.SupportedMethods>>,
): void {
  const methods = new features.SupportedMethods();
  methods.setEventStoreServerVersion('23.10.6');
  methods.setMethodsList(
    ['append', 'batchappend', 'read'].map((name) => {
      const method = new features.SupportedMethod();
      method.setServiceName('event_store.client.streams.streams');
      method.setMethodName(name);
      return method;
    }),
  );
  answer(null, methods);
}
