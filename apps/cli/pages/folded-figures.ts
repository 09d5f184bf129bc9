/**
 * Inputs of a figure that are alike, taken together: a page of a thousand lines that say one thing says it once. Alike are numbers that
 * each rest on one event alone: of one type, on one side, of one unit and article.
 */
import { Decimal, parseDecimal } from '#money/decimal.js';
import type { HistoryEntry } from '#projections/history/projection.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';

/** Fewer alike stand each by itself. */
const FEW = 4;
/** More than these are told by year. */
export const MANY = 24;

export interface FoldedInput {
  readonly figure: Figure;
  /** All that are alike, the figure among them, and the type of their events; none where it stands alone. */
  readonly alike?: { readonly type: string; readonly figures: readonly Figure[] };
}

export type EventsById = ReadonlyMap<string, HistoryEntry>;

/** In their order; those that are alike where the first of them stood. */
export function foldedInputs(inputs: readonly Figure[], events: EventsById): readonly FoldedInput[] {
  const kinds = new Map<string, { readonly type: string; readonly figures: Figure[] }>();
  const kindOf = (figure: Figure): { readonly type: string; readonly figures: Figure[] } | undefined => {
    const event = onlyEvent(figure, events);
    if (event === undefined) return undefined;
    const { unit, value, article, rounding } = figure;
    const key = JSON.stringify([event.type, unit, article, rounding ?? null, value.startsWith('-')]);
    const kind = kinds.get(key) ?? { type: event.type, figures: [] };
    kinds.set(key, kind);
    return kind;
  };
  for (const figure of inputs) kindOf(figure)?.figures.push(figure);
  return inputs.flatMap((figure): readonly FoldedInput[] => {
    const alike = kindOf(figure);
    if (alike === undefined || alike.figures.length < FEW) return [{ figure }];
    return alike.figures[0] === figure ? [{ figure, alike }] : [];
  });
}

/** The event that a number rests on alone, with nothing of its own besides; undefined for all other figures. */
function onlyEvent({ value, parameters, inputs, events: [id, ...others], note }: Figure, events: EventsById): HistoryEntry | undefined {
  const isBare = inputs.length === 0 && parameters.length === 0 && note === undefined && others.length === 0;
  return isBare && id !== undefined && parseDecimal(value) !== undefined ? events.get(id) : undefined;
}

export function sumText(figures: readonly Figure[]): string {
  const places = Math.max(...figures.map(({ value }) => (value.split('.')[1] ?? '').length));
  return figures.reduce((sum, { value }) => sum.plus(value), new Decimal(0)).toFixed(places);
}

/** By the year that their event takes effect in. */
export function yearsOf(
  figures: readonly Figure[],
  events: EventsById,
): readonly (readonly [year: string, figures: readonly Figure[]])[] {
  const years = new Map<string, Figure[]>();
  for (const figure of figures) {
    const year = events.get(figure.events[0] ?? '')?.effectiveDate.slice(0, 4) ?? '';
    years.set(year, [...(years.get(year) ?? []), figure]);
  }
  return [...years];
}
