/** Statements are compiled once, unless the rows of one are still being read. */
import SQLite from 'better-sqlite3';
import { rememberingStatements } from './remembered-statements.js';

const withLetters = (): SQLite.Database => {
  const sqlite = new SQLite(':memory:');
  sqlite.exec("CREATE TABLE letters (text TEXT); INSERT INTO letters VALUES ('a'), ('b')");
  return sqlite;
};
const READING = 'SELECT text FROM letters WHERE text >= ? ORDER BY text';

it('answers a statement that was compiled before, also after its table was made anew', () => {
  const sqlite = withLetters();
  const remembering = rememberingStatements(sqlite);
  const first = remembering.prepare(READING);
  expect(first.all(['b'])).toEqual([{ text: 'b' }]);
  sqlite.exec("DROP TABLE letters; CREATE TABLE letters (number INTEGER, text TEXT); INSERT INTO letters VALUES (1, 'c')");
  expect(remembering.prepare(READING)).toBe(first);
  expect(first.all(['a'])).toEqual([{ text: 'c' }]);
  remembering.close();
  expect(sqlite.open).toBe(false);
});

it('compiles again what is being read row by row', () => {
  const remembering = rememberingStatements(withLetters());
  const first = remembering.prepare(READING);
  const rows = first.iterate(['a'])[Symbol.iterator]();
  expect(rows.next().value).toEqual({ text: 'a' });
  const second = remembering.prepare(READING);
  expect(second).not.toBe(first);
  expect(second.all(['b'])).toEqual([{ text: 'b' }]);
  expect(rows.next().value).toEqual({ text: 'b' });
  expect(rows.next().done).toBe(true);
  remembering.close();
});

it('keeps no more than so many, whatever is asked', () => {
  const remembering = rememberingStatements(withLetters());
  const first = remembering.prepare(READING);
  for (let count = 1; count <= 200; count += 1) remembering.prepare(`SELECT ${count}`);
  expect(remembering.prepare(READING)).not.toBe(first);
  remembering.close();
});
