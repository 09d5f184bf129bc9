/** Bulk reprocessing over HTTP, on SQLite with the law of fi-kapl: upload, progress, report, approval, commit, rejects. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { locateWorkspace, openJournal } from '#engine/workspace.js';
import { verifySqliteJournal } from '#journal/sqlite/verify.js';
import { makePlan } from '#reprocessing/plan/make-plan.js';
import {
  approve,
  CLOCK,
  commit,
  CORRECTIONS,
  corrections,
  ledgerFolder,
  planned,
  publish,
  removeLedgers,
  served,
  states,
  upload,
} from './reprocessing-client.js';
import { correction, runAccrual, serveHere, stopServers, type Served } from './workspace.js';

afterEach(async () => {
  await stopServers();
  removeLedgers();
});

async function remove(
  server: Served,
  id: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly [number, string | undefined]> {
  const response = await fetch(`${server.url}/v1/reprocessings/${id}`, { method: 'DELETE', headers });
  const text = await response.text();
  return [response.status, text === '' ? undefined : (JSON.parse(text) as { code: string }).code];
}

/** Whether an answer is what the OpenAPI document says of it. */
function conforms(server: Served, schema: string, body: unknown): void {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(server.api.document, 'api');
  const isValid = ajv.compile({ $ref: `api#/components/schemas/${schema}` });
  expect([isValid(body), isValid.errors]).toEqual([true, null]);
}

it('a file goes from upload to commit, and the windows show it', async () => {
  const server = await served();
  const plan = await planned(server);
  const { id, digest } = plan;
  const report = (await server.get(`/v1/reprocessings/${id}/report`)).body;
  // 0.214·1250.50 = 267.607 and its interest 98.76095; 267.61 + 98.76
  expect(report).toMatchObject({
    digest,
    rows: { total: 3, accepted: 2, timeBarred: 1, refused: 1 },
    currencies: [{ currency: 'EUR', total: '366.37' }],
    rejectsFile: 'c.csv.rejects.csv',
  });
  conforms(server, 'PlanReport', report);
  const { plan: inShort, links } = (await server.get(`/v1/reprocessings/${id}`)).body;
  expect([inShort, links.rejects]).toEqual([
    { rows: report.rows, participants: 1, events: 4, hasRejects: true },
    `/v1/reprocessings/${id}/rejects`,
  ]);
  const rejects = await server.get(`/v1/reprocessings/${id}/rejects`);
  expect(rejects.text.split('\n')[1]).toMatch(/^W9,2003,E1,1\.00,EUR,audit,2009-10-02,4,UNKNOWN_PARTICIPANT,/);
  expect(rejects.headers.get('content-disposition')).toBe('attachment; filename=c.csv.rejects.csv');
  const page = await server.get(`/v1/reprocessings/${id}/report`, { Accept: 'text/html' });
  expect(page.headers.get('content-security-policy')).toContain("style-src 'unsafe-inline'");
  expect(page.text).toContain('366.37');
  expect(page.text).not.toContain('<script');
  const movements = await server.get(`/v1/reprocessings/${id}/movements`);
  expect(movements.headers.get('content-type')).toBe('application/x-ndjson');
  expect(movements.headers.get('content-disposition')).toBe('attachment; filename=c.csv.movements.ndjson');
  expect(JSON.parse(movements.text.trim())).toMatchObject({ participantId: 'W1', total: '366.37' });
  // Where the server keeps its files is nobody's business.
  for (const { text } of [rejects, page, movements, await server.get(`/v1/reprocessings/${id}`)])
    expect(text + JSON.stringify(report)).not.toContain(server.folder);

  expect((await commit(server, plan)).body).toMatchObject({ code: 'NOT_APPROVED', status: 409 });
  expect((await approve(server, { id, digest: '0'.repeat(64) })).body).toMatchObject({ code: 'PLAN_DIFFERS', status: 409 });
  expect((await approve(server, plan)).body).toMatchObject({
    status: 'approved',
    links: { approval: null, commit: `/v1/reprocessings/${id}/commit`, deletion: `/v1/reprocessings/${id}` },
  });
  expect((await commit(server, plan)).status).toBe(202);
  const last = (await states(server, id)).at(-1);
  expect(last).toMatchObject({
    status: 'committed',
    commit: { digest, events: 4, participants: 1, moved: [] },
    links: { commit: null, deletion: null },
  });
  conforms(server, 'Reprocessing', last);
  // What the plan moves and what stands in the journal: 1 250.50 and 1 000.00 of income, the time-barred year without money.
  expect(last?.['commit'].incomeYears).toEqual([
    { year: 2000, account: 'participants:pensionable-income', commodity: 'EUR income', planned: '1000.00', committed: '1000.00' },
    { year: 2003, account: 'employers:premium-receivable', commodity: 'EUR', planned: '366.37', committed: '366.37' },
    { year: 2003, account: 'participants:pensionable-income', commodity: 'EUR income', planned: '1250.50', committed: '1250.50' },
  ]);
  const windows = (await server.get('/v1/participants/W1/windows?correctionYear=2009&asOf=2009-12-31')).body;
  expect(windows.totals.total).toBe('366.37');
  const batch = await server.get(last?.['links'].batch as string);
  expect(batch.status).toBe(200);
  const { text: metrics } = await server.get('/metrics');
  for (const line of [
    'plans_total{outcome="planned"} 1',
    'commits_total{outcome="committed"} 1',
    'rows_refused_total{code="UNKNOWN_PARTICIPANT"} 1',
    'events_appended_total 4',
    'participants_moved_total 0',
    'waiting 0',
  ]) {
    expect(metrics).toContain(`accrual_reprocessing_${line}`);
  }
  // The same file again: everything stands already but what was refused.
  const again = await planned(server);
  expect((await server.get(`/v1/reprocessings/${again.id}/report`)).body.rows).toMatchObject({ accepted: 0, noChange: 2, refused: 1 });
  expect((await approve(server, again)).body).toMatchObject({ code: 'NOTHING_TO_COMMIT', status: 409 });
  expect((await commit(server, again)).body).toMatchObject({ code: 'NOTHING_TO_COMMIT', status: 409 });
  expect(await remove(server, id)).toEqual([409, 'ALREADY_COMMITTED']);
});

it('the plan is the command line’s, by its digest, and so is the trial balance', async () => {
  const server = await served();
  const plan = await planned(server);
  await approve(server, plan);
  await commit(server, plan);
  expect((await states(server, plan.id)).at(-1)).toMatchObject({ status: 'committed' });
  const asked = ['--as-of', '2009-12-31'] as const;
  const overHttp = (await server.get(`/v1/trial-balance?asOf=${asked[1]}`)).body;
  await server.stop();
  const { stdout, code } = await runAccrual(server.folder, 'trial-balance', ...asked, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(overHttp);
  expect(overHttp.digest).toMatch(/^[0-9a-f]{64}$/);

  const folder = await ledgerFolder();
  const twin = await served({}, folder);
  await twin.stop();
  const journal = await openJournal({ ...locateWorkspace(folder, {}), clock: CLOCK });
  writeFileSync(join(folder, 'c.csv'), CORRECTIONS);
  expect((await makePlan({ journal, folder, file: join(folder, 'c.csv'), clock: CLOCK, actor: 'someone' })).digest).toBe(plan.digest);
  await journal.close();
});

it.each([0, 1])('a plan that is stopped as its first participant is due is none, with %d workers', async (workers) => {
  const folder = await ledgerFolder();
  const workspace = { ...locateWorkspace(folder, {}), clock: CLOCK };
  const journal = await openJournal(workspace);
  const file = join(folder, 'c.csv');
  writeFileSync(file, CORRECTIONS);
  const stopping = new AbortController();
  const onProgress = ({ stage, done, total }: { readonly stage: string; readonly done: number; readonly total: number }): void => {
    if (stage === 'reading' && done === total) stopping.abort();
  };
  const plan = makePlan({
    journal,
    journalUrl: workspace.journalUrl,
    folder,
    file,
    clock: CLOCK,
    actor: 'someone',
    workers,
    signal: stopping.signal,
    onProgress,
  });
  await expect(plan).rejects.toMatchObject({ refusal: { code: 'INTERRUPTED' } });
  expect(readdirSync(join(folder, 'plans'))).toEqual([]);
  await journal.close();
});

it('a key stands for one word: the same again is answered again, another is refused, a refusal is kept', async () => {
  const server = await served();
  const plan = await planned(server);
  const keyed = (what: 'approval' | 'commit', body: object, key: string) =>
    server.post(`/v1/reprocessings/${plan.id}/${what}`, body, { 'Idempotency-Key': key });
  const replayed = async (answer: ReturnType<typeof keyed>) =>
    (({ status, headers }) => [status, headers.get('Idempotent-Replayed')])(await answer);
  const { digest } = plan;
  expect((await keyed('commit', { digest }, 'too-early')).body).toMatchObject({ code: 'NOT_APPROVED' });
  expect(await replayed(keyed('approval', { digest, note: 'seen' }, 'word'))).toEqual([200, null]);
  expect(await replayed(keyed('approval', { digest, note: 'seen' }, 'word'))).toEqual([200, 'true']);
  expect((await keyed('approval', { digest, note: 'other' }, 'word')).body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
  expect((await keyed('commit', { digest }, 'too-early')).body).toMatchObject({ code: 'NOT_APPROVED' });
  expect(await replayed(keyed('commit', { digest }, 'go'))).toEqual([202, null]);
  expect(await replayed(keyed('commit', { digest }, 'go'))).toEqual([202, 'true']);
  expect((await states(server, plan.id)).at(-1)).toMatchObject({ status: 'committed', commit: { events: 4 } });
  expect(await replayed(keyed('commit', { digest }, 'go'))).toEqual([202, 'true']);
  const without = await fetch(`${server.url}/v1/reprocessings/${plan.id}/commit`, {
    method: 'POST',
    body: JSON.stringify({ digest }),
    headers: { 'Content-Type': 'application/json' },
  });
  expect([without.status, ((await without.json()) as { code: string }).code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
});

it('another person approves where roles are on', async () => {
  const server = await served({ rolesAreOn: true });
  expect(await (await upload(server, CORRECTIONS)).json()).toMatchObject({ code: 'ACTOR_REQUIRED', status: 403 });
  const { id, digest } = await planned(server, CORRECTIONS, { 'X-Accrual-Actor': 'planner' });
  const word = (person: string, note: string) =>
    server.post(`/v1/reprocessings/${id}/approval`, { digest, note }, { 'X-Accrual-Actor': person });
  expect((await word('planner', 'mine')).body).toMatchObject({ code: 'SAME_PERSON', status: 403 });
  expect((await word('approver', '')).body).toMatchObject({ code: 'NOTE_MISSING' });
  expect((await word('approver', 'checked')).body).toMatchObject({ status: 'approved', plannedBy: 'planner', approvedBy: 'approver' });
  expect(await remove(server, id)).toEqual([403, 'ACTOR_REQUIRED']);
  expect(await remove(server, id, { 'X-Accrual-Actor': 'planner' })).toEqual([204, undefined]);
});

it('who has moved since the plan is left out, and planned again when asked for', async () => {
  const server = await served({}, await ledgerFolder(['W1', 'W2'], ['W2,2004,20000.00,EUR,E1']));
  const plan = await planned(server, corrections('W1,2003,E1,19250.50,EUR,audit,2009-10-02', 'W2,2004,E1,21000.00,EUR,audit,2009-10-02'));
  expect(
    (await server.post('/v1/participants/W1/corrections', { ...correction(2000, '15500.00', '2009-05-05'), employerId: 'E1' })).status,
  ).toBe(201);
  await approve(server, plan);
  await commit(server, plan, { replan: true });
  const [last] = (await states(server, plan.id)).slice(-1);
  // W2 is committed: the correction and its settlement. W1 has a plan of its own now, that waits for its approval.
  expect(last).toMatchObject({
    status: 'planned',
    approvedBy: null,
    commit: { digest: plan.digest, participants: 1, events: 2, moved: ['W1'], movedCount: 1 },
  });
  expect(last?.digest).not.toBe(plan.digest);
  expect((await commit(server, plan)).body).toMatchObject({ status: 'planned', digest: last?.digest }); // done already
  expect(await remove(server, plan.id)).toEqual([409, 'ALREADY_COMMITTED']);
  const second = { id: plan.id, digest: last?.digest as string };
  expect((await commit(server, second)).body).toMatchObject({ code: 'NOT_APPROVED' });
  await approve(server, second);
  await commit(server, second);
  expect((await states(server, plan.id)).at(-1)).toMatchObject({
    status: 'committed',
    commit: { digest: second.digest, participants: 1, events: 2, movedCount: 0 },
  });
  expect((await server.get('/v1/participants/W1/windows?correctionYear=2009&asOf=2009-12-31')).body.totals.total).toBe('366.37');
});

it('outlives the server: approved before, committed after', async () => {
  const first = await served();
  const plan = await planned(first);
  await approve(first, plan);
  await first.stop();
  const second = await serveHere(first.folder);
  // Two at once, before the server knows the state: one of them begins, and neither forgets what the other has done.
  const both = await Promise.all([second.get(`/v1/reprocessings/${plan.id}`), commit(second, plan), commit(second, plan)]);
  expect(both.map(({ status }) => status)).toEqual([200, 202, 202]);
  expect((await states(second, plan.id)).at(-1)).toMatchObject({ status: 'committed', digest: plan.digest, commit: { events: 4 } });
  await second.stop();
  const third = await serveHere(first.folder);
  expect((await third.get(`/v1/reprocessings/${plan.id}`)).body).toMatchObject({ status: 'committed' });
  await third.stop();
  expect((await verifySqliteJournal(join(first.folder, 'journal.sqlite'))).status).toBe('clean');
});

it('are listed page by page, the last upload first, and one that was not committed can be deleted', async () => {
  let seconds = 0; // never back: a slow machine asks more often
  const folder = await ledgerFolder();
  const clock = (): string => new Date(Date.UTC(2023, 2, 1, 12, 0, (seconds += 1))).toISOString();
  const server = await serveHere(folder, { workspace: { ...locateWorkspace(folder, {}), clock } });
  await publish(server);
  const ids: string[] = [];
  for (const amount of ['19250.50', '19251.00', '19252.00'])
    ids.unshift((await planned(server, CORRECTIONS.replace('19250.50', amount))).id);
  const first = (await server.get('/v1/reprocessings?limit=2')).body;
  conforms(server, 'ReprocessingList', first);
  expect(first.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
  const newer = await planned(server, CORRECTIONS.replace('19250.50', '19253.00')); // on no later page
  const rest = (await server.get(`/v1/reprocessings?limit=2&cursor=${first.next}`)).body;
  expect([rest.items.map(({ id }: { id: string }) => id), rest.next]).toEqual([ids.slice(2), null]);
  expect((await server.get('/v1/reprocessings')).body.items[0].id).toBe(newer.id);
  expect((await server.get('/v1/reprocessings?cursor=eA')).body).toMatchObject({ code: 'INVALID_CURSOR', status: 400 });

  expect(existsSync(join(folder, 'plans', `${newer.digest}.sqlite`))).toBe(true);
  expect(await Promise.all([remove(server, newer.id), remove(server, newer.id)])).toEqual(expect.arrayContaining([[204, undefined]]));
  expect(await remove(server, newer.id)).toEqual([404, 'UNKNOWN_REPROCESSING']);
  expect((await server.get('/v1/reprocessings')).body.items.map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(readdirSync(join(folder, 'uploads')).sort()).toEqual(['incoming', ...ids].sort());
  expect(existsSync(join(folder, 'plans', `${newer.digest}.sqlite`))).toBe(false);
  // The journal keeps what was planned; the file may come again.
  expect((await server.get(`/v1/batches/reprocess-${newer.id}`)).status).toBe(200);
  expect(await planned(server, CORRECTIONS.replace('19250.50', '19253.00'))).toEqual(newer);
});

it('the OpenAPI document says what goes in, and what comes out of every route', async () => {
  const server = await served();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document as any client reads it
  const paths = (await server.get('/openapi.json')).body.paths as Record<string, Record<string, any>>;
  const operations = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/reprocessings'))
    .flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => [`${method} ${path.slice('/v1/reprocessings'.length)}`, operation] as const),
    );
  expect(Object.keys(paths['/v1/reprocessings']?.['post'].requestBody.content)).toEqual(['text/csv', 'application/x-ndjson']);
  const answers = operations.map(([name, { responses }]) => {
    const [status, answer] =
      Object.entries<{ content?: Record<string, { schema: { $ref?: string } }> }>(responses).find(([code]) => code.startsWith('2')) ?? [];
    return [
      name,
      status,
      Object.entries(answer?.content ?? {}).map(([type, { schema }]) => schema.$ref?.replace('#/components/schemas/', '') ?? type),
    ];
  });
  expect(answers).toEqual([
    ['post ', '202', ['Reprocessing']],
    ['get ', '200', ['ReprocessingList']],
    ['get /{id}', '200', ['Reprocessing']],
    ['delete /{id}', '204', []],
    ['post /{id}/approval', '200', ['Reprocessing']],
    ['post /{id}/commit', '202', ['Reprocessing']],
    ['get /{id}/events', '200', ['text/event-stream']],
    ['get /{id}/report', '200', ['PlanReport', 'text/html']],
    ['get /{id}/movements', '200', ['application/x-ndjson']],
    ['get /{id}/rejects', '200', ['text/csv']],
  ]);
});
