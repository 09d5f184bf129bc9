/** Inputs of a figure that are alike, taken together: a page of a thousand lines that say one thing says it once. */
import { Decimal } from '#money/decimal.js';
import type { HistoryEntry } from '#projections/history/projection.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';

/** Fewer alike stand each by itself. */
const FEW = 4;
/** More than these are told by year. */
export const MANY = 24;

export interface FoldedInput {
  readonly figure: Figure;
  /** All that are alike, the figure among them; none where it stands alone. */
  readonly alike?: readonly Figure[];
}

export function membersOf({ figure, alike }: FoldedInput): readonly Figure[] {
  return alike ?? [figure];
}

/** In their order; those that are alike where the first of them stood. */
export function foldedInputs(inputs: readonly Figure[]): readonly FoldedInput[] {
  const kinds = new Map<string, Figure[]>();
  for (const figure of inputs) {
    const kind = kindOf(figure);
    if (kind !== undefined) kinds.set(kind, [...(kinds.get(kind) ?? []), figure]);
  }
  return inputs.flatMap((figure): readonly FoldedInput[] => {
    const alike = kinds.get(kindOf(figure) ?? '') ?? [];
    if (alike.length < FEW) return [{ figure }];
    return alike[0] === figure ? [{ figure, alike }] : [];
  });
}

/** Alike are figures without parts of their own that differ in numbers and dates alone; undefined for all others. */
function kindOf({ name, unit, value, formula, article, rounding, parameters, inputs, events, note }: Figure): string | undefined {
  if (inputs.length > 0 || parameters.length > 0 || note !== undefined || events.length > 1 || !/^-?\d+(\.\d+)?$/.test(value)) {
    return undefined;
  }
  const numberless = (text: string): string => text.replace(/\d[\d.-]*/g, '#');
  return JSON.stringify([numberless(name), unit, numberless(formula), article, rounding ?? null]);
}

export function sumText(figures: readonly Figure[]): string {
  const places = Math.max(...figures.map(({ value }) => (value.split('.')[1] ?? '').length));
  return figures.reduce((sum, { value }) => sum.plus(value), new Decimal(0)).toFixed(places);
}

/** By the year that their event takes effect in, else the year their name tells. */
export function yearsOf(
  figures: readonly Figure[],
  events: ReadonlyMap<string, HistoryEntry>,
): readonly (readonly [year: string, figures: readonly Figure[]])[] {
  const years = new Map<string, Figure[]>();
  for (const figure of figures) {
    const year = events.get(figure.events[0] ?? '')?.effectiveDate.slice(0, 4) ?? /\b\d{4}\b/.exec(figure.name)?.[0] ?? '';
    years.set(year, [...(years.get(year) ?? []), figure]);
  }
  return [...years];
}
