/** The grid over HTTP: every cell is what the figure's own answer says at its coordinates. */
import fc from 'fast-check';
import { locateWorkspace } from '#engine/workspace.js';
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import { correction, income, seed, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: Served;
let day = 1;

interface Grid {
  readonly values: readonly string[];
  readonly known: readonly string[];
  readonly cells: readonly (readonly (string | null)[])[];
  readonly illustrative: readonly (readonly boolean[])[];
  readonly causes: Readonly<
    Record<'values' | 'known', readonly { readonly at: string; readonly cause: string; readonly events: readonly string[] }[]>
  >;
  readonly refusals: readonly { readonly code: string; readonly cells: number }[];
  readonly digest: string;
}

beforeAll(async () => {
  const clock = (): string => `2023-02-${String(day).padStart(2, '0')}T12:00:00.000Z`;
  server = await serveHere(folder, { workspace: { ...locateWorkspace(folder, {}), clock } });
  await seed(server);
  const tomorrow = (path: string, body: object): ReturnType<Served['post']> => {
    day += 1;
    return server.post(path, body);
  };
  const contribution = (period: string, amount: string): object => ({
    period,
    amount,
    currency: 'DKK',
    employerId: 'E1',
    receivedOn: `${period}-28`,
  });
  const posted = [
    await tomorrow('/v1/participants/F1/incomes', income(2003, '18000')),
    await tomorrow('/v1/participants/F1/incomes', income(2004, '18000')),
    await tomorrow('/v1/participants/F1/corrections', correction(2003, '19250.50', '2009-10-02')),
    await tomorrow('/v1/participants/D1/contributions', contribution('2019-03', '1000.00')),
    await tomorrow('/v1/participants/D1/contributions', contribution('2021-06', '500.00')),
    await tomorrow('/v1/participants/D1/contributions', contribution('2019-09', '250.00')),
  ];
  const late = posted.at(-1)?.body.events[0].id as string;
  posted.push(await tomorrow('/v1/participants/D1/annulments', { eventId: late, reason: 'recorded twice' }));
  expect(posted.map(({ status }) => status)).toEqual(posted.map(() => 201));
});
afterAll(async () => {
  await stopServers();
  remove();
});

const gridPath = (id: string, figure: string, query = ''): string => `/v1/participants/${id}/grid?figure=${figure}&to=2022-11-15${query}`;

it('rows are what the ledger came to know, columns where something takes effect: by hand', async () => {
  const { status, body } = await server.get(gridPath('D1', 'account.closing', '&steps=5'));
  const grid = body as Grid;
  expect(status).toBe(200);
  // 100 000.00 brought along on 2019-01-01; 1 000.00, 500.00 and, late and annulled afterwards, 250.00.
  expect(grid.values).toEqual(['2019-01-01', '2019-03-31', '2019-09-30', '2021-06-30', '2022-11-15']);
  expect(grid.cells).toEqual([
    ['100000.00', '100000.00', '100000.00', '100000.00', '100000.00'],
    ['100000.00', '101000.00', '101000.00', '101000.00', '101000.00'],
    ['100000.00', '101000.00', '101000.00', '101500.00', '101500.00'],
    ['100000.00', '101000.00', '101250.00', '101750.00', '101750.00'],
    ['100000.00', '101000.00', '101000.00', '101500.00', '101500.00'],
  ]);
  expect(grid.causes.known.map(({ cause }) => cause)).toEqual([
    'enrolment',
    'transfer',
    'late contribution',
    'late contribution',
    'late contribution',
    'annulment',
  ]);
});

it.each([
  ['F1', 'coverage.value'],
  ['F1', 'account.2009.adjustments'],
  ['F1', 'windows.2009.total'],
  ['D1', 'coverage.value'],
  ['D1', 'account.closing'],
  ['D1', 'account.2019.contributions'],
])('%s %s: a cell is the ordinary answer, byte for byte', async (id, figure) => {
  const grid = (await server.get(gridPath(id, figure, '&from=2002-01-01&steps=40'))).body as Grid;
  const [area, year, name = ''] = (figure === 'account.closing' ? ['account', '', 'closing'] : figure.split('.')) as [
    string,
    string,
    string?,
  ];
  const place = fc.tuple(fc.nat(grid.known.length - 1), fc.nat(grid.values.length - 1));
  await fc.assert(
    fc.asyncProperty(place, async ([row, column]) => {
      const at = `asOf=${grid.values[column]}&knownAt=${grid.known[row]}`;
      const question =
        { coverage: '', account: `&year=${year === '' ? grid.values[column]?.slice(0, 4) : year}`, windows: `&correctionYear=${year}` }[
          area
        ] ?? '';
      const { status, body } = await server.get(`/v1/participants/${id}/${area}?${at}${question}`);
      const line = (): string => body[name] ?? body.lines?.find(({ kind }: { kind: string }) => kind === name)?.amount ?? '0.00';
      const amount = area === 'coverage' ? body.value : area === 'windows' ? body.totals?.[name] : line();
      expect([at, grid.cells[row]?.[column]]).toEqual([at, status === 200 ? amount : null]);
      if (area === 'coverage' && status === 200) {
        expect(grid.illustrative[row]?.[column]).toBe(body.assumptions.some((each: { status: string }) => each.status === 'illustrative'));
      }
    }),
    { numRuns: 25 },
  );
});

it('a benefit goes by the name that the coverage gives it', async () => {
  const coverage = (await server.get('/v1/participants/D1/coverage?asOf=2022-11-15')).body;
  const { figure, amount } = coverage.benefits[0] as { figure: string; amount: string };
  const grid = (await server.get(gridPath('D1', encodeURIComponent(figure), '&steps=3'))).body as Grid;
  expect(grid.cells.at(-1)?.at(-1)).toBe(amount);
});

it('is as documented, the same again, and counts why cells are empty', async () => {
  const path = gridPath('F1', 'account.2009.adjustments', '&from=2002-01-01&steps=12');
  const [once, again] = [await server.get(path), await server.get(path)];
  expect(once.text).toBe(again.text);
  expect(schemaErrors((await server.get('/openapi.json')).body, 'Grid', once.body)).toEqual([]);
  const grid = once.body as Grid;
  const empty = grid.cells.flat().filter((cell) => cell === null).length;
  expect(grid.refusals).toEqual([expect.objectContaining({ code: 'YEAR_NOT_BEGUN', cells: empty })]);
});

it.each([
  ['nobody', '/v1/participants/nobody/grid?figure=coverage.value', 404, 'UNKNOWN_PARTICIPANT'],
  ['no figure', '/v1/participants/F1/grid', 400, 'INVALID_REQUEST'],
  ['an unknown figure', gridPath('D1', 'coverage.nothing'), 404, 'UNKNOWN_FIGURE'],
  ['an unknown line', gridPath('D1', 'account.2019.nothing'), 404, 'UNKNOWN_FIGURE'],
  ['too many steps', gridPath('D1', 'coverage.value', '&steps=121'), 400, 'INVALID_REQUEST'],
  ['an empty range', gridPath('D1', 'coverage.value', '&from=2022-12-01'), 400, 'EMPTY_RANGE'],
  ['an empty range of knowledge', gridPath('D1', 'coverage.value', '&knownFrom=2023-02-02&knownTo=2023-02-01'), 400, 'EMPTY_RANGE'],
  ['knowledge that lies ahead', gridPath('D1', 'coverage.value', '&knownTo=2999-01-01'), 422, 'KNOWLEDGE_IN_FUTURE'],
])('%s: a problem', async (_what, path, status, code) => {
  const answered = await server.get(path);
  expect([answered.status, answered.body.code]).toEqual([status, code]);
});
