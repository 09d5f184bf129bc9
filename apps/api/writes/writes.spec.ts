/** Writes: once, on the revision that the caller saw, or refused with a reason. */
import { toAppend } from '#reprocessing/batch/stamp.js';
import { CONTRIBUTION, ENROLMENT, enrol, startServer, stopServers, type TestServer } from '../testing/server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(stopServers);

const participantEvents = (): readonly string[] =>
  server.journal.events.filter(({ stream }) => stream.startsWith('participant-')).map(({ type }) => type);
const INCOME = { incomeYear: 2019, amount: '300', currency: 'DKK', employerId: 'E1' };

describe('what is appended', () => {
  it('comes back with its place in the journal, and stands there with its actor', async () => {
    const { status, headers, body } = await server.post('/v1/participants', {
      ...ENROLMENT,
      openingValue: '12.5',
      openingDate: '2018-01-01',
    });
    expect([status, headers.get('Accrual-Revision')]).toEqual([201, '"1"']);
    expect(body).toMatchObject({
      status: 'appended',
      stream: 'participant-P1',
      revision: 1,
      events: [
        { type: 'ParticipantEnrolled', revision: 0, position: 3, effectiveDate: '2018-01-01', recordedAt: '2020-06-15T10:00:00.000Z' },
        { type: 'RightsTransferredIn', revision: 1, position: 4 },
      ],
    });
    expect(server.journal.events[3]).toMatchObject({ actor: 'tester', data: { amount: '12.50' } });
    expect(server.journal.events[2]?.data).toMatchObject({ fundId: 'savings' });
  });

  it('every kind of write', async () => {
    await enrol(server);
    await server.post('/v1/participants/P1/incomes', INCOME);
    await server.post('/v1/participants/P1/corrections', { ...INCOME, amount: '310', reason: 'late', correctedOn: '2020-06-01' });
    const { body } = await server.post('/v1/participants/P1/contributions', CONTRIBUTION);
    const annulled = await server.post('/v1/participants/P1/annulments', { eventId: body.events[0].id, reason: 'twice' });
    expect(annulled.status).toBe(201);
    expect(participantEvents()).toEqual([
      'ParticipantEnrolled',
      'IncomeReported',
      'IncomeCorrected',
      'ContributionReceived',
      'EventAnnulled',
    ]);
    expect((await server.get('/v1/participants/P1/coverage')).body.value).toBe('0.00');
    const entry = { from: '2020-01-01', value: '0.04', reference: 'board', status: 'external' };
    const published = await server.post('/v1/funds/savings/parameters', {
      scheme: 'savings',
      announced: '2019-12-01',
      parameters: [{ name: 'rate', entries: [entry] }],
    });
    expect([published.status, published.body.events.length]).toEqual([201, 2]);
    expect((await server.get('/v1/parameters/savings?at=2020-06-01')).body.parameters[0].value).toBe('0.04');
    expect((await server.get('/v1/funds/savings/history')).body.events).toHaveLength(2);
  });

  it('nothing where the ledger holds it already: 200', async () => {
    await enrol(server);
    await server.post('/v1/participants/P1/incomes', INCOME);
    const { status, headers, body } = await server.post('/v1/participants/P1/incomes', INCOME);
    expect([status, headers.get('Accrual-Revision'), body.status, body.events]).toEqual([200, '"1"', 'unchanged', []]);
  });
});

describe('Idempotency-Key', () => {
  it('the same key and body: the same answer, nothing written twice, also on a server started later', async () => {
    const first = await server.post('/v1/participants', ENROLMENT, { 'Idempotency-Key': 'k' });
    const held = server.journal.events.length;
    server.clock.now = '2020-07-01T00:00:00.000Z';
    const second = await server.post('/v1/participants', ENROLMENT, { 'Idempotency-Key': 'k' });
    const restarted = await startServer({ journal: server.journal });
    const third = await restarted.post('/v1/participants', ENROLMENT, { 'Idempotency-Key': 'k' });
    for (const again of [second, third]) {
      expect([again.status, again.text, again.headers.get('Accrual-Revision')]).toEqual([201, first.text, '"0"']);
      expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    }
    expect(first.headers.get('Idempotent-Replayed')).toBeNull();
    expect(server.journal.events).toHaveLength(held);
  });

  it('the same answer although the stream went on and its If-Match no longer holds', async () => {
    await enrol(server);
    const terms = { 'Idempotency-Key': 'k', 'If-Match': '"0"' };
    const first = await server.post('/v1/participants/P1/contributions', CONTRIBUTION, terms);
    await server.post('/v1/participants/P1/incomes', INCOME);
    expect((await server.post('/v1/participants/P1/contributions', CONTRIBUTION, terms)).text).toBe(first.text);
  });

  it('an annulment repeated on another day is the same request', async () => {
    await enrol(server);
    const { body } = await server.post('/v1/participants/P1/contributions', CONTRIBUTION);
    const annulment = { eventId: body.events[0].id, reason: 'twice' };
    const first = await server.post('/v1/participants/P1/annulments', annulment, { 'Idempotency-Key': 'k' });
    server.clock.now = '2020-06-18T10:00:00.000Z';
    expect((await server.post('/v1/participants/P1/annulments', annulment, { 'Idempotency-Key': 'k' })).text).toBe(first.text);
  });

  it('a refusal is kept and repeated as well', async () => {
    await enrol(server);
    await server.post('/v1/participants/P1/incomes', INCOME);
    const other = { ...INCOME, amount: '301' };
    const first = await server.post('/v1/participants/P1/incomes', other, { 'Idempotency-Key': 'k' });
    expect([first.status, first.body.code, first.body.incomeYear]).toEqual([409, 'INCOME_ALREADY_REPORTED', 2019]);
    const again = await server.post('/v1/participants/P1/incomes', other, { 'Idempotency-Key': 'k' });
    expect([again.status, again.text]).toEqual([409, first.text]);
    expect((await server.get('/v1/batches')).body.items.filter(({ refused }: { refused: number }) => refused === 1)).toHaveLength(1);
  });

  it.each([
    ['another body', '/v1/participants/P1/incomes', { ...INCOME, amount: '301' }],
    ['another participant', '/v1/participants/P2/incomes', INCOME],
    ['another operation', '/v1/participants/P1/contributions', CONTRIBUTION],
  ])('%s under the same key: 422', async (_what, path, body) => {
    await enrol(server, 'P1');
    await enrol(server, 'P2');
    await server.post('/v1/participants/P1/incomes', INCOME, { 'Idempotency-Key': 'k' });
    const answer = await server.post(path, body, { 'Idempotency-Key': 'k' });
    expect([answer.status, answer.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('ten at once with one key write once and answer alike', async () => {
    await enrol(server);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => server.post('/v1/participants/P1/contributions', CONTRIBUTION, { 'Idempotency-Key': 'k' })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(participantEvents()).toEqual(['ParticipantEnrolled', 'ContributionReceived']);
  });

  it('two servers on one journal, the same request at once: one record, one answer', async () => {
    await enrol(server);
    const other = await startServer({ journal: server.journal });
    const [one, two] = await Promise.all(
      [server, other].map((to) => to.post('/v1/participants/P1/contributions', CONTRIBUTION, { 'Idempotency-Key': 'k' })),
    );
    expect(one?.text).toBe(two?.text);
    expect(participantEvents()).toHaveLength(2);
  });

  it('an id that stays taken is a conflict, and is not kept under the key', async () => {
    await enrol(server);
    await server.post('/v1/participants/P1/contributions', CONTRIBUTION);
    const held = server.journal.events.length;
    // the tests' decision gives the same contribution the same id; the journal holds it with another request's mark
    const again = await server.post('/v1/participants/P1/contributions', CONTRIBUTION);
    expect([again.status, again.body.code]).toEqual([409, 'EVENT_ID_CONFLICT']);
    expect(server.journal.events).toHaveLength(held);
  });

  it.each([
    ['missing', '', 'IDEMPOTENCY_KEY_REQUIRED'],
    ['too long', 'x'.repeat(201), 'INVALID_IDEMPOTENCY_KEY'],
    ['with blanks', 'a b', 'INVALID_IDEMPOTENCY_KEY'],
  ])('%s: 400', async (_what, key, code) => {
    const { status, body } = await server.post('/v1/participants', ENROLMENT, { 'Idempotency-Key': key });
    expect([status, body.code]).toEqual([400, code]);
    expect(server.journal.events).toHaveLength(0);
  });
});

describe('If-Match', () => {
  it.each([
    ['the revision as it stands', '"0"', 201],
    ['any', '*', 201],
    ['one of several', '"4", "0"', 201],
    ['another revision', '"1"', 412],
    ['a weak tag', 'W/"0"', 400],
    ['no tag', '0', 400],
  ])('%s', async (_what, tag, status) => {
    await enrol(server);
    const answer = await server.post('/v1/participants/P1/contributions', CONTRIBUTION, { 'If-Match': tag });
    expect(answer.status).toBe(status);
    expect(participantEvents()).toHaveLength(status === 201 ? 2 : 1);
    if (status === 412) expect(answer.body).toMatchObject({ code: 'REVISION_MISMATCH', actual: 0 });
  });

  it('of two writers who saw the same revision, one is told', async () => {
    await enrol(server);
    const write = (amount: string): Promise<{ status: number }> =>
      server.post('/v1/participants/P1/contributions', { ...CONTRIBUTION, amount }, { 'If-Match': '"0"' });
    const statuses = (await Promise.all([write('1'), write('2')])).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 412]);
  });

  it('without it, writers who meet are all served', async () => {
    await enrol(server);
    const answers = await Promise.all(
      ['1', '2', '3', '4'].map((amount) => server.post('/v1/participants/P1/contributions', { ...CONTRIBUTION, amount })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await server.get('/v1/participants/P1/coverage')).body.value).toBe('10.00');
  });
});

describe('refusals and invalid requests', () => {
  it.each([
    ['enrolled before', '/v1/participants', ENROLMENT, 409, 'PARTICIPANT_ALREADY_ENROLLED'],
    ['unknown participant', '/v1/participants/P9/incomes', INCOME, 404, 'UNKNOWN_PARTICIPANT'],
    [
      'nothing to correct',
      '/v1/participants/P1/corrections',
      { ...INCOME, reason: 'x', correctedOn: '2020-06-01' },
      422,
      'INCOME_NOT_REPORTED',
    ],
    [
      'unknown event',
      '/v1/participants/P1/annulments',
      { eventId: '00000000-0000-5000-8000-000000000000', reason: 'x' },
      404,
      'UNKNOWN_EVENT',
    ],
    [
      'unknown parameter',
      '/v1/funds/savings/parameters',
      { scheme: 'savings', announced: '2020-01-01', parameters: [{ name: 'nothing' }] },
      422,
      'UNKNOWN_PARAMETER',
    ],
    [
      'opening value without its date',
      '/v1/participants',
      { ...ENROLMENT, participantId: 'P2', openingValue: '1' },
      400,
      'INVALID_REQUEST',
    ],
    ['money as a number', '/v1/participants/P1/incomes', { ...INCOME, amount: 300 }, 400, 'INVALID_REQUEST'],
    ['three decimals', '/v1/participants/P1/incomes', { ...INCOME, amount: '1.005' }, 400, 'INVALID_REQUEST'],
    ['no object', '/v1/participants/P1/incomes', [INCOME], 400, 'INVALID_REQUEST'],
    ['null', '/v1/participants/P1/incomes', null, 400, 'INVALID_REQUEST'],
    ...['a\nb', '\u001b[31m', '\u0000', 'a\u200bb', ' \u00a0'].map((reason): [string, string, unknown, number, string] => [
      `a reason with ${JSON.stringify(reason)}`,
      '/v1/participants/P1/corrections',
      { ...INCOME, reason, correctedOn: '2020-06-01' },
      400,
      'INVALID_REQUEST',
    ]),
    ...['constructor', 'toString', 'hasOwnProperty'].map((field): [string, string, unknown, number, string] => [
      `a field ${field}`,
      '/v1/participants/P1/incomes',
      { ...INCOME, [field]: 'x' },
      400,
      'INVALID_REQUEST',
    ]),
    [
      'a field __proto__',
      '/v1/participants/P1/incomes',
      JSON.parse(JSON.stringify(INCOME).replace('{', '{"__proto__":{"amount":"1"},')) as unknown,
      400,
      'INVALID_REQUEST',
    ],
  ])('%s', async (_what, path, body, status, code) => {
    await enrol(server);
    const answer = await server.post(path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(participantEvents()).toHaveLength(1);
  });

  it('a name that stands twice is refused, and a query name that every object has', async () => {
    await enrol(server);
    const json = JSON.stringify(INCOME).replace('}', ',"amount":"999.00"}');
    const response = await fetch(`${server.url}/v1/participants/P1/incomes`, {
      method: 'POST',
      body: json,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'twice' },
    });
    expect(await response.json()).toMatchObject({
      status: 400,
      code: 'INVALID_JSON',
      detail: 'the body names "amount" twice in one object; keep one',
    });
    for (const name of ['constructor', '__proto__', 'toString']) {
      const { status, body } = await server.get(`/v1/participants/P1/coverage?${name}=1`);
      expect([name, status, body.code, body.errors]).toEqual([
        name,
        400,
        'INVALID_REQUEST',
        [{ field: name, message: `${name} is not a field of this request` }],
      ]);
    }
    expect(participantEvents()).toHaveLength(1);
  });

  it('a text is kept as it is read by eye: normalised, trimmed, blanks folded', async () => {
    await enrol(server);
    await server.post('/v1/participants/P1/incomes', INCOME);
    await server.post('/v1/participants/P1/corrections', {
      ...INCOME,
      amount: '1',
      reason: ' Fundacio\u0301n\u00a0\u00a0B ',
      correctedOn: '2020-06-01',
    });
    expect(server.journal.events.at(-1)?.data['reason']).toBe('Fundaci\u00f3n B');
  });

  it('every wrong field is named', async () => {
    const { body } = await server.post('/v1/participants', {
      participantId: '-',
      scheme: 'savings',
      birthDate: '1970-02-30',
      sex: 'x',
      enrolledOn: '2018-01-01',
      name: 'N',
    });
    expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['birthDate', 'name', 'participantId', 'sex']);
  });

  it('without decisions there are no routes for writing', async () => {
    const readOnly = await startServer({ writes: undefined });
    expect((await readOnly.post('/v1/participants', ENROLMENT)).status).toBe(405);
    expect((await readOnly.post('/v1/participants/P1/incomes', INCOME)).status).toBe(404);
  });
});

describe('today', () => {
  const late = { ...CONTRIBUTION, receivedOn: '2020-06-16' };
  const key = { 'Idempotency-Key': 'before-its-day' };

  it('a refusal that a later day heals is not kept under its key; another is', async () => {
    await enrol(server);
    const events = server.journal.events.length;
    expect((await server.post('/v1/participants/P1/contributions', late, key)).body.code).toBe('RECEIVED_IN_FUTURE');
    expect(server.journal.events).toHaveLength(events);
    server.clock.now = '2020-06-16T00:00:00.000Z';
    expect((await server.post('/v1/participants/P1/contributions', late, key)).status).toBe(201);
    const unknown = { 'Idempotency-Key': 'unknown-event' };
    const annulment = { eventId: '00000000-0000-8000-8000-000000000000', reason: 'never was' };
    const refused = await server.post('/v1/participants/P1/annulments', annulment, unknown);
    expect((await server.post('/v1/participants/P1/annulments', annulment, unknown)).body).toEqual(refused.body);
    expect(server.journal.events.filter(({ stream }) => stream.startsWith('batch-')).at(-1)?.data['refused']).toBe(1);
  });

  it('begins where the fund is: 21:31 UTC on 15 June is 00:31 on the 16th in Helsinki', async () => {
    server = await startServer({ timeZone: 'Europe/Helsinki' });
    server.clock.now = '2020-06-15T21:31:00.000Z';
    await enrol(server);
    expect((await server.post('/v1/participants/P1/contributions', late)).status).toBe(201);
    expect((await server.get('/v1/participants/P1/coverage')).body).toMatchObject({ asOf: '2020-06-16', value: '100.50' });
    expect((await server.get('/v1/participants/P1/coverage?knownAt=2020-06-16')).status).toBe(200);
    expect((await server.get('/v1/participants/P1/coverage?knownAt=2020-06-17')).body.code).toBe('KNOWLEDGE_IN_FUTURE');
    expect((await server.post('/v1/participants/P1/contributions', { ...late, receivedOn: '2020-06-17' })).body.code).toBe(
      'RECEIVED_IN_FUTURE',
    );
  });
});

it('a body that is not UTF-8 is refused, and not read as other letters', async () => {
  const body = Buffer.from(JSON.stringify({ ...ENROLMENT, note: 'M\u00fcller' }), 'latin1');
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'latin' };
  const answer = await fetch(`${server.url}/v1/participants`, { method: 'POST', headers, body });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'INVALID_JSON', detail: expect.stringContaining('(0xFC)') }]);
  expect(server.journal.events).toEqual([]);
});

describe('a fund that names its zone', () => {
  it('has its own day, whatever the ledger’s: the same instant is 16 June in Helsinki and 15 June in Lisbon', async () => {
    const late = { ...CONTRIBUTION, receivedOn: '2020-06-16' };
    server.clock.now = '2020-06-15T21:31:00.000Z';
    for (const [fundId, timeZone] of [['hki', 'Europe/Helsinki'], ['lis', 'Europe/Lisbon']] as const) {
      const established = { type: 'FundEstablished', key: 'established', data: { fundId, scheme: 'savings', currency: 'DKK', timeZone } };
      const event = { ...established, effectiveDate: '2019-01-01' };
      const stream = `fund-${fundId}`;
      await server.journal.append([
        { stream, expected: 'no-stream', events: [toAppend(stream, event, { actor: 'test', correlationId: 'test' })] },
      ]);
      expect((await server.post('/v1/participants', { ...ENROLMENT, participantId: fundId, fundId })).status).toBe(201);
    }
    const post = async (id: string) => server.post(`/v1/participants/${id}/contributions`, late, { 'Idempotency-Key': `late-${id}` });
    expect((await post('hki')).status).toBe(201);
    expect((await post('lis')).body.code).toBe('RECEIVED_IN_FUTURE');
    expect((await server.get('/v1/participants/hki/coverage')).body.asOf).toBe('2020-06-16');
    expect((await server.get('/v1/participants/lis/coverage')).body.asOf).toBe('2020-06-15');
    server.clock.now = '2020-06-15T23:00:00.000Z'; // midnight in Lisbon, in summer
    expect((await post('lis')).status).toBe(201);
  });
});

describe('where roles are on', () => {
  beforeEach(async () => {
    server = await startServer({ rolesAreOn: true });
  });

  it('every write needs its person, and records it', async () => {
    const nobody = await server.post('/v1/participants', ENROLMENT);
    expect([nobody.status, nobody.body.code, server.journal.events]).toEqual([403, 'ACTOR_REQUIRED', []]);
    expect((await server.post('/v1/participants', ENROLMENT, { 'X-Accrual-Actor': 'anna' })).status).toBe(201);
    expect(server.journal.events.map(({ actor }) => actor)).toEqual(['anna', 'anna', 'anna']);
  });

  it('one person settles no correction', async () => {
    const as = { 'X-Accrual-Actor': 'anna' };
    await server.post('/v1/participants', ENROLMENT, as);
    await server.post('/v1/participants/P1/incomes', INCOME, as);
    const { status, body } = await server.post(
      '/v1/participants/P1/corrections',
      { ...INCOME, amount: '310', reason: 'late', correctedOn: '2020-06-01' },
      as,
    );
    expect([status, body.code]).toEqual([403, 'ROLES_ARE_ON']);
    expect(participantEvents()).toEqual(['ParticipantEnrolled', 'IncomeReported']);
  });

  it('an event is annulled when a second person asks for it too', async () => {
    const as = (person: string, key?: string): Record<string, string> => ({
      'X-Accrual-Actor': person,
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    });
    await server.post('/v1/participants', ENROLMENT, as('anna'));
    const { body: reported } = await server.post('/v1/participants/P1/incomes', INCOME, as('anna'));
    const eventId = (reported as { readonly events: readonly { readonly id: string }[] }).events[0]?.id;
    const annul = (person: string, key: string) =>
      server.post('/v1/participants/P1/annulments', { eventId, reason: `${person} says so` }, as(person, key));
    const types = ({ body }: { readonly body: object }): readonly string[] =>
      (body as { readonly events: readonly { readonly type: string }[] }).events.map(({ type }) => type);

    const first = await annul('anna', 'annul-1');
    expect([first.status, types(first)]).toEqual([201, ['BatchPlanned']]);
    expect((await annul('anna', 'annul-2')).body.code).toBe('SAME_PERSON');
    expect((await annul('bo', 'annul-1')).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(participantEvents()).toEqual(['ParticipantEnrolled', 'IncomeReported']);

    const second = await annul('bo', 'annul-3');
    expect([second.status, types(second)]).toEqual([201, ['BatchApproved', 'EventAnnulled', 'BatchCompleted']]);
    expect(participantEvents()).toEqual(['ParticipantEnrolled', 'IncomeReported', 'EventAnnulled']);
    const batch = server.journal.events.filter(({ stream }) => stream === `batch-annulment-${eventId}`);
    expect(batch.map(({ type, actor, data }) => [type, actor, data['note'] ?? data['kind']])).toEqual([
      ['BatchPlanned', 'anna', 'annulment'],
      ['BatchApproved', 'bo', 'bo says so'],
      ['BatchCompleted', 'bo', undefined],
    ]);
  });

  it('a fan-out runs in the name of the person who asked for it', async () => {
    const asked: string[] = [];
    server = await startServer({
      rolesAreOn: true,
      fanOut: async (fundId, actor) => {
        asked.push(actor);
        return { status: 'running', fundId, participants: 0, events: 0 };
      },
    });
    expect((await server.post('/v1/funds/test/fan-outs', {})).body.code).toBe('ACTOR_REQUIRED');
    expect((await server.post('/v1/funds/test/fan-outs', {}, { 'X-Accrual-Actor': 'anna' })).status).toBe(202);
    expect(asked).toEqual(['anna']);
  });
});

it('where roles are off a person may be named, and the server stands for who is not', async () => {
  await server.post('/v1/participants', ENROLMENT, { 'X-Accrual-Actor': 'anna' });
  await server.post('/v1/participants/P1/incomes', INCOME);
  expect(server.journal.events.filter(({ stream }) => stream.startsWith('participant-')).map(({ actor }) => actor)).toEqual([
    'anna',
    'tester',
  ]);
});
