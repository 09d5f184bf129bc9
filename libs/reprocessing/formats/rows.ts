/** The rows of input files, as the declarations of facts make them: their kinds, their columns, and how cells become a typed row. */
import type { Instant } from '#money/civil-date.js';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { readIdentifier, readInstant, valueOf } from '#ledger/facts/field.js';
import {
  declaredFact,
  FACT_NAMES,
  FACTS,
  type FactName,
  type FactSubject,
  type FactValues,
  type FoundingFactName,
} from '#ledger/declared-facts.js';
import { emptyOf } from '#ledger/kernel/one-shape.js';

/** A fact that files hold. */
export type RecordName = {
  [Name in FactName]: (typeof FACTS)[Name] extends { readonly file: string } ? Name : never;
}[FactName];

/** The subject's id stands under its column: `participantId`. */
type Identified<Kind extends FactSubject> = { readonly [kind in Kind as `${kind}Id`]: string };

export type RowOf<Name extends RecordName> = FactValues<Name> & Identified<(typeof FACTS)[Name]['subject']> & {
  readonly record: Name;
  /** Only with `--migrate`: when the older system recorded it. */
  readonly recordedAt: Instant | undefined;
};

export type Row = { [Name in RecordName]: RowOf<Name> }[RecordName];
/** A subject's first. */
export type FoundingRow = { [Name in FoundingFactName]: RowOf<Name> }[FoundingFactName];
export type IncomeRow = RowOf<'income'>;
export type CorrectionRow = RowOf<'correction'>;
export type SalaryCorrectionRow = RowOf<'salary-correction'>;
export type ContributionRow = RowOf<'contribution'>;
export type PaymentRow = RowOf<'payment'>;
export type TransferRow = RowOf<'transfer'>;

type Kind<Name extends RecordName> = (typeof FACTS)[Name]['file'];
/** What a file holds; `history` mixes them all, each line named by `record`. */
export type InputKind = Kind<RecordName> | 'history';
/** Files of facts about subjects of one kind. */
export type KindOfSubject<Subject extends FactSubject> = {
  [Name in RecordName]: (typeof FACTS)[Name]['subject'] extends Subject ? Kind<Name> : never;
}[RecordName];

/** `cells` in the order of `required`, then `optional`, then recordedAt; an absent one is empty. */
export interface RowFormat {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly read: (cells: readonly string[]) => Row;
}

export const RECORDED_AT = 'recordedAt';
/** Columns of a rejects file, so that it can be repaired and read again. */
export const REJECT_COLUMNS: readonly string[] = ['line', 'code', 'message'];

export const RECORD_NAMES = FACT_NAMES.filter((name): name is RecordName => declaredFact(name).file !== undefined);

export const INPUT_KINDS: readonly InputKind[] = [...RECORD_NAMES.map((name) => FACTS[name].file), 'history'];

export const ROW_FORMATS = Object.fromEntries(RECORD_NAMES.map((name) => [name, formatOf(name)])) as {
  readonly [Name in RecordName]: RowFormat;
};

function formatOf(record: RecordName): RowFormat {
  const { subject, fields } = declaredFact(record);
  const id = `${subject}Id`;
  const inOrder = fieldsInOrder(fields);
  const columns = (isOptional: boolean): readonly string[] =>
    inOrder.filter(({ field }) => field.optional === isOptional).map(({ column }) => column);
  const last = inOrder.length + 1;
  const empty = emptyOf(['record', id, ...inOrder.map(({ property }) => property), RECORDED_AT]);
  return {
    required: [id, ...columns(false)],
    optional: columns(true),
    read: (cells) => {
      const row: { [property: string]: unknown } = { ...empty };
      row['record'] = record;
      row[id] = readIdentifier(cells[0] ?? '', id);
      for (let at = 0; at < inOrder.length; at += 1) {
        const { property, column, field } = inOrder[at] as (typeof inOrder)[number];
        row[property] = valueOf(field, cells[at + 1], column);
      }
      const recorded = cells[last] ?? '';
      row[RECORDED_AT] = recorded === '' ? undefined : readInstant(recorded, RECORDED_AT);
      return row as Row;
    },
  };
}

const SUBJECT_OF = Object.fromEntries(RECORD_NAMES.map((record) => [record, declaredFact(record).subject])) as {
  readonly [record in RecordName]: FactSubject;
};

/** Whom a row is about. */
export interface RowSubject {
  readonly kind: FactSubject;
  readonly id: string;
}

export function subjectOfRow(row: Row): RowSubject {
  const kind = SUBJECT_OF[row.record];
  return { kind, id: (row as { readonly [column: string]: string })[`${kind}Id`] as string };
}

export function isFoundingRow(row: Row): row is FoundingRow {
  return declaredFact(row.record).founds === true;
}

/** The fund that a subject's first row names. */
export function fundOf({ fundId, scheme }: Pick<FoundingRow, 'fundId' | 'scheme'>): string {
  return fundId ?? scheme;
}

/** The record of a kind; undefined for history, where each line names its own. */
export function recordOf(kind: InputKind): RecordName | undefined {
  return RECORD_NAMES.find((name) => FACTS[name].file === kind);
}

/** Whether a file of that kind alters what was settled, so that where roles are on one person alone does not bring it in. */
export function needsSecondPerson(kind: InputKind): boolean {
  const record = recordOf(kind);
  return (record === undefined ? RECORD_NAMES : [record]).some((name) => declaredFact(name).secondPerson !== undefined);
}

function allColumns({ required, optional }: RowFormat): readonly string[] {
  return [...required, ...optional, RECORDED_AT];
}

const COLUMNS = Object.fromEntries(RECORD_NAMES.map((record) => [record, allColumns(ROW_FORMATS[record])])) as {
  readonly [record in RecordName]: readonly string[];
};

const HISTORY_COLUMNS: readonly string[] = [...new Set(['record', ...RECORD_NAMES.flatMap((record) => COLUMNS[record])])];

/** All columns of a record, in the order of its cells. */
export function columnsOf(record: RecordName): readonly string[] {
  return COLUMNS[record];
}

/** All columns of a kind: for the header, the error that lists them, and the rejects file. */
export function columnsOfKind(kind: InputKind): readonly string[] {
  const record = recordOf(kind);
  return record !== undefined ? COLUMNS[record] : HISTORY_COLUMNS;
}
