import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { openLedger, type TestLedger } from '../../../test/reprocessing/ledger.js';
import { openWorld, type World } from '../../../test/import/world.js';
import { splitRecord } from '../formats/csv-record.js';
import { guardedCell, unguardedCell } from '../formats/guarded-cell.js';

const P = 'participantId,scheme,birthDate,sex,enrolledOn';
const I = 'participantId,incomeYear,amount,currency,employerId';
const K = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.import('participants', world.file('p.csv', `${P}\nF1,plain-incomes,1960-05-17,female,1990-01-01\n`));
});
afterEach(() => world.close());

const rejectsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.includes('.rejects')).sort();

it('what was mended in it is kept when the import is repeated, and the new ones stand beside it', async () => {
  const file = world.file('i.csv', `${I}\nF1,2002,"1,00",EUR,E1\nF1,2003,x,EUR,E1\n`);
  const { rejectsFile } = await world.import('incomes', file);
  const mended = readFileSync(rejectsFile ?? '', 'utf8').replace('"1,00"', '1.00');
  writeFileSync(rejectsFile ?? '', mended);
  const again = await world.import('incomes', file);
  expect(again.rejectsFile).toBe(`${file}.rejects-2.csv`);
  expect(readFileSync(`${file}.rejects.csv`, 'utf8')).toBe(mended);
  expect((await world.import('incomes', file)).rejectsFile).toBe(`${file}.rejects-2.csv`);
  expect(rejectsIn(world.folder)).toEqual(['i.csv.rejects-2.csv', 'i.csv.rejects.csv']);
  expect(await world.import('incomes', `${file}.rejects.csv`)).toMatchObject({ appended: 1, refused: 1 });
});

it('somebody’s own file of that name is kept when nothing is refused, and when something is', async () => {
  const own = world.file('i.csv.rejects.csv', 'my notes\n');
  const file = world.file('i.csv', `${I}\nF1,2002,1.00,EUR,E1\n`);
  expect((await world.import('incomes', file)).rejectsFile).toBeUndefined();
  expect((await world.import('incomes', world.file('i.csv', `${I}\nF1,2003,x,EUR,E1\n`))).rejectsFile).toBe(`${file}.rejects-2.csv`);
  expect(readFileSync(own, 'utf8')).toBe('my notes\n');
});

it('a plan keeps them as well', async () => {
  const ledger: TestLedger = await openLedger();
  try {
    await ledger.import('participants', ledger.file('p.csv', [P, 'F1,fi-kapl,1962-04-05,male,1997-01-01']));
    const file = ledger.file('k.csv', [K, 'F1,2003,E1,1.00,EUR,late,2010-05-01']);
    writeFileSync(`${file}.rejects.csv`, 'my notes\n');
    expect((await ledger.plan(file)).rejectsFile).toBe(`${file}.rejects-2.csv`);
    expect((await ledger.plan(file)).rejectsFile).toBe(`${file}.rejects-2.csv`);
    expect(readFileSync(`${file}.rejects.csv`, 'utf8')).toBe('my notes\n');
  } finally {
    await ledger.close();
  }
});

it('has the byte order mark and the line ends of its input, so that a spreadsheet reads myöhässä', async () => {
  await world.import('incomes', world.file('i.csv', `${I}\nF1,2003,1.00,EUR,E1\n`));
  const file = world.file('k.csv', `\uFEFF${K}\r\nF1,2003,E1,x,EUR,myöhässä,2013-05-01\r\n`);
  const { rejectsFile } = await world.import('corrections', file);
  expect(readFileSync(rejectsFile ?? '', 'utf8')).toMatch(
    /^\uFEFFparticipantId,.*,line,code,message\r\nF1,2003,E1,x,EUR,myöhässä,2013-05-01,2,INVALID_AMOUNT,.*\r\n$/,
  );
  writeFileSync(rejectsFile ?? '', readFileSync(rejectsFile ?? '', 'utf8').replace(',x,', ',2.00,'));
  expect(await world.import('corrections', rejectsFile ?? '')).toMatchObject({ appended: 1, refused: 0 });
  expect((await world.events('participant-F1')).find(({ type }) => type === 'IncomeCorrected')?.data['reason']).toBe('myöhässä');
});

it('cells that a spreadsheet would take for a formula are guarded, and read back as they were', async () => {
  await world.import('incomes', world.file('i.csv', `${I}\nF1,2003,1.00,EUR,E1\n`));
  const { rejectsFile } = await world.import(
    'corrections',
    world.file('k.csv', `${K}\nF1,2003,E1,-2.00,EUR,=1+1,2013-05-01\nF1,2003,E1,3.00,EUR,"'@home",2014-05-01\n`),
  );
  const text = readFileSync(rejectsFile ?? '', 'utf8');
  expect(text).toContain("\nF1,2003,E1,'-2.00,EUR,'=1+1,2013-05-01,");
  expect(text).toContain("\nF1,2003,E1,3.00,EUR,''@home,2014-05-01,");
  const mended = world.file('mended.csv', text.replace("'-2.00", '2.00').replace('2014-05-01', '2013-05-02'));
  expect(await world.import('corrections', mended)).toMatchObject({ appended: 2, refused: 0 });
  expect((await world.events('participant-F1')).flatMap(({ data }) => (data['reason'] === undefined ? [] : [data['reason']]))).toEqual([
    '=1+1',
    "'@home",
  ]);
  expect(existsSync(`${mended}.rejects.csv`)).toBe(false);
});

it('every cell comes back, and none begins as a formula does (property)', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '1', 'a', '\t') })), (cell) => {
      expect(unguardedCell(guardedCell(cell))).toBe(cell);
      expect(guardedCell(cell)).not.toMatch(/^[=+\-@\t\r]/);
    }),
    { numRuns: 1000 },
  );
});

describe('a row that is not UTF-8', () => {
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

  it('comes back in its very bytes, cell by cell, and the refusal names line and byte', async () => {
    await world.import('incomes', world.file('i.csv', `${I}\nF1,2003,1.00,EUR,E1\n`));
    // As a spreadsheet saves it in Windows-1252: ä and ö are one byte each; the 23rd byte of the line is the first of them.
    const file = world.file('k.csv', latin1(`${K}\r\nF1,2003,E1,2.00,EUR,my\u00f6h\u00e4ss\u00e4,2013-05-01\r\nF1,2003,E1,x,EUR,late,2013-05-02\r\n`));
    const report = await world.import('corrections', file);
    expect(report).toMatchObject({ appended: 0, refused: 2, byCode: { NOT_UTF8: 1, INVALID_AMOUNT: 1 } });
    const bytes = readFileSync(report.rejectsFile ?? '');
    const [, first, second] = bytes.toString('latin1').split('\r\n');
    expect(first).toMatch(/^F1,2003,E1,2\.00,EUR,my\u00f6h\u00e4ss\u00e4,2013-05-01,2,NOT_UTF8,"of the line, byte 23 \(0xF6\) is not UTF-8, [ -~]+"$/);
    expect(second).toMatch(/^F1,2003,E1,x,EUR,late,2013-05-02,3,INVALID_AMOUNT,/);
    // Read again it is refused again, and comes back the same.
    const again = await world.import('corrections', report.rejectsFile ?? '');
    expect(readFileSync(again.rejectsFile ?? '').toString('latin1')).toContain('my\u00f6h\u00e4ss\u00e4,2013-05-01,2,NOT_UTF8');
    // Saved as CSV UTF-8, it is what it was.
    const mended = world.file('mended.csv', bytes.toString('latin1').replace(',x,', ',3.00,'));
    expect(await world.import('corrections', mended)).toMatchObject({ appended: 2, refused: 0 });
    expect((await world.events('participant-F1')).flatMap(({ data }) => (data['reason'] === undefined ? [] : [data['reason']]))).toEqual([
      'my\u00f6h\u00e4ss\u00e4',
      'late',
    ]);
  });

  it('also where it cannot be taken apart, and in a plan', async () => {
    const ledger: TestLedger = await openLedger();
    try {
      const file = ledger.file('k.csv', []);
      writeFileSync(file, latin1(`${K}\nF1,2003,"E1,2.00,EUR,m\u00e4rz\n`));
      const { rejectsFile } = await ledger.plan(file);
      expect(readFileSync(rejectsFile ?? '').toString('latin1')).toContain('\n"F1,2003,""E1,2.00,EUR,m\u00e4rz",,,,,,,2,NOT_UTF8,');
    } finally {
      await ledger.close();
    }
  });

  it('gives back every byte of it (property)', async () => {
    const byte = fc.integer({ min: 0x20, max: 0xff });
    await fc.assert(
      fc.asyncProperty(fc.array(byte, { minLength: 1, maxLength: 40 }), async (bytes) => {
        const line = Buffer.from([...bytes, 0xe4]); // never whole: it ends within a letter
        const file = world.file('any.csv', Buffer.concat([Buffer.from(`${I}\n`), line, Buffer.from('\n')]));
        const { rejectsFile, byCode } = await world.import('incomes', file);
        expect(byCode).toEqual({ NOT_UTF8: 1 });
        const text = readFileSync(rejectsFile ?? '').toString('latin1').split('\n')[1] as string;
        const split = splitRecord(text);
        const cells = split.status === 'split' ? split.cells.map(unguardedCell).slice(0, -3) : [];
        const whole = line.toString('latin1');
        const apart = splitRecord(whole);
        expect(cells).toEqual(apart.status === 'split' && apart.cells.length === 5 ? apart.cells : [whole, '', '', '', '']);
      }),
      { numRuns: 60 },
    );
  });
});
