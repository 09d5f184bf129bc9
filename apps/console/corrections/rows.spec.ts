/** Amounts and rows as people type and paste them, and the rejects file as it comes back. */
import { csvCells } from './read-csv.js';
import { amountOf, pastedCells, correctionsFile, pastedFile } from './rows.js';

it.each([
  ['18000', '18000'],
  ['18 000,50', '18000.50'],
  ['18.000,50', '18000.50'],
  ['18,000.5', '18000.5'],
  ['18,000', '18000'],
  ["1'234'567.89", '1234567.89'],
  ['', undefined],
  ['-5', undefined],
  ['eighteen', undefined],
])('%s is %s', (typed, amount) => {
  expect(amountOf(typed)).toBe(amount);
});

it('an edited row is a row of the file that the command line takes', async () => {
  const row = {
    participantId: 'F1',
    incomeYear: 2003,
    employerId: 'A',
    amount: '19250.50',
    currency: 'EUR',
    reason: 'late, "really"',
    correctedOn: '2009-10-02',
  };
  expect(await correctionsFile([row]).text()).toBe(
    'participantId,incomeYear,employerId,amount,currency,reason,correctedOn\nF1,2003,A,19250.50,EUR,"late, ""really""",2009-10-02\n',
  );
});

it('rows out of a spreadsheet have tabs, those of a European one semicolons', async () => {
  expect(await pastedFile('participantId\treason\nF1\tlate, again\n')?.text()).toBe('participantId,reason\nF1,"late, again"\n');
  expect(await pastedFile('participantId;reason\r\nF1;late')?.text()).toBe('participantId,reason\nF1,late\n');
  expect(await pastedFile('participantId,reason\nF1,"a, b"')?.text()).toBe('participantId,reason\nF1,"a, b"\n');
  expect([pastedFile(''), pastedFile('participantId\treason')]).toEqual([undefined, undefined]);
});

it('a rejects file is read cell by cell', () => {
  expect(csvCells('line,code,message\r\n2,X,"said ""no"", and\nmore"\r\n')).toEqual([
    ['line', 'code', 'message'],
    ['2', 'X', 'said "no", and\nmore'],
  ]);
});

it('a block out of a spreadsheet is rows of cells, and one cell alone is pasted as ever', () => {
  expect(pastedCells('18 000,50\t200\r\n\t300\r\n')).toEqual([['18 000,50', '200'], ['', '300']]);
  expect([pastedCells('18000'), pastedCells('18000\n'), pastedCells('')]).toEqual([undefined, undefined, undefined]);
});
