/** Long work in one thread, with pauses: a server goes on answering meanwhile, and a wish to stop is heard. */
import { breathe } from '#journal/breathe.js';

/** As long as a request may wait for its turn. */
const PAUSE_AFTER_MS = 10;

export interface Pauses {
  /** Asked at every pause; refuses where the work is to stop. */
  readonly mayGoOn?: (() => void) | undefined;
}

/** The same items, with a pause after every few milliseconds of work on them. */
export async function* unhurried<Item>(items: Iterable<Item>, { mayGoOn }: Pauses = {}): AsyncGenerator<Item> {
  let since = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - since < PAUSE_AFTER_MS) continue;
    await breathe();
    mayGoOn?.();
    since = performance.now();
  }
}
