/**
 * When a journal was last proved from end to end, up to where, and what came of it: a small file of the data folder, one for each journal
 * that is kept with it. It remembers how far the journal has reached, and so misses what is gone.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { shownUrl } from '#journal/engines/open.js';
import type { JournalEngine } from '#journal/journal-url.js';
import type { JournalVerdict } from '#journal/verify.js';
import { sha256Hex } from '#journal/sha256.js';
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { writeWhole } from '#reprocessing/batch/whole-file.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    SELF_CHECK_UNREADABLE: { readonly file: string };
  }
}

export interface SelfCheck {
  readonly checkedAt: Instant;
  /** `whole`: every hash and link as written, and what was signed or taken in is still there. */
  readonly verdict: 'whole' | 'damaged';
  readonly events: number;
  readonly streams: number;
  /** The journal's end as it was found; null where what was read does not tell it. */
  readonly head: { readonly position: number; readonly recordedAt: Instant | null } | null;
  /** Checkpoints, and the Merkle log, that the journal was held against. */
  readonly heldAgainst: number;
  /** Places in the journal that are damaged, and checkpoints that it does not keep. */
  readonly findings: number;
}

/** As it stands in the folder. */
export interface KeptSelfCheck extends SelfCheck {
  /** The furthest end that any check of this journal has found; absent where an older program wrote it. */
  readonly reached?: number;
}

/** What was checked beside the journal: how many checkpoints and logs, and how many of them it does not keep. */
export interface HeldAgainst {
  readonly heldAgainst: number;
  readonly broken: number;
}

export function selfCheckOf(verdict: JournalVerdict, { heldAgainst, broken }: HeldAgainst, checkedAt: Instant): SelfCheck {
  const { events, streams } = verdict;
  const isClean = verdict.status === 'clean';
  return {
    checkedAt,
    verdict: isClean && broken === 0 ? 'whole' : 'damaged',
    events,
    streams,
    head: isClean ? { position: verdict.head.position, recordedAt: verdict.head.recordedAt ?? null } : null,
    heldAgainst,
    findings: broken + (isClean ? 0 : verdict.findings.length),
  };
}

/** Of the folder's own journal, which lies in it by that name; of another one by what its address says without a password. */
export function selfCheckFile(folder: string, { engine, address }: JournalEngine): string {
  const name = engine === 'sqlite' ? resolve(address) : shownUrl(address);
  const isOwn = name === join(folder, 'journal.sqlite');
  return join(folder, isOwn ? 'self-check.json' : `self-check-${sha256Hex(name).slice(0, 12)}.json`);
}

/**
 * Keeps the check in place of the one before, and how far they have reached. A folder that is read-only, full or not there keeps none: the
 * check is worth the same, so that why is told, not thrown.
 */
export function keepSelfCheck(file: string, check: SelfCheck): string | undefined {
  const reached = Math.max(positionChecked(file), check.head?.position ?? 0);
  try {
    writeWhole(file, `${JSON.stringify({ ...check, reached } satisfies KeptSelfCheck)}\n`);
    return undefined;
  } catch (error) {
    if (isSystemError(error)) return error.message;
    throw error;
  }
}

/** How far the journal had reached by what is kept; 0 where that does not tell. */
export function positionChecked(file: string): number {
  try {
    return lastSelfCheck(file)?.reached ?? 0;
  } catch (error) {
    if (error instanceof Refused) return 0; // who asks for it is told
    throw error;
  }
}

/** The last one that was kept; undefined where there was none. Refuses SELF_CHECK_UNREADABLE. */
export function lastSelfCheck(file: string): KeptSelfCheck | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const check: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isSelfCheck(check)) return check;
  } catch (error) {
    if (!isSystemError(error) && (error as Error).name !== 'SyntaxError') throw error;
  }
  return refuse('SELF_CHECK_UNREADABLE', { file });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

function isSelfCheck(value: unknown): value is KeptSelfCheck {
  if (typeof value !== 'object' || value === null) return false;
  const { checkedAt, verdict, events, streams, head, heldAgainst, findings, reached = 0 } = value as {
    readonly [field in keyof KeptSelfCheck]?: unknown;
  };
  const counts = [events, streams, heldAgainst, findings, reached];
  return (
    typeof checkedAt === 'string' &&
    !Number.isNaN(Date.parse(checkedAt)) &&
    (verdict === 'whole' || verdict === 'damaged') &&
    counts.every((count) => Number.isSafeInteger(count) && (count as number) >= 0) &&
    (head === null || isHead(head))
  );
}

function isHead(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { position, recordedAt } = value as { readonly position?: unknown; readonly recordedAt?: unknown };
  return Number.isSafeInteger(position) && (recordedAt === null || typeof recordedAt === 'string');
}
