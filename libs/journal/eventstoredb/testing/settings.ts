/** Where specifications run: on a double of their own, or on the real server that `ACCRUAL_TEST_EVENTSTORE_URL` names. */
import { randomUUID } from 'node:crypto';
import { startEventStoreDouble } from './double.js';

export const REAL_SERVER = process.env['ACCRUAL_TEST_EVENTSTORE_URL'];

export interface JournalPlace {
  /** URL of a journal that is empty: on a real server its streams have a prefix of their own, and are left there. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function emptyJournalPlace(): Promise<JournalPlace> {
  const option = `streamPrefix=test-${randomUUID()}.`;
  if (REAL_SERVER !== undefined)
    return { url: `${REAL_SERVER}${REAL_SERVER.includes('?') ? '&' : '?'}${option}`, stop: async () => undefined };
  const double = await startEventStoreDouble();
  return { url: double.url(option), stop: double.stop };
}
