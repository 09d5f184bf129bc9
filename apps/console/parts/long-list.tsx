/** A table of very many rows of one height, of which only those in view are in the page. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { language, words } from '../words/words.js';
import { countText } from './amounts.js';

export interface LongListProps<Item> {
  readonly label: string;
  /** A head of amounts begins with `#`. */
  readonly heads: readonly string[];
  readonly items: readonly Item[];
  /** Widths of the columns, as in `grid-template-columns`. */
  readonly columns: string;
  readonly rowHeight?: number;
  readonly cells: (item: Item, index: number) => readonly ComponentChildren[];
  /** Asked for more when the end comes near. */
  readonly onEnd?: (() => void) | undefined;
  readonly foot?: ComponentChildren;
}

const BEYOND = 12;

export function LongList<Item>({ label, heads, items, columns, rowHeight = 34, cells, onEnd, foot }: LongListProps<Item>) {
  const view = useRef<HTMLDivElement>(null);
  const [{ top, height }, setView] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const box = view.current;
    if (box === null) return undefined;
    const look = (): void => setView({ top: box.scrollTop, height: box.clientHeight });
    const size = new ResizeObserver(look);
    size.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      size.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);
  const first = Math.max(0, Math.floor(top / rowHeight) - BEYOND);
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + BEYOND);
  useEffect(() => {
    if (last >= items.length - BEYOND) onEnd?.();
  }, [last, items.length]);
  const line = { gridTemplateColumns: columns };
  // So that the columns share what room there is, and scroll sideways below their least widths.
  const minWidth = `${leastWidth(columns, heads.length)}px`;
  return (
    <div class="long-list" ref={view} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={items.length + 1} style={{ minWidth }}>
        <div role="rowgroup" class="heads">
          <div role="row" aria-rowindex={1} class="line" style={line}>
            {heads.map((head, column) => (
              <div key={column} role="columnheader" class={amountClass(head)}>
                {head.replace(/^#/, '')}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" class="rows" style={{ height: `${items.length * rowHeight}px` }}>
          {items.slice(first, last).map((item, offset) => (
            <div
              role="row"
              aria-rowindex={first + offset + 2}
              class="line"
              key={first + offset}
              style={{ ...line, transform: `translateY(${(first + offset) * rowHeight}px)`, height: `${rowHeight}px` }}
            >
              {cells(item, first + offset).map((cell, column) => (
                <div key={column} role="cell" class={amountClass(heads[column])}>
                  {cell}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
      {last - first < items.length && (
        <p class="print-only soft small">
          {words().frame.printed(countText(last - first, language.value), countText(items.length, language.value))}
        </p>
      )}
      {foot}
    </div>
  );
}

const [GAP, SIDES] = [14, 28];

/** `minmax(120px, 1fr) 70px` and so on: the sum of the first lengths, the gaps and the sides. */
function leastWidth(columns: string, count: number): number {
  const least = columns.match(/\d{2,4}px/g)?.reduce((sum, length) => sum + Number.parseInt(length, 10), 0) ?? 0;
  return least + GAP * (count - 1) + SIDES;
}

function amountClass(head: string | undefined): string | undefined {
  return head?.startsWith('#') === true ? 'amount' : undefined;
}
