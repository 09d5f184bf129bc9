/** Every fact that a file holds comes by HTTP too, to the same events: one row a request. */
import { RECORD_NAMES, RECORDED_AT, ROW_FORMATS } from '#reprocessing/formats/rows.js';
import { FACTS } from '#ledger/declared-facts.js';
import { locateWorkspace, openJournal } from '#engine/workspace.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { parameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DANE, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
const { folder: other, remove: removeOther } = temporaryFolder();
let server: Served;

const LIVES: readonly (readonly [kind: string, path: string, body: Readonly<Record<string, string>>])[] = [
  ['contributions', 'contributions', { period: '2018-10', amount: '2500.00', currency: 'DKK', employerId: 'B', receivedOn: '2018-10-31' }],
  [
    'transfers',
    'transfers',
    {
      direction: 'in',
      amount: '50000.00',
      currency: 'DKK',
      transferredOn: '2018-06-01',
      counterparty: 'Another fund',
      reference: 'letter 7',
    },
  ],
  ['disabilities', 'disabilities', { beganOn: '2019-03-01', decidedOn: '2019-06-01' }],
  [
    'pensions',
    'pensions',
    {
      benefit: 'disability-pension',
      startsOn: '2019-07-01',
      grantedOn: '2019-06-15',
      amount: '410.00',
      currency: 'DKK',
      frequency: 'monthly',
    },
  ],
  ['payments', 'payments', { benefit: 'disability-pension', period: '2019-07', amount: '410.00', currency: 'DKK', paidOn: '2019-07-31' }],
  ['deaths', 'deaths', { diedOn: '2022-03-31' }],
];

beforeAll(async () => {
  server = await serveHere(folder);
  expect((await server.post('/v1/participants', DANE)).status).toBe(201);
});
afterAll(async () => {
  await stopServers();
  remove();
  removeOther();
});

it.each(LIVES)('%s', async (_kind, path, body) => {
  const wanted = `/v1/participants/${DANE.participantId}/${path}`;
  const first = await server.post(wanted, body, { 'Idempotency-Key': path });
  expect([first.status, first.body.status]).toEqual([201, 'appended']);
  const again = await server.post(wanted, body, { 'Idempotency-Key': path });
  expect([again.status, again.text, again.headers.get('Idempotent-Replayed')]).toEqual([201, first.text, 'true']);
  expect((await server.post(wanted, body)).body.status).toBe('unchanged');
  expect((await server.post(wanted, body, { 'If-Match': '"0"' })).status).toBe(412);
});

it('to the same ids and data as the files', async () => {
  const ofServer = (await server.get(`/v1/participants/${DANE.participantId}/history`)).body.events as readonly {
    readonly id: string;
    readonly data: object;
  }[];
  const { clock } = server.workspace;
  const journal = await openJournal({ ...locateWorkspace(other, {}), clock });
  try {
    for (const [kind, , body] of [['participants', '', DANE] as const, ...LIVES]) {
      const file = join(other, `${kind}.ndjson`);
      writeFileSync(file, `${JSON.stringify(kind === 'participants' ? body : { participantId: DANE.participantId, ...body })}\n`);
      const report = await importFile({
        ...{ journal, file, clock, kind: kind as 'deaths', dryRun: false, migrate: false, actor: 'test', rulebooks: RULEBOOKS },
        parameters: async (_fundId, scheme) => parameterSet(scheme, []),
      });
      expect([kind, report.appended, report.byCode]).toEqual([kind, 1, {}]);
    }
    const ofFiles: { readonly id: string; readonly data: object }[] = [];
    for await (const page of journal.readStream(`participant-${DANE.participantId}`))
      ofFiles.push(...page.map(({ id, data }) => ({ id, data })));
    expect(ofServer.map(({ id, data }) => ({ id, data }))).toEqual(ofFiles);
  } finally {
    await journal.close();
  }
});

it('a pension of none, a payment before it, a fact of the dead are refused with their codes', async () => {
  const refusedWith = async (path: string, body: object): Promise<unknown> => {
    const { status, body: problem } = await server.post(`/v1/participants/${DANE.participantId}/${path}`, body);
    return [status, problem.code];
  };
  const payment = { benefit: 'old-age-pension', period: '2019-07', amount: '1.00', currency: 'DKK', paidOn: '2019-07-31' };
  expect(await refusedWith('payments', payment)).toEqual([422, 'NO_PENSION_IN_PAYMENT']);
  expect(await refusedWith('deaths', { diedOn: '2022-04-01' })).toEqual([409, 'DEATH_ALREADY_REPORTED']);
  expect(await refusedWith('transfers', { ...LIVES[1]?.[2], transferredOn: '2022-04-01' })).toEqual([422, 'AFTER_DEATH']);
});

it('OpenAPI has a body for every kind of file, with its columns and no other', () => {
  const { schemas = {} } = server.api.document.components ?? {};
  for (const record of RECORD_NAMES) {
    const { operation, path, subject } = FACTS[record];
    const isFirst = 'founds' in FACTS[record];
    const { required, optional } = ROW_FORMATS[record];
    const schema = schemas[`${operation.charAt(0).toUpperCase()}${operation.slice(1)}Body`] as {
      readonly properties: object;
      readonly required?: readonly string[];
    };
    const own = (column: string): boolean => column !== RECORDED_AT && (column !== `${subject}Id` || isFirst);
    expect([record, Object.keys(schema.properties)]).toEqual([record, [...required, ...optional].filter(own)]);
    expect([record, schema.required]).toEqual([record, required.filter(own)]);
    expect(server.api.document.paths[isFirst ? `/v1/${path}` : `/v1/${subject}s/{id}/${path}`]?.post?.operationId).toBe(operation);
  }
});
