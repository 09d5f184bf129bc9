/** An SQLite database that compiles a statement once: the same few are asked for every participant, with other values. */
import type SQLite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements kept; above the shapes that the standing models ask in, lists of several lengths among them. */
const MOST = 200;

export function rememberingStatements(sqlite: SQLite.Database): SqliteDatabase {
  const known = new Map<string, SQLite.Statement<unknown[]>>();
  const compiled = (sql: string): SQLite.Statement<unknown[]> => {
    const statement = sqlite.prepare<unknown[]>(sql);
    if (known.size >= MOST) known.clear();
    known.set(sql, statement);
    return statement;
  };
  return {
    prepare: (sql) => {
      const statement = known.get(sql);
      // One whose rows are still being read cannot be asked again.
      return (statement === undefined || statement.busy ? compiled(sql) : statement) as SqliteStatement;
    },
    close: () => {
      known.clear();
      sqlite.close();
    },
  };
}
