import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Journal } from '#journal/port.js';
import { eventId } from '#journal/event-id.js';
import { canonicalText, type JsonValue } from '#ledger/kernel/json.js';
import { openWorld, type World } from '../../../test/import/world.js';

const P = 'participantId,scheme,birthDate,sex,enrolledOn';
const I = 'participantId,incomeYear,amount,currency,employerId';
const C = 'participantId,period,amount,currency,employerId,receivedOn';
const K = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function enrolBoth(): Promise<void> {
  const rows = ['F1,plain-incomes,1960-05-17,female,1990-01-01,,', 'D1,plain-savings,1961-02-03,male,1990-01-01,5000.5,1990-02-01'];
  await world.import('participants', world.file('p.csv', `${P},openingValue,openingDate\n${rows.join('\n')}\n`));
}

async function story(prefix: string): Promise<readonly string[]> {
  return (await world.events(prefix)).map(({ type, effectiveDate, data }) =>
    `${effectiveDate} ${type} ${String(data['amount'] ?? data['after'] ?? data['total'] ?? data['annuls'] ?? '')}`.trim(),
  );
}

describe('what an import appends', () => {
  it('enrols participants, with the fund and the value brought along', async () => {
    await enrolBoth();
    expect(await story('participant-')).toEqual([
      '1990-01-01 ParticipantEnrolled',
      '1990-01-01 ParticipantEnrolled',
      '1990-02-01 RightsTransferredIn 5000.50',
    ]);
    expect((await world.events('fund-')).map(({ stream, data }) => [stream, data])).toEqual([
      ['fund-plain-incomes', { fundId: 'plain-incomes', scheme: 'plain-incomes', currency: 'EUR' }],
      ['fund-plain-savings', { fundId: 'plain-savings', scheme: 'plain-savings', currency: 'DKK' }],
    ]);
  });

  it('gives an income the last day of its year, a contribution the last day of its month (dk-p90 sections 4 and 6)', async () => {
    await enrolBoth();
    await world.import('incomes', world.file('i.csv', `${I}\nF1,2003,18000,EUR,E1\n`));
    await world.import('contributions', world.file('c.csv', `${C}\nD1,2004-02,100.1,DKK,E1,2004-03-05\n`));
    expect((await story('participant-')).slice(3)).toEqual([
      '2003-12-31 IncomeReported 18000.00',
      '2004-02-29 ContributionReceived 100.10',
    ]);
  });

  it('says of every event who, which batch, which line of which file', async () => {
    await enrolBoth();
    const report = await world.import('incomes', world.file('i.csv', `${I}\r\nF1,2003,18000,EUR,E1\r\n`));
    const [event] = (await world.events('participant-F1')).slice(-1);
    expect([event?.actor, event?.correlationId, event?.source]).toEqual([
      'test',
      report.batch,
      { file: 'i.csv', line: 2, sha256: report.sha256 },
    ]);
    expect(event?.id).toBe(eventId('participant-F1', 'income:2003:E1'));
    expect((await world.events(`batch-${report.batch}`)).map(({ type }) => type)).toEqual(['BatchPlanned', 'BatchCompleted']);
  });

  it('settles corrections each against the income known just before it, in the order of the file', async () => {
    await enrolBoth();
    await world.import('incomes', world.file('i.csv', `${I}\nF1,2003,18000,EUR,E1\nF1,2010,1,EUR,E1\nF1,2013,1,EUR,E1\n`));
    const rows = [
      'F1,2003,E1,19000,EUR,late,2009-10-02', // + 1000 → 100.00
      'F1,2003,E1,18500,EUR,less,2010-10-02', // −  500 → −50.00
      'F1,2003,E1,18500,EUR,same,2010-11-02', // confirms it
      'F1,2003,E1,19000,EUR,late,2012-01-01', // 2003 < 2012 − 8: time-barred
      'F1,2013,E1,500,EUR,running,2013-05-01', // the running year: ordinary, no amount
    ];
    const report = await world.import('corrections', world.file('k.csv', `${K}\n${rows.join('\n')}\n`));
    expect([report.appended, report.repeated, report.events]).toEqual([5, 0, 10]);
    expect((await story('participant-F1')).slice(4)).toEqual([
      '2009-10-02 IncomeCorrected 19000.00',
      '2009-10-02 CorrectionSettled 100.00',
      '2010-10-02 IncomeCorrected 18500.00',
      '2010-10-02 CorrectionSettled -50.00',
      '2010-11-02 IncomeCorrected 18500.00',
      '2010-11-02 CorrectionSettled 0.00',
      '2012-01-01 IncomeCorrected 19000.00',
      '2012-01-01 CorrectionTimeBarred',
      '2013-05-01 IncomeCorrected 500.00',
      '2013-05-01 CorrectionSettled 0.00',
    ]);
    const events = (await world.events('participant-F1')).slice(4);
    expect([events[1]?.causationId, events[1]?.data['correction'], events[2]?.data['supersedes']]).toEqual([
      events[0]?.id,
      events[0]?.id,
      events[0]?.id,
    ]);
    expect((await world.import('corrections', `${world.folder}/k.csv`)).appended).toBe(0);
  });

  it('takes the same correction again where another stood between', async () => {
    await enrolBoth();
    await world.import('incomes', world.file('i.csv', `${I}\nF1,2003,10,EUR,E1\n`));
    const rows = ['20', '30', '20', '20'].map((amount) => `F1,2003,E1,${amount},EUR,x,2009-10-02`);
    const file = world.file('k.csv', `${K}\n${rows.join('\n')}\n`);
    expect((await world.import('corrections', file)).appended).toBe(3);
    expect((await world.import('corrections', file)).appended).toBe(0);
    expect((await story('participant-F1')).filter((line) => line.includes('IncomeCorrected')).map((line) => line.split(' ')[2])).toEqual([
      '20.00',
      '30.00',
      '20.00',
    ]);
  });
});

describe('the same file again', () => {
  const contributions = Array.from({ length: 5000 }, (_, index) => {
    const [year, month] = [1991 + Math.floor(index / 240), String((index % 12) + 1).padStart(2, '0')];
    return `D1,${year}-${month},${index}.00,DKK,E${index},2012-01-01`;
  });

  it('appends nothing, not even to its batch', async () => {
    await enrolBoth();
    const file = world.file('c.csv', `${C}\n${contributions.join('\n')}\nD1,bad,1,DKK,E1,2012-01-01\nX9,2012-01,1,DKK,E1,2012-01-01\n`);
    const first = await world.import('contributions', file);
    expect([first.rows, first.appended, first.refused]).toEqual([5002, 5000, 2]);
    const { position } = await world.journal.head();
    const again = await world.import('contributions', file);
    expect([again.appended, again.repeated, again.refused, (await world.journal.head()).position]).toEqual([0, 5000, 2, position]);
  });

  it('goes on after a stop at any chunk, losing and doubling nothing', async () => {
    await enrolBoth();
    const file = world.file('c.csv', `${C}\n${contributions.join('\n')}\n`);
    for (const stopAfter of [1, 2]) {
      let writes = 0;
      const dying: Journal = { ...world.journal, append: async (appends, mode) => {
        if (++writes > stopAfter) throw new Error('killed');
        return world.journal.append(appends, mode);
      } };
      await expect(world.import('contributions', file, { journal: dying, chunkRows: 1000 })).rejects.toThrow('killed');
    }
    const report = await world.import('contributions', file, { chunkRows: 1000 });
    expect([report.appended, report.repeated]).toEqual([3000, 2000]); // two chunks of 1 000 had come through
    const employers = (await world.events('participant-D1')).slice(2).map(({ data }) => data['employerId']);
    expect(employers).toEqual(contributions.map((_, index) => `E${index}`));
    expect((await world.events(`batch-${report.batch}`)).map(({ type }) => type)).toEqual(['BatchPlanned', 'BatchCompleted']);
  });

  it('stops on a signal with INTERRUPTED and leaves no half rejects file', async () => {
    await enrolBoth();
    const stop = new AbortController();
    const file = world.file('c.csv', `${C}\nbad,,,,,\n${contributions.join('\n')}\n`);
    const onProgress = (): void => stop.abort();
    stop.abort();
    await expect(world.import('contributions', file, { signal: stop.signal, onProgress })).rejects.toMatchObject({
      refusal: { code: 'INTERRUPTED' },
    });
    expect([existsSync(`${file}.rejects.csv`), existsSync(`${file}.rejects.csv.partial`)]).toEqual([false, false]);
  });

  it('comes out the same in any order of rows and files, each fact once (property)', async () => {
    await enrolBoth();
    let run = 0;
    const row = fc.record({
      month: fc.integer({ min: 1, max: 4 }),
      employer: fc.integer({ min: 1, max: 2 }),
      amount: fc.integer({ min: 1, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(row, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }), async (files) => {
        run += 1;
        const firsts = new Map<string, string>();
        for (const [index, rows] of files.entries()) {
          const lines = rows.map(({ month, employer, amount }) => `D1,2010-0${month},${amount}.00,DKK,R${run}-${employer},2012-01-01`);
          const report = await world.import('contributions', world.file(`f${run}-${index}.csv`, `${C}\n${lines.join('\n')}\n`));
          // The first amount for a month and employer stands; the same again is a repeat, another is refused.
          const expected = { appended: 0, repeated: 0, refused: 0 };
          for (const { month, employer, amount } of rows) {
            const known = firsts.get(`${month} ${employer}`);
            if (known === undefined) firsts.set(`${month} ${employer}`, String(amount));
            expected[known === undefined ? 'appended' : known === String(amount) ? 'repeated' : 'refused'] += 1;
          }
          expect(report).toMatchObject(expected);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what was refused', () => {
  it('stands in the rejects file with its own columns, and comes in once repaired', async () => {
    await enrolBoth();
    const file = world.file('i.csv', `${I}\nF1,2001,1.00,EUR,E1\nF1,2002,"1,00",EUR,E1\nF2,2003,1.00,EUR,E1\n"F1,2004\n`);
    const report = await world.import('incomes', file);
    expect(report.rejectsFile).toBe(`${file}.rejects.csv`);
    const rejects = readFileSync(report.rejectsFile ?? '', 'utf8').split('\n');
    expect(rejects[0]).toBe(`${I},line,code,message`);
    expect(rejects[1]).toMatch(/^F1,2002,"1,00",EUR,E1,3,INVALID_AMOUNT,/);
    expect(rejects[2]).toMatch(/^F2,2003,1\.00,EUR,E1,4,UNKNOWN_PARTICIPANT,/);
    expect(rejects[3]).toMatch(/^"""F1,2004",,,,,5,UNTERMINATED_QUOTE,/);
    const repaired = world.file('repaired.csv', [rejects[0], rejects[1]?.replace('"1,00"', '1.00')].join('\n'));
    expect(await world.import('incomes', repaired)).toMatchObject({ appended: 1, refused: 0, rejectsFile: undefined });
  });

  it('keeps the digits of a refused number of NDJSON', async () => {
    await enrolBoth();
    // A float of 53 bits holds the first as 90071992547409.94, and the second as 1000, which would come in when read again.
    const lines = ['90071992547409.93', '1e3', '0.10'].map(
      (amount, index) => `{"participantId":"F1","incomeYear":${2002 + index},"amount":${amount},"currency":"EUR","employerId":"E1"}`,
    );
    const report = await world.import('incomes', world.file('i.ndjson', lines.join('\n')));
    expect(report).toMatchObject({ appended: 1, refused: 2 });
    const rejects = readFileSync(report.rejectsFile ?? '', 'utf8').split('\n');
    expect(rejects[1]).toMatch(/^F1,2002,90071992547409\.93,EUR,E1,,,1,AMOUNT_TOO_LARGE,/);
    expect(rejects[2]).toMatch(/^F1,2003,1e3,EUR,E1,,,2,INVALID_AMOUNT,/);
    expect((await story('participant-F1')).at(-1)).toBe('2004-12-31 IncomeReported 0.10');
  });

  it('takes an old rejects file away when nothing is refused any more, and records what is new', async () => {
    await enrolBoth();
    const file = world.file('i.csv', `${I}\nF2,2003,1.00,EUR,E1\n`);
    const { batch } = await world.import('incomes', file);
    expect(existsSync(`${file}.rejects.csv`)).toBe(true);
    await world.import('participants', world.file('p2.csv', `${P}\nF2,plain-incomes,1960-05-17,female,1990-01-01\n`));
    expect(await world.import('incomes', file)).toMatchObject({ appended: 1, refused: 0 });
    expect(existsSync(`${file}.rejects.csv`)).toBe(false);
    expect((await world.events(`batch-${batch}`)).map(({ type, data }) => `${type} ${String(data['refused'] ?? '')}`.trim())).toEqual([
      'BatchPlanned',
      'BatchRowsRefused',
      'BatchCompleted 1',
      'BatchCompleted 0',
    ]);
  });
});

describe('a dry run', () => {
  it('decides everything as the import would, and writes nothing', async () => {
    await enrolBoth();
    await world.import('incomes', world.file('i.csv', `${I}\nF1,2003,18000,EUR,E1\n`));
    const lines = [
      'F1,2003,18000,EUR,E1',
      'F1,2003,1,EUR,E1',
      'F1,2004,5,EUR,E1',
      'F1,2004,5,EUR,E1',
      'F1,2004,6,EUR,E1',
      'X,2004,6,EUR,E1',
    ];
    const file = world.file('i2.csv', `${I}\n${lines.join('\n')}\n`);
    const { position } = await world.journal.head();
    const dry = await world.import('incomes', file, { dryRun: true });
    expect([(await world.journal.head()).position, existsSync(`${file}.rejects.csv`)]).toEqual([position, false]);
    const real = await world.import('incomes', file);
    const counts = { appended: 1, repeated: 2, refused: 3, byCode: { INCOME_ALREADY_REPORTED: 2, UNKNOWN_PARTICIPANT: 1 } };
    expect(dry).toMatchObject(counts);
    expect(real).toMatchObject(counts);
  });
});

describe('an annulled fact', () => {
  it('is not revived by its own file, but by another that states it anew', async () => {
    await enrolBoth();
    const file = world.file('i.csv', `${I}\nF1,2003,18000,EUR,E1\n`);
    await world.import('incomes', file);
    const annulled = eventId('participant-F1', 'income:2003:E1');
    const event = {
      id: eventId('participant-F1', `annulled:${annulled}`),
      type: 'EventAnnulled',
      schemaVersion: 1,
      effectiveDate: '2003-12-31',
      actor: 'test',
      data: { annuls: annulled, reason: 'wrong person' },
    };
    await world.journal.append([{ stream: 'participant-F1', expected: 'any', events: [event] }]);
    expect(await world.import('incomes', file)).toMatchObject({ appended: 0, repeated: 1 });
    const other = world.file('other.csv', `${I}\nF1,2003,18000,EUR,E1\nF1,2003,7,EUR,E2\n`);
    expect(await world.import('incomes', other)).toMatchObject({ appended: 2, repeated: 0 });
    expect(await world.import('incomes', other)).toMatchObject({ appended: 0, repeated: 2 });
  });
});

it('whom the ledger cannot read has the rows refused, and the others go on', async () => {
  await enrolBoth();
  // 91 · 999 999 999 999.99 is more than 2^53 øre.
  const rows = Array.from({ length: 91 }, (_, index) => `D1,2001-01,999999999999.99,DKK,E${index},2001-02-01`);
  await world.import(
    'contributions',
    world.file('huge.csv', `participantId,period,amount,currency,employerId,receivedOn\n${rows.join('\n')}\n`),
  );
  const report = await world.import(
    'disabilities',
    world.file('d.csv', 'participantId,beganOn,decidedOn\nD1,2001-01-01,2001-02-01\nF1,2001-01-01,2001-02-01\n'),
  );
  expect([report.appended, report.byCode]).toEqual([1, { PARTICIPANT_NOT_READABLE: 1 }]);
  expect(readFileSync(report.rejectsFile ?? '', 'utf8')).toContain('participant D1 cannot be read: an amount comes to 90999999999999.09');
});

describe('history of an older system', () => {
  const line = (record: string, recordedAt: string, fields: object): string => JSON.stringify({ record, recordedAt, ...fields });
  const participant = { participantId: 'H1', scheme: 'plain-incomes', birthDate: '1960-05-17', sex: 'female', enrolledOn: '1990-01-01' };
  const income = { participantId: 'H1', incomeYear: 2003, amount: '18000', currency: 'EUR', employerId: 'E1' };
  const correction = {
    participantId: 'H1',
    incomeYear: 2003,
    employerId: 'E1',
    currency: 'EUR',
    reason: 'late',
    correctedOn: '2009-10-02',
  };
  const history = [
    line('participant', '1990-01-05T08:00:00Z', participant),
    line('income', '2004-02-01', income),
    line('correction', '2009-10-03T08:00:00Z', { ...correction, amount: '19000' }),
    line('correction', '2010-01-01T08:00:00Z', { ...correction, amount: 19500.5, correctedOn: '2009-12-31' }),
  ];

  it('keeps the older system’s knowledge time, in streams and funds, and settles at its own dates', async () => {
    const file = world.file('h.ndjson', `${history.join('\n')}\n`);
    expect(await world.import('history', file, { migrate: true })).toMatchObject({ appended: 4, events: 6, refused: 0 });
    const events = await world.events('participant-H1');
    expect(events.map(({ type, recordedAt, effectiveDate }) => `${recordedAt} ${effectiveDate} ${type}`)).toEqual([
      '1990-01-05T08:00:00.000Z 1990-01-01 ParticipantEnrolled',
      '2004-02-01T23:59:59.999Z 2003-12-31 IncomeReported',
      '2009-10-03T08:00:00.000Z 2009-10-02 IncomeCorrected',
      '2009-10-03T08:00:00.000Z 2009-10-02 CorrectionSettled',
      '2010-01-01T08:00:00.000Z 2009-12-31 IncomeCorrected',
      '2010-01-01T08:00:00.000Z 2009-12-31 CorrectionSettled',
    ]);
    expect(events.map(({ data }) => data['total'])).toEqual([undefined, undefined, undefined, '100.00', undefined, '50.05']);
    expect(events.every(({ migratedAt }) => migratedAt === '2013-06-01T12:00:00.000Z')).toBe(true);
    expect((await world.events('fund-'))[0]?.recordedAt).toBe('1990-01-05T08:00:00.000Z');
    expect(await world.import('history', file, { migrate: true })).toMatchObject({ appended: 0, repeated: 4 });
    expect(await world.import('history', file, { migrate: true, dryRun: true })).toMatchObject({ appended: 0, repeated: 4 });
  });

  it('says in a dry run what it would append', async () => {
    const file = world.file('h.ndjson', `${history.join('\n')}\n`);
    expect(await world.import('history', file, { migrate: true, dryRun: true })).toMatchObject({ appended: 4, events: 6 });
    expect((await world.journal.head()).position).toBe(0n);
  });

  it('takes lives too, each row on top of those before it, however the file is cut into writes', async () => {
    const saver = { participantId: 'S1', scheme: 'plain-savings', birthDate: '1950-05-17', sex: 'male', enrolledOn: '1990-01-01' };
    const of = (fields: object) => ({ participantId: 'S1', ...fields });
    const paid = (period: string) => of({ benefit: 'old-age-pension', period, amount: '100.00', currency: 'DKK', paidOn: `${period}-28` });
    const contributed = (period: string) => of({ period, amount: '5.00', currency: 'DKK', employerId: 'E1', receivedOn: `${period}-28` });
    const lives = [
      line('participant', '1990-01-05T08:00:00Z', saver),
      line(
        'transfer',
        '1991-01-05T08:00:00Z',
        of({ direction: 'in', amount: '1000.00', currency: 'DKK', transferredOn: '1991-01-01', counterparty: 'Elsewhere' }),
      ),
      line('disability', '2000-01-05T08:00:00Z', of({ beganOn: '1999-12-01', decidedOn: '2000-01-04' })),
      line('disability', '2001-01-05T08:00:00Z', of({ beganOn: '1999-12-01', decidedOn: '2000-01-04', endedOn: '2000-12-31' })),
      line('payment', '2009-12-05T08:00:00Z', paid('2010-01')),
      line(
        'pension',
        '2010-01-05T08:00:00Z',
        of({
          benefit: 'old-age-pension',
          startsOn: '2010-01-01',
          grantedOn: '2009-12-15',
          amount: '100.00',
          currency: 'DKK',
          frequency: 'monthly',
        }),
      ),
      line('payment', '2010-02-05T08:00:00Z', paid('2010-01')),
      line('contribution', '2010-03-01T08:00:00Z', contributed('2010-02')),
      line('death', '2010-03-05T08:00:00Z', of({ diedOn: '2010-02-03' })),
      line('payment', '2010-04-05T08:00:00Z', paid('2010-03')),
      line('contribution', '2010-04-05T08:00:00Z', contributed('2010-03')),
    ];
    const file = world.file('lives.ndjson', `${lives.join('\n')}\n`);
    const outcome = { appended: 8, refused: 3, byCode: { NO_PENSION_IN_PAYMENT: 1, AFTER_DEATH: 2 } };
    expect(await world.import('history', file, { migrate: true, dryRun: true, chunkRows: 1 })).toMatchObject(outcome);
    expect(await world.import('history', file, { migrate: true, chunkRows: 1 })).toMatchObject(outcome);
    const types = (await world.events('participant-S1')).map(({ type, effectiveDate }) => `${effectiveDate} ${type}`);
    expect(types).toEqual([
      '1990-01-01 ParticipantEnrolled',
      '1991-01-01 RightsTransferredIn',
      '1999-12-01 DisabilityBegan',
      '2000-12-31 DisabilityEnded',
      '2009-12-15 PensionStarted',
      '2010-01-28 PensionPaid',
      '2010-02-28 ContributionReceived',
      '2010-02-03 ParticipantDied',
    ]);
    // The payment for January was refused before its pension was known, and stands now.
    expect(await world.import('history', file, { migrate: true })).toMatchObject({
      appended: 0,
      repeated: 9,
      refused: 2,
      byCode: { AFTER_DEATH: 2 },
    });
  });

  it('refuses a record that goes back in time, one from tomorrow and one of no known kind, and reads the rejects file', async () => {
    const bad = [
      ...history,
      line('income', '2005-01-01', { ...income, incomeYear: 2004 }),
      line('income', '2014-01-01', { ...income, incomeYear: 2005 }),
      line('gift', '2012-01-01', {}),
      line('income', '2012-01-01', { ...income, incomeYear: 2006, reason: 'x' }),
    ];
    const report = await world.import('history', world.file('h.ndjson', `${bad.join('\n')}\n`), { migrate: true });
    expect(report.byCode).toEqual({ RECORDED_AT_GOES_BACK: 1, RECORDED_IN_FUTURE: 1, UNKNOWN_RECORD: 1, UNKNOWN_COLUMN: 1 });
    const rejects = readFileSync(report.rejectsFile ?? '', 'utf8').replace('2005-01-01', '2012-01-01');
    const repaired = await world.import('history', world.file('h2.csv', rejects), { migrate: true });
    expect([repaired.appended, repaired.refused]).toEqual([1, 3]);
  });
});

describe('the journal after the same imports twice over', () => {
  it('holds the same data under the same ids', async () => {
    await enrolBoth();
    await enrolBoth();
    const text = (await world.events('participant-')).map(({ id, data }) => canonicalText({ id, data } as JsonValue));
    expect(new Set(text).size).toBe(3);
    expect(text).toHaveLength(3);
  });
});
