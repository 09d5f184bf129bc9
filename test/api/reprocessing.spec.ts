/** Bulk reprocessing over HTTP, on SQLite with the law of fi-kapl: upload, progress, report, approval, commit, rejects. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importFile } from '#reprocessing/intake/import-file.js';
import { makePlan } from '#reprocessing/plan/make-plan.js';
import { openJournal } from '#engine/workspace.js';
import { locateWorkspace } from '#engine/workspace.js';
import { parameterSet } from '#rulebooks/frame/parameters.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { verifySqliteJournal } from '#journal/sqlite/verify.js';
import { serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const CLOCK = (): string => '2023-03-01T12:00:00.000Z';
const HEADER = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
/** Worked example 3 of the law's specification; then an unknown participant. */
const CORRECTIONS = [HEADER, 'W1,2003,E1,19250.50,EUR,audit,2009-10-02', 'W1,2000,E1,16000.00,EUR,audit,2009-10-02', 'W9,2003,E1,1.00,EUR,audit,2009-10-02', ''].join('\n');

const folders: { readonly folder: string; readonly remove: () => void }[] = [];
afterEach(async () => {
  await stopServers();
  for (const { remove } of folders.splice(0)) remove();
});

async function ledgerFolder(): Promise<string> {
  const temporary = temporaryFolder();
  folders.push(temporary);
  const { folder } = temporary;
  const journal = await openJournal({ ...locateWorkspace(folder, {}), clock: CLOCK });
  const request = { journal, dryRun: false, migrate: false, clock: CLOCK, actor: 'test', rulebooks: RULEBOOKS, parameters: async () => parameterSet('fi-kapl', []) };
  const file = (name: string, ...lines: readonly string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  await importFile({ ...request, kind: 'participants', file: file('p.csv', 'participantId,scheme,birthDate,sex,enrolledOn', 'W1,fi-kapl,1962-04-05,female,1999-01-01') });
  await importFile({ ...request, kind: 'incomes', file: file('i.csv', 'participantId,incomeYear,amount,currency,employerId', 'W1,2000,15000.00,EUR,E1', 'W1,2003,18000.00,EUR,E1') });
  await journal.close();
  return folder;
}

async function served(options: Parameters<typeof serveHere>[1] = {}): Promise<Served> {
  const server = await serveHere(await ledgerFolder(), options);
  const parameters = JSON.parse(readFileSync(resolve('test/samples/fi-kapl/illustrative-1997-2013.json'), 'utf8')) as object;
  expect((await server.post('/v1/funds/fi-kapl/parameters', parameters)).status).toBe(201);
  return server;
}

function upload(server: Served, body: string, headers: Readonly<Record<string, string>> = {}, file = 'c.csv'): Promise<Response> {
  return fetch(`${server.url}/v1/reprocessings?file=${file}`, { method: 'POST', body, headers: { 'Content-Type': 'text/csv', ...headers } });
}

/** The states that server-sent events tell, to their end. */
async function states(server: Served, id: string): Promise<readonly { readonly status: string; readonly digest: string | null; readonly [field: string]: unknown }[]> {
  const response = await fetch(`${server.url}/v1/reprocessings/${id}/events`);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  return [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data as string));
}

async function planned(server: Served, body = CORRECTIONS, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly id: string; readonly digest: string }> {
  const response = await upload(server, body, headers);
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as { id: string };
  expect(response.headers.get('location')).toBe(`/v1/reprocessings/${id}`);
  const last = (await states(server, id)).at(-1);
  expect(last?.status).toBe('planned');
  return { id, digest: last?.digest as string };
}

it('a file goes from upload to commit, and the windows show it', async () => {
  const server = await served();
  const { id, digest } = await planned(server);
  const report = (await server.get(`/v1/reprocessings/${id}/report`)).body;
  expect(report).toMatchObject({ digest, rows: { total: 3, accepted: 2, timeBarred: 1, refused: 1 }, currencies: [{ currency: 'EUR', total: '366.37' }] });
  const rejects = await server.get(`/v1/reprocessings/${id}/rejects`);
  expect(rejects.text.split('\n')[1]).toMatch(/^W9,2003,E1,1\.00,EUR,audit,2009-10-02,4,UNKNOWN_PARTICIPANT,/);
  const page = await server.get(`/v1/reprocessings/${id}/report`, { Accept: 'text/html' });
  expect(page.headers.get('content-security-policy')).toContain("style-src 'unsafe-inline'");
  expect(page.text).toContain('366.37');
  expect(page.text).not.toContain('<script');
  const movements = await server.get(`/v1/reprocessings/${id}/movements`);
  expect(JSON.parse(movements.text.trim())).toMatchObject({ participantId: 'W1', total: '366.37' });

  expect((await server.post(`/v1/reprocessings/${id}/commit`, { digest })).body).toMatchObject({ code: 'NOT_APPROVED', status: 409 });
  expect((await server.post(`/v1/reprocessings/${id}/approval`, { digest: '0'.repeat(64) })).body).toMatchObject({ code: 'PLAN_DIFFERS', status: 409 });
  expect((await server.post(`/v1/reprocessings/${id}/approval`, { digest, note: 'looked at' })).body).toMatchObject({ status: 'approved' });
  expect((await server.post(`/v1/reprocessings/${id}/commit`, { digest })).status).toBe(202);
  expect((await states(server, id)).at(-1)).toMatchObject({ status: 'committed', commit: { events: 4, moved: [] } });
  const windows = (await server.get('/v1/participants/W1/windows?correctionYear=2009&asOf=2009-12-31')).body;
  expect(windows.totals.total).toBe('366.37');
  expect((await server.get('/v1/reprocessings')).body.items).toMatchObject([{ id, status: 'committed' }]);
  // The same file again: everything stands already but what was refused.
  const again = await planned(server);
  expect((await server.get(`/v1/reprocessings/${again.id}/report`)).body.rows).toMatchObject({ accepted: 0, noChange: 2, refused: 1 });
  expect((await server.post(`/v1/reprocessings/${again.id}/commit`, { digest: again.digest })).body).toMatchObject({ code: 'NOTHING_TO_COMMIT' });
});

it('the plan is the command line’s, by its digest', async () => {
  const server = await served();
  const { digest } = await planned(server);
  const folder = await ledgerFolder();
  const twin = await serveHere(folder);
  await twin.post('/v1/funds/fi-kapl/parameters', JSON.parse(readFileSync(resolve('test/samples/fi-kapl/illustrative-1997-2013.json'), 'utf8')) as object);
  await twin.stop();
  const journal = await openJournal({ ...locateWorkspace(folder, {}), clock: CLOCK });
  writeFileSync(join(folder, 'c.csv'), CORRECTIONS);
  expect((await makePlan({ journal, folder, file: join(folder, 'c.csv'), clock: CLOCK, actor: 'someone' })).digest).toBe(digest);
  await journal.close();
});

it('another person approves where roles are on', async () => {
  const server = await served({ rolesAreOn: true });
  expect(await (await upload(server, CORRECTIONS)).json()).toMatchObject({ code: 'ACTOR_REQUIRED', status: 403 });
  const { id, digest } = await planned(server, CORRECTIONS, { 'X-Accrual-Actor': 'planner' });
  const approve = (person: string, note: string) => server.post(`/v1/reprocessings/${id}/approval`, { digest, note }, { 'X-Accrual-Actor': person });
  expect((await approve('planner', 'mine')).body).toMatchObject({ code: 'SAME_PERSON', status: 403 });
  expect((await approve('approver', '')).body).toMatchObject({ code: 'NOTE_MISSING' });
  expect((await approve('approver', 'checked')).body).toMatchObject({ status: 'approved' });
});

it('what is no file of corrections is refused, and leaves nothing behind', async () => {
  const server = await served({ limits: { uploadBytes: 200 } });
  const cases: readonly (readonly [body: string, headers: Readonly<Record<string, string>>, file: string, code: string])[] = [
    [CORRECTIONS, { 'Content-Type': 'application/json' }, 'c.csv', 'UNSUPPORTED_MEDIA_TYPE'],
    [CORRECTIONS, {}, '../c.csv', 'INVALID_REQUEST'],
    [CORRECTIONS, {}, 'c.xlsx', 'INVALID_REQUEST'],
    ['', {}, 'c.csv', 'EMPTY_FILE'],
    [`${CORRECTIONS}${'W1,2003,E1,1.00,EUR,audit,2009-10-02\n'.repeat(9)}`, {}, 'c.csv', 'BODY_TOO_LARGE'],
  ];
  for (const [body, headers, file, code] of cases) expect(await (await upload(server, body, headers, encodeURIComponent(file))).json()).toMatchObject({ code });
  expect((await server.get('/v1/reprocessings')).body.items).toEqual([]);
  const { id } = (await (await upload(server, 'a;b;c\n')).json()) as { id: string };
  expect((await states(server, id)).at(-1)).toMatchObject({ status: 'failed', problem: { code: 'WRONG_SEPARATOR', status: 422 } });
  expect((await server.get('/v1/reprocessings/0123456789abcdef')).body).toMatchObject({ code: 'UNKNOWN_REPROCESSING', status: 404 });
  expect((await server.get(`/v1/reprocessings/${id}/report`)).body).toMatchObject({ code: 'NOT_PLANNED' });
});

it('outlives the server: approved before, committed after', async () => {
  const first = await served();
  const { id, digest } = await planned(first);
  await first.post(`/v1/reprocessings/${id}/approval`, { digest, note: 'looked at' });
  await first.stop();
  const second = await serveHere(first.folder);
  expect((await second.get(`/v1/reprocessings/${id}`)).body).toMatchObject({ status: 'approved', digest });
  await second.post(`/v1/reprocessings/${id}/commit`, { digest });
  expect((await states(second, id)).at(-1)).toMatchObject({ status: 'committed' });
  await second.stop();
  const third = await serveHere(first.folder);
  expect((await third.get(`/v1/reprocessings/${id}`)).body).toMatchObject({ status: 'committed' });
  await third.stop();
  expect((await verifySqliteJournal(join(first.folder, 'journal.sqlite'))).status).toBe('clean');
});

it('two files at once are planned one after the other', async () => {
  const server = await served();
  const other = CORRECTIONS.replace('19250.50', '19251.00');
  const [one, two] = await Promise.all([upload(server, CORRECTIONS), upload(server, other)]);
  const ids = [(await one.json()) as { id: string }, (await two.json()) as { id: string }].map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect((await states(server, id)).at(-1)).toMatchObject({ status: 'planned' });
});
