/** A refusal in words, for whoever writes to people: pages, problem documents, files of rejects. */
import type { Refusal, RefusalCode } from '#ledger/kernel/refusal.js';
import { ENGLISH } from './english.js';
import type { Say } from './words.js';

/** The sentence: what was wrong, where, and what to do. A code of another version, without a sentence here, is told with its details. */
export function said(refusal: Refusal): string {
  const { code, message, ...details } = refusal;
  if (message !== '') return message;
  if (!Object.hasOwn(ENGLISH, code)) return `${code} ${JSON.stringify(details)}`;
  const words = ENGLISH[code as RefusalCode] as (details: unknown, say: Say) => string;
  return words(details, said);
}

/** The refusal as surfaces hand it on: with its sentence. */
export function withWords(refusal: Refusal): Refusal {
  return { ...refusal, message: said(refusal) };
}
