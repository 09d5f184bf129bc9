/** Files that a command writes anew: only where nothing stands, or what the command itself had made. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { refuse } from '#ledger/kernel/refusal.js';

const LOOKED_AT = 65_536;

/**
 * Refuses FILE_EXISTS where the file stands, is not empty, and is no earlier output of the command by its first and last bytes.
 * What is no plain file (a device, a pipe) keeps nothing that could be lost.
 */
export function expectOwnFile(file: string, isOwn: (begin: string, end: string) => boolean, replace: boolean): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (replace || stat === undefined || !stat.isFile() || stat.size === 0) return;
  if (isOwn(partOf(file, 0), partOf(file, Math.max(0, stat.size - LOOKED_AT)))) return;
  refuse('FILE_EXISTS', { file });
}

function partOf(file: string, from: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(LOOKED_AT);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, LOOKED_AT, from));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * A sweep's file tells each answer with its participant and its digest: in the head of a CSV, at the beginning of NDJSON, in the footer
 * of a Parquet file.
 */
export function isSweep(begin: string, end: string): boolean {
  const names = (text: string): boolean => /participantId|employerId/.test(text) && text.includes('digest');
  if (begin.startsWith('{')) return /^\{"(participant|employer)Id":/.test(begin);
  return begin.startsWith('PAR1') ? names(end) : names(begin.split('\n')[0] ?? '');
}

export const OVERVIEW_MARK = '<meta name="generator" content="accrual overview">';

export const STATEMENT_MARK = '<meta name="generator" content="accrual employer statement">';

export const TRANSFER_STATEMENT_MARK = '<meta name="generator" content="accrual transfer statement">';

export function isStatement(begin: string): boolean {
  return begin.includes(STATEMENT_MARK);
}

export function isTransferStatement(begin: string): boolean {
  return begin.includes(TRANSFER_STATEMENT_MARK);
}

export function isOverview(begin: string): boolean {
  return begin.includes(OVERVIEW_MARK);
}
