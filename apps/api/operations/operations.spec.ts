/** Health, metrics, the log, headers, and a stop that loses no request. */
import { EventEmitter, once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import pino from 'pino';
import type { StandingReadings } from '../dependencies.js';
import { CONTRIBUTION, enrol, startServer, stopServers } from '../testing/server.js';

let release: () => void = () => undefined;
let entered: () => void = () => undefined;

@Controller('slow')
class SlowController {
  @Get()
  async slow(): Promise<{ readonly done: boolean }> {
    await new Promise<void>((resolve) => {
      release = resolve;
      entered();
    });
    return { done: true };
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

afterEach(stopServers);

describe('health', () => {
  /** Where the journal ends. */
  let end = 3n;
  const standing = (position: bigint | undefined): StandingReadings =>
    ({
      models: ['coverage'],
      status: async () => {
        if (position === undefined) return [];
        return [{ model: 'coverage', position, lag: Number(end - position), quarantined: 2 }];
      },
      partitions: async () => [],
      positionOf: async () => position,
      following: () => ({ isFollowing: true, problems: 3 }),
    }) as unknown as StandingReadings;

  it('ready whenever the journal can be read; how fresh the standing models are is told beside it', async () => {
    const server = await startServer({ standing: standing(1n), limits: { standingLag: 2 } });
    await enrol(server); // the journal ends at position 3
    const models = { readModels: 'current', standing: [{ model: 'coverage', position: 1, lag: 2, quarantined: 2 }] };
    expect((await server.get('/health/ready')).body).toEqual({ status: 'ready', position: 3, ...models });
    expect((await server.get('/health/standing')).body).toEqual(models);
    await enrol(server, 'P2');
    end = 6n;
    expect((await server.get('/health/ready')).body).toMatchObject({ status: 'ready', readModels: 'behind' });
    const behind = await server.get('/health/standing');
    expect([behind.status, behind.body.code, behind.body.behind]).toEqual([503, 'READ_MODELS_BEHIND', [{ model: 'coverage', lag: 5 }]]);
    expect((await server.get('/health/live')).body).toEqual({ status: 'live' });
  });

  it('ready while a model is being built, and without any', async () => {
    const server = await startServer({ standing: standing(undefined) });
    expect((await server.get('/health/ready')).body).toMatchObject({ status: 'ready', readModels: 'building', standing: [] });
    const fresh = await server.get('/health/standing');
    expect([fresh.status, fresh.body.code, fresh.body.building]).toEqual([503, 'READ_MODELS_BUILDING', ['coverage']]);
    const without = await startServer();
    expect((await without.get('/health/ready')).body).toMatchObject({ status: 'ready', readModels: 'none' });
    expect((await without.get('/health/standing')).status).toBe(200);
  });

  it('not followed, or not to be read: each has its code, and metrics go on', async () => {
    const idle = await startServer({ standing: { ...standing(0n), following: () => ({ isFollowing: false, problems: 0 }) } });
    expect((await idle.get('/health/standing')).body.code).toBe('READ_MODELS_NOT_FOLLOWED');
    const away = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    const server = await startServer({ standing: { ...standing(0n), status: away, partitions: away } });
    expect((await server.get('/health/ready')).body).toMatchObject({ status: 'ready', readModels: 'unreachable' });
    expect((await server.get('/health/standing')).body.code).toBe('READ_MODELS_UNREACHABLE');
    const { status, text } = await server.get('/metrics');
    expect(status).toBe(200);
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'accrual_read_models_reachable 0',
        'accrual_standing_lag_events{model="coverage"} Nan',
        'accrual_standing_quarantined{model="coverage"} Nan',
        'accrual_journal_position 0',
      ]),
    );
  });

  it('not ready where the journal cannot be read, at once though it never answers, and metrics go on', async () => {
    const { journal } = await startServer();
    const silent = await startServer({ journal: { ...journal, head: () => new Promise(() => undefined) } });
    expect((await silent.get('/health/ready')).body.code).toBe('JOURNAL_UNREACHABLE'); // after the first second of silence
    const begun = performance.now();
    expect((await silent.get('/health/ready')).status).toBe(503);
    expect(performance.now() - begun).toBeLessThan(500);
    expect((await silent.get('/health/live')).status).toBe(200);
    const { status, text } = await silent.get('/metrics');
    expect(status).toBe(200);
    expect(text.split('\n')).toEqual(expect.arrayContaining(['accrual_journal_reachable 0', 'accrual_journal_position Nan']));
  });

  it('metrics count requests by route and status, events, and how far behind a model is', async () => {
    const server = await startServer({ standing: standing(1n) });
    end = 8n;
    await enrol(server);
    await enrol(server);
    await server.post('/v1/participants/P1/contributions', CONTRIBUTION, { 'Idempotency-Key': 'k' });
    await server.post('/v1/participants/P1/contributions', CONTRIBUTION, { 'Idempotency-Key': 'k' });
    await server.get('/v1/participants/P1/coverage');
    await server.get('/a/path/of/nobody');
    const { text, headers } = await server.get('/metrics');
    expect(headers.get('Content-Type')).toMatch(/^text\/plain/);
    const lines = text.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        // positions: 3 of the enrolment, 2 of the refused one's record, 3 of the contribution
        'accrual_journal_position 8',
        'accrual_standing_lag_events{model="coverage"} 7',
        'accrual_journal_reachable 1',
        'accrual_read_models_reachable 1',
        'accrual_standing_quarantined{model="coverage"} 2',
        'accrual_standing_following 1',
        'accrual_standing_problems 3',
        'accrual_events_appended_total{type="ParticipantEnrolled"} 1',
        'accrual_events_appended_total{type="ContributionReceived"} 1',
        'accrual_commands_refused_total{code="PARTICIPANT_ALREADY_ENROLLED"} 1',
        'accrual_http_request_duration_seconds_count{method="GET",route="/v1/participants/:id/coverage",status="200"} 1',
        'accrual_http_request_duration_seconds_count{method="POST",route="/v1/participants/:id/contributions",status="201"} 2',
        'accrual_http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
      ]),
    );
    // Never at the journal's end since the start: it counts from there.
    expect(Number(/^accrual_standing_seconds_behind\{model="coverage"\} (.+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
    expect(lines.some((line) => line.startsWith('process_cpu_seconds_total'))).toBe(true);
  });
});

describe('the log', () => {
  it('has one line a request, with its id and route, and no one’s id or birth date', async () => {
    const server = await startServer();
    const { headers } = await enrol(server, 'SECRET-1');
    await server.get('/v1/participants/SECRET-1/coverage', { 'X-Request-Id': 'mine-42' });
    await server.get('/v1/participants/SECRET-2/coverage');
    await server.get('/SECRET-3');
    const requests = server.logged().filter(({ msg }) => msg === 'request');
    expect(requests.map(({ requestId, method, route, status }) => [requestId, method, route, status])).toEqual([
      [headers.get('X-Request-Id'), 'POST', '/v1/participants', 201],
      ['mine-42', 'GET', '/v1/participants/:id/coverage', 200],
      [expect.any(String), 'GET', '/v1/participants/:id/coverage', 404],
      [expect.any(String), 'GET', 'none', 404],
    ]);
    expect(JSON.stringify(server.logged())).not.toMatch(/SECRET|1970-03-01/);
  });

  it('a request id comes back; one that is not well-formed is replaced', async () => {
    const server = await startServer();
    expect((await server.get('/health/live', { 'X-Request-Id': 'abc-1' })).headers.get('X-Request-Id')).toBe('abc-1');
    expect((await server.get('/health/live', { 'X-Request-Id': 'a b {"x":1}' })).headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('headers', () => {
  it('keep answers out of caches, frames and other origins', async () => {
    const { headers } = await (await startServer()).get('/health/live');
    expect(headers.get('X-Powered-By')).toBeNull();
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
  });

  it('on a loopback address another name is turned away', async () => {
    const server = await startServer();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      httpRequest(`${server.url}/health/live`, { headers: { Host: 'elsewhere.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('the documentation page brings everything it shows', async () => {
    const server = await startServer();
    const { text, headers } = await server.get('/docs');
    expect(headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source as string);
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source).toMatch(/^\.\/docs\//);
      expect((await server.get(source.slice(1))).status).toBe(200);
    }
    expect(text).not.toMatch(/<script>/);
  });
});

describe('a stop', () => {
  it('on SIGTERM finishes the request in flight, takes no new one and closes the journal', async () => {
    const { stopOnSignals } = await import('../create-api.js');
    const server = await startServer({ modules: [SlowModule] });
    const signals = new EventEmitter();
    const stopped = new Promise<unknown>((resolve) => stopOnSignals(server.api, signals, resolve));
    const isEntered = new Promise<void>((resolve) => (entered = resolve));
    const inFlight = server.get('/slow');
    await isEntered;
    signals.emit('SIGTERM');
    await expect(server.get('/health/live')).rejects.toThrow('fetch failed');
    expect(server.journal.closed()).toBe(false);
    release();
    expect((await inFlight).body).toEqual({ done: true });
    expect(await stopped).toBeUndefined();
    expect(server.journal.closed()).toBe(true);
  });

  it('waits no longer than told', async () => {
    const server = await startServer({ modules: [SlowModule], limits: { stopMilliseconds: 50 } });
    const isEntered = new Promise<void>((resolve) => (entered = resolve));
    const inFlight = server.get('/slow').catch((error: Error) => error.message);
    await isEntered;
    await server.api.stop();
    expect(await inFlight).toBe('fetch failed');
    expect(server.journal.closed()).toBe(true);
  });

  it('does not wait for a connection over which nothing has come', async () => {
    const server = await startServer();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    await server.get('/health/live'); // the server has the connection by now
    const cut = once(socket, 'close');
    const begun = performance.now();
    await server.api.stop();
    expect(performance.now() - begun).toBeLessThan(3_000); // it waits for requests for ten seconds
    await cut;
  });

  it('a port that is taken is refused, and the server can still be stopped', async () => {
    const { port } = new URL((await startServer()).url);
    const other = await startServer();
    const { createApi } = await import('../create-api.js');
    const api = await createApi({
      journal: other.journal,
      live: {} as never,
      clock: () => '2020-06-15T10:00:00.000Z',
      logger: pino({ level: 'silent' }),
      actor: 'x',
    });
    await expect(api.listen(Number(port))).rejects.toThrow('ADDRESS_NOT_AVAILABLE');
    await api.stop();
  });

  it('twice is once', async () => {
    const server = await startServer();
    await Promise.all([server.api.stop(), server.api.stop()]);
  });
});
