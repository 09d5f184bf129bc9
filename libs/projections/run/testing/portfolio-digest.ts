/** The digest of a portfolio, put together apart from the sweep. */
import { createHash } from 'node:crypto';

/** SHA-256 over answers' digests (hex, joined without anything between), in the order of streams. */
export async function portfolioDigest(digests: Iterable<string> | AsyncIterable<string>): Promise<string> {
  let joined = '';
  for await (const each of digests) joined += each;
  return createHash('sha256').update(joined).digest('hex');
}
