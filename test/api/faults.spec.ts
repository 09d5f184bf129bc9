/** What goes wrong around the API, run and not imagined: a poison event, a kill, a second writer, a taken port, signals. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '#ledger/catalogue.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { verifySqliteJournal } from '#journal/sqlite/verify.js';
import { correction, FINN, income, runAccrual, seed, serveApart, serveHere, stopServers, temporaryFolder } from './workspace.js';

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(async () => {
  await stopServers();
  remove();
});

const journalFile = (): string => join(folder, 'journal.sqlite');

/** An event of a newer program, that this one does not know. */
const POISON: EventToAppend = {
  id: '00000000-0000-4000-8000-000000000001',
  type: 'PensionTransmuted',
  schemaVersion: 1,
  effectiveDate: '2005-01-01',
  actor: 'a newer version',
  data: { into: 'gold' },
};

async function poison(stream: string): Promise<void> {
  const journal = await openSqliteJournal(journalFile(), {
    rules: { ...CATALOGUE, check: () => undefined },
    clock: () => '2023-03-01T12:00:00.000Z',
  });
  const [outcome] = await journal.append([{ stream, expected: 'any', events: [POISON] }]);
  expect(outcome?.status).toBe('appended');
  await journal.close();
}

describe('an event that the program does not know', () => {
  it('stops its participant with a problem that names it; everyone else is served, and the server lives', async () => {
    const first = await serveHere(folder);
    await seed(first);
    await first.post('/v1/participants', { ...FINN, participantId: 'F2' });
    await first.stop();
    await poison('participant-F1');

    const server = await serveHere(folder);
    const head = (await server.get('/v1/events?limit=1&streamPrefix=participant-')).body.position as number;
    for (const path of ['coverage', 'windows', 'history', 'account?year=2003']) {
      const { status, body } = await server.get(`/v1/participants/F1/${path}`);
      expect([path, status, body.code, body.stream, body.eventId]).toEqual([path, 500, 'UNREADABLE_EVENT', 'participant-F1', POISON.id]);
      expect(body.detail).toContain('PensionTransmuted');
      expect(server.logged()).toContain(body.errorId);
    }
    const refused = await server.post('/v1/participants/F1/incomes', income(2003, '18000'));
    expect([refused.status, refused.body.code]).toEqual([500, 'UNREADABLE_EVENT']);
    expect((await server.post('/v1/participants/F2/incomes', income(2003, '18000'))).status).toBe(201);
    expect((await server.get('/v1/participants/F2/windows')).status).toBe(200);

    // Lists show it as it stands.
    const { items } = (await server.get('/v1/events?streamPrefix=participant-F1')).body;
    expect(items.at(-1)).toMatchObject({ type: 'PensionTransmuted', data: { into: 'gold' } });
    expect((await server.get('/v1/participants')).body.items).toHaveLength(3);
    expect((await server.get('/v1/trial-balance')).body.notCounted).toMatchObject([{ stream: 'participant-F1', code: 'UNREADABLE_EVENT' }]);

    // The standing models set it aside, with the event.
    const standing = await server.get(`/v1/standing/windows/participants/F1?minPosition=${head}`);
    expect([standing.status, standing.body.code, standing.body.cause, standing.body.eventId]).toEqual([
      500,
      'QUARANTINED',
      'UNREADABLE_EVENT',
      POISON.id,
    ]);
    const quarantined = (await server.get('/v1/standing/windows/quarantined')).body.items;
    expect(quarantined.map(({ participantId }: { participantId: string }) => participantId)).toEqual(['F1']);
    expect((await server.get(`/v1/standing/windows/participants/F2?minPosition=${head}`)).status).toBe(200);
    expect((await server.get('/metrics')).text).toContain('accrual_standing_quarantined{model="windows"} 1');
    expect((await server.get('/health/ready')).status).toBe(200);
    await server.stop();
  });
});

describe('accrual serve', () => {
  it('killed in the midst of writes: what was acknowledged stands, and the journal verifies', async () => {
    const server = await serveApart(folder);
    await seed(server);
    const acknowledged = new Map<string, string>();
    let failures = 0;
    const write = async (writer: number): Promise<void> => {
      for (let year = 1997; year <= 2012; year += 1) {
        const key = `killed-${writer}-${year}`;
        try {
          const { status, text } = await server.post(
            '/v1/participants/F1/incomes',
            { ...income(year, '18000'), employerId: `E${writer}` },
            { 'Idempotency-Key': key },
          );
          if (status === 201) acknowledged.set(key, text);
        } catch {
          failures += 1;
          return;
        }
        if (acknowledged.size === 20) server.child.kill('SIGKILL');
      }
    };
    await Promise.all([1, 2, 3, 4].map(write));
    expect(failures).toBeGreaterThan(0);
    expect(acknowledged.size).toBeGreaterThanOrEqual(20);
    await server.end('SIGKILL');

    const again = await serveApart(folder);
    for (const [key, text] of acknowledged) {
      const [, writer, year] = key.split('-');
      const repeat = await again.post(
        '/v1/participants/F1/incomes',
        { ...income(Number(year), '18000'), employerId: `E${writer}` },
        { 'Idempotency-Key': key },
      );
      expect([repeat.text, repeat.headers.get('Idempotent-Replayed')]).toEqual([text, 'true']);
    }
    const { events } = (await again.get('/v1/participants/F1/history')).body as { events: readonly { type: string }[] };
    const reported = events.filter(({ type }) => type === 'IncomeReported').length;
    expect(reported).toBeGreaterThanOrEqual(acknowledged.size);
    expect(reported).toBeLessThanOrEqual(acknowledged.size + 4); // at most one of each writer was written and not acknowledged
    expect((await again.end('SIGTERM')).code).toBe(0);
    expect((await verifySqliteJournal(journalFile())).status).toBe('clean');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('%s: the requests in flight are answered, the journal is free, exit 0', async (signal) => {
    const server = await serveApart(folder);
    await seed(server);
    await server.post('/v1/participants/F1/incomes', income(2003, '18000'));
    const inFlight = Array.from({ length: 8 }, (_, index) =>
      server.post('/v1/participants/F1/corrections', correction(2003, `${19_000 + index}`, '2009-10-02')),
    );
    const settled = Promise.allSettled(inFlight);
    await inFlight[0];
    const ended = await server.end(signal);
    expect([ended.code, ended.stderr]).toEqual([
      0,
      `There was no journal at sqlite:${journalFile()}: a new one begins.\nstopped; the journal is closed\n`,
    ]);
    // A request that the server had not begun to read finds the connection closed, and has written nothing.
    const written = (await settled).filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value.status);
    expect(new Set(written)).toEqual(new Set([201]));
    expect(existsSync(`${journalFile()}.writer.json`)).toBe(false);
    const next = await serveHere(folder);
    const corrected = (await next.get('/v1/events?limit=500&types=IncomeCorrected')).body.items;
    expect(corrected.length).toBe(written.length);
    await next.stop();
  });

  it('beside another writer refuses and says who it is; with --read-only it reads beside it, and keeps up', async () => {
    const server = await serveApart(folder);
    await seed(server);
    const second = await runAccrual(folder, 'serve', '--port', '0');
    expect([second.code, second.stdout]).toEqual([1, '']);
    expect(second.stderr).toContain(`JOURNAL_IN_USE: ${journalFile()} is open for writing by process ${server.child.pid}`);
    const reader = await serveApart(folder, '--read-only');
    expect(reader.printed()).toContain('for reading only');
    const { body } = await server.post('/v1/participants/F1/incomes', income(2003, '18000'));
    const read = await reader.get(`/v1/participants/F1/windows?correctionYear=2009&minPosition=${body.events[0].position}`);
    expect(read.body.years[0].income.current).toBe('18000.00');
    expect((await reader.get(`/v1/standing/windows/participants/F1?minPosition=${body.events[0].position}`)).status).toBe(200);
    expect((await reader.post('/v1/participants/F1/incomes', income(2004, '1'))).status).toBe(404);
    expect((await reader.end('SIGTERM')).code).toBe(0);
    expect((await server.end('SIGTERM')).code).toBe(0);
  });

  it('on a port in use says what to do, and leaves nothing open', async () => {
    const server = await serveApart(folder);
    const { port } = new URL(server.url);
    const other = temporaryFolder();
    const refused = await runAccrual(other.folder, 'serve', '--port', port);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toBe(
      `ADDRESS_NOT_AVAILABLE: cannot listen on 127.0.0.1 port ${port}: another program listens there; end it, or ` +
        'choose another port with --port (0 takes any free one)\n',
    );
    other.remove();
    await server.end('SIGTERM');
  });

  it('has nothing to read: says how to begin', async () => {
    const { code, stderr } = await runAccrual(folder, 'serve', '--read-only', '--port', '0');
    expect([code, stderr.split(':')[0]]).toEqual([1, 'NO_JOURNAL']);
    expect((await runAccrual(folder, 'serve', '--port', 'http')).code).toBe(2);
  });
});
