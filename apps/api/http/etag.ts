/** Entity tags: an answer's is its digest. The revision of the stream behind it, for `If-Match` of a write, has a header of its own. */
import { fail } from './problem.js';

/** Revision of the participant's stream, in quotes: what `If-Match` of a write takes. */
export const REVISION_HEADER = 'Accrual-Revision';

/** `7` → `"7"` */
export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/** The revisions that `If-Match` names; undefined where any will do (no header, or `*`). Weak tags are refused. */
export function revisionsMatched(ifMatch: string | undefined): readonly number[] | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  return ifMatch.split(',').map((tag) => {
    const match = /^"(0|[1-9]\d{0,9})"$/.exec(tag.trim());
    return match === null ? fail('INVALID_IF_MATCH', { found: tag.trim() }) : Number(match[1]);
  });
}

/** Whether `If-None-Match` names the digest of the answer; `*` names that of any answer there is. */
export function namesDigest(ifNoneMatch: string | undefined, digest: string): boolean {
  return ifNoneMatch?.trim() === '*' || (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${digest}"`);
}
