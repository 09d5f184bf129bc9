/** What a reprocessing file holds, by its columns. */
import { closeSync, openSync, readSync } from 'node:fs';
import { declaredFact, FACTS } from '#ledger/declared-facts.js';
import { RECORD_NAMES, ROW_FORMATS, recordOf, type KindOfSubject } from '../formats/rows.js';
import type { PlanSubject } from './plan-store.js';

/** Corrected incomes, late or corrected contributions, late incomes, and life events that come late: facts about those enrolled. */
type OfParticipants = Exclude<KindOfSubject<'participant'>, 'participants'>;
/** Whatever files tell of employers. */
type OfEmployers = KindOfSubject<'employer'>;
export type ReprocessingKind = OfParticipants | OfEmployers;

/** Columns that only one kind has, or has together; the first that fits. */
const TOLD_BY: readonly (readonly [columns: readonly string[], kind: OfParticipants])[] = [
  [['fullTimeSalary', 'demand'], 'estimates'],
  [['fullTimeSalary', 'correctedOn'], 'salary-corrections'],
  [['fullTimeSalary'], 'salaries'],
  [['correctedOn'], 'corrections'],
  [['diedOn'], 'deaths'],
  [['beganOn'], 'disabilities'],
  [['transferredOn'], 'transfers'],
  [['paidOn'], 'payments'],
  [['startsOn'], 'pensions'],
  [['period'], 'contributions'],
  [['receivedOn', 'reference'], 'voluntary-payments'],
  [['receivedOn'], 'contributions'],
  [['declaration'], 'objectors'],
  [['cause', 'on'], 'objector-ends'],
  [['sentOn'], 'start-letters'],
  [['employerId', 'from'], 'voluntary-continuations'],
];

/** Of employers by all of their columns: they are told apart by few. */
const EMPLOYER_FORMATS = RECORD_NAMES.filter((name) => declaredFact(name).subject === 'employer').map((name) => ({
  kind: FACTS[name].file as OfEmployers,
  ...ROW_FORMATS[name],
}));

export const REPROCESSING_KINDS: readonly ReprocessingKind[] = [
  ...new Set([...TOLD_BY.map(([, kind]) => kind), 'incomes' as const, ...EMPLOYER_FORMATS.map(({ kind }) => kind)]),
];

const LOOKED_AT_BYTES = 65_536;

/** Told by a column that only one kind has; a file that shows none is read as corrections, and refused as such. */
export function reprocessingKind(file: string): ReprocessingKind {
  const first = firstLine(file);
  return kindOfEmployers(namesIn(first)) ?? kindOfRow(first);
}

/** Of a row, or a header, about participants. */
export function kindOfRow(first: string): OfParticipants {
  const named = namesIn(first);
  const told = TOLD_BY.find(([columns]) => columns.every((column) => named.has(column)));
  if (told !== undefined) return told[1];
  return named.has('incomeYear') && !named.has('reason') ? 'incomes' : 'corrections';
}

/**
 * That of which most columns are named, where at most one is missing, so that the refusal names it; undefined where participants are named,
 * or no employer is.
 */
function kindOfEmployers(named: ReadonlySet<string>): OfEmployers | undefined {
  if (named.has('participantId') || !named.has('employerId')) return undefined;
  const count = (columns: readonly string[]): number => columns.filter((column) => named.has(column)).length;
  const fits = EMPLOYER_FORMATS.filter(({ required }) => required.length - count(required) <= 1).map(({ kind, required, optional }) => ({
    kind,
    fit: count([...required, ...optional]) - 2 * (required.length - count(required)),
  }));
  return fits.sort((a, b) => b.fit - a.fit)[0]?.kind;
}

/** Of a header, or of a row that names its columns. */
function namesIn(first: string): ReadonlySet<string> {
  try {
    const row: unknown = JSON.parse(first);
    if (typeof row === 'object' && row !== null) return new Set(Object.keys(row));
  } catch {
    // a header
  }
  return new Set(first.split(/[^A-Za-z0-9]+/));
}

export function subjectOfKind(kind: ReprocessingKind): PlanSubject['kind'] {
  const record = recordOf(kind);
  return record !== undefined && declaredFact(record).subject === 'employer' ? 'employer' : 'participant';
}

function firstLine(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(LOOKED_AT_BYTES);
    const read = readSync(descriptor, bytes, 0, LOOKED_AT_BYTES, 0);
    return bytes.toString('utf8', 0, read).split('\n', 1)[0] as string;
  } finally {
    closeSync(descriptor);
  }
}
