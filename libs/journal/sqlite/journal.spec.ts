import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalContract } from '../contract-suite.js';
import { openSqliteJournal, openSqliteJournalReader } from './journal.js';

journalContract('SQLite', async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  const file = join(folder, 'journal.sqlite');
  const journal = await openSqliteJournal(file, options);
  const reader = await openSqliteJournalReader(file, options);
  return {
    journal,
    reader,
    close: async () => {
      await reader.close();
      await journal.close();
      rmSync(folder, { recursive: true });
    },
  };
});
