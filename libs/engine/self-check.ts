/** When the journal was last proved from end to end, up to where, and what came of it: a small file of the data folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalVerdict } from '#journal/verify.js';
import { refuse } from '#ledger/kernel/refusal.js';
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

const fileIn = (folder: string): string => join(folder, 'self-check.json');

/**
 * Keeps the check in place of the one before. A folder that is read-only, full or not there keeps none: the check is worth the same, so
 * that why is told, not thrown.
 */
export function keepSelfCheck(folder: string, check: SelfCheck): string | undefined {
  try {
    writeWhole(fileIn(folder), `${JSON.stringify(check)}\n`);
    return undefined;
  } catch (error) {
    if (isSystemError(error)) return error.message;
    throw error;
  }
}

/** The last one that was kept in this folder; undefined where there was none. Refuses SELF_CHECK_UNREADABLE. */
export function lastSelfCheck(folder: string): SelfCheck | undefined {
  const file = fileIn(folder);
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

function isSelfCheck(value: unknown): value is SelfCheck {
  if (typeof value !== 'object' || value === null) return false;
  const { checkedAt, verdict, events, streams, head, heldAgainst, findings } = value as Partial<Record<keyof SelfCheck, unknown>>;
  const counts = [events, streams, heldAgainst, findings];
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
