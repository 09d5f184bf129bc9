/** A commit over HTTP that is cut, by kill -9 and by a stop: it goes on, to the ledger that an undisturbed one ends with. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifySqliteJournal } from '#journal/sqlite/verify.js';
import { approve, commit, corrections, planned, states, upload, type State } from './reprocessing-client.js';
import { runAccrual, serveApart, stopServers, type ServedApart } from './workspace.js';

const PATIENCE = 180_000;

let folder: string;
let file: string;
let undisturbed: Ended;

interface Ended {
  readonly last: State | undefined;
  readonly readings: readonly string[];
}

/** A copy of the ledger under a name of its own. */
function ledger(name: string): string {
  cpSync(join(folder, 'begin'), join(folder, name), { recursive: true });
  return join(folder, name);
}

async function run(data: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runAccrual(data, ...args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** What everyone reads at the end of 2013, without where and when it stands in the journal. */
async function readings(data: string): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const model of ['coverage', 'windows']) {
    const out = join(data, `${model}.csv`);
    await run(data, 'sweep', model, '--as-of', '2013-12-31', '--out', out);
    const [head, ...rows] = readFileSync(out, 'utf8').trimEnd().split('\n').map((line) => line.split(','));
    const columns = (head as string[]).indexOf('asOf');
    answers.push(rows.map((row) => row.slice(0, columns).join(',')).join('\n'));
  }
  return answers;
}

async function ended(data: string, server: ServedApart, id: string): Promise<Ended> {
  const last = (await states(server, id)).at(-1);
  expect((await server.end('SIGTERM')).code).toBe(0);
  expect((await verifySqliteJournal(join(data, 'journal.sqlite'))).status).toBe('clean');
  return { last, readings: await readings(data) };
}

/** Waits until something of the commit is written, and much is still to come. */
async function inTheMidst(server: ServedApart, id: string): Promise<void> {
  const response = await fetch(`${server.url}/v1/reprocessings/${id}/events`);
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    const committing = [...text.matchAll(/"status":"committing","progress":\{"stage":"committing","done":(\d+),"total":(\d+)/g)].at(-1);
    if (Number(committing?.[1] ?? 0) > 0) return;
    expect(text).not.toContain('"status":"committed"');
  }
  throw new Error(`the commit ended before it was cut: ${text}`);
}

/** 1 000 participants with three corrected years each: 6 000 events, in writes of 500. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accrual-cut-'));
  const begin = join(folder, 'begin');
  const people = Array.from({ length: 1_000 }, (_, index) => `P${String(index).padStart(4, '0')}`);
  const write = (name: string, ...lines: readonly string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  await run(
    begin,
    'import',
    'participants',
    write('p.csv', 'participantId,scheme,birthDate,sex,enrolledOn', ...people.map((id) => `${id},fi-kapl,1962-04-05,female,1999-01-01`)),
  );
  await run(
    begin,
    'import',
    'incomes',
    write(
      'i.csv',
      'participantId,incomeYear,amount,currency,employerId',
      ...people.flatMap((id) => [2008, 2009, 2010].map((year) => `${id},${year},20000.00,EUR,E1`)),
    ),
  );
  await run(begin, 'parameters', 'test/samples/fi-kapl/illustrative-1997-2013.json');
  file = corrections(
    ...people.flatMap((id, index) => [2008, 2009, 2010].map((year) => `${id},${year},E1,${20_001 + index}.00,EUR,audit,2012-03-01`)),
  );

  const data = ledger('undisturbed');
  const server = await serveApart(data);
  const plan = await planned(server, file);
  await approve(server, plan);
  await commit(server, plan);
  undisturbed = await ended(data, server, plan.id);
  expect(undisturbed.last).toMatchObject({ status: 'committed', commit: { participants: 1_000, events: 6_000, movedCount: 0 } });
  expect(undisturbed.readings[1]).toMatch(/^P0000,.*,2008,.*,20000\.00,20001\.00,/m); // as reported and as corrected
}, PATIENCE);
afterAll(async () => {
  await stopServers();
  rmSync(folder, { recursive: true, force: true });
});

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'cut by %s, it goes on under the same key, and everyone reads the same',
  async (signal) => {
    const data = ledger(signal);
    const key = { 'Idempotency-Key': 'the-commit' };
    const first = await serveApart(data);
    const plan = await planned(first, file);
    await approve(first, plan);
    await commit(first, plan, {}, key);
    await inTheMidst(first, plan.id);
    const begun = performance.now();
    expect((await first.end(signal)).code).toBe(signal === 'SIGTERM' ? 0 : null);
    expect(performance.now() - begun).toBeLessThan(5_000); // a write is done in a tenth of a second

    const second = await serveApart(data);
    const cut = (await second.get(`/v1/reprocessings/${plan.id}`)).body as State;
    expect(cut).toMatchObject({
      status: 'failed',
      digest: plan.digest,
      commit: null,
      problem: { code: 'INTERRUPTED', committedUpTo: expect.stringMatching(/^P\d{4}$/) },
      links: { commit: `/v1/reprocessings/${plan.id}/commit`, deletion: null },
    });
    expect(cut['problem'].committedUpTo).not.toBe('P0999');
    const again = await commit(second, plan, {}, key);
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([202, 'true']);
    const { last, readings: read } = await ended(data, second, plan.id);
    expect(last).toMatchObject({ status: 'committed', digest: plan.digest, commit: undisturbed.last?.['commit'] as object });
    expect(read).toEqual(undisturbed.readings);
  },
  PATIENCE,
);

it(
  'while it goes on, requests are answered, the same file again is the same reprocessing, and it cannot be deleted',
  async () => {
    const server = await serveApart(ledger('busy'));
    const plan = await planned(server, file);
    await approve(server, plan);
    await commit(server, plan);
    await inTheMidst(server, plan.id);
    const same = (await (await upload(server, file)).json()) as State;
    expect(same).toMatchObject({ id: plan.id, status: 'committing', digest: plan.digest });
    const deleted = await fetch(`${server.url}/v1/reprocessings/${plan.id}`, { method: 'DELETE' });
    expect([deleted.status, ((await deleted.json()) as { code: string }).code]).toEqual([409, 'UNDER_WAY']);
    let answers = 0;
    for (let status = 'committing'; status === 'committing'; answers += 1)
      status = (await server.get(`/v1/reprocessings/${plan.id}`)).body.status as string;
    expect(answers).toBeGreaterThan(5); // eleven writes were to come
    expect((await states(server, plan.id)).at(-1)).toMatchObject({ status: 'committed', digest: plan.digest, commit: { events: 6_000 } });
  },
  PATIENCE,
);
