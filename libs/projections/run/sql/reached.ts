/** How far the read models of a file have come, told without touching it: they remember what the journal held. */
import SQLite from 'better-sqlite3';
import { existsSync } from 'node:fs';

/** The highest position that a model in the file stands at; undefined where there is none, or the file says nothing that can be read. */
export function positionReached(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  let sqlite: SQLite.Database | undefined;
  try {
    sqlite = new SQLite(file, { readonly: true });
    return sqlite.prepare<[], number | null>("SELECT max(position) FROM standing_slot WHERE status = 'live'").pluck().get() ?? undefined;
  } catch {
    return undefined; // not this program's, of another layout, or damaged: they are built again then
  } finally {
    sqlite?.close();
  }
}
