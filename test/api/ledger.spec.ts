/** The whole way over HTTP on SQLite, with the law of both schemes: facts in, corrections settled, every reading out. */
import { STANDING_MODELS } from '#projections/run/standing/model.js';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locateWorkspace, openJournal } from '#engine/workspace.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { importFile, type ImportReport } from '#reprocessing/intake/import-file.js';
import type { ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import {
  correction,
  DANE,
  FINN,
  income,
  runAccrual,
  sampleParameters,
  seed,
  serveHere,
  stopServers,
  temporaryFolder,
  type Served,
} from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: Served;

/** Worked example 3 of fi-kapl (section 14), and a year of contributions of dk-p90. */
beforeAll(async () => {
  server = await serveHere(folder);
  await seed(server);
  const posted = [
    await server.post('/v1/participants/F1/incomes', income(2003, '18000')),
    await server.post('/v1/participants/F1/incomes', income(2000, '15000.00')),
    await server.post('/v1/participants/F1/corrections', correction(2003, '19250.50', '2009-10-02')),
    await server.post('/v1/participants/F1/corrections', correction(2000, '16000.00', '2009-10-02')),
    await server.post('/v1/participants/F1/corrections', correction(2003, '18700.00', '2010-01-15')),
    await server.post('/v1/participants/D1/contributions', contribution('2022-09', '2500.00')),
    await server.post('/v1/participants/D1/contributions', contribution('2022-10', '2600.50')),
  ];
  expect(posted.map(({ status }) => status)).toEqual(posted.map(() => 201));
});
afterAll(async () => {
  await stopServers();
  remove();
});

function contribution(period: string, amount: string): object {
  return { period, amount, currency: 'DKK', employerId: 'B', receivedOn: `${period}-28` };
}

describe('corrections', () => {
  it('are settled by the law at once, in the window of their correction year', async () => {
    const { body } = await server.get('/v1/participants/F1/windows?correctionYear=2009&asOf=2009-12-31');
    expect([body.windowFrom, body.windowTo]).toEqual([2001, 2008]);
    // 0.214·1250.50 = 267.607, its interest 98.76095; 0.1587·1250.50 = 198.45435, its interest 73.24001; 267.61 + 98.76
    expect(body.totals).toEqual({
      premiumDelta: '267.61',
      premiumInterest: '98.76',
      smoothingDelta: '198.45',
      smoothingInterest: '73.24',
      total: '366.37',
    });
    const [closed, open] = body.years;
    // 2000 = 2009 − 9: kept as time-barred, with the article
    expect([closed.incomeYear, closed.status, closed.settlements[0].timeBarred, closed.settlements[0].total]).toEqual([
      2000,
      'closed',
      true,
      '0.00',
    ]);
    expect(closed.settlements[0].article).toContain('2.4');
    expect([open.incomeYear, open.status, open.income]).toEqual([2003, 'open', { reported: '18000.00', current: '19250.50' }]);
  });

  it('are settled against the last known income', async () => {
    const { body } = await server.get('/v1/participants/F1/windows?correctionYear=2010');
    // 18700 − 19250.50 = −550.50: −117.807, −52.34755; −87.36435, −38.82035; −117.81 − 52.35
    expect(body.totals).toEqual({
      premiumDelta: '-117.81',
      premiumInterest: '-52.35',
      smoothingDelta: '-87.36',
      smoothingInterest: '-38.82',
      total: '-170.16',
    });
    // 0.214·18700
    expect(body.years.find(({ incomeYear }: { incomeYear: number }) => incomeYear === 2003).premium).toBe('4001.80');
  });

  it('name the correction that led to the settlement', async () => {
    const { events } = (await server.get('/v1/participants/F1/history')).body as {
      events: readonly { id: string; type: string; causationId?: string }[];
    };
    const settled = events.findIndex(({ type }) => type === 'CorrectionSettled');
    expect(events[settled - 1]?.type).toBe('IncomeCorrected');
    expect(events[settled]?.causationId).toBe(events[settled - 1]?.id);
  });

  it('of a scheme without incomes are refused', async () => {
    const { status, body } = await server.post('/v1/participants/D1/corrections', {
      ...correction(2003, '1', '2009-10-02'),
      currency: 'DKK',
    });
    expect([status, body.code]).toEqual([422, 'NOT_ACCEPTED_BY_SCHEME']);
  });
});

describe('readings', () => {
  it('an account reconciles', async () => {
    const { body } = await server.get('/v1/participants/D1/account?year=2022&asOf=2022-12-31');
    const contributions = body.lines.find(({ kind }: { kind: string }) => kind === 'contributions').amount;
    // 2500.00 + 2600.50
    expect([body.opening, contributions, body.closing]).toEqual(['100000.00', '5100.50', '105100.50']);
  });

  it('coverage of both schemes, and the explanation of each of its figures', async () => {
    const dane = (await server.get('/v1/participants/D1/coverage?asOf=2022-11-15')).body;
    expect([dane.value, dane.rulebook.id]).toEqual(['105100.50', 'dk-p90']);
    expect(dane.benefits.map(({ benefit }: { benefit: string }) => benefit)).toContain('spouse-pension');
    for (const { figure, amount } of dane.benefits) {
      const explained = await server.get(`/v1/participants/D1/explain?figure=${figure}&asOf=2022-11-15`);
      expect([explained.status, explained.body.figure.value]).toEqual([200, amount]);
    }
  });

  it('what was known then, at an instant, at a position', async () => {
    const { events } = (await server.get('/v1/participants/D1/history')).body as {
      events: readonly { position: number; data: { period?: string } }[];
    };
    const first = events.find(({ data }) => data.period === '2022-09')?.position;
    expect((await server.get(`/v1/participants/D1/coverage?asOf=2022-11-15&knownAt=${first}`)).body.value).toBe('102500.00');
    expect((await server.get('/v1/participants/D1/coverage?knownAt=2022-11-15')).body.code).toBe('NOT_YET_KNOWN');
  });

  it('a scheme without windows says so', async () => {
    const { status, body } = await server.get('/v1/participants/D1/windows');
    expect([status, body.type]).toEqual([422, 'urn:accrual:problem:not-applicable']);
  });

  it('the trial balance is zero in every commodity, for the ledger, a fund and a participant', async () => {
    for (const query of ['', '?fundId=fi-kapl', '?participantId=D1', '?asOf=2009-12-31']) {
      const { status, body } = await server.get(`/v1/trial-balance${query}`);
      expect([status, body.totals.length > 0, body.notCounted]).toEqual([200, true, []]);
      for (const { balance } of body.totals) expect(balance).toBe('0.00');
    }
    const { accounts } = (await server.get('/v1/trial-balance?participantId=D1')).body;
    const value = accounts.find(({ account }: { account: string }) => account === 'participants:value');
    expect([value.commodity, value.credit, value.debit]).toEqual(['DKK', '105100.50', '0.00']);
  });
});

describe('the same answer as the command line', () => {
  it.each([
    ['coverage?', ['coverage', 'D1', '--as-of', '2022-11-15']],
    ['account?year=2022&', ['account', 'D1', '--year', '2022', '--as-of', '2022-11-15']],
    ['history?', ['history', 'D1', '--as-of', '2022-11-15']],
    ['explain?figure=coverage.value&', ['explain', 'D1', 'coverage.value', '--as-of', '2022-11-15']],
    [
      'explain?figure=trial-balance.participants:value.DKK&',
      ['explain', 'D1', 'trial-balance.participants:value.DKK', '--as-of', '2022-11-15'],
    ],
  ])('dk-p90 %s', async (path, args) => {
    const { text, body } = await server.get(`/v1/participants/D1/${path}asOf=2022-11-15`);
    const { code, stdout, stderr } = await runAccrual(folder, '--json', ...args);
    expect([stderr, code]).toEqual(['', 0]);
    expect(stdout.trim()).toBe(text);
    const { digest, position, ...says } = body as JsonObject;
    const events = (says['events'] as readonly JsonObject[] | undefined)?.map(({ position: _place, ...event }) => event);
    expect([says['digestVersion'], typeof position]).toEqual([2, 'number']);
    expect(digest).toBe(
      createHash('sha256')
        .update(canonicalText(events === undefined ? says : { ...says, events }))
        .digest('hex'),
    );
  });

  it.each([
    ['windows?correctionYear=2010&', ['windows', 'F1', '--correction-year', '2010', '--as-of', '2012-12-31']],
    ['coverage?', ['coverage', 'F1', '--as-of', '2012-12-31']],
    ['explain?figure=windows.2003.premium&', ['explain', 'F1', 'windows.2003.premium', '--as-of', '2012-12-31']],
    [
      'explain?figure=trial-balance.participants:pensionable-income.EUR-income&',
      ['explain', 'F1', 'trial-balance.participants:pensionable-income.EUR-income', '--as-of', '2012-12-31'],
    ],
  ])('fi-kapl %s', async (path, args) => {
    const position = (await server.get('/v1/participants/F1/history')).body.position;
    const { text } = await server.get(`/v1/participants/F1/${path}asOf=2012-12-31&knownAt=${position}`);
    expect((await runAccrual(folder, '--json', ...args, '--known-at', String(position))).stdout.trim()).toBe(text);
  });
});

describe('writes', () => {
  it('the same key: the same answer; another body: 422', async () => {
    const terms = { 'Idempotency-Key': 'once' };
    const first = await server.post('/v1/participants/F1/incomes', income(2005, '21000'), terms);
    const again = await server.post('/v1/participants/F1/incomes', income(2005, '21000'), terms);
    expect([first.status, again.status, again.text, again.headers.get('Idempotent-Replayed')]).toEqual([201, 201, first.text, 'true']);
    const other = await server.post('/v1/participants/F1/incomes', income(2005, '21001'), terms);
    expect([other.status, other.body.type]).toEqual([422, 'urn:accrual:problem:idempotency-key-reused']);
  });

  it('If-Match of a revision that has passed: 412, nothing written', async () => {
    const revision = (await server.get('/v1/participants/F1/windows')).headers.get('Accrual-Revision') as string;
    const [one, two] = [income(2006, '22000'), income(2007, '23000')];
    expect((await server.post('/v1/participants/F1/incomes', one, { 'If-Match': revision })).status).toBe(201);
    const late = await server.post('/v1/participants/F1/incomes', two, { 'If-Match': revision });
    expect([late.status, late.body.code, late.body.actual]).toEqual([412, 'REVISION_MISMATCH', Number(revision.replaceAll('"', '')) + 1]);
    expect((await server.get('/v1/participants/F1/history')).body.events.at(-1).data.incomeYear).toBe(2006);
  });

  it('a fact that stands is no new event; another one in its place is a conflict', async () => {
    const held = await server.post('/v1/participants/F1/incomes', income(2003, '18000'));
    expect([held.status, held.body.status, held.body.events]).toEqual([200, 'unchanged', []]);
    const other = await server.post('/v1/participants/F1/incomes', income(2003, '17000'));
    expect([other.status, other.body.code]).toEqual([409, 'INCOME_ALREADY_REPORTED']);
  });

  it('a correction back and forth on one day is three corrections', async () => {
    await server.post('/v1/participants', { ...FINN, participantId: 'F2' });
    await server.post('/v1/participants/F2/incomes', income(2003, '18000'));
    const amounts = ['19250.50', '18000', '19250.50', '19250.50'];
    const answers = [];
    for (const amount of amounts)
      answers.push(await server.post('/v1/participants/F2/corrections', correction(2003, amount, '2009-10-02')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 200]);
    const { body } = await server.get('/v1/participants/F2/windows?correctionYear=2009');
    // +267.61 + 98.76, the same taken back, and again
    expect([body.totals.total, body.years[0].income.current]).toEqual(['366.37', '19250.50']);
  });

  it('an annulled correction takes its settlement with it', async () => {
    await server.post('/v1/participants', { ...FINN, participantId: 'F3' });
    await server.post('/v1/participants/F3/incomes', income(2003, '18000'));
    const { body: corrected } = await server.post('/v1/participants/F3/corrections', correction(2003, '19250.50', '2009-10-02'));
    const annulment = await server.post('/v1/participants/F3/annulments', { eventId: corrected.events[0].id, reason: 'wrong person' });
    expect(annulment.body.events.map(({ type }: { type: string }) => type)).toEqual(['EventAnnulled', 'EventAnnulled']);
    expect((await server.get('/v1/participants/F3/windows?correctionYear=2009')).body.totals.total).toBe('0.00');
  });

  it('the first participant establishes the fund; another scheme’s participant is refused there', async () => {
    const first = await server.post('/v1/participants', { ...FINN, participantId: 'F4', fundId: 'second' });
    expect(first.body.events.map(({ stream, type }: { stream: string; type: string }) => [stream, type])).toEqual([
      ['participant-F4', 'ParticipantEnrolled'],
      ['fund-second', 'FundEstablished'],
    ]);
    expect([first.body.revision, first.headers.get('Accrual-Revision')]).toEqual([0, '"0"']);
    expect((await server.post('/v1/participants', { ...FINN, participantId: 'F5', fundId: 'second' })).body.events).toHaveLength(1);
    const other = await server.post('/v1/participants', { ...DANE, participantId: 'D5', fundId: 'second' });
    expect([other.status, other.body.code]).toEqual([422, 'FUND_OF_OTHER_SCHEME']);
  });

  it('the same publication again is no new one', async () => {
    const publication = {
      scheme: 'fi-kapl',
      announced: '2013-01-01',
      parameters: [{ name: 'calculationRate', entries: [{ from: '2014-01-01', value: '0.05', reference: 'minutes', status: 'external' }] }],
    };
    expect((await server.post('/v1/funds/fi-kapl/parameters', publication)).status).toBe(201);
    expect((await server.post('/v1/funds/fi-kapl/parameters', publication)).body.status).toBe('unchanged');
    const early = await server.post('/v1/funds/fi-kapl/parameters', { ...publication, announced: '2031-01-01' });
    expect([early.status, early.body.code]).toEqual([422, 'ANNOUNCED_IN_FUTURE']);
  });

  it.each([
    ['not JSON', '{"incomeYear": 2003,', 400, 'INVALID_JSON'],
    ['no JSON at all', '', 400, 'INVALID_REQUEST'],
    ['a field too much', { ...income(2008, '1'), salary: 1 }, 400, 'INVALID_REQUEST'],
    ['money as a number', { ...income(2008, '1'), amount: 1.5 }, 400, 'INVALID_REQUEST'],
    ['another currency', { ...income(2008, '1'), currency: 'DKK' }, 422, 'WRONG_CURRENCY'],
    ['a year that has not been', income(2024, '1'), 422, 'INCOME_YEAR_IN_FUTURE'],
    ['a year before the birth', income(1961, '1'), 422, 'BEFORE_BIRTH'],
  ])('%s', async (_what, body, status, code) => {
    const { body: head } = await server.get('/v1/events?limit=1&streamPrefix=participant-F1');
    const answer = await server.post('/v1/participants/F1/incomes', body);
    expect([answer.status, answer.body.code, answer.headers.get('Content-Type')]).toEqual([status, code, 'application/problem+json']);
    expect(
      (await server.get('/v1/participants/F1/history')).body.events.some(
        ({ data }: { data: { incomeYear?: number } }) => data.incomeYear === 2008,
      ),
    ).toBe(false);
    expect(head.items).toHaveLength(1);
  });
});

describe('facts that came in otherwise', () => {
  it('stand once: an imported income reported over HTTP is no new event, and the other way round', async () => {
    const place = `${folder}/imported`;
    const workspace = { ...locateWorkspace(place, {}), clock: () => '2023-03-01T12:00:00.000Z' }; // as the server's
    const incomes = (rows: string): string => {
      writeFileSync(join(place, 'incomes.csv'), `participantId,incomeYear,amount,currency,employerId\n${rows}\n`);
      return join(place, 'incomes.csv');
    };
    const imports = async (rows: string): Promise<ImportReport> => {
      const journal = await openJournal(workspace);
      const parameters = async (fundId: string, scheme: string): Promise<ParameterSet> =>
        (await rulesFromJournal(journal).rulesFor(fundId, scheme, undefined)).parameters;
      const { clock } = workspace;
      const report = await importFile({
        journal,
        kind: 'incomes',
        file: incomes(rows),
        dryRun: false,
        migrate: false,
        clock,
        actor: 'import',
        rulebooks: RULEBOOKS,
        parameters,
      });
      await journal.close();
      return report;
    };
    const before = await serveHere(place);
    await seed(before);
    await before.post('/v1/participants/F1/incomes', income(2003, '18000'));
    await before.stop();
    expect(await imports('F1,2003,18000.00,EUR,A\nF1,2004,18500.00,EUR,A')).toMatchObject({
      rows: 2,
      appended: 1,
      repeated: 1,
      refused: 0,
    });
    const after = await serveHere(place);
    expect((await after.post('/v1/participants/F1/incomes', income(2004, '18500'))).body.status).toBe('unchanged');
    expect((await after.post('/v1/participants/F1/incomes', income(2004, '18600'))).body.code).toBe('INCOME_ALREADY_REPORTED');
    expect((await after.get('/v1/batches?kind=import')).body.items[0]).toMatchObject({ appended: 1, repeated: 1, status: 'completed' });
  });
});

describe('problems', () => {
  it('say what to do here, where the ledger’s messages name commands', async () => {
    const bare = await serveHere(`${folder}/bare`);
    await bare.post('/v1/participants', FINN);
    await bare.post('/v1/participants/F1/incomes', income(2003, '18000'));
    expect((await bare.get('/v1/participants/F1/windows?correctionYear=2009')).body).toMatchObject({
      code: 'MISSING_PARAMETER',
      detail: 'fi-kapl.annualIncomeThreshold is not in force on 2003-01-01; publish a value for that day (POST /v1/funds/{id}/parameters)',
    });
    expect((await bare.get('/v1/participants/F9/windows')).body.detail).toBe(
      'the ledger has no participant F9; enrol it first (POST /v1/participants)',
    );
    expect((await bare.get('/v1/participants/F1/account')).body.detail).toBe('year is missing: year must be a year such as 2005');
    expect((await bare.post('/v1/calculate/fi.annualPremium', {})).body.detail).toBe('fi.annualPremium: year is missing');
  });
});

describe('a fund', () => {
  it('is not founded by a mistyped name, but in so many words', async () => {
    const parameters = sampleParameters('dk-p90/illustrative.json');
    const mistyped = await server.post('/v1/funds/dk-p9o/parameters', parameters);
    expect([mistyped.status, mistyped.body.code]).toEqual([404, 'FUND_NOT_ESTABLISHED']);
    expect(mistyped.body.detail).toContain('"establish": true');
    expect((await server.get('/v1/funds/dk-p9o/history')).status).toBe(404);
    const founded = await server.post('/v1/funds/fourth/parameters', { ...parameters, establish: true });
    expect([founded.status, founded.body.events.map(({ type }: { type: string }) => type)]).toEqual([
      201,
      ['FundEstablished', 'ParametersPublished'],
    ]);
    expect((await server.post('/v1/funds/fourth/parameters', parameters)).body.status).toBe('unchanged');
  });

  it('answers for no day on which somebody would be older than the life table goes', async () => {
    // Born 1975-05-10; the table's last month of age is 1439 = 119 years 11 months, reached in April 2095.
    const far = await server.get('/v1/participants/D1/coverage?asOf=9999-12-31');
    expect([far.status, far.body.code, far.body.birthDate]).toEqual([422, 'BEYOND_LIFE_TABLE', '1975-05-10']);
    expect(far.body.detail).toContain('the life table ends at 119');
    expect((await server.get('/v1/participants/D1/coverage?asOf=2095-04-30')).status).toBe(200);
    expect((await server.get('/v1/participants/D1/coverage?asOf=2096-01-01')).body.code).toBe('BEYOND_LIFE_TABLE');
  });

  it('declares interest, carries it to its participants, and books nothing the second time', async () => {
    await server.post('/v1/participants', { ...DANE, participantId: 'D9', fundId: 'third' });
    await server.post('/v1/funds/third/parameters', sampleParameters('dk-p90/illustrative.json'));
    const interest = { decision: 'interest', year: 2019, rate: '0.04', reference: 'minutes' };
    const declared = await server.post('/v1/funds/third/decisions', interest);
    expect([declared.status, declared.body.events.map(({ type }: { type: string }) => type)]).toEqual([201, ['InterestRateDeclared']]);
    const first = await server.post('/v1/funds/third/fan-outs', {});
    expect([first.status, first.body.status, first.body.participants, first.body.booked, first.body.failed]).toEqual([
      200,
      'completed',
      1,
      1,
      [],
    ]);
    // 4 % of 100000.00; 40 + 60 charged at each month's end miss 100·(0.04/(1.04^(1/12) − 1) − 12) = 21.84 of it
    expect((await server.get('/v1/participants/D9/account?year=2019')).body).toMatchObject({ opening: '0.00', closing: '103978.16' });
    const [batch] = (await server.get('/v1/batches?kind=fan-out')).body.items;
    expect([batch.status, batch.appended]).toEqual(['completed', 1]);
    const second = await server.post('/v1/funds/third/fan-outs', {});
    expect([second.body.booked, second.body.events]).toEqual([0, 0]);
    expect((await server.post('/v1/funds/third/decisions', interest)).body.status).toBe('unchanged');
  });

  it.each([
    ['another rate', 'third', { decision: 'interest', year: 2019, rate: '0.05', reference: 'minutes' }, 409, 'INTEREST_ALREADY_DECLARED'],
    ['a year that is not over', 'third', { decision: 'interest', year: 2023, rate: '0.05', reference: 'minutes' }, 422, 'YEAR_NOT_OVER'],
    ['no rate', 'third', { decision: 'interest', year: 2020, reference: 'minutes' }, 400, 'MISSING_FIELD'],
    ['no decision', 'third', { year: 2020 }, 400, 'INVALID_REQUEST'],
    [
      'a scheme that takes none',
      'fi-kapl',
      { decision: 'interest', year: 2020, rate: '0.05', reference: 'minutes' },
      422,
      'NOT_APPLICABLE',
    ],
    ['a fund that is not there', 'nowhere', { decision: 'close-year', year: 2020, reference: 'minutes' }, 404, 'UNKNOWN_FUND'],
  ])('%s', async (_what, fund, decision, status, code) => {
    const answer = await server.post(`/v1/funds/${fund}/decisions`, decision);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('a fan-out that takes long goes on in the background', async () => {
    const hasty = await serveHere(`${folder}/hasty`, { limits: { fanOutMilliseconds: 0 } });
    await seed(hasty);
    await hasty.post('/v1/funds/dk-p90/decisions', { decision: 'interest', year: 2019, rate: '0.04', reference: 'minutes' });
    const { status, body } = await hasty.post('/v1/funds/dk-p90/fan-outs', {});
    expect([status, body.status, body.fundId]).toEqual([202, 'running', 'dk-p90']);
    for (let tries = 0; tries < 100; tries += 1) {
      const [batch] = (await hasty.get('/v1/batches?kind=fan-out')).body.items;
      if (batch?.status === 'completed') break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await hasty.get('/v1/participants/D1/account?year=2019')).body.closing).toBe('103978.16');
  });
});

describe('standing answers', () => {
  it('are those of the live runner at their coordinates, and count what was just written when asked to', async () => {
    const { body: written } = await server.post('/v1/participants/D1/contributions', contribution('2022-11', '10.00'));
    const position = written.events[0].position as number;
    const standing = await server.get(`/v1/standing/coverage/participants/D1?minPosition=${position}`);
    expect([standing.status, standing.body.value]).toEqual([200, '105110.50']);
    expect(standing.body.knownAt).toBeGreaterThanOrEqual(position);
    const live = await server.get(`/v1/participants/D1/coverage?asOf=${standing.body.asOf}&knownAt=${standing.body.knownAt}`);
    expect(live.body).toEqual(standing.body); // its digest with it
  });

  it('wait only so long for a position', async () => {
    const impatient = await serveHere(`${folder}/other`, { limits: { positionMilliseconds: 50 } });
    const standing = await impatient.get('/v1/standing/coverage/participants/D1?minPosition=999');
    expect([standing.status, standing.body.code, standing.headers.get('Retry-After')]).toEqual([503, 'POSITION_NOT_REACHED', '5']);
    const live = await impatient.get('/v1/participants/D1/coverage?minPosition=999');
    expect([live.status, live.body.minPosition, live.body.position]).toEqual([503, 999, 0]);
  });

  it('the worklist names the participant-years that close next', async () => {
    const head = (await server.get('/health/ready')).body.position as number;
    const { body } = await server.get(`/v1/worklist?limit=1&minPosition=${head}`);
    // as of March 2023 nothing before 2015 can be corrected any more
    expect(body.items).toEqual([]);
    const narrowed = await server.get('/v1/worklist?incomeYear=2015&employerId=A');
    expect([narrowed.status, narrowed.body.items, narrowed.body.next]).toEqual([200, [], null]);
    expect((await server.get('/v1/worklist?incomeYear=15')).body.code).toBe('INVALID_REQUEST');
    const { models } = (await server.get('/v1/standing')).body;
    expect(models.map(({ model, lag }: { model: string; lag: number }) => [model, lag])).toEqual(
      STANDING_MODELS.map((model) => [model, 0]),
    );
  });
});

describe('the document', () => {
  it.each([
    ['Coverage', '/v1/participants/D1/coverage?asOf=2022-11-15'],
    ['Coverage', '/v1/participants/F1/coverage?asOf=2012-12-31'],
    ['Windows', '/v1/participants/F1/windows?correctionYear=2010'],
    ['Account', '/v1/participants/D1/account?year=2022'],
    ['Account', '/v1/participants/F1/account?year=2009'],
    ['History', '/v1/participants/F1/history'],
    ['History', '/v1/funds/fi-kapl/history'],
    ['Explanation', '/v1/participants/F1/explain?figure=windows.2003.premium&asOf=2012-12-31'],
    ['TrialBalance', '/v1/trial-balance'],
    ['Parameters', '/v1/parameters/fi-kapl?at=2003-07-01'],
    ['Participants', '/v1/participants?limit=2'],
    ['Events', '/v1/events?limit=500'],
    ['Batches', '/v1/batches'],
    ['StandingStatus', '/v1/standing'],
    ['StandingAnswer', '/v1/standing/windows/participants/F1'],
    ['StandingAnswers', '/v1/standing/coverage/participants'],
    ['StandingAnswers', '/v1/standing/windows/participants'],
    ['Quarantined', '/v1/standing/windows/quarantined'],
    ['Worklist', '/v1/worklist'],
    ['CountedEntries', '/v1/worklist/counts'],
    ['Operations', '/v1/calculate'],
    ['Ready', '/health/ready'],
    ['Live', '/health/live'],
    ['Problem', '/v1/participants/nobody/coverage'],
  ])('%s is what %s answers', async (schema, path) => {
    const { body: document } = await server.get('/openapi.json');
    expect(schemaErrors(document, schema, (await server.get(path)).body)).toEqual([]);
  });

  it('cursors walk the whole journal while it grows, and pin what the first page knew', async () => {
    const seen: string[] = [];
    let page = (await server.get('/v1/events?limit=7')).body;
    const { position } = page;
    for (;;) {
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      if (page.next === null) break;
      await server.post('/v1/participants', { ...FINN, participantId: `G${seen.length}` });
      page = (await server.get(`/v1/events?limit=7&cursor=${page.next}`)).body;
    }
    expect([seen.length, new Set(seen).size]).toEqual([position, position]);
  });
});
