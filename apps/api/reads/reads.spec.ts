/** The read models of one participant over HTTP. */
import { createHash } from 'node:crypto';
import { canonicalText, type JsonObject, type JsonValue } from '#ledger/kernel/json.js';
import { schemaErrors } from '../testing/schema-errors.js';
import { CONTRIBUTION, startServer, stopServers, type TestServer } from '../testing/server.js';
import { SCHEMAS } from '../openapi/schemas.js';

let server: TestServer;

/** P1: 1000.00 brought along on 2018-01-01, 100.50 in March 2019, 50.25 in May 2020; two versions of an income. */
beforeEach(async () => {
  server = await startServer();
  await server.post('/v1/participants', {
    participantId: 'P1',
    scheme: 'savings',
    birthDate: '1970-03-01',
    sex: 'female',
    enrolledOn: '2018-01-01',
    openingValue: '1000',
    openingDate: '2018-01-01',
  });
  await server.post('/v1/participants/P1/contributions', CONTRIBUTION);
  server.clock.now = '2020-06-20T10:00:00.000Z';
  await server.post('/v1/participants/P1/contributions', { ...CONTRIBUTION, period: '2020-05', amount: '50.25', receivedOn: '2020-05-31' });
  await server.post('/v1/participants/P1/incomes', { incomeYear: 2018, amount: '300', currency: 'DKK', employerId: 'E1' });
  await server.post('/v1/participants/P1/corrections', {
    incomeYear: 2018,
    employerId: 'E1',
    amount: '310.5',
    currency: 'DKK',
    reason: 'late report',
    correctedOn: '2020-06-01',
  });
});
afterEach(stopServers);

describe('coordinates', () => {
  // 1000.00 + 100.50 + 50.25 = 1150.75
  it.each([
    ['all that is known today', '', '1150.75'],
    ['before the last contribution took effect', '?asOf=2020-05-30', '1100.50'],
    ['on its value date', '?asOf=2020-05-31', '1150.75'],
    ['before the last contribution was recorded', '?knownAt=2020-06-15T10:00:00Z', '1100.50'],
    ['a day means its last moment', '?knownAt=2020-06-15', '1100.50'],
    // positions: 2 events of the request record, enrolment 3, opening 4; record 5 and 6, contribution 7
    ['a position', '?knownAt=7', '1100.50'],
    ['the position before', '?knownAt=6', '1000.00'],
    ['as then', '?asThen=2020-06-16T00:00:00Z', '1100.50'],
  ])('%s', async (_what, query, value) => {
    const { status, body } = await server.get(`/v1/participants/P1/coverage${query}`);
    expect([status, body.value]).toEqual([200, value]);
  });

  it.each([
    ['an unknown participant', '/v1/participants/P9/coverage', 404, 'UNKNOWN_PARTICIPANT'],
    ['before the ledger knew', '/v1/participants/P1/coverage?knownAt=2019-01-01', 404, 'NOT_YET_KNOWN'],
    ['before the enrolment', '/v1/participants/P1/coverage?asOf=2017-12-31', 404, 'BEFORE_FIRST_EVENT'],
    ['knowledge that lies ahead', '/v1/participants/P1/coverage?knownAt=2031-01-01', 422, 'KNOWLEDGE_IN_FUTURE'],
    ['rules that lie ahead', '/v1/participants/P1/coverage?rulesKnownAt=2031-01-01', 422, 'KNOWLEDGE_IN_FUTURE'],
    ['a position beyond the end', '/v1/participants/P1/coverage?knownAt=9999', 422, 'POSITION_BEYOND_END'],
    ['asThen beside knownAt', '/v1/participants/P1/coverage?asThen=2020-01-01&knownAt=3', 400, 'CONFLICTING_COORDINATES'],
    ['an unknown figure', '/v1/participants/P1/explain?figure=nothing', 404, 'UNKNOWN_FIGURE'],
    ['no such day', '/v1/participants/P1/coverage?asOf=2020-02-30', 400, 'INVALID_REQUEST'],
    ['a coordinate given twice', '/v1/participants/P1/coverage?asOf=2020-01-01&asOf=2020-01-02', 400, 'INVALID_REQUEST'],
    ['an offset other than Z', '/v1/participants/P1/coverage?knownAt=2020-01-01T00:00:00%2B02:00', 400, 'INVALID_REQUEST'],
    ['an unknown parameter', '/v1/participants/P1/coverage?asof=2020-01-01', 400, 'INVALID_REQUEST'],
    ['no year', '/v1/participants/P1/account', 400, 'INVALID_REQUEST'],
    ['an id that cannot be one', '/v1/participants/a%20b/coverage', 400, 'INVALID_REQUEST'],
    ['an unknown fund', '/v1/funds/nowhere/history', 404, 'UNKNOWN_STREAM'],
    ['parameters of an unknown fund', '/v1/parameters/nowhere', 404, 'UNKNOWN_FUND'],
  ])('%s', async (_what, path, status, code) => {
    const answer = await server.get(path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('answers', () => {
  it('an account reconciles', async () => {
    const { body } = await server.get('/v1/participants/P1/account?year=2019');
    const contributions = body.lines.find(({ kind }: { kind: string }) => kind === 'contributions');
    expect([body.opening, contributions.amount, body.closing]).toEqual(['1000.00', '100.50', '1100.50']);
  });

  it('windows take a correction year', async () => {
    const { body } = await server.get('/v1/participants/P1/windows?correctionYear=2015');
    expect([body.correctionYear, body.windowFrom]).toEqual([2015, 2007]);
    expect((await server.get('/v1/participants/P1/windows?asOf=2019-12-31')).body.correctionYear).toBe(2019);
  });

  it('the parameters of a day', async () => {
    const valueAt = async (query: string): Promise<string> =>
      (await server.get(`/v1/parameters/savings${query}`)).body.parameters[0]?.value;
    expect([await valueAt('?at=2009-12-31'), await valueAt('?at=2010-01-01'), await valueAt('')]).toEqual(['0.05', '0.03', '0.03']);
    // the entry from 2010 was announced on 2009-12-01
    expect(await valueAt('?at=2012-01-01&rulesKnownAt=2009-11-30')).toBeUndefined();
  });

  it('an explanation names the events', async () => {
    const { body } = await server.get('/v1/participants/P1/explain?figure=value');
    expect(body.figure.value).toBe('1150.75');
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual(['RightsTransferredIn']);
  });

  it.each([
    ['Coverage', '/v1/participants/P1/coverage'],
    ['Windows', '/v1/participants/P1/windows'],
    ['Account', '/v1/participants/P1/account?year=2020'],
    ['History', '/v1/participants/P1/history'],
    ['Explanation', '/v1/participants/P1/explain?figure=value'],
    ['Parameters', '/v1/parameters/savings'],
    ['ParameterTimeline', '/v1/parameters/savings/timeline'],
    ['Participants', '/v1/participants'],
    ['Events', '/v1/events'],
    ['Batches', '/v1/batches'],
    ['Operations', '/v1/calculate'],
    ['Ready', '/health/ready'],
    ['Problem', '/v1/participants/P9/coverage'],
  ])('%s has the shape that the document gives it', async (schema, path) => {
    const { body } = await server.get(path);
    expect(schemaErrors({ components: { schemas: SCHEMAS } }, schema, body)).toEqual([]);
  });

  it.each(['coverage', 'windows', 'account?year=2020', 'history', 'explain?figure=value'])(
    'the digest of %s is that of its canonical form',
    async (path) => {
      const { body } = await server.get(`/v1/participants/P1/${path}`);
      const { digest, ...rest } = body as JsonObject;
      // What it says, without the places where that is stored; no event of these names a field so.
      const says = JSON.parse(JSON.stringify(rest), (name, member: JsonValue) => (name === 'position' ? undefined : member)) as JsonObject;
      expect(digest).toBe(createHash('sha256').update(canonicalText(says)).digest('hex'));
    },
  );
});

describe('entity tags', () => {
  it('are the digest of the answer; the revision of the stream has a header of its own', async () => {
    // enrolment 0, opening 1, contributions 2 and 3, income 4, correction 5
    for (const path of ['coverage', 'windows', 'account?year=2020', 'history', 'explain?figure=value']) {
      const { headers, body } = await server.get(`/v1/participants/P1/${path}`);
      expect([headers.get('ETag'), headers.get('Accrual-Revision')]).toEqual([`"${body.digest}"`, '"5"']);
    }
  });

  it('304 for the ETag that the answer gave, also where other tags stand beside it', async () => {
    const { headers } = await server.get('/v1/participants/P1/coverage?asOf=2020-01-01');
    const tag = headers.get('ETag') as string;
    const again = await server.get('/v1/participants/P1/coverage?asOf=2020-01-01', { 'If-None-Match': `"other", W/${tag}` });
    expect([again.status, again.text, again.headers.get('ETag')]).toEqual([304, '', tag]);
    expect((await server.get('/v1/participants/P1/coverage?asOf=2019-01-01', { 'If-None-Match': tag })).status).toBe(200);
    expect((await server.get('/v1/participants/P1/coverage', { 'If-None-Match': '"5"' })).status).toBe(200);
  });

  it('304 for *, wherever there is an answer (RFC 9110, 13.1.2)', async () => {
    const any = await server.get('/v1/participants/P1/coverage', { 'If-None-Match': ' * ' });
    expect([any.status, any.text]).toEqual([304, '']);
    expect((await server.get('/v1/participants/nobody/coverage', { 'If-None-Match': '*' })).status).toBe(404);
    expect((await server.get('/v1/participants/P1/coverage', { 'If-None-Match': '"*"' })).status).toBe(200);
  });

  it.each(['/v1/participants', '/v1/events', '/v1/batches'])('%s has none, and is answered in full', async (path) => {
    const { status, headers, text } = await server.get(path, { 'If-None-Match': '*' });
    expect([status, headers.get('ETag'), text === '']).toEqual([200, null, false]);
  });
});

describe('calculate', () => {
  it.each([
    ['an output', 'savings.double', { amount: '1.005' }, 200, { amount: '2.01' }],
    ['a refusal', 'savings.double', { amount: '600000' }, 422, { code: 'AMOUNT_OUT_OF_RANGE', amount: '1200000' }],
    ['an input of another shape', 'savings.double', { amount: 1 }, 400, { code: 'INVALID_INPUT', field: 'amount' }],
    ['an unknown operation', 'savings.triple', {}, 404, { code: 'UNKNOWN_OPERATION' }],
  ])('%s', async (_what, operation, input, status, body) => {
    const answer = await server.post(`/v1/calculate/${operation}`, input);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(body);
  });
});
