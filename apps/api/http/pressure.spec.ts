/** What a server meets when it is pressed: slow, huge, malformed and foreign requests, and too many at once. */
import { connect } from 'node:net';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { sha256Hex } from '#journal/sha256.js';
import { startServer, stopServers, type TestServer } from '../testing/server.js';

let server: TestServer;
let held: (() => void)[] = [];
beforeAll(async () => {
  server = await startServer({
    limits: { portfolioAtOnce: 1, portfolioWaiting: 1, bodyPaceMilliseconds: 100, bodyBytesPerSecond: 1000 },
    trialBalance: (_asked, _of, signal) =>
      new Promise((resolve, reject) => {
        held.push(() => resolve({ digest: 'x' } as never));
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      }),
  });
});
afterAll(stopServers);

const port = (): number => Number(new URL(server.url).port);

/** Sends bytes as they are; answers all that comes back. */
function raw(...parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port(), '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

it.each([
  ['no HTTP', ['NONSENSE\r\n\r\n'], 400, 'INVALID_HTTP'],
  ['a request that names no host', ['GET / HTTP/1.1\r\n\r\n'], 400, 'INVALID_HTTP'],
  ['an address that is none', ['GET http://[::1/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n'], 400, 'INVALID_HTTP'],
  ['a target that is no path', ['GET mailto:x HTTP/1.1\r\nHost: localhost\r\n\r\n'], 400, 'INVALID_HTTP'],
  ['a path that cannot be decoded', ['GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'], 404, 'UNKNOWN_ROUTE'],
  ['headers beyond 16 KiB', [`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`], 431, 'HEADERS_TOO_LARGE'],
  [
    'an expectation',
    ['GET / HTTP/1.1\r\nHost: localhost\r\nExpect: miracles\r\nConnection: close\r\n\r\n'],
    417,
    'UNSUPPORTED_EXPECTATION',
  ],
  [
    'a body that trickles',
    ['POST /v1/participants HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{'],
    408,
    'REQUEST_TOO_SLOW',
  ],
])('%s is answered by a problem document', async (_what, parts, status, code) => {
  const answer = await raw(...parts);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
  expect(answer).toContain(`"code":"${code}"`);
});

it('a body of many wrong fields is answered by a short problem', async () => {
  const body = Object.fromEntries(Array.from({ length: 900 }, (_, number) => [`${'x'.repeat(600)}${number}`, 1]));
  const { status, text, body: problem } = await server.post('/v1/participants', body as never);
  expect([status, (problem.errors as unknown[]).length]).toEqual([400, 20]);
  expect(problem.errorsInAll).toBeGreaterThan(900);
  expect(text.length).toBeLessThan(40_000);
});

it('a body of more names than any object has is not taken apart name by name, which took half a minute', async () => {
  const body = Object.fromEntries(Array.from({ length: 120_000 }, (_, number) => [`x${number}`, 1]));
  const begun = performance.now();
  const { status, body: problem } = await server.post('/v1/participants', body as never);
  expect([status, problem.code, problem.detail]).toEqual([
    400,
    'INVALID_JSON',
    'the body names 120000 things in one object, and 1000 are enough for any',
  ]);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

it.each([
  ['cross-site', 'cors', '/v1/participants', 403],
  ['same-site', 'no-cors', '/v1/events', 403],
  ['same-origin', 'cors', '/v1/participants', 200],
  ['none', 'navigate', '/v1/participants', 200],
  ['cross-site', 'navigate', '/docs', 200],
])('from %s (%s) %s is answered %i', async (site, mode, path, status) => {
  // fetch would not let these headers through
  const got = await new Promise<number>((resolve, reject) => {
    request({ port: port(), path, headers: { Host: 'localhost', 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
  expect(got).toBe(status);
});

it.each([
  ['no JSON', 'nonsense'],
  ['no position', '{"after":"1","filter":{},"knownAt":null,"list":"events","upTo":"abc"}'],
  ['a number for a text', '{"after":1,"filter":{},"knownAt":null,"list":"events","upTo":"1"}'],
  ['null', 'null'],
])('a cursor made by hand of %s is refused', async (_what, content) => {
  const digest = sha256Hex(`accrual cursor 1 ${content}`).slice(0, 16);
  const cursor = Buffer.from(`${digest}${content}`).toString('base64url');
  const { status, body } = await server.get(`/v1/events?cursor=${cursor}`);
  expect([status, body.code]).toEqual([400, 'INVALID_CURSOR']);
});

it('long answers are compressed for whoever takes it', async () => {
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    request({ port: port(), path: '/openapi.json', headers: { Host: 'localhost', 'Accept-Encoding': 'gzip' } }, (response) => {
      expect(response.headers['content-encoding']).toBe('gzip');
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    })
      .on('error', reject)
      .end();
  });
  expect(JSON.parse(gunzipSync(bytes).toString('utf8'))).toHaveProperty('openapi');
});

describe('requests through the whole portfolio', () => {
  beforeEach(() => {
    held = [];
  });
  const ask = (signal?: AbortSignal) => fetch(`${server.url}/v1/trial-balance`, signal === undefined ? {} : { signal });
  const until = async (true_: () => boolean): Promise<void> => {
    while (!true_()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('run one after another here, and a third is told to come again', async () => {
    const first = ask();
    await until(() => held.length === 1);
    const second = ask();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const third = await ask();
    expect([third.status, third.headers.get('Retry-After')]).toEqual([429, '5']);
    expect(((await third.json()) as { code: string }).code).toBe('TOO_MANY_PORTFOLIO_READS');
    held[0]?.();
    expect((await first).status).toBe(200);
    await until(() => held.length === 2);
    held[1]?.();
    expect((await second).status).toBe(200);
  });

  it('end when the caller has gone away, waiting or running, and their places are free again', async () => {
    const leaving = [new AbortController(), new AbortController()];
    const first = ask(leaving[0]?.signal).catch(() => 'gone');
    await until(() => held.length === 1);
    const second = ask(leaving[1]?.signal).catch(() => 'gone');
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaving[1]?.abort();
    leaving[0]?.abort();
    expect(await Promise.all([first, second])).toEqual(['gone', 'gone']);
    // The server learns a moment later that they are gone: until then a third is told to come again, and comes again.
    for (let status = 429; status !== 200; ) {
      const known = held.length;
      const third = ask();
      const answered = third.then(() => true);
      let isAnswered = false;
      void answered.then(() => (isAnswered = true));
      await until(() => isAnswered || held.length > known);
      held.at(-1)?.();
      ({ status } = await third);
      expect([200, 429]).toContain(status);
    }
  });
});
