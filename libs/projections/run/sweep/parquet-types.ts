/** Columns of a sweep as Parquet types: a reader's own sums and comparisons are exact, and its order is that of the values. */
import type { ParquetWriter } from 'hyparquet-writer';
import type { Cell, Column } from '../../view.js';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** DECIMAL(18, 2): what 64 bits hold. */
const PRECISION = 18;
const DECIMALS = 2;
const AMOUNT = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/;
const DAY_MILLISECONDS = 86_400_000;

export function parquetElement({ name, type }: Column): SchemaElement {
  const column = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type) {
    case 'text':
      return { ...column, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
    case 'integer':
      return { ...column, type: 'INT64' };
    case 'amount':
      return { ...column, type: 'INT64', converted_type: 'DECIMAL', precision: PRECISION, scale: DECIMALS };
    case 'date':
      return { ...column, type: 'INT32', converted_type: 'DATE' };
    default:
      return unreachable(type);
  }
}

/** Cells as they are stored: an amount in hundredths, a date as days since 1970. Throws for a cell that is none of its column's type. */
export function parquetCells({ name, type }: Column, cells: readonly Cell[]): (string | number | bigint | null)[] {
  const each = <Stored>(stored: (cell: string | number) => Stored): (Stored | null)[] =>
    cells.map((cell) => (cell === null ? null : stored(cell)));
  switch (type) {
    case 'text':
      return [...cells];
    case 'integer':
      return each((cell) => BigInt(cell));
    case 'amount':
      return each((cell) => hundredths(String(cell), name));
    case 'date':
      return each((cell) => days(String(cell), name));
    default:
      return unreachable(type);
  }
}

function hundredths(text: string, column: string): bigint {
  const [, sign = '', whole, decimals = ''] = AMOUNT.exec(text) ?? [];
  if (whole === undefined) throw new Error(`${column}: ${text} is no amount with at most two decimals`);
  const amount = BigInt(whole + decimals.padEnd(DECIMALS, '0'));
  return sign === '-' ? -amount : amount;
}

function days(text: string, column: string): number {
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`${column}: ${text} is no date`);
  return milliseconds / DAY_MILLISECONDS;
}

function unreachable(type: never): never {
  throw new Error(`no Parquet type for ${String(type)}`);
}
