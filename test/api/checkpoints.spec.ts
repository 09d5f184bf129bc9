/** Checkpoints and proofs over HTTP: days as a list, proofs that hold without the server, and every refusal in words. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProof } from '#audit/check-proof.js';
import { openCheckpoint } from '#audit/checkpoint/checkpoint.js';
import { readVerifierKey, type VerifierKey } from '#audit/checkpoint/keys.js';
import type { Checkpoint } from '#audit/ledger-audit.js';
import { locateWorkspace } from '#engine/workspace.js';
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import { income, runAccrual, seed, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
const clock = { now: '2023-03-01T12:00:00.000Z' };
let server: Served;
let key: VerifierKey;

beforeAll(async () => {
  server = await serveHere(folder, { workspace: { ...locateWorkspace(folder, {}), clock: () => clock.now } });
  const nothing = [await server.get('/v1/checkpoints'), await server.get('/v1/checkpoints/latest')];
  expect(nothing.map(({ status, body }) => [status, body.items ?? body.code])).toEqual([[200, []], [404, 'BEFORE_FIRST_EVENT']]);
  await seed(server);
  for (const [day, year] of [['2023-03-02', 2003], ['2023-03-05', 2004], ['2023-03-06', 2005]] as const) {
    clock.now = `${day}T09:30:00.000Z`;
    expect((await server.post('/v1/participants/F1/incomes', income(year, '18000'))).status).toBe(201);
  }
  key = readVerifierKey((await server.get('/v1/checkpoints/latest')).body.verifierKey);
});
afterAll(async () => {
  await stopServers();
  remove();
});

const headIn = ({ note }: Checkpoint): string => {
  const { size, root } = openCheckpoint(note, key);
  return `${size} ${Buffer.from(root).toString('hex')}`;
};

it('lists the last checkpoint of each day, and the present one, in pages that fit together', async () => {
  const { body: whole } = await server.get('/v1/checkpoints');
  expect(whole.items.map(({ recordedAt }: Checkpoint) => recordedAt.slice(0, 10))).toEqual([
    '2023-03-01',
    '2023-03-02',
    '2023-03-05',
    '2023-03-06',
  ]);
  for (const item of whole.items as readonly Checkpoint[]) {
    expect(headIn(item)).toBe(`${item.size} ${item.rootHash}`);
    expect(item.position).toBe(item.size); // positions of a journal in one file have no gaps
  }
  expect(whole.next).toBeNull();
  const found: Checkpoint[] = [];
  for (let path = '/v1/checkpoints?limit=1'; ; ) {
    const { body } = await server.get(path);
    found.push(...body.items);
    if (body.next === null) break;
    // The list stays what it was while the journal grows.
    if (found.length === 2) expect((await server.post('/v1/participants/F1/incomes', income(2006, '18000'))).status).toBe(201);
    path = `/v1/checkpoints?limit=1&cursor=${body.next}`;
  }
  expect(found).toEqual(whole.items);
  const until = (await server.get('/v1/checkpoints?knownAt=2023-03-04')).body.items;
  expect(until).toEqual(whole.items.slice(0, 2));
  expect((await server.get(`/v1/checkpoints?knownAt=${whole.items[0].position - 1}`)).body.items).toHaveLength(1);
});

it('pins a list whose instant is not over', async () => {
  const first = (await server.get('/v1/checkpoints?knownAt=2023-03-06&limit=3')).body;
  expect((await server.post('/v1/participants/F1/incomes', income(2007, '18000'))).status).toBe(201);
  const second = (await server.get(`/v1/checkpoints?limit=3&cursor=${first.next}`)).body;
  expect([second.items.map(({ position }: Checkpoint) => position), second.position]).toEqual([[first.position], first.position]);
});

it('answers the same checkpoint for the same coordinates, however often and whatever came after', async () => {
  const asked = await Promise.all(Array.from({ length: 20 }, () => server.get('/v1/checkpoints/latest?knownAt=2023-03-05')));
  expect(new Set(asked.map(({ text }) => text)).size).toBe(1);
  const listed = (await server.get('/v1/checkpoints')).body.items as readonly Checkpoint[];
  expect(asked[0]?.body).toEqual(listed.find(({ recordedAt }) => recordedAt.startsWith('2023-03-05')));
});

it('proves an event, here and with the command as built', async () => {
  const { events } = (await server.get('/v1/participants/F1/history?asOf=2023-12-31')).body;
  for (const { id, type, position } of events as readonly { readonly id: string; readonly type: string; readonly position: number }[]) {
    const { status, body, text } = await server.get(`/v1/proofs?eventId=${id.toUpperCase()}`);
    expect([status, body.kind, body.position, body.stream]).toEqual([200, 'inclusion', position, 'participant-F1']);
    expect(checkProof(body, key, undefined)).toMatchObject({ kind: 'inclusion', size: body.size, event: { id, type } });
    writeFileSync(join(folder, 'proof.json'), text);
  }
  const { code, stdout } = await runAccrual(folder, 'check-proof', join(folder, 'proof.json'), '--key', key.text);
  expect([code, stdout.split('\n')[0]]).toEqual([
    0,
    expect.stringMatching(/^PROVEN: this event stands at place \d+ of the \d+ events that were signed:$/),
  ]);
});

it('proves that the journal only grew', async () => {
  const checkpoints = (await server.get('/v1/checkpoints')).body.items as readonly Checkpoint[];
  for (const { size, note, rootHash } of checkpoints) {
    const { body } = await server.get(`/v1/proofs?from=${size}`);
    expect([body.kind, body.fromRootHash]).toEqual(['consistency', rootHash]);
    expect(checkProof(body, key, note)).toEqual({ kind: 'consistency', from: size, size: checkpoints.at(-1)?.size });
  }
  const [first, second] = checkpoints as [Checkpoint, Checkpoint];
  const { body: proof } = await server.get(`/v1/proofs?from=${first.size}`);
  expect(() => checkProof(proof, key, second.note)).toThrow('PROOF_FAILS');
  expect(() => checkProof({ ...proof, path: [...proof.path].reverse() }, key, first.note)).toThrow('PROOF_FAILS');
  expect(() => checkProof(proof, key, undefined)).toThrow('EARLIER_CHECKPOINT_REQUIRED');
});

it.each([
  ['neither event nor size', '/v1/proofs', 400, 'INVALID_REQUEST'],
  ['both', '/v1/proofs?from=1&eventId=00000000-0000-8000-8000-000000000000', 400, 'INVALID_REQUEST'],
  ['no id', '/v1/proofs?eventId=F1', 400, 'INVALID_REQUEST'],
  ['no size', '/v1/proofs?from=0', 400, 'INVALID_REQUEST'],
  ['an event that is not there', '/v1/proofs?eventId=00000000-0000-8000-8000-000000000000', 404, 'UNKNOWN_EVENT'],
  ['a size beyond the end', '/v1/proofs?from=100000', 422, 'INVALID_LOG_SIZE'],
  ['before the first event', '/v1/checkpoints/latest?knownAt=2001-01-01', 404, 'BEFORE_FIRST_EVENT'],
  ['a position beyond the end', '/v1/checkpoints/latest?knownAt=999999', 422, 'POSITION_BEYOND_END'],
  ['the future', '/v1/checkpoints?knownAt=2099-01-01', 422, 'KNOWLEDGE_IN_FUTURE'],
  ['a parameter that is not there', '/v1/checkpoints?asOf=2023-03-01', 400, 'INVALID_REQUEST'],
  ['a cursor of another list', '/v1/checkpoints?cursor=abc', 400, 'INVALID_CURSOR'],
])('%s: a problem', async (_what, path, status, code) => {
  const answered = await server.get(path);
  expect([answered.status, answered.body.code]).toEqual([status, code]);
});

it('an event that was recorded later is not yet known', async () => {
  const { events } = (await server.get('/v1/participants/F1/history?asOf=2023-12-31')).body;
  const { id, position } = events.at(-1);
  const answered = await server.get(`/v1/proofs?eventId=${id}&knownAt=${position - 1}`);
  expect([answered.status, answered.body.code]).toEqual([404, 'NOT_YET_KNOWN']);
});

it.each([
  ['Checkpoints', () => '/v1/checkpoints'],
  ['Checkpoint', () => '/v1/checkpoints/latest'],
  ['Proof', () => '/v1/proofs?from=1'],
])('%s is as documented', async (schema, path) => {
  expect(schemaErrors((await server.get('/openapi.json')).body, schema, (await server.get(path())).body)).toEqual([]);
});

it('tells when the journal was last proved, and how much came since; never, before that', async () => {
  expect((await server.get('/v1/self-check')).body).toEqual({ last: null, eventsSince: null });
  const { position } = (await server.get('/v1/checkpoints/latest')).body as Checkpoint;
  const { code } = await runAccrual(folder, 'verify', '--json');
  expect(code).toBe(0);
  const told = (await server.get('/v1/self-check')).body;
  // Positions of a journal in one file have no gaps; beside the journal, its Merkle log was there to hold it against.
  expect(told).toMatchObject({
    last: { verdict: 'whole', events: position, head: { position }, heldAgainst: 1, findings: 0 },
    eventsSince: 0,
  });
  expect(schemaErrors((await server.get('/openapi.json')).body, 'SelfCheck', told)).toEqual([]);
  expect((await server.post('/v1/participants/F1/incomes', income(2008, '18000'))).status).toBe(201);
  const grown = ((await server.get('/v1/checkpoints/latest')).body as Checkpoint).position - position; // what follows from it too
  expect(grown).toBeGreaterThan(0);
  expect((await server.get('/v1/self-check')).body).toEqual({ ...told, eventsSince: grown });
  writeFileSync(join(folder, 'self-check.json'), '{');
  const answered = await server.get('/v1/self-check');
  expect([answered.status, answered.body.code, answered.text.includes(folder)]).toEqual([500, 'SELF_CHECK_UNREADABLE', false]);
  rmSync(join(folder, 'self-check.json'));
});

it('a server that only reads makes no key, and uses the one that is there', async () => {
  await server.stop();
  const reading = await serveHere(folder, { readOnly: true });
  expect((await reading.get('/v1/checkpoints/latest?knownAt=4')).body.verifierKey).toBe(key.text);
  rmSync(join(folder, 'checkpoint.key'));
  const without = await reading.get('/v1/checkpoints/latest?knownAt=4');
  expect([without.status, without.body.code, without.body.file]).toEqual([503, 'NO_CHECKPOINT_KEY', 'checkpoint.key']);
  expect(without.text).not.toContain(folder);
  expect(reading.logged()).toContain(join(folder, 'checkpoint.key'));
  expect((await reading.get('/v1/participants/F1/history')).status).toBe(200);
});
