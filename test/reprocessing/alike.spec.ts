/** What is alike is not the same: equal rows, equal texts, and corrections that come again, by import, in bulk and over several files. */
import fc from 'fast-check';
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { openLedger, type TestLedger } from './ledger.js';

const P = 'participantId,scheme,birthDate,sex,enrolledOn';
const I = 'participantId,incomeYear,amount,currency,employerId';
const C = 'participantId,period,amount,currency,employerId,receivedOn';
const K = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
const T = 'participantId,direction,amount,currency,transferredOn,counterparty';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
  await ledger.import(
    'participants',
    ledger.file('p.csv', [P, 'D1,dk-p90,1970-01-31,female,2010-01-01', 'F1,fi-kapl,1962-04-05,male,1997-01-01']),
  );
});
afterEach(() => ledger.close());

/** Plans and commits; answers the counts of the plan. */
async function reprocess(
  name: string,
  lines: readonly string[],
): Promise<{ readonly accepted: number; readonly noChange: number; readonly refused: number }> {
  const { digest, rows, events } = await ledger.plan(ledger.file(name, lines));
  if (events > 0) {
    await ledger.approve(digest);
    await ledger.commit(digest);
  }
  const { accepted, noChange, refused } = rows;
  return { accepted, noChange, refused };
}

/** What counts of a type, annulled ones left out. */
async function amounts(type: string, field = 'amount'): Promise<readonly string[]> {
  const events = await ledger.events('participant-');
  const annulled = new Set(events.filter((event) => event.type === 'EventAnnulled').map(({ data }) => data['annuls']));
  return events.filter((event) => event.type === type && !annulled.has(event.id)).map(({ data }) => String(data[field]));
}

describe('two contributions of one month, day and employer', () => {
  const row = (amount: string, reference = ''): string => `D1,2022-10,${amount},DKK,E1,2022-11-01${reference}`;

  it('in one file for reprocess: the second does not take the place of the first, and is refused as import refuses it', async () => {
    expect(await reprocess('c.csv', [C, row('3000.00'), row('500.00')])).toEqual({ accepted: 1, noChange: 0, refused: 1 });
    expect(await amounts('ContributionReceived')).toEqual(['3000.00']);
    expect(await ledger.import('contributions', ledger.file('c2.csv', [C, row('3000.00'), row('500.00')]))).toMatchObject({
      repeated: 1,
      byCode: { CONTRIBUTION_ALREADY_RECEIVED: 1 },
    });
  });

  it('what stood before is replaced, by the first row of the file alone', async () => {
    await ledger.import('contributions', ledger.file('c.csv', [C, row('3000.00')]));
    expect(await reprocess('r.csv', [C, row('3100.00'), row('500.00')])).toEqual({ accepted: 1, noChange: 0, refused: 1 });
    expect(await amounts('ContributionReceived')).toEqual(['3100.00']);
    expect(await reprocess('r.csv', [C, row('3100.00'), row('500.00')])).toEqual({ accepted: 0, noChange: 1, refused: 1 });
  });

  it('of a row that stands already another of its file takes no place either', async () => {
    await ledger.import('contributions', ledger.file('c.csv', [C, row('3000.00')]));
    expect(await reprocess('r.csv', [C, row('3000.00'), row('500.00')])).toEqual({ accepted: 0, noChange: 1, refused: 1 });
    expect(await amounts('ContributionReceived')).toEqual(['3000.00']);
  });

  it('3,000.00, 3,100.00 and 3,000.00 in three files, the third of the first one’s very bytes: it is meant anew, and each ' +
    'again brings nothing', async () => {
    const files = [['c1.csv', '3000.00'], ['c2.csv', '3100.00'], ['c3.csv', '3000.00']] as const;
    for (const [name, amount] of files)
      expect([name, await reprocess(name, [C, row(amount)])]).toEqual([name, { accepted: 1, noChange: 0, refused: 0 }]);
    for (const [name, amount] of files)
      expect([name, await reprocess(name, [C, row(amount)])]).toEqual([name, { accepted: 0, noChange: 1, refused: 0 }]);
    expect(await amounts('ContributionReceived')).toEqual(['3000.00']);
  });

  it('with references of their own both count; the same file again brings nothing', async () => {
    const lines = [`${C},reference`, row('3000.00', ',bank line 1'), row('500.00', ',bank line 2')];
    expect(await reprocess('c.csv', lines)).toEqual({ accepted: 2, noChange: 0, refused: 0 });
    expect(await amounts('ContributionReceived')).toEqual(['3000.00', '500.00']);
    expect(await ledger.import('contributions', ledger.file('c.csv', lines))).toMatchObject({ appended: 0, repeated: 2 });
  });
});

it('a reference that is added later is taken, and told: the same fact may stand twice', async () => {
  const lines = ['D1,2022-10,3000.00,DKK,E1,2022-11-01', 'D1,2022-11,3000.00,DKK,E1,2022-12-01'];
  await ledger.import('contributions', ledger.file('c.csv', [C, ...lines]));
  const later = ledger.file('l.csv', [`${C},reference`, `${lines[0]},bank 1`, 'D1,2022-11,3100.00,DKK,E1,2022-12-01,bank 2']);
  const message = expect.stringContaining('3000.00 of 2022-10-31 stands without a reference');
  const flags = [{ line: 2, code: 'SAME_DAY_AND_AMOUNT', message }];
  expect(await ledger.import('contributions', later, { dryRun: true })).toMatchObject({ appended: 2, flagged: 1, flags });
  expect(await ledger.import('contributions', later)).toMatchObject({ appended: 2, flagged: 1, flags });
  expect(await ledger.import('contributions', later)).toMatchObject({ appended: 0, flagged: 0, flags: [] });
});

it('equal rows under one reference are counted, the same file again brings none, and any file brings what it has more ' +
  'of (property)', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom('', 'A', 'B'), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
      async (files) => {
        run += 1;
        const held = new Map<string, number>();
        for (const [index, references] of files.entries()) {
          const lines = references.map((reference) => `D1,2022-10,1.00,DKK,R${run},2022-11-01,${reference}`);
          const file = ledger.file(`f${run}-${index}.csv`, [`${C},reference`, ...lines]);
          const [first, again] = [await ledger.import('contributions', file), await ledger.import('contributions', file)];
          let wanted = 0;
          for (const reference of new Set(references)) {
            // Without a reference a row is one fact, however often it stands in its file.
            const count = reference === '' ? 1 : references.filter((other) => other === reference).length;
            wanted += Math.max(0, count - (held.get(reference) ?? 0));
            held.set(reference, Math.max(count, held.get(reference) ?? 0));
          }
          expect([first.appended, first.refused, again.appended]).toEqual([wanted, 0, 0]);
        }
      },
    ),
    { numRuns: 40 },
  );
});

describe('corrections 19,000, 18,000 and 19,000 of one day and reason', () => {
  const row = (amount: string): string => `F1,2003,E1,${amount},EUR,late report,2010-05-01`;
  const now = async (): Promise<string | undefined> => (await amounts('IncomeCorrected', 'after')).at(-1);

  beforeEach(async () => {
    await ledger.publish('fi-kapl', 'test/samples/fi-kapl/illustrative-1997-2013.json');
    await ledger.import('incomes', ledger.file('i.csv', [I, 'F1,2003,17000.00,EUR,E1']));
  });

  it.each(['import', 'reprocess'] as const)(
    'by %s in three files: the third is taken, and each of them again brings nothing',
    async (way) => {
      const bring = async (name: string, lines: readonly string[]): Promise<number> =>
        way === 'import'
          ? (await ledger.import('corrections', ledger.file(name, [K, ...lines]))).appended
          : (await reprocess(name, [K, ...lines])).accepted;
      expect([
        await bring('k1.csv', [row('19000.00')]),
        await bring('k2.csv', [row('18000.00')]),
        await bring('k3.csv', [row('19000.00')]),
      ]).toEqual([1, 1, 1]);
      expect(await now()).toBe('19000.00');
      for (const [name, amount] of [
        ['k1.csv', '19000.00'],
        ['k2.csv', '18000.00'],
        ['k3.csv', '19000.00'],
      ] as const) {
        expect([name, await bring(name, [row(amount)])]).toEqual([name, 0]);
      }
      expect(await amounts('IncomeCorrected', 'after')).toEqual(['19000.00', '18000.00', '19000.00']);
    },
  );

  it('the first file again under its own name, by import and by plan: nothing changes, and the row is said to hold no longer', async () => {
    const file = ledger.file('k1.csv', [K, row('19000.00')]);
    await ledger.import('corrections', file);
    expect(await ledger.import('corrections', file)).toMatchObject({ repeated: 1, flagged: 0 }); // it holds
    await ledger.import('corrections', ledger.file('k2.csv', [K, row('18000.00')]));
    const flagged = { line: 2, code: 'REPLACED_SINCE', message: expect.stringContaining('another correction of its day') };
    for (const dryRun of [true, false]) {
      const report = await ledger.import('corrections', file, { dryRun });
      expect(report).toMatchObject({ appended: 0, repeated: 1, flagged: 1, flags: [flagged] });
    }
    const plan = await ledger.plan(file);
    expect(plan).toMatchObject({ rows: { accepted: 0, noChange: 1, flagged: 1 }, flags: [flagged] });
    expect(await now()).toBe('18000.00');
    // A later day's correction takes nobody's place: what was told of its own day holds.
    await ledger.import('corrections', ledger.file('k3.csv', [K, row('20000.00').replace('2010-05-01', '2011-05-01')]));
    expect(await ledger.import('corrections', ledger.file('k2.csv', [K, row('18000.00')]))).toMatchObject({ repeated: 1, flagged: 0 });
  });

  it('held from other files, a file of the first two brings nothing, however few of its rows are decided at once', async () => {
    for (const [name, amount] of [
      ['k1.csv', '19000.00'],
      ['k2.csv', '18000.00'],
    ] as const)
      await ledger.import('corrections', ledger.file(name, [K, row(amount)]));
    const file = ledger.file('both.csv', [K, row('19000.00'), row('18000.00')]);
    expect(await ledger.import('corrections', file, { chunkRows: 1 })).toMatchObject({ appended: 0, repeated: 2 });
    expect(await now()).toBe('18000.00');
  });

  it('all in one file, that file again, and a longer one that holds the same rows', async () => {
    const lines = ['19000.00', '18000.00', '19000.00'].map(row);
    expect(await ledger.import('corrections', ledger.file('k.csv', [K, ...lines]))).toMatchObject({ appended: 3 });
    expect(await ledger.import('corrections', ledger.file('k.csv', [K, ...lines]))).toMatchObject({ appended: 0, repeated: 3 });
    expect(await ledger.import('corrections', ledger.file('longer.csv', [K, ...lines, row('20000.00')]))).toMatchObject({
      appended: 1,
      repeated: 3,
    });
  });
});

describe('one transfer in four files, its other side spelt in four ways', () => {
  const NAMES = ['Fundaci\u00f3n', 'Fundacio\u0301n', 'Fundaci\u00f3n ', 'Fundaci\u00f3n\u00a0'];

  it.each(['import', 'reprocess'] as const)('by %s it is booked once', async (way) => {
    for (const [index, name] of NAMES.entries()) {
      const lines = [T, `D1,in,50000.00,DKK,2022-06-01,${name}`];
      if (way === 'import') await ledger.import('transfers', ledger.file(`t${index}.csv`, lines));
      else await reprocess(`t${index}.csv`, lines);
    }
    expect(await amounts('RightsTransferredIn')).toEqual(['50000.00']);
    expect(await amounts('RightsTransferredIn', 'counterparty')).toEqual([NAMES[0]]);
  });

  it('as an older program wrote it, with a text that nobody normalised, it is known as well', async () => {
    const { eventId } = await import('#journal/event-id.js');
    const stream = 'participant-D1';
    const [data, key] = [
      { amount: '50000.00', currency: 'DKK', kind: 'individual-transfer', counterparty: NAMES[1] ?? '' },
      `transfer:in:2022-06-01:${NAMES[1]}`,
    ];
    const event = {
      id: eventId(stream, key),
      type: 'RightsTransferredIn',
      schemaVersion: 1,
      effectiveDate: '2022-06-01',
      actor: 'older',
      data,
    };
    await ledger.journal.append([{ stream, expected: 'any', events: [event] }]);
    for (const name of NAMES)
      expect(await ledger.import('transfers', ledger.file('t.csv', [T, `D1,in,50000.00,DKK,2022-06-01,${name}`]))).toMatchObject({
        appended: 0,
        repeated: 1,
      });
    const other = await ledger.import('transfers', ledger.file('o.csv', [T, `D1,in,40000.00,DKK,2022-06-01,${NAMES[0]}`]));
    expect(other.byCode).toEqual({ TRANSFER_ALREADY_RECORDED: 1 });
    expect((await ledger.events(`batch-${other.batch}`))[1]?.data['rows']).toMatchObject([
      { message: expect.stringContaining('("Fundacio\\u0301n")') },
    ]);
  });

  it('an older program’s file with a sign that cannot be seen brings nothing again, and one that it never took is refused', async () => {
    const { eventId } = await import('#journal/event-id.js');
    const [stream, hidden] = ['participant-D1', 'Fund\u200baci\u00f3n'];
    const data = { amount: '50000.00', currency: 'DKK', kind: 'individual-transfer', counterparty: hidden };
    const event = {
      id: eventId(stream, `transfer:in:2022-06-01:${hidden}`),
      type: 'RightsTransferredIn',
      schemaVersion: 1,
      effectiveDate: '2022-06-01',
      actor: 'older',
      data,
    };
    await ledger.journal.append([{ stream, expected: 'any', events: [event] }]);
    const file = ledger.file('t.csv', [
      T,
      `D1,in,50000.00,DKK,2022-06-01,${hidden}`,
      `D1,in,50000.00,DKK,2022-07-01,${hidden}`,
      `D9,in,1.00,DKK,2022-07-01,${hidden}`,
    ]);
    expect(await ledger.import('transfers', file)).toMatchObject({ appended: 0, repeated: 1, byCode: { INVALID_TEXT: 2 } });
    expect(await ledger.import('transfers', file, { dryRun: true })).toMatchObject({
      appended: 0,
      repeated: 1,
      byCode: { INVALID_TEXT: 2 },
    });
    expect(await reprocess('r.csv', [T, `D1,in,50000.00,DKK,2022-06-01,${hidden}`, `D1,in,50000.00,DKK,2022-07-01,${hidden}`])).toEqual({
      accepted: 0,
      noChange: 1,
      refused: 1,
    });
  });

  it('a second one of the day is told apart by a reference', async () => {
    await ledger.import(
      'transfers',
      ledger.file('t.csv', [`${T},reference`, `D1,in,50000.00,DKK,2022-06-01,Bank,1`, `D1,in,50000.00,DKK,2022-06-01,Bank,2`]),
    );
    const total = (await amounts('RightsTransferredIn')).map(amountMinor).reduce(addMinor, 0);
    expect(formatMinor(total)).toBe('100000.00');
  });
});
