/** Coordinates that were read lately, in this window. */
import { signal } from '@preact/signals';
import { addressWith, coordinatesIn, type Place } from '../place/place.js';

export interface RecentPlace {
  readonly address: string;
  readonly asOf: string | undefined;
  readonly known: string | undefined;
}

const MOST = 8;

export const recent = signal<readonly RecentPlace[]>([]);

export function addRecent({ query }: Place): void {
  const { asOf, knownAt, asThen } = coordinatesIn(query);
  const place: RecentPlace = { address: addressWith({}), asOf, known: asThen ?? knownAt };
  const others = recent.value.filter((each) => each.asOf !== place.asOf || each.known !== place.known);
  recent.value = [place, ...others].slice(0, MOST);
}
