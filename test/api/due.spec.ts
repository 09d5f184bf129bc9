/** Who is due over HTTP: answers say it, a list and a metric count it, and an annulment settles its own participant unless told not to. */
import { DANE, seed, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: Served;

interface Written {
  readonly position: number;
  readonly id: string;
  readonly type: string;
}

const contribution = (period: string, amount: string): object => ({
  period,
  amount,
  currency: 'DKK',
  employerId: 'E1',
  receivedOn: `${period}-28`,
});

/** Posts; answers the events. */
async function posted(path: string, body: object): Promise<readonly Written[]> {
  const answer = await server.post(path, body);
  expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  return answer.body.events as readonly Written[];
}

const listed = async ({ position }: Written): Promise<unknown> => (await server.get(`/v1/due?minPosition=${position}`)).body.items;

beforeAll(async () => {
  server = await serveHere(folder);
  await seed(server);
  await server.post('/v1/participants', { ...DANE, participantId: 'D2' });
  for (const id of ['D1', 'D2']) await posted(`/v1/participants/${id}/contributions`, contribution('2019-03', '1000.00'));
  await posted('/v1/funds/dk-p90/decisions', { decision: 'interest', year: 2019, rate: '0.04', reference: 'minutes' });
  await posted('/v1/funds/dk-p90/decisions', { decision: 'close-year', year: 2019, reference: 'minutes' });
  expect((await server.post('/v1/funds/dk-p90/fan-outs', {})).status).toBe(200);
});
afterAll(async () => {
  await stopServers();
  remove();
});

it('a contribution that comes late leaves its participant due, and says so everywhere', async () => {
  const [late] = await posted('/v1/participants/D1/contributions', contribution('2019-06', '10000.00'));
  // Less the month's premium of 150.00: 9,850·(1.04^(6/12) − 1) = 195.07, and the premium.
  const difference = '45.07';
  expect(await listed(late as Written)).toEqual([{ participantId: 'D1', since: '2019-12-31', entitlements: 2, difference }]);
  const { body } = await server.get('/v1/participants/D1/coverage?asOf=2022-12-31');
  expect(body.due).toEqual({ entitlements: 2, difference });
  expect((await server.get('/v1/participants/D2/coverage?asOf=2022-12-31')).body.due).toBeUndefined();
  expect((await server.get('/v1/participants/D1/due?asOf=2022-12-31')).body.entitlements).toHaveLength(2);
  expect((await server.get('/metrics')).text).toMatch(/^accrual_participants_due 1$/m);
  const annulled = await posted('/v1/participants/D1/annulments', { eventId: late?.id, reason: 'of another person' });
  expect(annulled.map(({ type }) => type)).toEqual(['EventAnnulled']); // nothing was booked for it, so nothing is due
  expect(await listed(annulled[0] as Written)).toEqual([]);
});

it('an annulment books what it leaves due, in the same write, unless it is told not to', async () => {
  const [paid] = (await server.get('/v1/participants/D2/history')).body.events.filter(
    ({ type }: Written) => type === 'ContributionReceived',
  ) as readonly Written[];
  const body = { eventId: paid?.id, reason: 'of another person' };
  const told = await server.post('/v1/participants/D1/annulments', { ...body, settle: 'perhaps' });
  expect([told.status, told.body.code]).toEqual([400, 'INVALID_REQUEST']);
  const written = await posted('/v1/participants/D2/annulments', body);
  expect(written.map(({ type }) => type)).toEqual(['EventAnnulled', 'AdjustmentPosted', 'AdjustmentPosted']);
  expect(await listed(written.at(-1) as Written)).toEqual([]);
  const [own] = (await server.get('/v1/participants/D1/history')).body.events.filter(
    ({ type, annulledBy }: Written & { annulledBy: unknown }) => type === 'ContributionReceived' && annulledBy === null,
  ) as readonly Written[];
  const kept = await posted('/v1/participants/D1/annulments', { eventId: own?.id, reason: 'of another person', settle: 'no' });
  expect(kept.map(({ type }) => type)).toEqual(['EventAnnulled']);
  expect(await listed(kept[0] as Written)).toMatchObject([{ participantId: 'D1', entitlements: 2 }]);
});
