/**
 * Events as lines of one text: a line break, the position, the body, whose canonical form has no line breaks. Many events in one
 * text are fetched and summed up at less than half of what a text for each costs.
 *
 * A line is read in a quarter of the time of `JSON.parse`. The events of a history are much alike: one event, as `JSON.parse` read
 * it, makes a pattern, and a line that fits the pattern from end to end has just its members. What makes an event of them is compiled
 * for the pattern: one function for all kinds takes twice as long. A line that fits none goes through `JSON.parse`, which also
 * decides what is no JSON.
 *
 * The strings of such an event share the memory of the lines: made for reads that fold a history and let it go.
 */
import { setFlagsFromString } from 'node:v8';
import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';

/** Begins a line. */
export const LINE_BREAK = '\n';
/** Lines of a text that is fetched at once: with more, what is read grows old before it is folded. */
const LINES_AT_ONCE = 128;

/**
 * V8 takes for long-lived what outlives its first collections, as a page of the first events does; every event made there from then on
 * would keep its lines until the next full collection.
 */
const NOT_TAKEN_FOR_OLD = '--no-allocation-site-pretenuring';

/** How a value stands in a line, and the code that makes it of its groups, in their order. */
interface Part {
  readonly pattern: string;
  readonly code: (group: () => string) => string;
}

const ZERO = '0'.charCodeAt(0);

/** A string without escapes. */
const TEXT: Part = { pattern: String.raw`"([^"\\\x00-\x1f]*)"`, code: (group) => group() };
/** A number that is exact in fifteen digits. */
const WHOLE: Part = { pattern: '(0|[1-9][0-9]{0,14})', code: (group) => `wholeNumber(${group()})` };
const JSON_OBJECT: Part = { pattern: String.raw`(\{.*\})`, code: (group) => `JSON.parse(${group()})` };
const SOURCE = objectOf([['file', TEXT], ['line', WHOLE], ['sha256', TEXT]]);
/**
 * Types and members of `data` that have such a name stand in patterns and code. Members are read one by one where all have one, and a
 * text, a whole number or an object of such members; else `data` is read as JSON.
 */
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/** So many lines that fit no kind make a kind of their own: more than there are types of events, and an end to the making. */
const MOST_KINDS = 200;

/** What the lines of one type, with the same members, have in common. */
interface Kind {
  /** Of a body. The groups are the members in canonical order, by name. */
  readonly pattern: RegExp;
  readonly eventOf: (groups: RegExpExecArray, position: number) => RecordedEvent;
}

/** The next lines from a key on, before another, up to a position; an empty text where there are none. */
export function eventLines(db: Database): (from: number, before: number, upTo: number) => string {
  const lines = db
    .prepare<[number, number, number], string | null>(
      `SELECT group_concat(x'0a' || position || body, '')
       FROM (SELECT position, body FROM events WHERE key >= ? AND key < ? AND position <= ? ORDER BY key LIMIT ${LINES_AT_ONCE})`,
    )
    .pluck();
  return (from, before, upTo) => lines.get(from, before, upTo) ?? '';
}

/**
 * The same of one stream, whose keys follow one another without a gap: a walk over the next keys, in which SQLite copies each body once,
 * and not three times. That it goes upwards is for whoever reads the lines to see.
 */
export function streamLines(db: Database): (from: number, before: number) => string {
  const lines = db
    .prepare<[number, number], string | null>(
      `SELECT x'0a' || min(position) || group_concat(body, x'0a' || position) FROM events WHERE key >= ? AND key < ?`,
    )
    .pluck();
  return (from, before) => lines.get(from, Math.min(before, from + LINES_AT_ONCE)) ?? '';
}

/** A line that is no JSON. */
export class UnreadableLine extends Error {
  constructor(
    readonly position: number,
    override readonly cause: SyntaxError,
  ) {
    super(cause.message);
  }
}

/** Takes the event of a line that begins and ends at these places of the text. */
export type TakeEvent = (event: RecordedEvent, from: number, to: number) => void;

/** A reader of lines; it remembers the kinds of lines it has met. Throws UnreadableLine. */
export function eventLineReader(): (text: string, take: TakeEvent) => void {
  setFlagsFromString(NOT_TAKEN_FOR_OLD);
  /** The last used stands first: most events are like the one before. */
  const kinds: Kind[] = [];
  let unlike = 0;

  const readOther = (text: string, start: number, to: number, position: number): RecordedEvent => {
    const event = parsed(text.slice(start, to), position);
    if ((unlike += 1) <= MOST_KINDS) {
      const kind = kindOf(event);
      if (kind !== undefined && execAt(kind.pattern, text, start) !== null) kinds.unshift(kind);
    }
    return { ...event, position: BigInt(position) };
  };

  return (text, take) => {
    for (let from = 0; from < text.length; ) {
      let [event, to] = [undefined as RecordedEvent | undefined, 0];
      // The position, as SQLite wrote it, and the body behind it.
      let [position, start] = [0, from + LINE_BREAK.length];
      for (; digitAt(text, start) >= 0 && digitAt(text, start) <= 9; start += 1) position = position * 10 + digitAt(text, start);
      for (let at = 0; at < kinds.length && event === undefined; at += 1) {
        const kind = kinds[at] as Kind;
        const groups = execAt(kind.pattern, text, start);
        if (groups === null) continue;
        to = kind.pattern.lastIndex;
        event = kind.eventOf(groups, position);
        for (let before = at; before > 0; before -= 1) kinds[before] = kinds[before - 1] as Kind;
        kinds[0] = kind;
      }
      if (event === undefined) {
        const next = text.indexOf(LINE_BREAK, from + 1);
        to = next < 0 ? text.length : next;
        event = readOther(text, start, to, position);
      }
      take(event, from, to);
      from = to;
    }
  };
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function parsed(body: string, position: number): RecordedEvent {
  try {
    return JSON.parse(body) as RecordedEvent;
  } catch (error) {
    throw new UnreadableLine(position, error as SyntaxError);
  }
}

function digitAt(text: string, at: number): number {
  return text.charCodeAt(at) - ZERO;
}

/** Undefined for what has no name of a type or no data. The pattern fits the event's own text only where it is canonical. */
function kindOf(event: RecordedEvent): Kind | undefined {
  if (typeof event.data !== 'object' || event.data === null || !NAME.test(event.type)) return undefined;
  const where = (value: unknown, name: string, part: Part): readonly Member[] => (value === undefined ? [] : [[name, part]]);
  const members: readonly Member[] = [
    ['actor', TEXT],
    ...where(event.causationId, 'causationId', TEXT),
    ...where(event.correlationId, 'correlationId', TEXT),
    ['data', dataPart(event.data)],
    ['effectiveDate', TEXT],
    ['id', TEXT],
    ...where(event.migratedAt, 'migratedAt', TEXT),
    ['recordedAt', TEXT],
    ['revision', WHOLE],
    ['schemaVersion', WHOLE],
    ...where(event.source, 'source', SOURCE),
    ['stream', TEXT],
    ['type', { pattern: `"${event.type}"`, code: () => `'${event.type}'` }],
  ];
  const pattern = new RegExp(`${objectOf(members).pattern}(?=${LINE_BREAK}|$)`, 'y');
  return { pattern, eventOf: compiled([...members, ['position', { pattern: '', code: () => 'BigInt(position)' }]]) };
}

type Member = readonly [name: string, part: Part];

function dataPart(data: JsonObject): Part {
  return partOf(data) ?? JSON_OBJECT;
}

/** Undefined for what is to be read as JSON. */
function partOf(value: JsonValue | undefined): Part | undefined {
  if (typeof value === 'string') return TEXT;
  if (typeof value === 'number') return WHOLE;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = Object.entries(value).map(([name, member]) => [name, NAME.test(name) ? partOf(member) : undefined] as const);
  return members.every((member): member is Member => member[1] !== undefined) ? objectOf(members) : undefined;
}

function objectOf(members: readonly Member[]): Part {
  return {
    pattern: String.raw`\{${members.map(([name, { pattern }]) => `"${name}":${pattern}`).join(',')}\}`,
    code: (group) => `{ ${members.map(([name, { code }]) => `${name}: ${code(group)}`).join(', ')} }`,
  };
}

/** The first group is the first member's. */
function compiled(members: readonly Member[]): Kind['eventOf'] {
  let last = 0;
  const code = objectOf(members).code(() => `groups[${(last += 1)}]`);
  const made = new Function('wholeNumber', `return (groups, position) => (${code});`) as (whole: typeof wholeNumber) => Kind['eventOf'];
  return made(wholeNumber);
}

/** Of digits alone; `Number` first looks for all else that a number can be written as. */
function wholeNumber(digits: string): number {
  let number = 0;
  for (let at = 0; at < digits.length; at += 1) number = number * 10 + digitAt(digits, at);
  return number;
}
