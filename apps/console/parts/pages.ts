/** A list that comes page by page: what is loaded, and how to ask for more. */
import { useEffect, useState } from 'preact/hooks';
import { addressOfQuestion, read, type Problem } from '../api/ask.js';
import type { Page } from '../api/shapes.js';

export interface Pages<Item> {
  readonly items: readonly Item[];
  readonly isWhole: boolean;
  readonly problem: Problem | undefined;
  readonly more: () => void;
}

interface Loaded<Item> {
  readonly items: readonly Item[];
  /** Undefined before the first page, null after the last. */
  readonly next: string | null | undefined;
  readonly problem: Problem | undefined;
}

/** What a cursor holds by itself. */
const PINNED = { knownAt: undefined, after: undefined };

const NOTHING = { items: [], next: undefined, problem: undefined };

/** The first page is what is in view, and soon there; each later one is longer. */
const [FIRST, LATER] = [100, 500];

export function usePages<Item>(path: string, query: object): Pages<Item> {
  const address = addressOfQuestion(path, { ...query, limit: FIRST });
  const [loaded, setLoaded] = useState<Loaded<Item>>(NOTHING);
  /** The cursor that is being asked for; undefined for none. */
  const [wanted, setWanted] = useState<{ readonly address: string; readonly cursor: string } | undefined>(undefined);
  useEffect(() => {
    setLoaded(NOTHING);
    setWanted({ address, cursor: '' });
  }, [address]);
  useEffect(() => {
    if (wanted === undefined || wanted.address !== address) return undefined;
    const gone = new AbortController();
    read<Page<Item>>(
      wanted.cursor === '' ? address : addressOfQuestion(path, { ...query, ...PINNED, limit: LATER, cursor: wanted.cursor }),
      gone.signal,
    ).then(
      ({ items, next }) => {
        setLoaded((before) => ({ items: wanted.cursor === '' ? items : [...before.items, ...items], next, problem: undefined }));
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
    isWhole: loaded.next === null,
    problem: loaded.problem,
    more,
  };
}
