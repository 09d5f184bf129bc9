/** A reading as it is answered: its digest and the stream's revision in the headers, 304 where the caller has it already. */
import type { Response } from 'express';
import { etagOf, namesDigest, REVISION_HEADER } from '../http/etag.js';
import type { Reading } from './answers.js';

export function answered({ revision, answer }: Reading, ifNoneMatch: string | undefined, response: Response): object | undefined {
  response.setHeader('ETag', `"${answer.digest}"`);
  if (revision !== undefined) response.setHeader(REVISION_HEADER, etagOf(revision));
  if (!namesDigest(ifNoneMatch, answer.digest)) return answer;
  response.status(304);
  return undefined;
}
