/** The kinds of input rows: their columns, and how a row's cells become a typed row. */
import type { Currency } from '#money/amount.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { IncomeCoverage, Sex } from '#ledger/participant/events.js';
import { refuse } from '#ledger/kernel/refusal.js';
import * as field from './fields.js';

interface RecordedRow {
  readonly participantId: string;
  /** Only with `--migrate`: when the older system recorded it. */
  readonly recordedAt: Instant | undefined;
}

export interface ParticipantRow extends RecordedRow {
  readonly record: 'participant';
  readonly scheme: string;
  readonly fundId: string;
  readonly birthDate: CivilDate;
  readonly sex: Sex;
  readonly enrolledOn: CivilDate;
  readonly opening: { readonly amountMinor: number; readonly on: CivilDate } | undefined;
}

export interface IncomeRow extends RecordedRow {
  readonly record: 'income';
  readonly incomeYear: number;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly employerId: string;
  readonly coverage: IncomeCoverage;
  /** Minor units, of the year of the 23rd birthday. */
  readonly earnedBefore23: number | undefined;
}

export interface ContributionRow extends RecordedRow {
  readonly record: 'contribution';
  readonly period: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly employerId: string;
  readonly receivedOn: CivilDate;
}

export interface CorrectionRow extends RecordedRow {
  readonly record: 'correction';
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly reason: string;
  readonly correctedOn: CivilDate;
  readonly coverage: IncomeCoverage | undefined;
  readonly earnedBefore23: number | undefined;
}

export interface PensionRow extends RecordedRow {
  readonly record: 'pension';
  readonly benefit: string;
  readonly startsOn: CivilDate;
  readonly grantedOn: CivilDate;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly frequency: 'monthly' | 'yearly';
  readonly endsOn: CivilDate | undefined;
}

export interface PaymentRow extends RecordedRow {
  readonly record: 'payment';
  readonly benefit: string;
  readonly period: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly paidOn: CivilDate;
}

export interface TransferRow extends RecordedRow {
  readonly record: 'transfer';
  readonly direction: 'in' | 'out';
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly transferredOn: CivilDate;
  readonly counterparty: string;
  readonly kind: 'individual' | 'collective';
}

export interface DisabilityRow extends RecordedRow {
  readonly record: 'disability';
  readonly beganOn: CivilDate;
  readonly decidedOn: CivilDate;
  readonly endedOn: CivilDate | undefined;
}

export interface DeathRow extends RecordedRow {
  readonly record: 'death';
  readonly diedOn: CivilDate;
}

/** Rows that are decided without a look at other facts, save a death. */
export type FactRow = IncomeRow | ContributionRow;

export function isFact(row: Row): row is FactRow {
  return row.record === 'income' || row.record === 'contribution';
}

/** Rows that are decided on all that is known of the participant. */
export type LifeRow = PensionRow | PaymentRow | TransferRow | DisabilityRow | DeathRow;
export type Row = ParticipantRow | CorrectionRow | FactRow | LifeRow;
export type RecordName = Row['record'];
/** What a file holds; `history` mixes them all, each line named by `record`. */
export const INPUT_KINDS = ['participants', 'incomes', 'contributions', 'corrections', 'transfers', 'pensions', 'payments', 'disabilities', 'deaths', 'history'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** `cells` in the order of `required`, then `optional`, then recordedAt; an absent one is empty. */
export interface RowFormat {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly read: (cells: readonly string[]) => Row;
}

export const RECORDED_AT = 'recordedAt';
/** Columns of a rejects file, so that it can be repaired and read again. */
export const REJECT_COLUMNS: readonly string[] = ['line', 'code', 'message'];

const recordedAt = (text: string): Instant | undefined => (text === '' ? undefined : field.instant(text, RECORDED_AT));

export const ROW_FORMATS: { readonly [record in RecordName]: RowFormat } = {
  participant: {
    required: ['participantId', 'scheme', 'birthDate', 'sex', 'enrolledOn'],
    optional: ['fundId', 'openingValue', 'openingDate'],
    read: ([id = '', scheme = '', birthDate = '', sex = '', enrolledOn = '', fundId = '', value = '', on = '', recorded = '']) => ({
      record: 'participant',
      participantId: field.identifier(id, 'participantId'),
      scheme: field.identifier(scheme, 'scheme'),
      birthDate: field.date(birthDate, 'birthDate'),
      sex: field.sex(sex, 'sex'),
      enrolledOn: field.date(enrolledOn, 'enrolledOn'),
      fundId: fundId === '' ? scheme : field.identifier(fundId, 'fundId'),
      opening: opening(value, on),
      recordedAt: recordedAt(recorded),
    }),
  },
  income: {
    required: ['participantId', 'incomeYear', 'amount', 'currency', 'employerId'],
    optional: ['coverage', 'earnedBefore23'],
    read: ([id = '', incomeYear = '', amount = '', currency = '', employerId = '', coverage = '', before23 = '', recorded = '']) => ({
      record: 'income',
      participantId: field.identifier(id, 'participantId'),
      incomeYear: field.year(incomeYear, 'incomeYear'),
      amountMinor: field.amount(amount, 'amount'),
      currency: field.currency(currency, 'currency'),
      employerId: field.identifier(employerId, 'employerId'),
      coverage: coverage === '' ? 'kapl' : field.coverage(coverage, 'coverage'),
      earnedBefore23: before23 === '' ? undefined : field.amount(before23, 'earnedBefore23'),
      recordedAt: recordedAt(recorded),
    }),
  },
  contribution: {
    required: ['participantId', 'period', 'amount', 'currency', 'employerId', 'receivedOn'],
    optional: [],
    read: ([id = '', period = '', amount = '', currency = '', employerId = '', receivedOn = '', recorded = '']) => ({
      record: 'contribution',
      participantId: field.identifier(id, 'participantId'),
      period: field.period(period, 'period'),
      amountMinor: field.amount(amount, 'amount'),
      currency: field.currency(currency, 'currency'),
      employerId: field.identifier(employerId, 'employerId'),
      receivedOn: field.date(receivedOn, 'receivedOn'),
      recordedAt: recordedAt(recorded),
    }),
  },
  correction: {
    required: ['participantId', 'incomeYear', 'employerId', 'amount', 'currency', 'reason', 'correctedOn'],
    optional: ['coverage', 'earnedBefore23'],
    read: ([id = '', incomeYear = '', employerId = '', amount = '', currency = '', reason = '', correctedOn = '', coverage = '', before23 = '', recorded = '']) => ({
      record: 'correction',
      participantId: field.identifier(id, 'participantId'),
      incomeYear: field.year(incomeYear, 'incomeYear'),
      employerId: field.identifier(employerId, 'employerId'),
      amountMinor: field.amount(amount, 'amount'),
      currency: field.currency(currency, 'currency'),
      reason: field.freeText(reason, 'reason'),
      correctedOn: field.date(correctedOn, 'correctedOn'),
      coverage: coverage === '' ? undefined : field.coverage(coverage, 'coverage'),
      earnedBefore23: before23 === '' ? undefined : field.amount(before23, 'earnedBefore23'),
      recordedAt: recordedAt(recorded),
    }),
  },
  transfer: {
    required: ['participantId', 'direction', 'amount', 'currency', 'transferredOn', 'counterparty'],
    optional: ['kind'],
    read: ([id = '', direction = '', amount = '', currency = '', transferredOn = '', counterparty = '', kind = '', recorded = '']) => ({
      record: 'transfer',
      participantId: field.identifier(id, 'participantId'),
      direction: field.oneOf('INVALID_DIRECTION', ['in', 'out'], direction, 'direction'),
      amountMinor: field.amount(amount, 'amount'),
      currency: field.currency(currency, 'currency'),
      transferredOn: field.date(transferredOn, 'transferredOn'),
      counterparty: field.freeText(counterparty, 'counterparty'),
      kind: kind === '' ? 'individual' : field.oneOf('INVALID_TRANSFER_KIND', ['individual', 'collective'], kind, 'kind'),
      recordedAt: recordedAt(recorded),
    }),
  },
  pension: {
    required: ['participantId', 'benefit', 'startsOn', 'grantedOn', 'amount', 'currency', 'frequency'],
    optional: ['endsOn'],
    read: ([id = '', benefit = '', startsOn = '', grantedOn = '', amount = '', currency = '', frequency = '', endsOn = '', recorded = '']) => ({
      record: 'pension',
      participantId: field.identifier(id, 'participantId'),
      benefit: field.benefit(benefit, 'benefit'),
      startsOn: field.date(startsOn, 'startsOn'),
      grantedOn: field.date(grantedOn, 'grantedOn'),
      amountMinor: field.amount(amount, 'amount'),
      currency: field.currency(currency, 'currency'),
      frequency: field.oneOf('INVALID_FREQUENCY', ['monthly', 'yearly'], frequency, 'frequency'),
      endsOn: endsOn === '' ? undefined : field.date(endsOn, 'endsOn'),
      recordedAt: recordedAt(recorded),
    }),
  },
  payment: {
    required: ['participantId', 'benefit', 'period', 'amount', 'currency', 'paidOn'],
    optional: [],
    read: ([id = '', benefit = '', period = '', amount = '', currency = '', paidOn = '', recorded = '']) => ({
      record: 'payment',
      participantId: field.identifier(id, 'participantId'),
      benefit: field.benefit(benefit, 'benefit'),
      period: field.period(period, 'period'),
      amountMinor: field.amount(amount, 'amount'),
      currency: field.currency(currency, 'currency'),
      paidOn: field.date(paidOn, 'paidOn'),
      recordedAt: recordedAt(recorded),
    }),
  },
  disability: {
    required: ['participantId', 'beganOn', 'decidedOn'],
    optional: ['endedOn'],
    read: ([id = '', beganOn = '', decidedOn = '', endedOn = '', recorded = '']) => ({
      record: 'disability',
      participantId: field.identifier(id, 'participantId'),
      beganOn: field.date(beganOn, 'beganOn'),
      decidedOn: field.date(decidedOn, 'decidedOn'),
      endedOn: endedOn === '' ? undefined : field.date(endedOn, 'endedOn'),
      recordedAt: recordedAt(recorded),
    }),
  },
  death: {
    required: ['participantId', 'diedOn'],
    optional: [],
    read: ([id = '', diedOn = '', recorded = '']) => ({
      record: 'death',
      participantId: field.identifier(id, 'participantId'),
      diedOn: field.date(diedOn, 'diedOn'),
      recordedAt: recordedAt(recorded),
    }),
  },
};

function opening(value: string, on: string): ParticipantRow['opening'] {
  if (value === '' && on === '') return undefined;
  if (value === '' || on === '') {
    const [empty, given] = value === '' ? ['openingValue', 'openingDate'] : ['openingDate', 'openingValue'];
    return refuse('MISSING_FIELD', `${empty} is empty, but ${given} is given; give both or neither`, { column: empty });
  }
  return { amountMinor: field.amount(value, 'openingValue'), on: field.date(on, 'openingDate') };
}

const RECORD_OF: { readonly [kind in Exclude<InputKind, 'history'>]: RecordName } = {
  participants: 'participant',
  incomes: 'income',
  contributions: 'contribution',
  corrections: 'correction',
  transfers: 'transfer',
  pensions: 'pension',
  payments: 'payment',
  disabilities: 'disability',
  deaths: 'death',
};

export const RECORD_NAMES = Object.keys(ROW_FORMATS) as readonly RecordName[];

/** The record of a kind; undefined for history, where each line names its own. */
export function recordOf(kind: InputKind): RecordName | undefined {
  return kind === 'history' ? undefined : RECORD_OF[kind];
}

function allColumns({ required, optional }: RowFormat): readonly string[] {
  return [...required, ...optional, RECORDED_AT];
}

const COLUMNS = Object.fromEntries(RECORD_NAMES.map((record) => [record, allColumns(ROW_FORMATS[record])])) as { readonly [record in RecordName]: readonly string[] };

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
