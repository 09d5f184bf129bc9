/** Where the reader is: the address is the whole state, so that a copied link shows the same. */
import { computed, signal } from '@preact/signals';

export interface Place {
  /** Words of the path below the console's root. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** Set or, where undefined, taken away. */
export type Changes = Readonly<Record<string, string | undefined>>;

const ROOT = '/console/';
/** What is carried from screen to screen. */
const CARRIED = ['asOf', 'knownAt', 'rulesKnownAt', 'asThen', 'view'];

export function readPlace(pathname: string, search: string): Place {
  const below = pathname.startsWith(ROOT) ? pathname.slice(ROOT.length) : '';
  return { path: below.split('/').filter((word) => word !== '').map(decodeURIComponent), query: new URLSearchParams(search) };
}

/** The address of another screen at the same coordinates. */
export function addressOf(path: readonly string[], changes: Changes = {}, from: URLSearchParams = place.value.query): string {
  const query = new URLSearchParams();
  for (const name of CARRIED) {
    const value = from.get(name);
    if (value !== null) query.set(name, value);
  }
  return writeAddress(path, changed(query, changes));
}

function changed(query: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

function writeAddress(path: readonly string[], query: URLSearchParams): string {
  const text = query.toString();
  return `${ROOT}${path.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`;
}

/** Outside of a browser (specifications) the console's root. */
const here = (): Place => (typeof location === 'undefined' ? readPlace(ROOT, '') : readPlace(location.pathname, location.search));

export const place = signal<Place>(here());

/** The same screen with some of its state changed. `replace`: without a step to go back to, for what moves with every key. */
export function change(changes: Changes, { replace = false } = {}): void {
  const { path, query } = place.value;
  visit(writeAddress(path, changed(query, changes)), { replace });
}

/** The address of this screen with some of its state changed. */
export function addressWith(changes: Changes): string {
  const { path, query } = place.value;
  return writeAddress(path, changed(query, changes));
}

export function visit(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  place.value = here();
}

export function asked(name: string): string | undefined {
  return place.value.query.get(name) ?? undefined;
}

/** Follows the browser's own back and forward, and makes links within the console change the place without a new page. */
export function followPlace(): void {
  addEventListener('popstate', () => {
    place.value = here();
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || link.target !== '' || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || !link.pathname.startsWith(ROOT)) return;
    event.preventDefault();
    visit(link.pathname + link.search);
    document.querySelector('main')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
}

/** The coordinates of every answer that is read. */
export interface AddressedCoordinates {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly rulesKnownAt?: string;
  readonly asThen?: string;
}

export function coordinatesIn(query: URLSearchParams): AddressedCoordinates {
  const then = query.get('asThen');
  const found = (name: string): object => (query.get(name) === null ? {} : { [name]: query.get(name) });
  return { ...found('asOf'), ...(then === null ? { ...found('knownAt'), ...found('rulesKnownAt') } : { asThen: then }) };
}

export const coordinates = computed<AddressedCoordinates>(() => coordinatesIn(place.value.query));

/** Past knowledge that is being read: an instant or a position; undefined while all of it counts. */
export const pastKnowledge = computed<string | undefined>(() => coordinates.value.asThen ?? coordinates.value.knownAt);
