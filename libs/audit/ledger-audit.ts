/** Checkpoints and proofs of a ledger, from its Merkle log and the key that signs for it. */
import { hex, leafHash } from '#journal/hash-chain.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import { jsonPosition } from '#projections/answer.js';
import { resolveCoordinates, type AskedCoordinates } from '#projections/coordinates.js';
import { signedCheckpoint } from './checkpoint/checkpoint.js';
import type { SignerKey } from './checkpoint/keys.js';
import type { LogEnd } from './log/leaf.js';
import type { MerkleLog } from './log/merkle-log.js';
import { extendsTree, includes } from './merkle/proofs.js';
import { consistencyPath, inclusionPath, rootHash } from './merkle/tree.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INVALID_LOG_SIZE: { readonly from: number; readonly size: number };
  }
}

/** What the ledger held, in one signed hash. */
export interface Checkpoint {
  /** Name of the log and of the key that signs. */
  readonly origin: string;
  /** Number of events. */
  readonly size: number;
  /** Of the last of them. */
  readonly position: number;
  /** When the journal took it in. */
  readonly recordedAt: Instant;
  /** Hexadecimal. */
  readonly rootHash: string;
  /** The signed note (c2sp.org/tlog-checkpoint): what is to be kept elsewhere. */
  readonly note: string;
  readonly verifierKey: string;
}

/** That an event stands in the log of a checkpoint. */
export interface InclusionProof {
  readonly kind: 'inclusion';
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  /** Place of its leaf, from 0. */
  readonly index: number;
  readonly size: number;
  /** The hashed text (RFC 8785). */
  readonly event: string;
  readonly leafHash: string;
  /** From the leaf's sibling to the root's child. */
  readonly path: readonly string[];
  readonly checkpoint: Checkpoint;
}

/** That the log of an earlier checkpoint is the beginning of that of a later one. */
export interface ConsistencyProof {
  readonly kind: 'consistency';
  readonly from: number;
  readonly fromRootHash: string;
  readonly size: number;
  readonly path: readonly string[];
  readonly checkpoint: Checkpoint;
}

/** Up to a position of the journal, or an instant of its own time, inclusive; undefined: all. */
export type LogKnowledge = AskedCoordinates['knownAt'];

/**
 * All refuse KNOWLEDGE_IN_FUTURE and POSITION_BEYOND_END for what lies ahead; BEFORE_FIRST_EVENT where nothing was recorded by
 * then; and as `openMerkleLog` and the signing key do.
 */
export interface LedgerAudit {
  /** Takes in all that stands in the journal, so that whoever asks next does not wait for it. */
  readonly catchUp: () => Promise<void>;
  readonly checkpoint: (known: LogKnowledge) => Promise<Checkpoint>;
  /**
   * The last of each day (UTC) on which something was recorded, up to a position, and an instant where one is given, behind so many
   * events; at most `limit`. None where nothing was recorded.
   */
  readonly checkpoints: (upTo: bigint, knownAt: Instant | undefined, afterSize: number, limit: number) => Promise<readonly Checkpoint[]>;
  /** Refuses UNKNOWN_EVENT, and NOT_YET_KNOWN where it was recorded later. */
  readonly inclusion: (eventId: string, known: LogKnowledge) => Promise<InclusionProof>;
  /** `from`: size of the earlier checkpoint. Refuses INVALID_LOG_SIZE where it is none up to then. */
  readonly consistency: (from: number, known: LogKnowledge) => Promise<ConsistencyProof>;
  readonly close: () => Promise<void>;
}

export interface LedgerAuditOptions {
  readonly log: MerkleLog;
  readonly journal: Pick<JournalReader, 'head' | 'findEvents'>;
  readonly clock: () => Instant;
  /** Asked for when something is to be signed, not before. */
  readonly signer: () => SignerKey;
}

export function ledgerAudit({ log, journal, clock, signer }: LedgerAuditOptions): LedgerAudit {
  const prover: Prover = { log, journal, sign: (end, root) => checkpointOf(signer(), end, root ?? rootHash(log.subtrees(), end.size)) };

  /** Up to each of them: the earliest end. */
  const endAt = async (...known: readonly LogKnowledge[]): Promise<LogEnd> => {
    const head = await journal.head();
    for (const knownAt of known) resolveCoordinates({ knownAt }, head, clock); // refuses what lies ahead
    let end = await log.catchUp();
    for (const knownAt of known) {
      const other = knownAt === undefined ? end : await log.endAt(knownAt);
      if (other.size < end.size) end = other;
    }
    return end;
  };
  const somethingAt = async (known: LogKnowledge): Promise<LogEnd> => {
    const end = await endAt(known);
    return end.size > 0
      ? end
      : refuse('BEFORE_FIRST_EVENT', { recordedBy: String(known ?? 'now') });
  };

  return {
    catchUp: async () => void (await log.catchUp()),
    checkpoint: async (known) => prover.sign(await somethingAt(known)),
    checkpoints: async (upTo, knownAt, afterSize, limit) => {
      const end = await endAt(upTo, knownAt);
      const days = log.days(afterSize, end.time.slice(0, 10), limit);
      const isLast = days.length < limit && end.size > afterSize;
      return [...days, ...(isLast ? [end] : [])].map((each) => prover.sign(each));
    },
    inclusion: async (eventId, known) => inclusionOf(eventId, await somethingAt(known), known, prover),
    consistency: async (from, known) => consistencyOf(from, await somethingAt(known), prover),
    close: log.close,
  };
}

/** What a proof is made of. */
interface Prover extends Pick<LedgerAuditOptions, 'log' | 'journal'> {
  /** `root`: of the log up to there, where it is computed already. */
  readonly sign: (end: LogEnd, root?: Uint8Array) => Checkpoint;
}

function checkpointOf(key: SignerKey, { size, position, time }: LogEnd, root: Uint8Array): Checkpoint {
  return {
    origin: key.verifier.name,
    size,
    position: jsonPosition(position),
    recordedAt: time,
    rootHash: hex(root),
    note: signedCheckpoint({ size, root }, key),
    verifierKey: key.verifier.text,
  };
}

async function inclusionOf(eventId: string, end: LogEnd, known: LogKnowledge, { log, journal, sign }: Prover): Promise<InclusionProof> {
  const { position } =
    (await journal.findEvents([eventId])).get(eventId) ??
    refuse('UNKNOWN_EVENT', { eventId });
  if (position > end.position) {
    refuse('NOT_YET_KNOWN', { eventId, position: String(position), knownAt: String(known ?? 'now'), end: String(end.position) });
  }
  const { record, index } = await log.recordAt(position);
  const [subtrees, { size }, leaf] = [log.subtrees(), end, leafHash(record.text)];
  const [root, path] = [rootHash(subtrees, size), inclusionPath(subtrees, index, size)];
  expectProven(includes({ leaf, index, size, root, path }));
  return {
    kind: 'inclusion',
    eventId,
    stream: record.stream,
    revision: record.revision,
    position: jsonPosition(position),
    index,
    size,
    event: record.text,
    leafHash: hex(leaf),
    path: path.map(hex),
    checkpoint: sign(end, root),
  };
}

function consistencyOf(from: number, end: LogEnd, { log, sign }: Prover): ConsistencyProof {
  if (from < 1 || from > end.size) {
    refuse('INVALID_LOG_SIZE', { from, size: end.size });
  }
  const [subtrees, { size }] = [log.subtrees(), end];
  const [fromRoot, root, path] = [rootHash(subtrees, from), rootHash(subtrees, size), consistencyPath(subtrees, from, size)];
  expectProven(extendsTree({ from, fromRoot, size, root, path }));
  return { kind: 'consistency', from, fromRootHash: hex(fromRoot), size, path: path.map(hex), checkpoint: sign(end, root) };
}

/** What is given away has been checked the way the receiver will. */
function expectProven(proven: boolean): void {
  if (!proven) throw new Error('a proof from the Merkle log does not hold');
}
