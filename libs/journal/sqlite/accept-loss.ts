/** A journal goes on without what it lost, once somebody has said so. */
import { copyFileSync, rmSync } from 'node:fs';
import type { Instant } from '#money/civil-date.js';
import { headNoteFile } from './head-note.js';
import { uuidText } from './keys.js';
import { realFile } from './one-file.js';
import { openForWriting } from './opening.js';
import { logBytes, logFile } from './write-ahead-log.js';

/**
 * The writer's note is set to the end that the file has now; a log is kept beside as it was found, since taking in what can be read of it
 * ends it. Refuses as `openForWriting` does.
 */
export function acceptLossOfFile(path: string, now: Instant): void {
  const file = realFile(path);
  if (logBytes(file) > 0) copyFileSync(logFile(file), `${logFile(file)}.${now.replaceAll(':', '')}`);
  const { db, begin, acknowledge, close } = openForWriting(file, now, { acceptsLoss: true });
  try {
    const last = db.prepare<[], [number, Buffer]>('SELECT position, id FROM events ORDER BY position DESC LIMIT 1').raw().get();
    begin();
    if (last === undefined) rmSync(headNoteFile(file), { force: true });
    else acknowledge({ position: last[0], eventId: uuidText(last[1]) });
  } finally {
    close();
  }
}
