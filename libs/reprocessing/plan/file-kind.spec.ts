/** What a file of a reprocessing holds is told by its columns, of every kind that can be planned. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordOf, ROW_FORMATS, type InputKind, type RecordName } from '../formats/rows.js';
import { REPROCESSING_KINDS, reprocessingKind } from './file-kind.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accrual-kinds-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function kindOf(name: string, first: string): string {
  const file = join(folder, name);
  writeFileSync(file, `${first}\n`);
  return reprocessingKind(file);
}

it.each(REPROCESSING_KINDS.map((kind) => [kind]))('%s: by a header and by a row, with and without what may be left out', (kind) => {
  const { required, optional } = ROW_FORMATS[recordOf(kind as InputKind) as RecordName];
  for (const columns of [required, [...required, ...optional]]) {
    expect(kindOf('f.csv', columns.join(','))).toBe(kind);
    const row = Object.fromEntries(columns.map((column) => [column, 'late demand from E1, cause: diedOn']));
    expect(kindOf('f.ndjson', JSON.stringify(row))).toBe(kind);
  }
});

it.each([
  ['premium-payments', 'employerId,amount,currency,receivedOn'], // the refusal names the reference that is missing
  ['corrections', 'employerId,incomeYear,amount,currency,reason,correctedOn'],
  ['corrections', 'a,b,c'],
])('%s is what %s is read as', (kind, header) => {
  expect(kindOf('f.csv', header)).toBe(kind);
});
