/** A list over all subjects that the server keeps for one day, which it says: page by page, the first falling due first. */
import type { Page } from '../api/shapes.js';
import { words } from '../words/words.js';
import { LongList, type LongListProps } from './long-list.js';
import { usePages } from './pages.js';
import { RefusalNote } from './told.js';

type KeptPage<Item> = Page<Item> & { readonly asOf: string };

interface RegisterProps<Item> extends Pick<LongListProps<Item>, 'label' | 'heads' | 'columns'> {
  readonly path: string;
  /** Which day it is of, in words. */
  readonly day: (asOf: string) => string;
  readonly none: (asOf: string) => string;
  readonly cells: (item: Item, asOf: string) => ReturnType<LongListProps<Item>['cells']>;
}

export function Register<Item>({ path, day, none, cells, ...list }: RegisterProps<Item>) {
  const { items, first, isWhole, problem, more } = usePages<Item, KeptPage<Item>>(path, {});
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (first === undefined || (items.length === 0 && !isWhole)) return <p class="waiting">{words().frame.waiting}</p>;
  if (items.length === 0) return <p class="empty">{none(first.asOf)}</p>;
  return (
    <>
      <p class="soft small">{day(first.asOf)}</p>
      <LongList items={items} onEnd={isWhole ? undefined : more} cells={(item) => cells(item, first.asOf)} {...list} />
    </>
  );
}
