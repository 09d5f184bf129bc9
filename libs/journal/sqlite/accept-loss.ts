/** A journal goes on without what it lost, once somebody has said so. */
import { copyFileSync, rmSync } from 'node:fs';
import type { Instant } from '#money/civil-date.js';
import { headNoteFile } from './head-note.js';
import { realFile } from './one-file.js';
import { endOfFile, openForWriting } from './opening.js';
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
    const end = endOfFile(db);
    begin();
    if (end.position === 0) rmSync(headNoteFile(file), { force: true });
    else acknowledge(end);
  } finally {
    close();
  }
}
