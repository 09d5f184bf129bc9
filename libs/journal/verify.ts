/**
 * Proving that a journal is what was written: per stream every leaf and link is computed anew and held against what is
 * stored. Engines hand in their stored events; the findings are the same for all.
 *
 * What a chain cannot show is a journal cut back to an earlier state, heads and all, one whose chains were all computed anew, or
 * two streams' events of one moment that changed places (positions are the engine's own, and not hashed): signed checkpoints do.
 */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Instant } from '#money/civil-date.js';
import type { Finding, FindingKind, Found } from './finding.js';
import { chainLink, CHAIN_START, hex, leafHash, sameBytes } from './hash-chain.js';
import { parsedEvent } from './stored.js';

declare module './finding.js' {
  interface Findings {
    REVISIONS_GONE: { readonly from: number; readonly to: number };
    /** `said`: the revision in its text. */
    AT_OTHER_REVISION: { readonly revision: number; readonly said: number };
    /** What the last event gives, and what the stream's head says. */
    HEAD_DIFFERS: { readonly given: EndOfStream; readonly said: EndOfStream };
    OTHER_ID: { readonly storedUnder: string; readonly said: string };
    OTHER_STREAM: { readonly storedIn: string; readonly said: string };
    POSITION_GOES_BACK: { readonly position: number; readonly after: number };
    TIME_GOES_BACK: { readonly recordedAt: Instant; readonly after: Instant };
    NOT_OF_THE_CHAIN: object;
    LINK_DIFFERS: object;
    TEXT_UNREADABLE: object;
    BEYOND_END_OF_STREAM: { readonly lastRevision: number };
    MOVED_UP: { readonly revision: number; readonly events: number };
    MOVED_DOWN: { readonly revision: number; readonly events: number };
    POSITION_OUTSIDE: { readonly position: number };
    POSITION_TAKEN_TWICE: { readonly position: number };
    NOTHING_AT_POSITION: { readonly position: number };
    RECORDED_BEFORE_ONE_IN_FRONT: { readonly position: number };
  }
}

interface EndOfStream {
  /** Hexadecimal. */
  readonly link: string;
  readonly recordedAt: Instant;
}

/** An event as an engine stores it; `revision`, `id` and `position` are those beside the text, not those in it. */
export interface StoredEvent {
  readonly revision: number;
  readonly position: number;
  readonly id: string;
  readonly chain: Uint8Array;
  /** The hashed text. */
  readonly text: string;
}

export interface StoredHead {
  readonly revision: number;
  readonly recordedAt: Instant;
  readonly chain: Uint8Array;
}

export type JournalVerdict =
  | {
      readonly status: 'clean';
      readonly events: number;
      readonly streams: number;
      readonly head: { readonly position: number; readonly recordedAt: Instant | undefined };
      /** Where the journal's time went on by more than a year at once: a clock that was wrong, or a long rest. */
      readonly leaps?: readonly TimeLeap[];
    }
  /** The first damaged event first, by its place in the journal. */
  | { readonly status: 'damaged'; readonly events: number; readonly streams: number; readonly findings: readonly Finding[] };

/** From the event in front of a position to the one at it. */
export interface TimeLeap {
  readonly position: number;
  readonly from: Instant;
  readonly to: Instant;
}

export interface VerifyProgress {
  readonly events: number;
  readonly total: number;
}

export interface VerifyOptions {
  readonly onProgress?: (progress: VerifyProgress) => void;
}

/** A finding, and the position it lies at or after: what the findings are sorted by. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly near: number;
}

export interface StreamCheck {
  /** Takes the stream's stored events in order of their revisions. */
  readonly take: (event: StoredEvent) => void;
  /** The end of the stream; what was found in it. */
  readonly finish: () => readonly PlacedFinding[];
}

/** Told of every event that could be parsed: its stored position and the journal's own time in it. */
export type Witness = (position: number, time: Instant) => void;

interface Suspect {
  readonly event: StoredEvent;
  readonly linkBefore: Uint8Array;
  readonly lastBefore: Last;
}

/** The event before, as far as order is concerned. */
interface Last {
  readonly position: number;
  readonly recordedAt: Instant;
}

/** `after`: the position of the event before it in its stream. */
interface Misplaced extends PlacedFinding {
  readonly after: number;
}

/** Revisions that are gone, behind the event at a position. */
interface Gap {
  readonly from: number;
  readonly to: number;
  readonly near: number;
}

function removedFinding(stream: string, { from, to, near }: Gap): PlacedFinding {
  return { finding: { kind: 'removed', stream, revision: from, found: { code: 'REVISIONS_GONE', from, to } }, near: near + 0.5 };
}

function misplacedFinding(stream: string, { revision, position, id }: StoredEvent, said: number, last: Last): Misplaced {
  const found: Found = { code: 'AT_OTHER_REVISION', revision, said };
  return { finding: { kind: 'reordered', stream, revision, position, eventId: id, found }, near: position, after: last.position };
}

/** What is stored of the stream's end, held against its last event. */
function headFindings(stream: string, head: StoredHead, link: Uint8Array, last: Last): readonly PlacedFinding[] {
  if (sameBytes(link, head.chain) && head.recordedAt === last.recordedAt) return [];
  const found: Found = {
    code: 'HEAD_DIFFERS',
    given: { link: hex(link), recordedAt: last.recordedAt },
    said: { link: hex(head.chain), recordedAt: head.recordedAt },
  };
  return [{ finding: { kind: 'altered', stream, revision: head.revision, position: last.position, found }, near: last.position }];
}

type Note = (kind: FindingKind, event: StoredEvent, found: Found) => void;

/** What stands beside the text, held against the text and the event before. */
function checkColumns(event: StoredEvent, parsed: RecordedEvent, stream: string, last: Last, note: Note): void {
  if (parsed.id !== event.id) note('altered', event, { code: 'OTHER_ID', storedUnder: event.id, said: parsed.id });
  if (parsed.stream !== stream) note('altered', event, { code: 'OTHER_STREAM', storedIn: stream, said: parsed.stream });
  if (parsed.revision === event.revision && event.position <= last.position) {
    note('reordered', event, { code: 'POSITION_GOES_BACK', position: event.position, after: last.position });
  }
  if (parsed.recordedAt < last.recordedAt) {
    note('reordered', event, { code: 'TIME_GOES_BACK', recordedAt: parsed.recordedAt, after: last.recordedAt });
  }
}

/**
 * Checks one stream. Memory does not grow with the stream, but with the damage in it. `head`: what is stored of the stream's end
 * beside its events, where an engine stores it.
 */
export function streamCheck(stream: string, head: StoredHead | undefined, witness: Witness): StreamCheck {
  const findings: PlacedFinding[] = [];
  /** Events that stand at another place than their text says, by the revision in their text. */
  const misplaced: Misplaced[] = [];
  const seenLater = new Set<number>();
  const missing: Gap[] = [];
  /** Undefined where the event before cannot vouch for the next: it stands at a wrong place itself. */
  let link: Uint8Array | undefined = CHAIN_START;
  let next = 0;
  let last: Last = { position: 0, recordedAt: '' };
  let suspect: Suspect | undefined;

  const note: Note = (kind, event, found) => {
    const { revision, position, id } = event;
    findings.push({ finding: { kind, stream, revision, position, eventId: id, found }, near: position });
  };

  /** A link that does not fit: forged in between where the next event fits without it, else altered. */
  const settleSuspect = (following: StoredEvent | undefined): void => {
    if (suspect === undefined) return;
    const { event, linkBefore, lastBefore } = suspect;
    suspect = undefined;
    if (following !== undefined && sameBytes(chainLink(linkBefore, leafHash(following.text)), following.chain)) {
      note('inserted', event, { code: 'NOT_OF_THE_CHAIN' });
      [link, last] = [linkBefore, lastBefore];
    } else {
      note('altered', event, { code: 'LINK_DIFFERS' });
    }
  };

  const checkRevisions = (event: StoredEvent, said: number): void => {
    if (event.revision > next) missing.push({ from: next, to: event.revision - 1, near: last.position });
    if (said === event.revision) return;
    misplaced.push(misplacedFinding(stream, event, said, last));
    seenLater.add(said);
  };

  return {
    take: (event) => {
      settleSuspect(event);
      const parsed = parsedEvent(event.text);
      if (parsed === undefined) {
        note('altered', event, { code: 'TEXT_UNREADABLE' });
        if (event.revision > next) missing.push({ from: next, to: event.revision - 1, near: last.position });
        [link, next] = [event.chain, event.revision + 1];
        return;
      }
      if (head !== undefined && event.revision > head.revision) {
        note('inserted', event, { code: 'BEYOND_END_OF_STREAM', lastRevision: head.revision });
      }
      const isPlaced = parsed.revision === event.revision;
      const linkBefore = event.revision === next && isPlaced ? link : undefined;
      checkRevisions(event, parsed.revision);
      checkColumns(event, parsed, stream, last, note);
      // After a gap, or at a wrong place, the link before is not at hand: the revisions tell what is wrong.
      if (linkBefore !== undefined && !sameBytes(chainLink(linkBefore, leafHash(event.text)), event.chain)) {
        suspect = { event, linkBefore, lastBefore: last };
      }
      link = isPlaced ? event.chain : undefined;
      next = event.revision + 1;
      last = { position: event.position, recordedAt: parsed.recordedAt };
      witness(event.position, parsed.migratedAt ?? parsed.recordedAt);
    },
    finish: () => {
      settleSuspect(undefined);
      findings.push(...settleMisplaced(stream, misplaced, seenLater, next));
      if (head !== undefined && next <= head.revision) missing.push({ from: next, to: head.revision, near: last.position });
      findings.push(...missing.map((gap) => removedFinding(stream, gap)));
      if (head !== undefined && findings.length === 0 && link !== undefined) findings.push(...headFindings(stream, head, link, last));
      return findings;
    },
  };
}

/**
 * Events at another place than their text says. Where a revision is found nowhere, the events behind it have moved up: it was
 * removed. Where the last texts stand one further than they say, something was put in before them. Else they were swapped.
 */
function settleMisplaced(
  stream: string,
  misplaced: readonly Misplaced[],
  said: ReadonlySet<number>,
  end: number,
): readonly PlacedFinding[] {
  const first = misplaced[0];
  const at = first?.finding.revision;
  if (first === undefined || at === undefined) return [];
  const places = new Set(misplaced.map(({ finding }) => finding.revision));
  const gone = [...places].find((revision) => revision !== undefined && !said.has(revision));
  const beyond = [...said].some((revision) => revision >= end || !places.has(revision));
  if (gone === undefined || !beyond) return misplaced;
  const movedUp = [...said].every((revision) => revision > at);
  const found: Found = { code: movedUp ? 'MOVED_UP' : 'MOVED_DOWN', revision: at, events: misplaced.length };
  const { finding, near, after } = first;
  return [{ finding: { ...finding, kind: movedUp ? 'removed' : 'inserted', stream, found }, near: movedUp ? after + 0.5 : near }];
}

/** Positions from 1 without gap, each once, and the journal's time never going back along them: eight bytes an event. */
export interface PositionCheck {
  readonly witness: Witness;
  /** `complete`: every event could be read, so that a place without one is a removal. */
  readonly finish: (complete: boolean) => readonly PlacedFinding[];
  /** At most a thousand. */
  readonly leaps: () => readonly TimeLeap[];
}

const LEAP_MILLISECONDS = 366 * 86_400_000;
const MOST_GAPS = 1_000;

export function positionCheck(events: number, lastPosition: number): PositionCheck {
  const times = new Float64Array(Math.min(Math.max(events, lastPosition), 2 * events + MOST_GAPS) + 1);
  const findings: PlacedFinding[] = [];
  return {
    witness: (position, time) => {
      if (!Number.isSafeInteger(position) || position < 1 || position >= times.length) {
        findings.push({ finding: { kind: 'altered', position, found: { code: 'POSITION_OUTSIDE', position } }, near: position });
      } else if (times[position] !== 0) {
        findings.push({ finding: { kind: 'inserted', position, found: { code: 'POSITION_TAKEN_TWICE', position } }, near: position });
      } else {
        times[position] = Date.parse(time);
      }
    },
    finish: (complete) => {
      let latest = Number.NEGATIVE_INFINITY;
      for (let position = 1; position <= lastPosition && position < times.length && findings.length < MOST_GAPS; position += 1) {
        const time = times[position] as number;
        if (time === 0) {
          if (complete) {
            findings.push({ finding: { kind: 'removed', position, found: { code: 'NOTHING_AT_POSITION', position } }, near: position });
          }
        } else if (time < latest) {
          findings.push({
            finding: { kind: 'reordered', position, found: { code: 'RECORDED_BEFORE_ONE_IN_FRONT', position } },
            near: position,
          });
        }
        latest = Math.max(latest, time);
      }
      return findings;
    },
    leaps: () => {
      const leaps: TimeLeap[] = [];
      for (let position = 2; position <= lastPosition && position < times.length && leaps.length < MOST_GAPS; position += 1) {
        const [before, time] = [times[position - 1] as number, times[position] as number];
        if (before === 0 || time - before <= LEAP_MILLISECONDS) continue;
        leaps.push({ position, from: new Date(before).toISOString(), to: new Date(time).toISOString() });
      }
      return leaps;
    },
  };
}

/** The findings in order of their place, each place named once where a stream tells more than a position alone. */
export function orderedFindings(found: readonly PlacedFinding[]): readonly Finding[] {
  const sorted = [...found].sort((left, right) => left.near - right.near);
  const named = new Set(
    sorted.flatMap(({ finding }) => (finding.stream !== undefined && finding.position !== undefined ? [finding.position] : [])),
  );
  return sorted
    .map(({ finding }) => finding)
    .filter(({ stream, position }) => stream !== undefined || position === undefined || !named.has(position));
}
