/** The file of the read models: recognised before anything is written into it. */
import SQLite from 'better-sqlite3';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from './sqlite.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accrual-read-models-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes the folder and the file, and opens them again', async () => {
  const file = join(folder, 'deep', 'read-models.sqlite');
  await (await openSqliteStore(file)).close();
  const store = await openSqliteStore(file);
  expect(await store.slots()).toEqual([]);
  await store.close();
});

it('writes nothing into a database of something else', async () => {
  const file = join(folder, 'other.sqlite');
  const other = new SQLite(file);
  other.exec('CREATE TABLE letters (text TEXT)');
  other.close();
  await expect(openSqliteStore(file)).rejects.toThrow('NOT_A_READ_MODEL');
});

it('names a damaged file', async () => {
  const file = join(folder, 'read-models.sqlite');
  writeFileSync(file, 'no database at all, '.repeat(500));
  await expect(openSqliteStore(file)).rejects.toThrow('READ_MODEL_DAMAGED');
});

it('empties a file of another layout, to be built again', async () => {
  const file = join(folder, 'read-models.sqlite');
  const store = await openSqliteStore(file);
  const slot = {
    model: 'coverage' as const,
    partition: { index: 0, count: 1 },
    asOf: '2015-01-01',
    position: 1,
    anchor: 'a',
    software: 's',
    startedAt: 'now',
    owner: store.owner,
  };
  await store.beginBuild([slot]);
  await expect(store.beginBuild([slot])).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
  await store.close();
  const older = new SQLite(file);
  older.pragma('user_version = 99');
  older.close();
  const emptied = await openSqliteStore(file);
  expect(await emptied.slots()).toEqual([]);
  await emptied.close();
});
