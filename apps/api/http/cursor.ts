/**
 * Cursors of lists. A cursor pins the knowledge of the first page, so that the pages of one list fit together while the
 * journal grows, and it holds the filter it was made for. It grants nothing that the first page did not; the digest only
 * tells an altered cursor from a whole one.
 */
import { asJson, canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { sha256Hex } from '#journal/sha256.js';
import { parseInstant } from '#money/civil-date.js';
import { fail } from './problem.js';

/** Where a list goes on. */
export interface Cursor {
  /** Position at which the first page was asked; later events are not listed. */
  readonly upTo: string;
  /** The instant that was asked for as `knownAt`; null without one. */
  readonly knownAt: string | null;
  /** The last item of the page before: a position, or a stream's name. */
  readonly after: string;
}

const DIGEST_LENGTH = 16;

function digestOf(content: string): string {
  return sha256Hex(`accrual cursor 1 ${content}`).slice(0, DIGEST_LENGTH);
}

type Content = Cursor & { readonly list: string; readonly filter: JsonObject };

/** What a cursor holds, held against what cursors hold: the digest is no secret, so one can be made by hand. */
function contentOf(text: string): Content {
  try {
    const content = JSON.parse(text) as Content;
    const { upTo, after, knownAt, filter } = content;
    const isWhole = /^\d{1,19}$/.test(upTo) && typeof after === 'string' && (knownAt === null || parseInstant(knownAt) !== undefined);
    if (isWhole && typeof filter === 'object' && filter !== null) return content;
  } catch {
    // told below
  }
  return fail('INVALID_CURSOR', { fault: 'altered' });
}

/** `list` and `filter`: what is being listed; a cursor serves no other list. */
export function encodeCursor(list: string, filter: JsonObject, cursor: Cursor): string {
  const content = canonicalText(asJson({ list, filter, ...cursor }));
  return Buffer.from(`${digestOf(content)}${content}`).toString('base64url');
}

/** Refuses INVALID_CURSOR where it was altered, or made for another list or filter. */
export function decodeCursor(list: string, filter: JsonObject, text: string): Cursor {
  const decoded = Buffer.from(text, 'base64url').toString('utf8');
  const [digest, content] = [decoded.slice(0, DIGEST_LENGTH), decoded.slice(DIGEST_LENGTH)];
  if (digest !== digestOf(content) || Buffer.from(decoded).toString('base64url') !== text) {
    fail('INVALID_CURSOR', { fault: 'altered' });
  }
  const { list: madeFor, filter: madeWith, ...cursor } = contentOf(content);
  if (madeFor !== list || canonicalText(madeWith) !== canonicalText(filter)) {
    fail('INVALID_CURSOR', { fault: 'of-another-list' });
  }
  return cursor;
}
