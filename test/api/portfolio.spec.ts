/** What the command line reads and HTTP reads as well: suppositions, sweeps, the liabilities of a fund. */
import { request } from 'node:http';
import { createHash } from 'node:crypto';
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import {
  DANE,
  FINN,
  correction,
  income,
  sampleParameters,
  seed,
  serveHere,
  stopServers,
  temporaryFolder,
  type Served,
} from './workspace.js';

let server: Served;
let remove: () => void;

beforeAll(async () => {
  const place = temporaryFolder();
  remove = place.remove;
  server = await serveHere(place.folder, { limits: { portfolioAtOnce: 1, portfolioWaiting: 0 } });
  await seed(server);
  await server.post('/v1/participants', { ...FINN, participantId: 'F2', sex: 'male' });
  for (const id of ['F1', 'F2']) await server.post(`/v1/participants/${id}/incomes`, income(2003, '18000.00'));
});
afterAll(async () => {
  await stopServers();
  remove();
});

describe('POST /v1/participants/{id}/{view}/what-if', () => {
  const windows = '/v1/participants/F1/windows/what-if?asOf=2009-12-31&correctionYear=2009';

  it('answers with reports that would have come in time, marks them, and keeps nothing', async () => {
    const before = (await server.get('/v1/events?limit=1')).body.position;
    const supposed = await server.post(windows, { reports: [{ participantId: 'F1', ...correction(2003, '19250.50', '2009-10-02') }] });
    // 0.214·1250.50 = 267.607; with interest from mid-2003 to mid-2009, ·0.36905221147 = 98.76095
    expect([supposed.status, supposed.body.totals.total]).toEqual([200, '366.37']);
    expect(schemaErrors(server.api.document, 'SupposedWindows', supposed.body)).toEqual([]);
    expect(supposed.body.whatIf).toMatchObject({
      rules: null,
      reports: { file: 'reports' },
      events: [{ type: 'IncomeCorrected' }, { type: 'CorrectionSettled' }],
    });
    expect((await server.get('/v1/participants/F1/windows?asOf=2009-12-31&correctionYear=2009')).body.totals.total).toBe('0.00');
    expect((await server.get('/v1/events?limit=1')).body.position).toBe(before);
  });

  it('answers under other rules, and says what they stand in the place of', async () => {
    const entry = { from: '2003-01-01', to: '2003-12-31', value: '0.300', reference: 'a thought', status: 'illustrative' };
    const rules = { scheme: 'fi-kapl', announced: '2003-01-01', parameters: [{ name: 'annualPremiumCoefficient', entries: [entry] }] };
    const supposed = await server.post(windows, { rules });
    expect(supposed.body.years[0]).toMatchObject({ incomeYear: 2003, premium: '5400.00' }); // 0.300·18000
    expect(supposed.body.whatIf.parameters).toMatchObject([
      { name: 'annualPremiumCoefficient', value: '0.300', insteadOf: [{ value: '0.214' }] },
    ]);
  });

  it.each<[string, unknown, number, string]>([
    ['nothing', {}, 422, 'NOTHING_SUPPOSED'],
    ['somebody else', { reports: [{ participantId: 'F2', ...correction(2003, '1.00', '2009-10-02') }] }, 422, 'OTHER_PARTICIPANT'],
    [
      'what could not have happened',
      { reports: [{ participantId: 'F1', ...correction(2002, '1.00', '2009-10-02') }] },
      422,
      'INCOME_NOT_REPORTED',
    ],
    [
      'an unknown column',
      { reports: [{ participantId: 'F1', ...correction(2003, '1.00', '2009-10-02'), colour: 'red' }] },
      422,
      'UNKNOWN_COLUMN',
    ],
    ['no list', { reports: 7 }, 400, 'INVALID_REQUEST'],
    ['rules of another scheme', { rules: sampleParameters('dk-p90/illustrative.json') }, 422, 'INVALID_PARAMETER_FILE'],
  ])('refuses %s', async (_what, body, _status, code) => {
    expect((await server.post(windows, body)).body.code).toBe(code);
  });
});

interface Received {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly trailers: NodeJS.Dict<string>;
}

/** With the trailers, which `fetch` does not show. */
function receive(path: string): Promise<Received> {
  return new Promise((resolve, reject) => {
    request(`${server.url}${path}`, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type']), text, trailers: response.trailers }),
      );
    }).on('error', reject).end();
  });
}

describe('GET /v1/sweeps/{model}', () => {
  it('streams the answers that the routes of one subject give, then counts them', async () => {
    const { status, type, text, trailers } = await receive('/v1/sweeps/windows?asOf=2012-12-31&correctionYear=2009');
    expect([status, type]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line));
    const { sweep } = lines.at(-1);
    expect(sweep).toMatchObject({ model: 'windows', asOf: '2012-12-31', answers: 2, refused: 0, notApplicable: 1 }); // D1 has no windows
    for (const [index, id] of ['F1', 'F2'].entries()) {
      expect(lines[index]).toEqual(
        (
          await server.get(
            `/v1/participants/${id}/windows?asOf=2012-12-31&correctionYear=2009&knownAt=${encodeURIComponent(lines[index].knownAt)}`,
          )
        ).body,
      );
    }
    expect(sweep.digest).toBe(createHash('sha256').update(lines.slice(0, 2).map(({ digest }) => digest).join('')).digest('hex'));
    expect(trailers).toMatchObject({ 'accrual-answers': '2', 'accrual-digest': sweep.digest });
  });

  it('gives CSV, one fund alone, and says whom it refuses', async () => {
    const csv = await receive('/v1/sweeps/coverage?asOf=2012-12-31&fundId=fi-kapl&format=csv');
    expect([csv.type, csv.text.split('\r\n')[0]]).toEqual([
      'text/csv; charset=utf-8',
      expect.stringMatching(/^participantId,scheme,value,/),
    ]);
    expect([csv.text.split('\r\n').length, csv.trailers['accrual-answers']]).toEqual([4, '2']);
    // Nobody is as old as the life table goes on that day.
    const { text, trailers } = await receive('/v1/sweeps/coverage?asOf=2200-01-01&fundId=dk-p90');
    expect(JSON.parse(text.split('\n')[0] ?? '')).toEqual({
      refused: { id: DANE.participantId, code: 'BEYOND_LIFE_TABLE', message: expect.stringContaining('the life table ends') },
    });
    expect(trailers).toMatchObject({ 'accrual-answers': '0', 'accrual-refused': '1' });
  });

  it('refuses before it begins as a problem, and sends away whom it has no place for', async () => {
    expect((await server.get('/v1/sweeps/coverage?knownAt=2999-01-01')).body.code).toBe('KNOWLEDGE_IN_FUTURE');
    expect((await server.get('/v1/sweeps/nothing')).status).toBe(404);
    const answers = await Promise.all(Array.from({ length: 4 }, () => server.get('/v1/sweeps/coverage')));
    const codes = answers.map(({ status, body }) => (status === 200 ? 'answered' : body.code));
    expect(codes).toContain('answered');
    expect(codes).toContain('TOO_MANY_PORTFOLIO_READS');
    expect((await server.get('/v1/sweeps/coverage')).status).toBe(200);
  });
});

describe('GET /v1/funds/{id}/liabilities', () => {
  it('adds up what the formulas give, and names what lacks a parameter', async () => {
    const { status, body } = await server.get('/v1/funds/fi-kapl/liabilities?year=2005');
    expect([status, body.fundId, body.year, body.sums.participants]).toEqual([200, 'fi-kapl', 2005, 0]);
    expect(body.rejected).toBe(2); // the funded pension asks for incomeLimitBefore2005
    await server.post('/v1/funds/fi-kapl/parameters', sampleParameters('fi-kapl/illustrative-liabilities-1997-2013.json'));
    const complete = (await server.get('/v1/funds/fi-kapl/liabilities?year=2003')).body;
    expect(schemaErrors(server.api.document, 'FundLiabilities', complete)).toEqual([]);
    // P_2003 = 0.214·18000 = 3852 for each of two.
    expect([complete.rejected, complete.sums.participants, complete.sums.premium]).toEqual([0, 2, '7704']);
    expect((await server.get('/v1/funds/nowhere/liabilities?year=2005')).body.code).toBe('UNKNOWN_FUND');
    expect((await server.get('/v1/funds/dk-p90/liabilities?year=2005')).body.code).toBe('NOT_APPLICABLE');
    expect((await server.get('/v1/funds/fi-kapl/liabilities')).body.detail).toContain('year is missing');
  });
});
