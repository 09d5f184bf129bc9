/** Employers over HTTP: the doors of participants. */
import { serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: Served;
beforeAll(async () => {
  server = await serveHere(folder);
});
afterAll(async () => {
  await stopServers();
  remove();
});

const LIBRARY = { employerId: 'E001', scheme: 'nl-pob', kind: 'voluntary', affiliatedOn: '2018-03-01', agreement: 'agreement of 2018' };

it('affiliates once under one key, with its fund, and knows it again', async () => {
  const first = await server.post('/v1/employers', LIBRARY, { 'Idempotency-Key': 'affiliation' });
  expect([first.status, first.body.stream, first.body.events.map(({ type }: { readonly type: string }) => type)]).toEqual([
    201,
    'employer-E001',
    ['EmployerAffiliated', 'FundEstablished'],
  ]);
  const again = await server.post('/v1/employers', LIBRARY, { 'Idempotency-Key': 'affiliation' });
  expect([again.status, again.text, again.headers.get('Idempotent-Replayed')]).toEqual([201, first.text, 'true']);
  expect((await server.post('/v1/employers', LIBRARY)).body.status).toBe('unchanged');
  expect((await server.post('/v1/employers', { ...LIBRARY, kind: 'mandatory' }, { 'Idempotency-Key': 'affiliation' })).body.code).toBe(
    'IDEMPOTENCY_KEY_REUSED',
  );
});

it.each<[string, object, number, string]>([
  ['no agreement (Pension Act 25, 121)', { employerId: 'E2', agreement: undefined }, 422, 'AGREEMENT_REQUIRED'],
  ['no such scheme', { employerId: 'E2', scheme: 'nl-pop' }, 422, 'UNKNOWN_SCHEME'],
  ['a scheme without employers', { employerId: 'E2', scheme: 'fi-kapl' }, 422, 'NOT_ACCEPTED_BY_SCHEME'],
  ['another day', { affiliatedOn: '2018-04-01' }, 409, 'EMPLOYER_ALREADY_AFFILIATED'],
  ['another word for its kind', { kind: 'sometimes' }, 400, 'INVALID_REQUEST'],
  ['a field of nobody', { employees: 24 }, 400, 'INVALID_REQUEST'],
])('an affiliation is refused: %s', async (_what, change, status, code) => {
  const answered = await server.post('/v1/employers', { ...LIBRARY, ...change });
  expect([answered.status, answered.body.code]).toEqual([status, code]);
});

it('a headcount is told on the revision that was read, and another figure for its day is refused', async () => {
  const read = await server.get('/v1/employers/E001/history');
  const revision = read.headers.get('Accrual-Revision') ?? '';
  const path = '/v1/employers/E001/headcounts';
  expect((await server.post(path, { on: '2018-12-31', employees: 24 }, { 'If-Match': revision })).status).toBe(201);
  expect((await server.post(path, { on: '2019-12-31', employees: 25 }, { 'If-Match': revision })).body.code).toBe('REVISION_MISMATCH');
  expect((await server.post(path, { on: '2018-12-31', employees: 24 })).body.status).toBe('unchanged');
  const refusals = [
    { on: '2018-12-31', employees: 25 },
    { on: '2999-12-31', employees: 1 },
    { on: '2019-12-31', employees: -1 },
    { on: '2019-12-31', employees: 1.5 },
  ];
  const answers = await Promise.all(refusals.map((body) => server.post(path, body)));
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [409, 'HEADCOUNT_ALREADY_REPORTED'],
    [422, 'EVENT_IN_FUTURE'],
    [400, 'INVALID_REQUEST'],
    [400, 'INVALID_REQUEST'],
  ]);
});

it('of an employer who is not affiliated nothing is taken, and there is no history', async () => {
  const told = await server.post('/v1/employers/E9/headcounts', { on: '2018-12-31', employees: 24 });
  expect([told.status, told.body.code]).toEqual([404, 'EMPLOYER_NOT_AFFILIATED']);
  const asked = await server.get('/v1/employers/E9/history');
  expect([asked.status, asked.body.code]).toEqual([404, 'UNKNOWN_STREAM']);
});

it('its history has coordinates and a digest that a caller may name', async () => {
  const before = await server.get('/v1/employers/E001/history?asOf=2018-06-30');
  expect(before.body.events.map(({ type }: { readonly type: string }) => type)).toEqual(['EmployerAffiliated']);
  const all = await server.get('/v1/employers/E001/history');
  expect(all.body.events.map(({ type }: { readonly type: string }) => type)).toEqual(['EmployerAffiliated', 'HeadcountReported']);
  expect((await server.get('/v1/employers/E001/history', { 'If-None-Match': all.headers.get('ETag') ?? '' })).status).toBe(304);
});

it('the trial balance counts its events, which move no money', async () => {
  // EmployerAffiliated, HeadcountReported, FundEstablished
  expect((await server.get('/v1/trial-balance')).body).toMatchObject({ events: 3, accounts: [], notCounted: [] });
});

it('a salary, a payment and a demand come in over HTTP, and the books are read there', async () => {
  const rates = {
    premiumRate: '0.192',
    aoPremiumRate: '0.005',
    participantRate: '0.08',
    franchise: '13000',
    commercialInterestRate: '0.08',
  };
  const parameters = Object.entries(rates).map(([name, value]) => ({
    name,
    entries: [{ from: '2016-07-01', value, reference: 'board', status: 'external' }],
  }));
  expect((await server.post('/v1/funds/nl-pob/parameters', { scheme: 'nl-pob', announced: '2017-12-31', parameters })).status).toBe(201);
  await server.post('/v1/participants', {
    participantId: 'S1',
    scheme: 'nl-pob',
    birthDate: '1970-04-05',
    sex: 'female',
    enrolledOn: '2018-03-01',
  });
  const salary = {
    employerId: 'E001',
    from: '2018-03',
    fullTimeSalary: '36000.00',
    currency: 'EUR',
    reportedOn: '2018-03-02',
    partTimeFactor: '0.8',
  };
  expect(
    (await server.post('/v1/participants/S1/salaries', salary)).body.events.map(({ type }: { readonly type: string }) => type),
  ).toEqual(['SalaryReported']);
  const corrected = {
    employerId: 'E001',
    from: '2018-03',
    fullTimeSalary: '37200.00',
    currency: 'EUR',
    reason: 'agreement',
    correctedOn: '2018-05-20',
    partTimeFactor: '0.8',
  };
  expect((await server.post('/v1/participants/S1/salary-corrections', corrected)).status).toBe(201);
  expect((await server.post('/v1/participants/S1/salary-corrections', corrected)).body.status).toBe('unchanged');
  const refused = await Promise.all([
    server.post('/v1/participants/S1/salaries', { ...salary, employerId: 'E9' }),
    server.post('/v1/participants/S1/salaries', { ...salary, partTimeFactor: '1.2' }),
    server.post('/v1/participants/S1/salaries', { ...salary, fullTimeSalary: '36000.01' }),
    server.post('/v1/employers/E001/payments', {
      amount: '10.00',
      currency: 'EUR',
      receivedOn: '2018-04-15',
      reference: 'x',
      invoice: '2018-03',
    }),
  ]);
  expect(refused.map(({ body }) => body.code)).toEqual([
    'EMPLOYER_NOT_AFFILIATED',
    'INVALID_REQUEST',
    'SALARY_ALREADY_REPORTED',
    'UNKNOWN_INVOICE',
  ]);
  // nothing has been invoiced: all of it is credit
  expect(
    (
      await server.post('/v1/employers/E001/payments', {
        amount: '10.00',
        currency: 'EUR',
        receivedOn: '2018-04-15',
        reference: 'statement 1',
      })
    ).status,
  ).toBe(201);
  const demand = {
    obligation: 'salaries',
    ground: 'data',
    dataDeadline: '2018-06-05',
    sentOn: '2018-06-06',
    finalDeadline: '2018-06-15',
    fineAnnounced: 'yes',
    reference: 'letter 1',
  };
  expect((await server.post('/v1/employers/E001/demands', demand)).status).toBe(201);
  expect((await server.get('/v1/employers/E001/statement?year=2018&asOf=2018-12-31')).body).toMatchObject({
    invoiced: '0.00',
    paid: '10.00',
    credit: '10.00',
    closing: '-10.00',
  });
  expect((await server.get('/v1/employers/E001/duties?asOf=2018-12-31')).body.duties).toMatchObject([
    { obligation: 'salaries', fineReason: 'FINE', fine: '500.00', estimateAllowed: true },
  ]);
  expect((await server.get('/v1/employers/E001/overdue')).body).toMatchObject({ totalDue: '0.00', invoices: [] });
  // what was never charged is no correction
  const corrections = await server.get('/v1/employers/E001/corrections?on=2018-12-31');
  expect([corrections.status, corrections.body]).toEqual([200, { employerId: 'E001', on: '2018-12-31', corrections: [], totals: {} }]);
  expect((await server.get('/v1/employers/E9/corrections')).body.code).toBe('EMPLOYER_NOT_AFFILIATED');
  expect((await server.get('/v1/participants/S1/rights?year=2019')).body).toMatchObject({ opening: '0.00', closing: '0.00' });
});

it('invoices, final invoices, interest and decisions on what is found later run over HTTP, and again change nothing', async () => {
  await server.post('/v1/participants/S1/salaries', {
    employerId: 'E001',
    from: '2018-06',
    fullTimeSalary: '37200.00',
    currency: 'EUR',
    reportedOn: '2018-06-02',
    partTimeFactor: '0.8',
  });
  const invoice = (body: object, headers = {}) => server.post('/v1/funds/nl-pob/invoices', body, headers);
  const march = { kind: 'monthly', month: '2018-03', sentOn: '2018-03-08' };
  // 37,200·0.8/12 = 2,480: 19.2 % and 0.5 %
  const first = await invoice(march, { 'Idempotency-Key': 'march' });
  expect([first.status, first.body]).toMatchObject([
    200,
    { status: 'completed', employers: 1, written: 1, lines: 1, total: '488.56', failed: [] },
  ]);
  const again = await invoice(march, { 'Idempotency-Key': 'march' });
  expect([again.body.written, again.headers.get('Idempotent-Replayed')]).toEqual([0, 'true']);
  expect((await invoice({ ...march, sentOn: '2018-03-09' }, { 'Idempotency-Key': 'march' })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  expect((await invoice(march)).body).toMatchObject({ written: 0, unchanged: 1 });
  for (const month of ['2018-04', '2018-05'])
    expect((await invoice({ kind: 'monthly', month, sentOn: `${month}-08`, employerId: 'E001' })).body.written).toBe(1);
  expect((await invoice({ kind: 'final', year: 2018, sentOn: '2019-02-11' })).body.total).toBe('3419.92'); // June to December: 7·488.56
  const refused = await Promise.all([
    invoice({ kind: 'monthly', sentOn: '2018-06-08' }),
    invoice({ kind: 'monthly', month: '2018-06', sentOn: '2999-06-08' }),
    invoice({ kind: 'monthly', month: '2018-06', sentOn: '2018-06-08', employerId: 'E9' }),
    invoice({ kind: 'sometimes', sentOn: '2018-06-08' }),
    server.post('/v1/funds/nobody/invoices', march),
    server.post('/v1/funds/nl-pob/interest-runs', { to: '2999-01-01' }),
    server.post('/v1/employers/E9/decisions', { decision: 'replace', demand: 'x', sentOn: '2019-06-08', reference: 'y' }),
    server.post('/v1/employers/E001/decisions', { decision: 'final-settlement', reference: 'y' }),
    server.post('/v1/employers/E001/decisions', {
      decision: 'final-settlement',
      year: 2017,
      choice: 'keep',
      decidedOn: '2019-07-01',
      reference: 'y',
    }),
    server.post('/v1/employers/E001/decisions', { decision: 'replace', demand: 'x', sentOn: '2019-06-08', reference: 'y' }),
  ]);
  expect(refused.map(({ body }) => body.code)).toEqual([
    'MISSING_FIELD', 'DECISION_IN_FUTURE', 'EMPLOYER_NOT_AFFILIATED', 'INVALID_REQUEST', 'UNKNOWN_FUND', 'DECISION_IN_FUTURE',
    'EMPLOYER_NOT_AFFILIATED', 'MISSING_FIELD', 'YEAR_NOT_SETTLED', 'UNKNOWN_ESTIMATE',
  ]);
  // the 10.00 of statement 1, which came when nothing had been invoiced, pay March; 478.56·8 %, and two months and the final invoice
  const interest = await server.post('/v1/funds/nl-pob/interest-runs', { to: '2019-04-15' });
  expect(interest.body).toMatchObject({
    status: 'completed',
    employers: 1,
    charges: 1,
    adjustments: 0,
    interest: '38.28',
    creditApplied: '0.00',
    failed: [],
  });
  expect((await server.post('/v1/funds/nl-pob/interest-runs', { to: '2019-04-15' })).body).toMatchObject({ charges: 0, interest: '0.00' });
  // found after the final invoice: 34,000 from June, 446.53 a month
  await server.post('/v1/participants/S1/salary-corrections', {
    employerId: 'E001',
    from: '2018-06',
    fullTimeSalary: '34000.00',
    currency: 'EUR',
    reason: 'hours',
    correctedOn: '2019-06-03',
    partTimeFactor: '0.8',
  });
  const decision = {
    decision: 'final-settlement',
    year: 2018,
    choice: 'keep',
    conditions: 'none',
    decidedOn: '2019-07-01',
    reference: 'board 9',
  };
  expect((await server.post('/v1/employers/E001/decisions', { ...decision, decidedOn: '2019-06-02' })).body.code).toBe('NOTHING_TO_DECIDE');
  expect((await server.post('/v1/employers/E001/decisions', decision)).body).toMatchObject({ written: 1, lines: 7, total: '-294.21' });
  expect((await server.post('/v1/employers/E001/decisions', decision)).body).toMatchObject({ written: 0, unchanged: 1 });
  expect((await server.get('/v1/batches?kind=invoicing')).body.items.length).toBeGreaterThan(5);
});

it('the lines of an invoice are read in pages', async () => {
  const [one, two] = [
    await server.get('/v1/employers/E001/premium-lines?invoice=final-2018&limit=3'),
    await server.get('/v1/employers/E001/premium-lines?invoice=final-2018'),
  ];
  expect(
    two.body.items.map(({ participantId, month, reason, premium }: Record<string, string>) => [participantId, month, reason, premium]),
  ).toEqual(['06', '07', '08', '09', '10', '11', '12'].map((month) => ['S1', `2018-${month}`, 'final', '476.16']));
  const pages = [one.body];
  while (pages.at(-1).next !== null)
    pages.push((await server.get(`/v1/employers/E001/premium-lines?invoice=final-2018&limit=3&cursor=${pages.at(-1).next}`)).body);
  expect(pages.map(({ items }) => items.length)).toEqual([3, 3, 1]);
  expect(pages.flatMap(({ items }) => items)).toEqual(two.body.items);
  expect((await server.get('/v1/employers/E001/premium-lines?invoice=2030-01')).body.code).toBe('UNKNOWN_INVOICE');
  expect((await server.get('/v1/employers/E9/premium-lines?invoice=2030-01')).body.code).toBe('EMPLOYER_NOT_AFFILIATED');
});

it('an exemption comes by the same doors, and its refusals by their codes', async () => {
  const path = '/v1/employers/E001';
  const request = {
    kind: 'ownCao',
    requestedOn: '2019-06-03',
    from: '2020-01-01',
    reference: 'letter 20',
    participants: 'P2 P1',
    caoBinding: 'no',
    separateSchemeWithUnions: 'yes',
    jointRequest: 'yes',
  };
  const asked = await server.post(`${path}/exemption-requests`, request);
  expect([asked.status, asked.body.events.map(({ type }: { readonly type: string }) => type)]).toEqual([201, ['ExemptionRequested']]);
  const decision = { request: 'letter 20', decidedOn: '2019-07-01', reference: 'board 6', informationDue: '2019-09-01' };
  expect((await server.post(`${path}/exemption-decisions`, decision)).status).toBe(201);
  expect((await server.post(`${path}/exemption-decisions`, decision)).body.status).toBe('unchanged');
  const refused = [
    await server.post(`${path}/exemption-requests`, { ...request, caoBinding: 'yes' }),
    await server.post(`${path}/exemption-requests`, { ...request, reference: 'letter 21', participants: 'P1 $' }),
    await server.post(`${path}/exemption-requests`, { ...request, reference: 'letter 21', kind: 'any' }),
    await server.post(`${path}/exemption-decisions`, { ...decision, reference: 'board 7' }),
    await server.post(`${path}/exemption-conditions`, {
      exemption: 'letter 20',
      condition: 'MUST:SAME_BENEFITS_6.6',
      metOn: '2019-08-01',
      reference: 'form',
    }),
    await server.post(`${path}/exemption-withdrawals`, {
      exemption: 'letter 20',
      cause: 'request',
      from: '2021-01-01',
      decidedOn: '2020-12-01',
      reference: 'board 8',
    }),
    await server.post(`${path}/exemption-continuations`, {
      exemption: 'letter 99',
      type: 'restart',
      on: '2020-06-01',
      reference: 'deed',
      former: 'E999',
    }),
  ];
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
    [409, 'EXEMPTION_ALREADY_REQUESTED'], [422, 'INVALID_IDENTIFIER'], [400, 'INVALID_REQUEST'], [409, 'EXEMPTION_ALREADY_DECIDED'],
    [422, 'CONDITION_NOT_ATTACHED'], [422, 'NO_GROUND'], [404, 'EMPLOYER_NOT_AFFILIATED'],
  ]);
  const shown = await server.get(`${path}/exemptions?asOf=2019-10-01`);
  expect(shown.body.exemptions).toMatchObject([
    {
      status: 'granted',
      participants: ['P1', 'P2'],
      nextDue: '2019-09-01',
      conditions: [
        { code: 'MUST:INFORMATION_6.2', status: 'overdue' },
        { code: 'MUST:OTHER_PROVISION_6.3', due: '2020-07-01' },
      ],
    },
  ]);
  const bad = await server.post('/v1/funds/nl-pob/decisions', {
    decision: 'feasibility',
    year: 2019,
    expected: '0.9',
    badWeather: '0.6',
    reference: 'actuary',
  });
  expect([bad.status, bad.body.code]).toEqual([422, 'MISSING_PARAMETER']);
  expect((await server.get('/v1/funds/nl-pob/accountability')).body).toMatchObject({
    fundId: 'nl-pob',
    feasibility: [],
    performanceTest: null,
  });
  expect((await server.get('/v1/funds/nl-pob/indexations')).body).toMatchObject({ years: [] });
});

it('a headcount that was entered by mistake is annulled, and the right one told for its day', async () => {
  const path = '/v1/employers/E001/annulments';
  const events = (await server.get('/v1/employers/E001/history')).body.events as readonly { readonly id: string; readonly type: string }[];
  const [affiliated, counted] = ['EmployerAffiliated', 'HeadcountReported'].map((type) => events.find((one) => one.type === type)?.id);
  const kept = await server.post(path, { eventId: affiliated, reason: 'wrong library' });
  expect([kept.status, kept.body.code, kept.body.kept]).toEqual([422, 'CANNOT_BE_ANNULLED', 'affiliation']);
  const done = await server.post(path, { eventId: counted, reason: 'another library’s' });
  expect([done.status, done.body.events.map(({ type }: { readonly type: string }) => type)]).toEqual([201, ['EventAnnulled']]);
  expect((await server.post(path, { eventId: counted, reason: 'another library’s' })).body.status).toBe('unchanged');
  const unknown = await server.post(path, { eventId: '00000000-0000-4000-8000-000000000000', reason: 'x' });
  expect([unknown.status, unknown.body.code, unknown.body.detail]).toEqual([
    404,
    'UNKNOWN_EVENT',
    expect.stringContaining('GET /v1/employers/E001/history'),
  ]);
  expect((await server.post('/v1/employers/E001/headcounts', { on: '2018-12-31', employees: 19 })).status).toBe(201);
  expect((await server.post('/v1/employers/E9/annulments', { eventId: counted, reason: 'x' })).body.code).toBe('EMPLOYER_NOT_AFFILIATED');
});

it('who is affiliated is listed in pages, with the last headcount', async () => {
  const affiliated = { scheme: 'nl-pob', kind: 'mandatory', affiliatedOn: '2018-01-01' };
  for (const employerId of ['E000', 'E999']) expect((await server.post('/v1/employers', { ...affiliated, employerId })).status).toBe(201);
  for (const [on, employees] of [['2019-12-31', 30], ['2018-12-31', 28]] as const) {
    expect((await server.post('/v1/employers/E000/headcounts', { on, employees })).status).toBe(201);
  }
  const first = await server.get('/v1/employers?limit=1');
  expect(first.body.items).toMatchObject([
    { employerId: 'E001', kind: 'voluntary', agreement: 'agreement of 2018', affiliatedOn: '2018-03-01' },
  ]);
  const rest = await server.get(`/v1/employers?cursor=${first.body.next as string}`);
  // the last headcount by its day, not the one told last
  const counted = { employerId: 'E000', fundId: 'nl-pob', kind: 'mandatory', agreement: null, employees: 30, revision: 2 };
  expect(rest.body.items).toContainEqual(expect.objectContaining(counted));
  expect(rest.body.items.at(-1)).toMatchObject({ employerId: 'E999', employees: null });
  expect([rest.body.next, rest.body.position]).toEqual([null, first.body.position]);
});
