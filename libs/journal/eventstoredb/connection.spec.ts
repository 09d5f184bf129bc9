/** URLs, TLS and logins; and the directory that a process keeps. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Refusal, Refused } from '#ledger/kernel/refusal.js';
import { said } from '#words/said.js';
import { allOf, append, fact, NOON, PERMISSIVE, places, summary } from '../contract/setting.js';
import { journalAddress } from './connection.js';
import { openEventStoreJournal, openEventStoreJournalReader } from './journal.js';
import { startEventStoreDouble, type DoubleOptions } from './testing/double.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const A = 'participant-1';

describe('a URL', () => {
  it.each([
    ['esdb://localhost:2113?tls=false', 'esdb://localhost:2113?tls=false'],
    ['esdb+discover://cluster.example:2113', 'esdb+discover://cluster.example:2113'],
    ['kurrentdb://a:1,b:2,c:3?tls=true&nodePreference=leader', 'esdb://a:1,b:2,c:3?tls=true&nodePreference=leader'],
    ['kurrentdb+discover://user:p%40ss@host/?TLS=false', 'esdb+discover://user:p%40ss@host?tls=false'],
    ['esdb://host?streamPrefix=a.&patienceSeconds=5&directoryFile=%2Ftmp%2Fx', 'esdb://host'],
  ])('%s is read', (url, passed) => {
    expect(journalAddress(url).connectionString).toBe(passed);
  });

  it('has options of its own, and defaults', () => {
    expect(journalAddress('esdb://u:p@host?streamPrefix=a.&patienceSeconds=5&directoryFile=%2Ftmp%2Fx&defaultDeadline=2000')).toMatchObject(
      {
        shown: 'esdb://u:***@host?streamPrefix=a.&patienceSeconds=5&directoryFile=%2Ftmp%2Fx&defaultDeadline=2000',
        streamPrefix: 'a.',
        patienceMilliseconds: 5_000,
        directoryFile: '/tmp/x',
        deadlineMilliseconds: 2_000,
      },
    );
    expect(journalAddress('esdb://host')).toMatchObject({
      streamPrefix: '',
      patienceMilliseconds: 30_000,
      directoryFile: undefined,
      deadlineMilliseconds: 10_000,
    });
  });

  it.each([
    ['esdb:/host', 'begins with'],
    ['esdb://', 'user:password@host:port'],
    ['esdb://a b:x', 'user:password@host:port'],
    ['esdb://u:secret@host@other', 'user:password@host:port'],
    ['esdb://u:secret@host?tls', 'has no value'],
    ['esdb://u:secret@host?tsl=false', 'there is no option tsl'],
    ['esdb://u:secret@host?tlsVerifyCert=false', 'tlsCAFile'],
    ['esdb://u:secret@host?tlsCAFile=/nowhere.pem', 'does not exist'],
    ['esdb://u:secret@host?streamPrefix=a/b', 'streamPrefix'],
    ['esdb://u:secret@host?patienceSeconds=soon', 'patienceSeconds'],
    ['esdb://u:secret@host?a=1?b=2', 'only one ?'],
  ])('%s is refused in words without the password', (url, words) => {
    let refused: Refusal | undefined;
    try {
      journalAddress(url);
    } catch (error) {
      refused = (error as Refused).refusal;
    }
    expect(refused?.code).toBe('INVALID_JOURNAL_URL');
    expect(said(refused as Refusal)).toContain(words);
    expect(JSON.stringify(refused)).not.toContain('secret');
  });
});

describe('a server with TLS and logins', () => {
  const login = { username: 'ledger', password: 'changeit' };
  const withServer = async (options: DoubleOptions, run: (url: string) => Promise<void>): Promise<void> => {
    const double = await startEventStoreDouble(options);
    await run(double.url('patienceSeconds=0.5')).finally(() => double.stop());
  };

  it.each([1, 3])('is written to and read, with %i nodes', (nodes) =>
    withServer({ tls: true, login, nodes }, async (url) => {
      const journal = await openEventStoreJournal(url, OPTIONS);
      expect(summary(await append(journal, A, 'a'))).toBe('appended 0-0');
      expect(places(await allOf(journal.readAll()))).toEqual([`${A}/0`]);
      await journal.close();
    }),
  );

  it('refuses another login, without showing it', () =>
    withServer({ tls: true, login }, async (url) => {
      const opening = openEventStoreJournal(url.replace('changeit', 'guessed'), OPTIONS);
      const error = await opening.then(() => undefined, (thrown: unknown) => thrown);
      expect(error).toMatchObject({ refusal: { code: 'JOURNAL_ACCESS_DENIED' } });
      expect(JSON.stringify((error as Refused).refusal)).not.toContain('guessed');
    }));

  it('is not talked to where its certificate is not trusted', () =>
    withServer({ tls: true, login }, async (url) => {
      const opening = openEventStoreJournal(url.replace(/tlsCAFile=[^&]+&/, ''), OPTIONS);
      await expect(opening).rejects.toMatchObject({ refusal: { code: 'JOURNAL_UNREACHABLE' } });
    }));
});

describe('the directory', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'directory-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const option = (): string => `directoryFile=${encodeURIComponent(join(folder, 'sub', 'directory.sqlite'))}`;

  it('is kept, shared by several processes’ journals, and built anew for another server', async () => {
    const [one, two] = [await startEventStoreDouble(), await startEventStoreDouble()];
    const journals = [await openEventStoreJournal(one.url(option()), OPTIONS), await openEventStoreJournal(one.url(option()), OPTIONS)];
    for (const [index, journal] of journals.entries())
      expect(summary(await append(journal, A, `event ${index}`))).toBe(`appended ${index}-${index}`);
    for (const journal of journals) await journal.close();
    const reader = await openEventStoreJournalReader(one.url(option()), OPTIONS);
    expect([...(await reader.findEvents([fact(A, 'event 1').id])).values()].map(({ revision }) => revision)).toEqual([1]);
    await reader.close();
    const elsewhere = await openEventStoreJournal(two.url(option()), OPTIONS);
    expect((await elsewhere.findEvents([fact(A, 'event 1').id])).size).toBe(0);
    expect(summary(await append(elsewhere, A, 'event 1'))).toBe('appended 0-0');
    await elsewhere.close();
    await one.stop();
    await two.stop();
  });

  it('is no other program’s database', async () => {
    const double = await startEventStoreDouble();
    const file = join(folder, 'other.sqlite');
    const other = new Database(file);
    other.exec('CREATE TABLE theirs (x)');
    other.close();
    const journal = await openEventStoreJournal(double.url(`directoryFile=${encodeURIComponent(file)}`), OPTIONS);
    await expect(append(journal, A, 'a')).rejects.toMatchObject({ refusal: { code: 'NOT_A_DIRECTORY_OF_A_JOURNAL' } });
    await journal.close();
    await double.stop();
  });
});
