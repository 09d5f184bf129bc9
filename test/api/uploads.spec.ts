/** Files that come in over HTTP as nobody wants them: wrong, cut, too many, too large, at once. */
import { request } from 'node:http';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CORRECTIONS, ledgerFolder, planned, removeLedgers, served, states, upload } from './reprocessing-client.js';
import { serveHere, stopServers, type Served } from './workspace.js';

afterEach(async () => {
  await stopServers();
  removeLedgers();
});

const incoming = ({ folder }: Served): readonly string[] =>
  existsSync(join(folder, 'uploads', 'incoming')) ? readdirSync(join(folder, 'uploads', 'incoming')) : [];

/** An upload that has begun and goes no further until told to. */
function begun(
  server: Served,
  file = 'slow.csv',
): {
  readonly answer: Promise<{ readonly status: number; readonly body: { readonly code?: string; readonly id?: string } }>;
  readonly end: (rest?: string) => void;
  readonly cut: () => void;
} {
  const sending = request(`${server.url}/v1/reprocessings?file=${file}`, { method: 'POST', headers: { 'Content-Type': 'text/csv' } });
  const answer = new Promise<{ status: number; body: { code?: string; id?: string } }>((resolve, reject) => {
    sending.on('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as object });
    });
    sending.on('error', reject);
  });
  answer.catch(() => undefined);
  sending.write(CORRECTIONS.slice(0, 90));
  return { answer, end: (rest = CORRECTIONS.slice(90)) => void sending.end(rest), cut: () => void sending.destroy() };
}

async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 5_000; !isSo(); await pause(10)) if (Date.now() > deadline) throw new Error('it does not come');
}

it('what is no file of corrections is refused, and leaves nothing behind', async () => {
  const server = await served({ limits: { uploadBytes: 200 } });
  const cases: readonly (readonly [body: string, headers: Readonly<Record<string, string>>, file: string, code: string])[] = [
    [CORRECTIONS, { 'Content-Type': 'application/json' }, 'c.csv', 'UNSUPPORTED_MEDIA_TYPE'],
    [CORRECTIONS, { 'Content-Type': 'text/csv; charset=iso-8859-1' }, 'c.csv', 'UNSUPPORTED_MEDIA_TYPE'],
    [CORRECTIONS, { 'Content-Encoding': 'gzip' }, 'c.csv', 'UNSUPPORTED_MEDIA_TYPE'],
    [CORRECTIONS, {}, '../c.csv', 'INVALID_REQUEST'],
    [CORRECTIONS, {}, 'c.xlsx', 'INVALID_REQUEST'],
    [CORRECTIONS, {}, 'c.ndjson', 'INVALID_REQUEST'],
    ['', {}, 'c.csv', 'EMPTY_FILE'],
    [`${CORRECTIONS}${'W1,2003,E1,1.00,EUR,audit,2009-10-02\n'.repeat(9)}`, {}, 'c.csv', 'BODY_TOO_LARGE'],
  ];
  for (const [body, headers, file, code] of cases)
    expect(await (await upload(server, body, headers, encodeURIComponent(file))).json()).toMatchObject({ code });
  expect((await server.get('/v1/reprocessings')).body.items).toEqual([]);
  expect(incoming(server)).toEqual([]);
  expect((await server.get('/v1/reprocessings/0123456789abcdef')).body).toMatchObject({ code: 'UNKNOWN_REPROCESSING', status: 404 });
});

it.each([
  ['another separator', 'a;b;c\n', 'WRONG_SEPARATOR'],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0xff, 0xfe]), 'NOT_UTF8'],
  ['no line end at all', 'participantId,'.repeat(100_000), 'LINE_TOO_LONG'],
])('%s: the reprocessing failed, says why, and names no folder of the server', async (_what, body, code) => {
  const server = await served();
  const { id } = (await (await upload(server, body)).json()) as { id: string };
  const last = (await states(server, id)).at(-1);
  expect(last).toMatchObject({ status: 'failed', digest: null, problem: { code, status: 422 } });
  expect(JSON.stringify(last)).not.toContain(server.folder);
  expect((await server.get(`/v1/reprocessings/${id}/report`)).body).toMatchObject({ code: 'NOT_PLANNED', status: 409 });
  await server.stop();
  const again = await serveHere(server.folder);
  expect((await again.get(`/v1/reprocessings/${id}`)).body).toMatchObject({ status: 'failed', problem: { code } });
});

it('a file far too large is refused with words that reach its sender', async () => {
  const server = await served({ limits: { uploadBytes: 100_000 } });
  const response = await upload(server, 'x'.repeat(20_000_000));
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: 'BODY_TOO_LARGE', limit: 100_000 });
  expect(incoming(server)).toEqual([]);
});

it('a file that is announced as too large is refused before it comes', async () => {
  const server = await served({ limits: { uploadBytes: 1000 } });
  const status = await new Promise((resolve, reject) => {
    const sending = request(`${server.url}/v1/reprocessings/?file=c.csv`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv', 'Content-Length': 1001 },
    });
    sending.on('error', reject).on('response', (response) => {
      resolve(response.statusCode);
      sending.destroy();
    });
    sending.flushHeaders();
  });
  expect(status).toBe(413);
});

it('two files at once are planned one after the other, the same file twice at once is one', async () => {
  const server = await served();
  const other = CORRECTIONS.replace('19250.50', '19251.00');
  const answers = await Promise.all([CORRECTIONS, other, other].map((body) => upload(server, body)));
  const ids = (await Promise.all(answers.map((answer) => answer.json() as Promise<{ id: string }>))).map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect((await states(server, id)).at(-1)).toMatchObject({ status: 'planned' });
});

it('an upload that is cut leaves nothing', async () => {
  const server = await served();
  const { cut } = begun(server);
  await until(() => incoming(server).length === 1);
  cut();
  await until(() => incoming(server).length === 0);
  expect((await server.get('/v1/reprocessings')).body.items).toEqual([]);
  expect((await server.get('/metrics')).text).toContain('accrual_reprocessing_waiting 0');
});

it('no more than eight wait; a ninth is told when to come again', async () => {
  const server = await served();
  const eight = Array.from({ length: 8 }, (_, index) => begun(server, `f${index}.csv`));
  await until(() => incoming(server).length === 8);
  const ninth = await upload(server, CORRECTIONS);
  expect([ninth.status, ninth.headers.get('Retry-After')]).toEqual([429, '5']);
  expect(await ninth.json()).toMatchObject({ code: 'TOO_MANY_REPROCESSINGS' });
  for (const { end } of eight) end();
  for (const { answer } of eight) expect(await answer).toMatchObject({ status: 202 });
  await planned(server);
});

it('a stop lets an upload end, and cuts one that does not; no partial file is left', async () => {
  const server = await served({ limits: { stopMilliseconds: 300 } });
  const [ends, hangs] = [begun(server, 'ends.csv'), begun(server, 'hangs.csv')];
  await until(() => incoming(server).length === 2);
  const stopped = server.stop();
  ends.end();
  const { status, body } = await ends.answer;
  expect(status).toBe(202);
  await stopped;
  await expect(hangs.answer).rejects.toThrow();
  expect(incoming(server)).toEqual([]);
  const again = await serveHere(server.folder);
  expect((await again.get(`/v1/reprocessings/${body.id}`)).body).toMatchObject({ status: 'failed', problem: { code: 'INTERRUPTED' } });
  await planned(again);
});

it('what a kill leaves half done is taken away or named, and does not keep the server from its start', async () => {
  const folder = await ledgerFolder();
  mkdirSync(join(folder, 'uploads', 'incoming'), { recursive: true });
  mkdirSync(join(folder, 'uploads', '0123456789abcdef'));
  writeFileSync(join(folder, 'uploads', 'incoming', 'half'), 'participantId');
  writeFileSync(join(folder, 'uploads', '0123456789abcdef', 'reprocessing.json'), '{"id":');
  const server = await served({}, folder);
  expect(incoming(server)).toEqual([]);
  expect((await server.get('/v1/reprocessings')).body).toEqual({ items: [], next: null });
  expect(server.logged()).toContain('0123456789abcdef');
});
