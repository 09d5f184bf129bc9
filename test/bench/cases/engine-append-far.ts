/**
 * What an import appends to a server that is some milliseconds away, beside the bare client in batches of 500 events of the same bytes:
 * what waits for one round trip after another shows here. The server is the double of the tests, in a process of its own, with a delay
 * each way.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { journalEngineOf, openJournalAt } from '#journal/engines/open.js';
import { streamOf } from '#ledger/subjects.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { Aim, BenchCase, Measured, Setting, Way } from '../case.js';
import { startFarServer } from '../double-process.js';
import { OPTIONS } from '../ledger.js';
import { stopwatch } from '../measure.js';

/** Round trips in milliseconds. */
const ROUND_TRIPS = [0, 6, 20];
/**
 * `rows`: as an import's appends, in which the rows of a participant meet. `wide`: few events a stream, where a message for each stream
 * decides.
 */
const SHAPES = { rows: { rounds: 2, events: 5_000, streams: 250 }, wide: { rounds: 8, events: 1_000, streams: 250 } } as const;
const BATCH = 500;
const RECORDED_AT = '2026-03-01T12:00:00.000Z';

type Shape = (typeof SHAPES)[keyof typeof SHAPES];

interface Writer {
  readonly round: (number: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

function eventOf(key: string): EventToAppend {
  const data = { incomeYear: 2025, employerId: `E${key}`, amount: '31234.56', currency: 'EUR', coverage: 'kapl' };
  return { id: randomUUID(), type: 'IncomeReported', schemaVersion: 1, effectiveDate: '2025-12-31', actor: 'bench', data };
}

async function onServer(
  { rounds, events }: Shape,
  roundTrip: number,
  open: (url: (option: string) => string) => Promise<Writer>,
): Promise<Measured> {
  const server = await startFarServer(roundTrip / 2);
  const { round, close } = await open(server.url);
  await round(-1); // the first one opens the connection
  const watch = stopwatch();
  await watch.during(async () => {
    for (let number = 0; number < rounds; number += 1) await round(number);
  });
  await close();
  await server.stop();
  return watch.measured(rounds * events);
}

const bare = ({ events, streams }: Shape) => async (url: (option: string) => string): Promise<Writer> => {
  const client = EventStoreDBClient.connectionString(url('throwOnAppendFailure=true'));
  const batchOf = (name: string) =>
    Array.from({ length: BATCH }, (_, index) => {
      const { id, type, ...event } = eventOf(`${name}.${index}`);
      const data = {
        ...event,
        id,
        type,
        stream: streamOf('participant', String(index % streams)),
        revision: index,
        recordedAt: RECORDED_AT,
      };
      return jsonEvent({ id, type, data: data as never, metadata: { chain: '0'.repeat(64), heldBy: 0 } });
    });
  return {
    round: async (number) => {
      for (let part = 0; part < events / BATCH; part += 1) {
        const name = `bare-${number}-${part}`;
        await client.appendToStream(name, batchOf(name), { expectedRevision: 'no_stream' });
      }
    },
    close: () => client.dispose(),
  };
};

const ledger = ({ events, streams }: Shape, scratch: string) => async (url: (option: string) => string): Promise<Writer> => {
  const journal = await openJournalAt(
    journalEngineOf(url(`directoryFile=${encodeURIComponent(join(scratch, 'directory.sqlite'))}`), 'bench'),
    OPTIONS,
  );
  return {
    round: async (number) => {
      const appends = Array.from({ length: streams }, (_, stream) => ({
        stream: streamOf('participant', String(stream)),
        expected: 'any' as const,
        events: Array.from({ length: events / streams }, (_event, index) => eventOf(`${number}.${stream}.${index}`)),
      }));
      const outcomes = await journal.append(appends);
      if (outcomes.some(({ status }) => status !== 'appended')) throw new Error('an append was refused');
    },
    close: () => journal.close(),
  };
};

const names = Object.entries(SHAPES).flatMap(([name, shape]) =>
  ROUND_TRIPS.map((roundTrip) => ({ shape, roundTrip, of: `${name} ${roundTrip} ms` })),
);

export const engineAppendFar: BenchCase = {
  name: 'engine-append-far',
  about:
    'appends all or nothing over 250 streams, beside the bare client’s batches, so many milliseconds a round trip ' +
    '(EventStoreDB: the double)',
  unit: 'events',
  journals: () => [],
  ways: Object.fromEntries(
    names.flatMap(({ shape, roundTrip, of }): [string, Way][] => [
      [`accrual ${of}`, { run: ({ scratch }: Setting) => onServer(shape, roundTrip, ledger(shape, scratch)) }],
      [`bare ${of}`, { run: () => onServer(shape, roundTrip, bare(shape)), isBaseline: true }],
    ]),
  ),
  aims: names
    .filter(({ shape }) => shape === SHAPES.rows)
    .map(({ of }): Aim => ({ measure: 'rate', way: `accrual ${of}`, against: `bare ${of}`, least: 0.5 })),
};
