/** What the standing models' specifications share: places for read models, and ledgers with models on them. */
import { join } from 'node:path';
import { postgresServer, type PostgresServer } from '../sql/testing/postgres-server.js';
import { testLedger, type TestLedger } from './ledger.js';
import { openStandingModels } from './registry.js';
import { STANDING_MODELS } from '../standing/model.js';
import type { StandingModels, StandingOptions } from '../standing/standing-models.js';

export const AS_OF = '2015-07-01';

/** A database that read models stand in. */
export interface Database {
  readonly name: string;
  /** URL of a place of its own, in a file or schema. */
  readonly fresh: (folder: string) => string;
  /** The same, in memory where the database can. */
  readonly memory: () => string;
  /** How many random ledgers, by what a place costs, and for how many participants each: together more than a thousand histories. */
  readonly ledgers: number;
  readonly participants: number;
}

/** A PostgreSQL server for the tests of a file. */
export function postgresOfTests(): () => PostgresServer {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.dispose());
  return () => server;
}

export function databases(server: () => PostgresServer): readonly Database[] {
  const schema = (): string => server().freshUrl();
  return [
    {
      name: 'SQLite',
      fresh: (folder) => `sqlite:${join(folder, 'read-models.sqlite')}`,
      memory: () => 'sqlite::memory:',
      ledgers: 250,
      participants: 10,
    },
    { name: 'PostgreSQL', fresh: schema, memory: schema, ledgers: 25, participants: 160 },
  ];
}

export interface StandingTest {
  /** A fresh one in each test. */
  readonly ledger: TestLedger;
  /** Closed when the test ends. */
  readonly opened: StandingModels[];
  /** Models on the ledger. */
  readonly open: (options?: Partial<StandingOptions>, url?: string) => Promise<StandingModels>;
}

export function standingTest({ memory }: Database): StandingTest {
  let ledger: TestLedger;
  const opened: StandingModels[] = [];
  beforeEach(async () => {
    ledger = await testLedger();
  });
  afterEach(async () => {
    for (const models of opened.splice(0)) await models.close();
    await ledger.dispose();
  });
  return {
    get ledger() {
      return ledger;
    },
    opened,
    open: async (options = {}, url = memory()) => {
      const models = await openStandingModels(url, ledger.journal, {
        clock: () => ledger.clock.now,
        asOf: AS_OF,
        workers: 0,
        journalUrl: ledger.journalUrl,
        ...options,
      });
      opened.push(models);
      return models;
    },
  };
}

/** All that a model holds: digests and refusals by participant, in order. */
export async function contents(models: StandingModels, model: string): Promise<readonly (readonly [string, string])[]> {
  const { items } = await models.list(model, { limit: 1_000 });
  return items.map((item) => [item.subjectId, 'answer' in item ? item.answer.digest : item.refusal.code]);
}

export async function allContents(models: StandingModels): Promise<object> {
  const all: Record<string, unknown> = {};
  for (const model of STANDING_MODELS) all[model] = await contents(models, model);
  all['closing'] = (await models.entries('worklist', { limit: 1_000 })).items;
  return all;
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'answered',
    (error: { refusal?: { code: string } }) => error.refusal?.code ?? String(error),
  );
}
