/** Amounts and dates of a Parquet file, read back by an independent reader: to the cent, also where a double could not hold them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column } from '../../view.js';
import { flatViewNamed } from '../../views/views.js';
import { parquetCells, parquetElement } from './parquet-types.js';

const COLUMN: Column = { name: 'amount', type: 'amount' };
const DAY: Column = { name: 'day', type: 'date' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('stores amounts in hundredths and dates in days, and says so', async () => {
  const file = join(folder, 'amounts.parquet');
  // 2^53 + 1 = 9,007,199,254,740,993: no double is this amount.
  const amounts = ['90071992547409.93', '-0.01', '0.00', '18500', '7.5', null];
  const dates = ['1970-01-01', '1969-12-31', '2004-02-29', '2022-11-15', '1900-01-01', null];
  const writer = new ParquetWriter({
    writer: fileWriter(file),
    schema: [{ name: 'root', num_children: 2 }, parquetElement(COLUMN), parquetElement(DAY)],
  });
  await writer.write({
    columnData: [
      { name: 'amount', data: parquetCells(COLUMN, amounts) },
      { name: 'day', data: parquetCells(DAY, dates) },
    ],
  });
  await writer.finish();

  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer);
  expect(metadata.schema.slice(1)).toMatchObject([
    { name: 'amount', type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 2 },
    { name: 'day', type: 'INT32', converted_type: 'DATE' },
  ]);
  const rows = await parquetReadObjects({ file: buffer });
  expect(rows.map(({ day }) => (day as Date | null)?.toISOString().slice(0, 10) ?? null)).toEqual(dates);
  // This reader makes a double of a DECIMAL; without that it gives the stored numbers, and their sum is exact.
  for (const element of metadata.schema) delete element.converted_type;
  const stored = (await parquetReadObjects({ file: buffer, metadata })).map(({ amount }) => amount as bigint | null);
  expect(stored).toEqual([9_007_199_254_740_993n, -1n, 0n, 1_850_000n, 750n, null]);
  expect(stored.reduce<bigint>((sum, each) => sum + (each ?? 0n), 0n)).toBe(9_007_199_256_591_742n);
});

it.each([['1.005'], ['1e3'], ['a fortune'], ['']])('%j is no amount', (cell) => {
  expect(() => parquetCells(COLUMN, [cell])).toThrow('amount: ');
});

it.each([['2003-02-30T'], ['soon']])('%j is no date', (cell) => {
  expect(() => parquetCells(DAY, [cell])).toThrow('day: ');
});

it('every model has its amounts and dates typed', () => {
  const typed = (model: string, type: Column['type']): string[] =>
    flatViewNamed(model).flat.columns.filter((column) => column.type === type).map(({ name }) => name);
  expect(typed('coverage', 'amount')).toEqual(['value', 'amount']);
  expect(typed('coverage', 'date')).toEqual(['validUntil']);
  expect(typed('windows', 'amount')).toEqual([
    'incomeReported',
    'incomeCurrent',
    'premium',
    'smoothingPart',
    'premiumDelta',
    'premiumInterest',
    'smoothingDelta',
    'smoothingInterest',
    'total',
  ]);
  expect(typed('account', 'amount')).toContain('closing');
  expect(typed('liabilities', 'text')).toContain('factor');
});
