/** Lists: pages that fit together while the journal grows. */
import { CONTRIBUTION, enrol, startServer, stopServers, type TestServer } from '../testing/server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  for (const id of ['P1', 'P2', 'P3', 'P4', 'P5']) await enrol(server, id);
});
afterEach(stopServers);

const idsOf = (items: readonly { participantId: string }[]): readonly string[] => items.map(({ participantId }) => participantId);

describe('participants', () => {
  it('page by cursors that pin what the first page knew', async () => {
    const first = (await server.get('/v1/participants?limit=2')).body;
    expect(idsOf(first.items)).toEqual(['P1', 'P2']);
    await enrol(server, 'P25');
    await server.post('/v1/participants/P3/contributions', CONTRIBUTION);
    const second = (await server.get(`/v1/participants?limit=2&cursor=${first.next}`)).body;
    expect(idsOf(second.items)).toEqual(['P3', 'P4']); // not P25, which came later
    expect(second.items[0].revision).toBe(0); // nor the contribution
    expect([second.knownAt, second.position]).toEqual([first.knownAt, first.position]);
    const third = (await server.get(`/v1/participants?limit=2&cursor=${second.next}`)).body;
    expect([idsOf(third.items), third.next]).toEqual([['P5'], null]);
    expect(idsOf((await server.get('/v1/participants')).body.items)).toEqual(['P1', 'P2', 'P25', 'P3', 'P4', 'P5']);
  });

  it('at an earlier knowledge time', async () => {
    // each enrolment takes 3 positions: two of the request's record, one of the participant
    expect(idsOf((await server.get('/v1/participants?knownAt=6')).body.items)).toEqual(['P1', 'P2']);
    server.clock.now = '2020-06-16T10:00:00.000Z';
    await enrol(server, 'P6');
    expect(idsOf((await server.get('/v1/participants?knownAt=2020-06-15')).body.items)).not.toContain('P6');
  });
});

describe('events', () => {
  it('page through the journal without a gap or a repeat', async () => {
    const seen: number[] = [];
    let cursor = '';
    for (let page = 0; page < 10; page += 1) {
      const { body } = await server.get(`/v1/events?limit=4${cursor}`);
      seen.push(...body.items.map(({ position }: { position: number }) => position));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(seen).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  });

  it('by stream and type', async () => {
    const { body } = await server.get('/v1/events?streamPrefix=participant-&types=ParticipantEnrolled&limit=3');
    expect(body.items.map(({ stream }: { stream: string }) => stream)).toEqual(['participant-P1', 'participant-P2', 'participant-P3']);
    const next = await server.get(`/v1/events?streamPrefix=participant-&types=ParticipantEnrolled&cursor=${body.next}`);
    expect(next.body.items.map(({ stream }: { stream: string }) => stream)).toEqual(['participant-P4', 'participant-P5']);
  });
});

describe('events, further', () => {
  it('behind a position, of a person, of a batch', async () => {
    const positions = async (query: string): Promise<readonly number[]> =>
      (await server.get(`/v1/events?${query}`)).body.items.map(({ position }: { position: number }) => position);
    expect(await positions('after=12&limit=2')).toEqual([13, 14]);
    expect(await positions('actor=nobody')).toEqual([]);
    expect((await positions('actor=tester')).length).toBe(15);
    const { correlationId } = (await server.get('/v1/events?types=ParticipantEnrolled&limit=1')).body.items[0];
    const { items } = (await server.get(`/v1/events?batch=${correlationId}`)).body;
    expect(new Set(items.map((event: { correlationId: string }) => event.correlationId))).toEqual(new Set([correlationId]));
  });

  it('a cursor holds where it begins', async () => {
    const { next } = (await server.get('/v1/events?after=3&limit=2')).body;
    expect(
      (await server.get(`/v1/events?limit=2&cursor=${next}`)).body.items.map(({ position }: { position: number }) => position),
    ).toEqual([6, 7]);
    expect((await server.get(`/v1/events?after=3&cursor=${next}`)).body.code).toBe('CONFLICTING_COORDINATES');
    expect((await server.get('/v1/events?after=last')).body.code).toBe('INVALID_REQUEST');
  });
});

describe('batches', () => {
  it('tell what a request did, and one by its id', async () => {
    const { body } = await server.get('/v1/batches?kind=commands&limit=1');
    const [batch] = body.items;
    expect(batch).toMatchObject({ kind: 'commands', status: 'completed', appended: 1, refused: 0, actor: 'tester' });
    expect((await server.get(`/v1/batches/${batch.batchId}`)).body).toEqual(batch);
    expect((await server.get('/v1/batches?kind=import')).body).toMatchObject({ items: [], next: null });
    expect((await server.get('/v1/batches/none')).body.code).toBe('UNKNOWN_BATCH');
  });
});

describe('cursors', () => {
  it.each<[string, (cursor: string) => string]>([
    ['altered', (cursor) => `/v1/participants?cursor=${cursor.slice(0, -2)}${cursor.endsWith('AA') ? 'BB' : 'AA'}`],
    [
      'pointing elsewhere',
      (cursor) =>
        `/v1/participants?cursor=${Buffer.from(Buffer.from(cursor, 'base64url').toString().replace('participant-P1', 'participant-P3')).toString('base64url')}`,
    ],
    ['padded', (cursor) => `/v1/participants?cursor=${cursor}%3D`],
    ['of another list', (cursor) => `/v1/events?cursor=${cursor}`],
    ['of other filters', (cursor) => `/v1/batches?kind=import&cursor=${cursor}`],
    ['made up', () => '/v1/participants?cursor=abc'],
  ])('%s: 400', async (_what, path) => {
    const { next } = (await server.get('/v1/participants?limit=1')).body;
    const { status, body } = await server.get(path(next));
    expect([status, body.code]).toEqual([400, 'INVALID_CURSOR']);
  });

  it('hold their own knownAt', async () => {
    const { next } = (await server.get('/v1/participants?limit=1')).body;
    expect((await server.get(`/v1/participants?cursor=${next}&knownAt=3`)).body.code).toBe('CONFLICTING_COORDINATES');
  });

  it.each(['0', '501', '-1', 'x', '1.5'])('limit %s is out of bounds', async (limit) => {
    expect((await server.get(`/v1/participants?limit=${limit}`)).body).toMatchObject({ status: 400, errors: [{ field: 'limit' }] });
  });
});
