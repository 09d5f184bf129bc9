/**
 * A plan on disk: the rows of the file, and for each subject, a participant or an employer, the events that are planned and what they move.
 * One SQLite file under its digest, so that a plan of any size is made, approved and committed in bounded memory.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sha256Hex } from '#journal/sha256.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { canonicalText } from '#ledger/kernel/json.js';
import { refuse, type Refusal } from '#ledger/kernel/refusal.js';
import type { InputRow } from '../formats/input.js';
import { subjectOfRow, type Row } from '../formats/rows.js';
import type { RowOutcome } from '../intake/plan.js';
import type { BookMovement } from './books.js';
import type { EmployerMovement } from './employer-movement.js';
import type { Movement } from './movement.js';
import type { Flag } from '#ledger/participant/flag.js';
import type { RowMovement } from './plausibility/row-flags.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `batchId`: whose events do not name it; else it is none of this data folder. */
    UNKNOWN_PLAN: { readonly digest: string; readonly batchId?: string };
    PLAN_OF_OTHER_VERSION: { readonly digest: string };
  }
}

/** Whom a file is about. */
export interface PlanSubject {
  readonly kind: 'participant' | 'employer';
  readonly id: string;
}

/** `{ participantId }` or `{ employerId }`: how refusals, reports and digests name it. */
export function idOf({ kind, id }: PlanSubject): { readonly participantId: string } | { readonly employerId: string } {
  return kind === 'participant' ? { participantId: id } : { employerId: id };
}

/** A row that could not be read, with why. */
export interface UnreadRow {
  readonly input: StoredRow['input'];
  readonly refusal: Refusal;
}

/** A well-formed row of the file. */
export interface StoredRow {
  /** 0, 1, 2 … in the order of the file. */
  readonly seq: number;
  readonly input: Pick<InputRow, 'line' | 'raw' | 'cells'>;
  readonly row: Row;
  /** Why it is not taken, unless the ledger holds it already. */
  readonly refusal?: Refusal | undefined;
}

export interface PlannedOutcome {
  readonly seq: number;
  readonly outcome: RowOutcome;
  /** The row is taken, but looks wrong. */
  readonly flags: readonly Flag[];
}

/** What is planned for one subject; a file is about subjects of one kind. */
export interface PlannedSubject {
  readonly subject: PlanSubject;
  /** Revision the plan rests on. */
  readonly expected: number;
  readonly events: readonly EventToAppend[];
  /** What the events are to move, for the reconciliation. */
  readonly books: readonly BookMovement[];
  /** Ids of what stands beside them (`standBeside`), for the reconciliation. */
  readonly beside: readonly string[];
  readonly rows: readonly PlannedOutcome[];
  readonly movement: Movement | EmployerMovement | undefined;
  /** For the patterns of the file; undefined once stored, and where there is no participant. */
  readonly judgement: Judgement | undefined;
}

export interface Judgement {
  readonly fundId: string;
  readonly movements: readonly RowMovement[];
  /** Rows that look wrong by themselves. */
  readonly flagged: number;
}

/** SHA-256 of what is planned for a subject: the events' ids and content, not who brings them. */
export function plannedDigest({
  subject,
  expected,
  events,
}: Pick<PlannedSubject, 'subject' | 'expected' | 'events'>): string {
  const content = events.map(({ id, type, effectiveDate, data }) => ({ id, type, effectiveDate, data }));
  return sha256Hex(canonicalText({ ...idOf(subject), expected, events: content }));
}

export interface SubjectRows {
  readonly subject: PlanSubject;
  readonly rows: readonly StoredRow[];
}

export interface PlanStore {
  /** Rows in the order of the file. */
  readonly addRows: (rows: readonly (Omit<StoredRow, 'seq'> | UnreadRow)[]) => void;
  /** By id with their rows, from memory-bounded reads. */
  readonly subjects: () => Generator<SubjectRows>;
  readonly subjectCount: () => number;
  readonly addPlanned: (planned: readonly PlannedSubject[]) => void;
  /** Those with events, by id, after one of them. */
  readonly planned: (after: string | undefined) => Generator<PlannedSubject>;
  /** What is planned for one of them; undefined where nothing is. */
  readonly plannedFor: (id: string) => PlannedSubject | undefined;
  /** Rows that were not taken and those that were flagged, in the order of the file. */
  readonly notable: () => Generator<{ readonly input: StoredRow['input'] } & Pick<PlannedOutcome, 'outcome' | 'flags'>>;
  readonly write: (name: string, value: unknown) => void;
  readonly read: <T>(name: string) => T | undefined;
  /** Puts the plan under its digest. */
  readonly keepAs: (digest: string) => void;
  /** Closes; a plan that was not kept is taken away. */
  readonly close: () => void;
}

/** Grows when older plans cannot be read; they are quickly made anew. */
const FORMAT = 4;
const SCHEMA = `
  PRAGMA user_version = ${FORMAT};
  CREATE TABLE row (seq INTEGER PRIMARY KEY, subject TEXT NOT NULL, content TEXT NOT NULL) STRICT;
  CREATE TABLE planned (subject TEXT PRIMARY KEY, kind TEXT NOT NULL, expected INTEGER NOT NULL, events TEXT NOT NULL, books TEXT NOT NULL, beside TEXT NOT NULL, movement TEXT) STRICT, WITHOUT ROWID;
  CREATE TABLE outcome (seq INTEGER PRIMARY KEY, notable INTEGER NOT NULL, content TEXT NOT NULL) STRICT;
  CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const SELECT_PLANNED = 'SELECT subject, kind, expected, events, books, beside, movement FROM planned';

function plansFolder(folder: string): string {
  return join(folder, 'plans');
}

/** Nobody plans for so long. */
const KILLED_AFTER_MS = 86_400_000;

/** A new plan under work; what killed runs have left is taken away. */
export function newPlan(folder: string): PlanStore {
  mkdirSync(plansFolder(folder), { recursive: true });
  const file = join(plansFolder(folder), `unfinished-${process.pid}.sqlite`);
  for (const name of readdirSync(plansFolder(folder)).filter((found) => found.startsWith('unfinished-'))) {
    const path = join(plansFolder(folder), name);
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (path === file || Date.now() - changedAt > KILLED_AFTER_MS) rmSync(path, { force: true });
  }
  const db = new Database(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(SCHEMA);
  return storeOn(db, file, folder);
}

/** Refuses UNKNOWN_PLAN where there is none of that digest in this data folder, PLAN_OF_OTHER_VERSION. */
export function openPlan(folder: string, digest: string): PlanStore {
  const file = join(plansFolder(folder), `${digest}.sqlite`);
  if (!/^[0-9a-f]{64}$/.test(digest) || !existsSync(file)) {
    return refuse('UNKNOWN_PLAN', { digest });
  }
  const db = new Database(file);
  if (db.pragma('user_version', { simple: true }) === FORMAT) return storeOn(db, file, folder);
  db.close();
  return refuse('PLAN_OF_OTHER_VERSION', { digest });
}

/** Takes a kept plan away; none of that digest is as well. */
export function removePlan(folder: string, digest: string): void {
  rmSync(join(plansFolder(folder), `${digest}.sqlite`), { force: true });
}

function storeOn(db: Database.Database, file: string, folder: string): PlanStore {
  let kept = !file.includes('unfinished-');
  const insertRow = db.prepare('INSERT INTO row (subject, content) VALUES (?, ?)');
  const insertPlanned = db.prepare('INSERT INTO planned VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectPlanned = db.prepare(`${SELECT_PLANNED} WHERE subject = ?`);
  const insertOutcome = db.prepare('INSERT INTO outcome VALUES (?, ?, ?)');
  return {
    addRows: db.transaction((rows: readonly (Omit<StoredRow, 'seq'> | UnreadRow)[]) => {
      for (const row of rows) {
        const { lastInsertRowid } = insertRow.run('row' in row ? subjectOfRow(row.row).id : '', JSON.stringify(row));
        if ('row' in row) continue;
        const outcome: PlannedOutcome = { seq: Number(lastInsertRowid), outcome: { status: 'refused', refusal: row.refusal }, flags: [] };
        insertOutcome.run(lastInsertRowid, 1, JSON.stringify(outcome));
      }
    }),
    subjectCount: () => db.prepare(`SELECT count(DISTINCT subject) FROM row WHERE subject <> ''`).pluck().get() as number,
    subjects: () => subjectsOf(db),
    addPlanned: db.transaction((planned: readonly PlannedSubject[]) => {
      for (const { subject, expected, events, books, beside, rows, movement } of planned) {
        const moved = movement === undefined ? null : JSON.stringify(movement);
        if (events.length > 0) {
          const [told, accounts] = [JSON.stringify(events), JSON.stringify(books)];
          insertPlanned.run(subject.id, subject.kind, expected, told, accounts, beside.join(' '), moved);
        }
        for (const outcome of rows) insertOutcome.run(outcome.seq, isNotable(outcome) ? 1 : 0, JSON.stringify(outcome));
      }
    }),
    planned: (after) => plannedAfter(db, after),
    plannedFor: (id) => {
      const stored = selectPlanned.get(id) as StoredPlanned | undefined;
      return stored === undefined ? undefined : plannedOf(stored);
    },
    notable: () => notableOf(db),
    write: (name, value) => void db.prepare('INSERT OR REPLACE INTO note VALUES (?, ?)').run(name, JSON.stringify(value)),
    read: <T>(name: string) => {
      const found = db.prepare('SELECT value FROM note WHERE name = ?').pluck().get(name) as string | undefined;
      return found === undefined ? undefined : (JSON.parse(found) as T);
    },
    keepAs: (digest) => {
      db.pragma('synchronous = FULL');
      db.exec('BEGIN IMMEDIATE; COMMIT');
      db.close();
      renameSync(file, join(plansFolder(folder), `${digest}.sqlite`));
      kept = true;
    },
    close: () => {
      if (db.open) db.close();
      if (!kept) rmSync(file, { force: true });
    },
  };
}

/** By id, with their rows; page by page, since the results are written to the same file meanwhile. */
function* subjectsOf(db: Database.Database): Generator<SubjectRows> {
  db.exec('CREATE INDEX IF NOT EXISTS row_subject ON row (subject, seq)');
  const page = db.prepare(
    `SELECT seq, subject, content FROM row WHERE subject <> '' AND (subject, seq) > (?, ?) ORDER BY subject, seq LIMIT 2000`,
  );
  let [last, lastSeq] = ['', -1];
  let group: { readonly subject: PlanSubject; readonly rows: StoredRow[] } | undefined;
  for (;;) {
    const found = page.all(last, lastSeq) as readonly {
      readonly seq: number;
      readonly subject: string;
      readonly content: string;
    }[];
    for (const { seq, subject: id, content } of found) {
      const row: StoredRow = { ...(JSON.parse(content) as Omit<StoredRow, 'seq'>), seq };
      if (group?.subject.id === id) group.rows.push(row);
      else {
        if (group !== undefined) yield group;
        group = { subject: subjectOfRow(row.row) as PlanSubject, rows: [row] };
      }
      [last, lastSeq] = [id, seq];
    }
    if (found.length < 2000) break;
  }
  if (group !== undefined) yield group;
}

function* plannedAfter(db: Database.Database, after: string | undefined): Generator<PlannedSubject> {
  const page = db.prepare(`${SELECT_PLANNED} WHERE subject > ? ORDER BY subject LIMIT 500`);
  for (let last = after ?? ''; ; ) {
    const found = page.all(last) as readonly StoredPlanned[];
    for (const stored of found) {
      last = stored.subject;
      yield plannedOf(stored);
    }
    if (found.length < 500) return;
  }
}

function* notableOf(db: Database.Database): ReturnType<PlanStore['notable']> {
  const page = db.prepare(
    'SELECT row.seq, row.content AS row, outcome.content AS outcome FROM outcome JOIN row USING (seq) WHERE notable ' +
      '= 1 AND seq > ? ORDER BY seq LIMIT 500',
  );
  for (let last = -1; ; ) {
    const found = page.all(last) as readonly { readonly seq: number; readonly row: string; readonly outcome: string }[];
    for (const { seq, row, outcome } of found) {
      last = seq;
      const { outcome: became, flags } = JSON.parse(outcome) as PlannedOutcome;
      yield { input: (JSON.parse(row) as Pick<StoredRow, 'input'>).input, outcome: became, flags };
    }
    if (found.length < 500) return;
  }
}

function isNotable({ outcome, flags }: PlannedOutcome): boolean {
  return outcome.status === 'refused' || flags.length > 0;
}

interface StoredPlanned {
  readonly subject: string;
  readonly kind: PlanSubject['kind'];
  readonly expected: number;
  readonly events: string;
  readonly books: string;
  /** With a blank between. */
  readonly beside: string;
  readonly movement: string | null;
}

/** Each reader looks at some of it: parsed where it is looked at. */
function plannedOf({ subject, kind, expected, events, books, beside, movement }: StoredPlanned): PlannedSubject {
  return {
    subject: { kind, id: subject },
    expected,
    events: JSON.parse(events) as EventToAppend[],
    get books() {
      return JSON.parse(books) as BookMovement[];
    },
    beside: beside === '' ? [] : beside.split(' '),
    rows: [],
    get movement() {
      return movement === null ? undefined : (JSON.parse(movement) as Movement | EmployerMovement);
    },
    judgement: undefined,
  };
}
