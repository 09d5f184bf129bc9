/** A list that comes page by page: what is loaded, and how to ask for more. */
import { useEffect, useState } from 'preact/hooks';
import { addressOfQuestion, read, type Problem } from '../api/ask.js';
import type { Page } from '../api/shapes.js';

export interface Pages<Item, First> {
  readonly items: readonly Item[];
  /** The whole answer that brought the first page, for what it says of the list; undefined before it. */
  readonly first: First | undefined;
  readonly isWhole: boolean;
  readonly problem: Problem | undefined;
  readonly more: () => void;
}

interface Loaded<Item, First> {
  readonly items: readonly Item[];
  readonly first: First | undefined;
  /** Undefined before the first page, null after the last. */
  readonly next: string | null | undefined;
  readonly problem: Problem | undefined;
}

/** What a cursor holds by itself. */
const PINNED = { knownAt: undefined, after: undefined };

const NOTHING = { items: [], first: undefined, next: undefined, problem: undefined };

/** The first page is what is in view, and soon there; each later one is longer. */
const [FIRST, LATER] = [100, 500];

export function usePages<Item, First extends Page<Item> = Page<Item>>(path: string, query: object): Pages<Item, First> {
  const address = addressOfQuestion(path, { ...query, limit: FIRST });
  const [loaded, setLoaded] = useState<Loaded<Item, First>>(NOTHING);
  /** The cursor that is being asked for; undefined for none. */
  const [wanted, setWanted] = useState<{ readonly address: string; readonly cursor: string } | undefined>(undefined);
  useEffect(() => {
    setLoaded(NOTHING);
    setWanted({ address, cursor: '' });
  }, [address]);
  useEffect(() => {
    if (wanted === undefined || wanted.address !== address) return undefined;
    const gone = new AbortController();
    read<First>(
      wanted.cursor === '' ? address : addressOfQuestion(path, { ...query, ...PINNED, limit: LATER, cursor: wanted.cursor }),
      gone.signal,
    ).then(
      (page) => {
        setLoaded((before) =>
          wanted.cursor === ''
            ? { items: page.items, first: page, next: page.next, problem: undefined }
            : { ...before, items: [...before.items, ...page.items], next: page.next, problem: undefined },
        );
        setWanted(undefined);
      },
      (problem: unknown) => {
        if (gone.signal.aborted) return;
        setLoaded((before) => ({ ...before, next: null, problem: problem as Problem }));
        setWanted(undefined);
      },
    );
    return () => gone.abort();
  }, [wanted]);
  const more = (): void => {
    if (wanted === undefined && typeof loaded.next === 'string') setWanted({ address, cursor: loaded.next });
  };
  // A page of a rare filter may be empty, and goes on by itself.
  useEffect(() => {
    if (loaded.items.length === 0) more();
  }, [loaded]);
  return {
    items: loaded.items,
    first: loaded.first,
    isWhole: loaded.next === null,
    problem: loaded.problem,
    more,
  };
}
