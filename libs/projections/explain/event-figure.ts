/** An event of the history as a tree: what it posts. */
import { formatMinor } from '#money/amount.js';
import { postingsOf, type Posting } from '#ledger/postings.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import type { HistoryEntry } from '../history/projection.js';

/** Where no law says how a figure comes about: the ledger keeps its books so. */
export const DOUBLE_ENTRY = 'double entry: what an event posts adds up to zero in each commodity';

export const EVENT_NAME = 'history.EVENT';

/** `history.ID`: its day, and every posting. An annulled event posts nothing any more. Undefined for an event that is not known. */
export function eventFigure(name: string, history: readonly HistoryEntry[]): Figure | undefined {
  const event = history.find(({ id }) => name === `history.${id}`);
  if (event === undefined) return undefined;
  const postings = event.annulledBy === null ? postingsOf(event) : [];
  const figure: Figure = {
    name,
    value: event.effectiveDate,
    unit: 'value date',
    formula: `${event.type}: ${postings.length === 0 ? 'posts nothing' : 'posts, debit positive, zero in total'}`,
    article: DOUBLE_ENTRY,
    parameters: [],
    inputs: postings.map((posting) => postingFigure(posting)),
    events: [event.id],
  };
  return event.annulledBy === null ? figure : { ...figure, note: `annulled by event ${event.annulledBy}: it counts in no figure` };
}

function postingFigure({ account, commodity, amountMinor }: Posting): Figure {
  return {
    name: account,
    value: formatMinor(amountMinor),
    unit: commodity,
    formula: sideText(amountMinor),
    article: DOUBLE_ENTRY,
    parameters: [],
    inputs: [],
    events: [],
  };
}

/** `debit 10.70`, `credit 3.95`. */
export function sideText(minor: number): string {
  return `${minor < 0 ? 'credit' : 'debit'} ${formatMinor(Math.abs(minor))}`;
}
