/** How far the read models of a file have come, told without touching it: they remember what the journal held. */
import SQLite from 'better-sqlite3';
import { existsSync } from 'node:fs';

/**
 * The highest position that a model in the file stands at; undefined where there is none, or the file is of another layout: they are built
 * again then. `damaged`: it is no database any more, and vouches for nothing.
 */
export function positionReached(file: string): number | 'damaged' | undefined {
  if (!existsSync(file)) return undefined;
  let sqlite: SQLite.Database | undefined;
  try {
    sqlite = new SQLite(file, { readonly: true });
    return sqlite.prepare<[], number | null>("SELECT max(position) FROM standing_slot WHERE status = 'live'").pluck().get() ?? undefined;
  } catch (error) {
    return isDamaged(error) ? 'damaged' : undefined;
  } finally {
    sqlite?.close();
  }
}

/** Of what SQLite says of a file that is no database, or not a whole one. */
export function isDamaged(error: unknown): boolean {
  const code = (error as { readonly code?: string }).code ?? '';
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}
