/**
 * The engines beside one another: the journal in a file and on a server, the read models in a file and on a server. The
 * EventStoreDB is the double of the tests, in this very process: its figures say what our side costs, not what a server does.
 */
import { join } from 'node:path';
import { journalEngineOf, openJournalAt } from '#journal/engines/open.js';
import type { Journal } from '#journal/port.js';
import { openSqliteJournal, openSqliteJournalReader } from '#journal/sqlite/journal.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { startEventStoreDouble } from '#journal/eventstoredb/testing/double.js';
import { postgresServer } from '#projections/run/sql/testing/postgres-server.js';
import type { BenchCase, Setting, Way } from '../case.js';
import { AS_OF, CLOCK, journalFile, OPTIONS, writesOf } from '../ledger.js';
import { stopwatch } from '../measure.js';

/** The double answers some thousand events a second. */
const MOST_EVENTS = 20_000;

interface Opened {
  readonly journal: Journal;
  readonly close: () => Promise<void>;
}

async function onFile({ scratch }: Setting): Promise<Opened> {
  const journal = await openSqliteJournal(join(scratch, 'journal.sqlite'), OPTIONS);
  return { journal, close: () => journal.close() };
}

async function onServer({ scratch }: Setting): Promise<Opened> {
  const double = await startEventStoreDouble();
  const url = double.url(`directoryFile=${encodeURIComponent(join(scratch, 'directory.sqlite'))}`);
  const journal = await openJournalAt(journalEngineOf(url, 'bench'), OPTIONS);
  return {
    journal,
    close: async () => {
      await journal.close();
      await double.stop();
    },
  };
}

async function fill(journal: Journal, events: number): Promise<number> {
  let appended = 0;
  for (const appends of writesOf(Math.min(events, MOST_EVENTS))) {
    const outcomes = await journal.append(appends);
    if (outcomes.some(({ status }) => status !== 'appended')) throw new Error('an append was refused');
    appended += appends.reduce((sum, append) => sum + append.events.length, 0);
  }
  return appended;
}

const append = (open: (setting: Setting) => Promise<Opened>): Way['run'] => async (setting) => {
  const { journal, close } = await open(setting);
  const watch = stopwatch();
  const appended = await watch.during(() => fill(journal, setting.events));
  await close();
  return watch.measured(appended);
};

const catchUp = (open: (setting: Setting) => Promise<Opened>): Way['run'] => async (setting) => {
  const { journal, close } = await open(setting);
  const appended = await fill(journal, setting.events);
  const watch = stopwatch();
  let seen = 0;
  const enough = new AbortController();
  await watch.during(async () => {
    for await (const item of journal.subscribe({ signal: enough.signal })) {
      if (item.kind === 'caught-up') enough.abort();
      else seen += item.events.length;
    }
  });
  await close();
  if (seen !== appended) throw new Error(`${seen} of ${appended} events were seen`);
  return watch.measured(seen);
};

const rebuild =
  (urlOf: (setting: Setting) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>): Way['run'] =>
  async (setting) => {
    const file = journalFile(setting.folder, setting.events);
    const { url, close } = await urlOf(setting);
    const journal = await openSqliteJournalReader(file, OPTIONS);
    const standing = await openStandingModels(url, journal, { clock: CLOCK, asOf: AS_OF, journalUrl: `sqlite:${file}`, workers: 1 });
    const watch = stopwatch();
    const { events } = await watch.during(() => standing.rebuild());
    await standing.close();
    await journal.close();
    await close();
    return watch.measured(events);
  };

const file = async ({ scratch }: Setting) => ({ url: `sqlite:${join(scratch, 'read-models.sqlite')}`, close: async () => undefined });
const server = async () => {
  const postgres = await postgresServer();
  return { url: postgres.freshUrl(), close: postgres.dispose };
};

export const engineAppend: BenchCase = {
  name: 'engine-append',
  about: 'the same events appended to the journal on each engine (EventStoreDB: the double)',
  unit: 'events',
  journals: () => [],
  ways: { sqlite: { run: append(onFile), isBaseline: true }, eventstoredb: { run: append(onServer), isBaseline: true, mostRounds: 2 } },
  aims: [],
};

export const engineCatchUp: BenchCase = {
  name: 'engine-catch-up',
  about: 'a subscription from the start of the journal to its end on each engine (EventStoreDB: the double)',
  unit: 'events',
  journals: () => [],
  ways: { sqlite: { run: catchUp(onFile), isBaseline: true }, eventstoredb: { run: catchUp(onServer), isBaseline: true, mostRounds: 2 } },
  aims: [],
};

export const engineRebuild: BenchCase = {
  name: 'engine-rebuild',
  about: 'all standing read models built anew on each database, by one worker (PostgreSQL on this machine, without fsync)',
  unit: 'events',
  journals: ({ events }) => [events],
  ways: { sqlite: { run: rebuild(file), isBaseline: true }, postgres: { run: rebuild(server), isBaseline: true, mostRounds: 2 } },
  aims: [],
};
