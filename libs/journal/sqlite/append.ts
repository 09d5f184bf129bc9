/**
 * Appending. The usual append inserts straight away and lets the unique index on the ids speak up; only then is the whole
 * append done again with a look at every id first. New events so pay for no search.
 */
import type { Database } from 'better-sqlite3';
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { journalTime, refusalOfAppend } from '../append-checks.js';
import { refusalOfPlace, standingOutcome, textsOf, withdrawn } from '../append-decision.js';
import { chainWalk, CHAIN_START } from '../hash-chain.js';
import type { AppendMode, AppendOutcome, JournalOptions, StreamAppend } from '../port.js';
import { corruptFile, isSqliteFault } from './faults.js';
import { eventKey, uuidBytes } from './keys.js';
import { lineSum, standingSums, SUM_START } from './stream-proof.js';

/** A stream as it stands; `id` 0 and revision −1 before its first event. */
interface StreamState {
  readonly id: number;
  readonly revision: number;
  readonly recorded: Instant | undefined;
  readonly chain: Uint8Array;
  /** Undefined where an older program wrote the stream. */
  readonly sum: number | undefined;
}

/** The journal's end, kept in memory: there is one writer. */
interface End {
  readonly position: number;
  /** The latest time the journal has used. */
  readonly time: Instant | undefined;
}

/** An id stands already: do the append again with a look at the ids first. */
const ID_STANDS = Symbol('an event id stands already');

const NO_STREAM: StreamState = { id: 0, revision: -1, recorded: undefined, chain: CHAIN_START, sum: SUM_START };

export interface SqliteAppends {
  readonly append: (appends: readonly StreamAppend[], mode: AppendMode) => readonly AppendOutcome[];
}

/** `head` is the journal's end as it stands when the writer opens it. */
export function sqliteAppends(
  db: Database,
  file: string,
  { rules, clock }: JournalOptions,
  head: { readonly position: bigint; readonly recordedAt: Instant | undefined },
  findEvents: (ids: readonly string[]) => ReadonlyMap<string, RecordedEvent>,
): SqliteAppends {
  const selectStream = db
    .prepare<[string], [number, number, string, Buffer, number | null]>(
      'SELECT id, revision, recorded, chain, sum FROM streams WHERE name = ?',
    )
    .raw();
  let end: End = { position: Number(head.position), time: head.recordedAt };

  const stateOf = (stream: string): StreamState => {
    const row = selectStream.get(stream);
    return row === undefined ? NO_STREAM : { id: row[0], revision: row[1], recorded: row[2], chain: row[3], sum: row[4] ?? undefined };
  };

  const write = streamWriter(db, file);
  const decide = (append: StreamAppend, lookFirst: boolean, now: Instant, after: number): AppendOutcome => {
    const { stream, events } = append;
    const invalid = refusalOfAppend(append, rules);
    if (invalid !== undefined) return { status: 'refused', stream, refusal: invalid };
    const state = stateOf(stream);
    const wrong = refusalOfPlace(append, state, now);
    if (lookFirst || wrong !== undefined) {
      const standing = standingOutcome(stream, events, findEvents(events.map(({ id }) => id)), rules);
      if (standing !== undefined) return standing;
    }
    return wrong === undefined ? write(append, state, now, after) : { status: 'refused', stream, refusal: wrong };
  };

  const inTransaction = transactions(db);
  const attempt = (appends: readonly StreamAppend[], mode: AppendMode, lookFirst: boolean): readonly AppendOutcome[] => {
    const now = journalTime(clock(), end.time);
    let position = end.position;
    let outcomes: readonly AppendOutcome[] = [];
    const isWritten = inTransaction(() => {
      outcomes = appends.map((append) => {
        const outcome = decide(append, lookFirst, now, position);
        if (outcome.status === 'appended') position = Number(outcome.lastPosition);
        return outcome;
      });
      const refused = mode === 'all-or-nothing' ? outcomes.find(({ status }) => status === 'refused') : undefined;
      if (refused !== undefined) outcomes = outcomes.map((outcome) => withdrawn(outcome, refused.stream));
      return refused === undefined && position !== end.position;
    });
    if (isWritten) end = { position, time: now };
    return outcomes;
  };

  return {
    append: (appends, mode) => {
      if (appends.length === 0) return [];
      try {
        return attempt(appends, mode, false);
      } catch (error) {
        if (error !== ID_STANDS) throw error;
        return attempt(appends, mode, true);
      }
    },
  };
}

/** Writes the events after the stream's last; nothing of them was found to be wrong. */
type WriteStream = (append: StreamAppend, state: StreamState, now: Instant, after: number) => AppendOutcome;

function streamWriter(db: Database, file: string): WriteStream {
  const insertStream = db.prepare('INSERT INTO streams (name, revision, recorded, chain) VALUES (?, ?, ?, ?)');
  const updateStream = db.prepare('UPDATE streams SET revision = ?, recorded = ?, chain = ?, sum = ? WHERE id = ?');
  const insert = eventInserter(db, file);
  const walk = chainWalk();
  const [sum, standingSum] = [lineSum(), standingSums(db, file)];
  return ({ stream, events }, state, now, after) => {
    const bodies = textsOf(stream, events, state.revision + 1, now);
    if (!Array.isArray(bodies)) return { status: 'refused', stream, refusal: bodies as Refusal };
    const lastRevision = state.revision + events.length;
    const recordedAt = (events.at(-1) as EventToAppend).migratedFrom?.recordedAt ?? now;
    const id = state.id === 0 ? Number(insertStream.run(stream, lastRevision, recordedAt, CHAIN_START).lastInsertRowid) : state.id;
    let key = eventKey(id, state.revision);
    let chain = state.chain;
    sum.carryOn(state.sum ?? standingSum(stream));
    walk.startAfter(chain);
    for (let index = 0; index < events.length; index += 1) {
      const body = bodies[index] as string;
      chain = walk.next(body);
      insert((key += 1), after + index + 1, (events[index] as EventToAppend).id, chain, body);
      sum.add(after + index + 1, body);
    }
    expectOneRow(updateStream.run(lastRevision, recordedAt, chain, sum.end(), id).changes, file, after + events.length);
    return {
      status: 'appended',
      stream,
      firstRevision: state.revision + 1,
      lastRevision,
      lastPosition: BigInt(after + events.length),
      recordedAt,
    };
  };
}

/** Throws ID_STANDS where the event's id does. */
function eventInserter(db: Database, file: string): (key: number, position: number, id: string, chain: Uint8Array, body: string) => void {
  const insertEvent = db.prepare('INSERT INTO events (key, position, id, chain, body) VALUES (?, ?, ?, ?, ?)');
  return (key, position, id, chain, body) => {
    try {
      expectOneRow(insertEvent.run(key, position, uuidBytes(id), chain, body).changes, file, position);
    } catch (error) {
      if (isSqliteFault(error) && error.message.endsWith('events.id')) throw ID_STANDS;
      throw error;
    }
  };
}

/** Runs a write in a transaction, which is rolled back where nothing is to be written, or an error comes; answers whether it stands. */
function transactions(db: Database): (write: () => boolean) => boolean {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  return (write) => {
    begin.run();
    let isWritten = false;
    try {
      isWritten = write();
      if (isWritten) commit.run();
    } catch (error) {
      // A full disk can have ended the transaction already.
      if (db.inTransaction) rollback.run();
      throw error;
    }
    if (!isWritten) rollback.run();
    return isWritten;
  };
}

/** A trigger that is not the schema's can make a write pass without writing. */
export function expectOneRow(changes: number, file: string, position: number): void {
  if (changes !== 1) {
    throw corruptFile(file, `the write of the event for position ${position} changed ${changes} rows; nothing of this append was written`);
  }
}
