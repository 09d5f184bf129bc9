/** Quantiles by linear interpolation between the neighbours of (N − 1)·p, counted from 0. */

export function ascending(values: Float64Array): Float64Array {
  return values.slice().sort();
}

/** sorted: ascending, one at least. share: 0 … 1. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const lower = Math.floor(place);
  const below = sorted[lower] as number;
  const above = sorted[Math.min(lower + 1, sorted.length - 1)] as number;
  return below + (place - lower) * (above - below);
}
