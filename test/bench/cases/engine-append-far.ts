/**
 * What an import appends to a server that is some milliseconds away, beside the bare client in batches of 500: what waits for one
 * round trip after another shows here. The server is the double of the tests, in this very process, with a delay each way.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventStoreDouble } from '#journal/eventstoredb/testing/double.js';
import { journalEngineOf, openJournalAt } from '#journal/engines/open.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { BenchCase, Measured, Setting } from '../case.js';
import { OPTIONS } from '../ledger.js';
import { stopwatch } from '../measure.js';

const ROUNDS = 12;
const CHUNK = 1_000;
const STREAMS = 250;
const BATCH = 500;
const DELAY_MILLISECONDS = 3;

function eventOf(key: string): EventToAppend {
  const data = { incomeYear: 2025, employerId: `E${key}`, amount: '31234.56', currency: 'EUR', coverage: 'kapl' };
  return { id: randomUUID(), type: 'IncomeReported', schemaVersion: 1, effectiveDate: '2025-12-31', actor: 'bench', data };
}

async function onDouble(url: string, run: (url: string) => Promise<{ readonly round: (number: number) => Promise<void>; readonly close: () => Promise<void> }>): Promise<Measured> {
  const double = await startEventStoreDouble();
  double.delay(DELAY_MILLISECONDS);
  const { round, close } = await run(double.url(url));
  await round(-1); // the first one opens the connection
  const watch = stopwatch();
  await watch.during(async () => {
    for (let number = 0; number < ROUNDS; number += 1) await round(number);
  });
  await close();
  await double.stop();
  return watch.measured(ROUNDS * CHUNK);
}

async function bare(url: string) {
  const client = EventStoreDBClient.connectionString(url);
  return {
    round: async (number: number) => {
      for (let part = 0; part < CHUNK / BATCH; part += 1) {
        const events = Array.from({ length: BATCH }, (_, index) => {
          const { id, type, ...data } = eventOf(`${number}.${part}.${index}`);
          return jsonEvent({ id, type, data: data as never, metadata: { chain: '0'.repeat(64) } });
        });
        await client.appendToStream(`bare-${number}-${part}`, events, { expectedRevision: 'no_stream' });
      }
    },
    close: () => client.dispose(),
  };
}

async function ledger(url: string) {
  const journal = await openJournalAt(journalEngineOf(url, 'bench'), OPTIONS);
  return {
    round: async (number: number) => {
      const appends = Array.from({ length: STREAMS }, (_, stream) => ({
        stream: `participant-${stream}`,
        expected: 'any' as const,
        events: Array.from({ length: CHUNK / STREAMS }, (_event, index) => eventOf(`${number}.${stream}.${index}`)),
      }));
      const outcomes = await journal.append(appends);
      if (outcomes.some(({ status }) => status !== 'appended')) throw new Error('an append was refused');
    },
    close: () => journal.close(),
  };
}

export const engineAppendFar: BenchCase = {
  name: 'engine-append-far',
  about: `appends all or nothing over ${STREAMS} streams, beside the bare client's batches, ${DELAY_MILLISECONDS} ms away (EventStoreDB: the double)`,
  unit: 'events',
  journals: () => [],
  ways: {
    accrual: { run: ({ scratch }: Setting) => onDouble(`directoryFile=${encodeURIComponent(join(scratch, 'directory.sqlite'))}`, ledger) },
    bare: { run: () => onDouble('throwOnAppendFailure=true', bare), isBaseline: true },
  },
  aims: [{ measure: 'rate', way: 'accrual', against: 'bare', least: 0.5 }],
};
