/** The digest of a standing model: of what it answers for every subject, by id. */
import { digestOf } from '../../answer.js';
import type { StandingEntry } from './model.js';
import type { ListedAnswer, StandingReader } from './readings.js';

const PAGE = 1_000;

/** Every subject of a model, page by page. */
export async function* listAll(models: Pick<StandingReader, 'list'>, model: string): AsyncGenerator<readonly ListedAnswer[]> {
  let after = '';
  for (;;) {
    const { items, next } = await models.list(model, { after, limit: PAGE });
    if (items.length > 0) yield items;
    if (next === null) return;
    after = next;
  }
}

/** The entries of a model's own order, page by page. Refuses MODEL_NOT_BUILT. */
export async function* listEntries(models: Pick<StandingReader, 'entries'>, model: string): AsyncGenerator<readonly StandingEntry[]> {
  let after: string | undefined;
  for (;;) {
    const { items, next } = await models.entries(model, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    if (items.length > 0) yield items;
    if (next === null) return;
    after = next;
  }
}

/** Each subject's answer or refusal folded into one SHA-256 in turn; an empty model has the digest of nothing. */
export async function modelDigest(models: Pick<StandingReader, 'list'>, model: string): Promise<string> {
  let digest = digestOf([]);
  for await (const items of listAll(models, model)) {
    digest = digestOf([digest, ...items.map((item) => ('answer' in item ? item.answer.digest : digestOf(item.refusal as never)))]);
  }
  return digest;
}
