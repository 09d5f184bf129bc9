/**
 * A model of one log with appends over several streams and a reader: every interleaving of begin, write, settle, reading the end and
 * reading the register. No reader sees half of an append, and what it has seen up to its horizon never changes.
 */
import { horizonIn, type RegisterMark } from './horizon.js';

/** `held` events are an append's; `single` ones stand at once; `foreign` ones are not the journal's. */
type Entry =
  | { readonly kind: 'begin' | 'committed' | 'withdrawn'; readonly append: number }
  | { readonly kind: 'held'; readonly append: number; readonly name: string }
  | { readonly kind: 'single' | 'foreign'; readonly name: string };

const begin = (append: number): Entry => ({ kind: 'begin', append });
const held = (append: number, name: string): Entry => ({ kind: 'held', append, name: `${name}${append}` });
const settle = (append: number, kind: 'committed' | 'withdrawn'): Entry => ({ kind, append });
const SETTLEMENTS = ['committed', 'withdrawn'] as const;

/** All ways in which two sequences can come together, each in its own order. */
function* interleavings<T>(left: readonly T[], right: readonly T[]): Generator<readonly T[]> {
  if (left.length === 0 || right.length === 0) return yield [...left, ...right];
  for (const rest of interleavings(left.slice(1), right)) yield [left[0] as T, ...rest];
  for (const rest of interleavings(left, right.slice(1))) yield [right[0] as T, ...rest];
}

/** Logs: two appends one after another (the register lets no other begin), with whatever others write between. */
function* logs(): Generator<readonly Entry[]> {
  for (const first of SETTLEMENTS) {
    for (const second of SETTLEMENTS) {
      const both = [begin(1), held(1, 'a'), held(1, 'b'), settle(1, first), begin(2), held(2, 'a'), held(2, 'b'), settle(2, second)];
      for (const log of interleavings<Entry>(both, [{ kind: 'single', name: 's' }, { kind: 'foreign', name: 'f' }])) yield log;
    }
  }
  // A slow writer's event that comes after its append was withdrawn, wherever.
  const late = [begin(1), held(1, 'a'), settle(1, 'withdrawn'), begin(2), held(2, 'a'), held(2, 'b'), settle(2, 'committed')];
  for (let at = 3; at <= late.length; at += 1) yield [...late.slice(0, at), held(1, 'b'), ...late.slice(at)];
}

const isRecord = ({ kind }: Entry): boolean => kind === 'begin' || kind === 'committed' || kind === 'withdrawn';
const statusIn = (log: readonly Entry[], append: number): string =>
  log.find((entry) => isRecord(entry) && entry.kind !== 'begin' && (entry as { append: number }).append === append)?.kind ?? 'open';

/** Positions are 1 + index; a log is known up to a length. */
function marksIn(log: readonly Entry[]): readonly RegisterMark[] {
  return log
    .flatMap((entry, index) => (isRecord(entry) ? [{ position: BigInt(index + 1), begins: entry.kind === 'begin' }] : []))
    .reverse();
}

/** What stands up to a position, by the settlements known. */
function seenUpTo(position: number, known: readonly Entry[]): readonly string[] {
  return known.slice(0, position).flatMap((entry) => {
    if (entry.kind === 'single') return [entry.name];
    return entry.kind === 'held' && statusIn(known, entry.append) === 'committed' ? [entry.name] : [];
  });
}

/** The order of 0.1.0: the end, then whether an append is open. */
function unmended(end: number, known: readonly Entry[]): number {
  const last = marksIn(known)[0];
  return last === undefined || !last.begins || BigInt(end) < last.position ? end : Number(last.position) - 1;
}

function mended(end: number, known: readonly Entry[]): number {
  const marks = marksIn(known);
  // In pages, as the register is read.
  for (let pages = 1; ; pages += 1) {
    const horizon = horizonIn(BigInt(end), marks.slice(0, pages), pages >= marks.length);
    if (horizon !== 'earlier') return 'upTo' in horizon ? Number(horizon.upTo) : Number(horizon.before) - 1;
  }
}

interface Verdict {
  readonly looks: number;
  readonly torn: number;
  readonly moved: number;
}

/** The reader looks at the end, then at the register, then reads pages; the writers go on between. */
function explore(horizonOf: (end: number, known: readonly Entry[]) => number): Verdict {
  let [looks, torn, moved] = [0, 0, 0];
  for (const log of logs()) {
    for (let end = 0; end <= log.length; end += 1) {
      for (let register = end; register <= log.length; register += 1) {
        const horizon = horizonOf(end, log.slice(0, register));
        for (let reading = register; reading <= log.length; reading += 1) {
          looks += 1;
          const seen = seenUpTo(horizon, log.slice(0, reading));
          if ([1, 2].some((append) => seen.includes(`a${append}`) !== seen.includes(`b${append}`))) torn += 1;
          if (seen.join() !== seenUpTo(horizon, log).join()) moved += 1;
        }
      }
    }
  }
  return { looks, torn, moved };
}

it('no interleaving shows half of an append, or lets move what was seen', () => {
  const { looks, torn, moved } = explore(mended);
  // 4 × C(10, 2) = 180 logs of ten entries and 5 of eight; three looks at lengths 0 to n in order: C(n + 3, 3), which is 286 and 165.
  expect(looks).toBe(180 * 286 + 5 * 165);
  expect({ torn, moved }).toEqual({ torn: 0, moved: 0 });
});

it('the model finds what was wrong with the order before', () => {
  expect(explore(unmended).torn).toBeGreaterThan(0);
});

it('once all is settled the horizon is the end', () => {
  for (const log of logs()) expect(mended(log.length, log)).toBe(log.length);
});
