import { journalContract } from '../contract-suite.js';
import { openEventStoreJournal, openEventStoreJournalReader } from './journal.js';
import { emptyJournalPlace, REAL_SERVER } from './testing/settings.js';

journalContract(REAL_SERVER === undefined ? 'EventStoreDB (double)' : 'EventStoreDB (real server)', async (options) => {
  const place = await emptyJournalPlace();
  const journal = await openEventStoreJournal(place.url, options);
  const reader = await openEventStoreJournalReader(place.url, options);
  return {
    journal,
    reader,
    close: async () => {
      await reader.close();
      await journal.close();
      await place.stop();
    },
  };
});
