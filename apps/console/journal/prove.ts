/** What a proof comes to in this browser: an event's, or a kept checkpoint's, held against the server's latest checkpoint. */
import { addressOfQuestion, read, type Problem } from '../api/ask.js';
import type { LedgerEvent } from '../api/shapes.js';
import { words } from '../words/words.js';
import { checkConsistency, checkInclusion, checkSignature, readCheckpoint, type Checkpoint, type InclusionProof } from './merkle.js';

export interface ServedCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly rootHash: string;
  readonly note: string;
  readonly verifierKey: string;
}

interface Proof extends InclusionProof {
  readonly checkpoint: ServedCheckpoint;
}

/** What the reader sees of an event, which its bytes have to say too. */
export type ProvedEvent = Pick<LedgerEvent, 'id'> & Partial<LedgerEvent>;

export type ProofOutcome =
  | {
      readonly status: 'checked';
      readonly proof: Proof;
      readonly said: string;
      readonly holds: boolean;
      readonly signature: string;
      readonly signed: boolean;
    }
  | { readonly status: 'refused'; readonly problem: Problem }
  | { readonly status: 'wrong'; readonly said: string };

/** `own`: the text of a checkpoint that the reader keeps; none: the server's latest. Throws a Problem. */
export async function proofFrom(event: ProvedEvent, own = ''): Promise<ProofOutcome> {
  const { event: text } = words();
  const proof = await read<Proof>(addressOfQuestion('/v1/proofs', { eventId: event.id }));
  const served = readCheckpoint(proof.checkpoint.note);
  const kept = own.trim() === '' ? served : readCheckpoint(own);
  if (served === undefined || kept === undefined) return { status: 'wrong', said: text.notACheckpoint };
  if (kept.origin !== served.origin) return { status: 'wrong', said: text.wrongLog };
  if (kept.size <= proof.index) return { status: 'wrong', said: text.notCovered };
  const verdict = isOf(proof.event, event) ? await checkInclusion(proof, served.rootHash) : 'otherEvent';
  const isBeginning = kept === served || (await grewFrom(kept, served, proof.checkpoint));
  const signature = await checkSignature(kept, proof.checkpoint.verifierKey);
  return {
    status: 'checked',
    proof,
    said: verdict === 'holds' ? (isBeginning ? text.holds : text.notBeginning) : text[verdict],
    holds: verdict === 'holds' && isBeginning,
    ...signatureSaid(signature),
  };
}

export type KeptOutcome =
  | {
      readonly status: 'checked';
      readonly said: string;
      readonly holds: boolean;
      readonly signature: string;
      readonly signed: boolean;
    }
  | { readonly status: 'wrong'; readonly said: string };

/** Whether the server's journal is the kept checkpoint's, grown. Throws a Problem. */
export async function grownSince(own: string): Promise<KeptOutcome> {
  const { event: text, evidence } = words();
  const latest = await read<ServedCheckpoint>('/v1/checkpoints/latest');
  const [kept, served] = [readCheckpoint(own), readCheckpoint(latest.note)];
  if (served === undefined || kept === undefined) return { status: 'wrong', said: text.notACheckpoint };
  if (kept.origin !== served.origin) return { status: 'wrong', said: text.wrongLog };
  if (kept.size > served.size) return { status: 'wrong', said: evidence.shrunk };
  const holds = await grewFrom(kept, served, latest);
  const signature = await checkSignature(kept, latest.verifierKey);
  return { status: 'checked', said: holds ? evidence.grown : text.notBeginning, holds, ...signatureSaid(signature) };
}

function signatureSaid(signature: boolean | undefined): { readonly signature: string; readonly signed: boolean } {
  const { event: text } = words();
  const said = signature === undefined ? text.noKey : signature ? text.signatureHolds : text.signatureDiffers;
  return { signature: said, signed: signature !== false };
}

/** The bytes are those of the event that is shown. Data of an older version are shown as they are read now, and not compared. */
function isOf(bytes: string, event: ProvedEvent): boolean {
  const said = JSON.parse(bytes) as Partial<LedgerEvent>;
  const names = ['id', 'stream', 'revision', 'type', 'effectiveDate', 'recordedAt', 'actor'] as const;
  if (names.some((name) => event[name] !== undefined && event[name] !== said[name])) return false;
  return event.data === undefined || event.schemaVersion !== said.schemaVersion || sorted(event.data) === sorted(said.data);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** The journal that the reader's checkpoint signs is the beginning of the one that the server's signs. */
async function grewFrom(kept: Checkpoint, served: Checkpoint, { position }: ServedCheckpoint): Promise<boolean> {
  if (kept.size > served.size) return false;
  if (kept.size === served.size) return kept.rootHash === served.rootHash;
  // At the position of the checkpoint in hand: the journal may have grown since it was read.
  const { path } = await read<{ readonly path: readonly string[] }>(
    addressOfQuestion('/v1/proofs', { from: kept.size, knownAt: position }),
  );
  return checkConsistency(kept, served, path);
}
