/**
 * Every kind of subject goes through every door, or the table says why it does not: a kind that is added without a line here does not
 * compile, and one that loses a door fails.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { FACT_NAMES, declaredFact, type FactSubject } from '#ledger/declared-facts.js';
import { SUBJECTS, type SubjectKind } from '#ledger/subjects.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { annulEvent, type AnnulRequest } from '#reprocessing/fan-out/annul-event.js';
import { recordOf, type InputKind } from '#reprocessing/formats/rows.js';
import { REPROCESSING_KINDS } from '#reprocessing/plan/file-kind.js';
import { openEmployers, type EmployersLedger } from '../employers/books.js';
import { NOW } from '../reprocessing/ledger.js';
import { approve, commit, planned, states, upload } from './reprocessing-client.js';
import { sampleParameters, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

type Subject = 'participant' | 'employer';

/** A fact of a subject, as a file and a request tell it. */
interface Told {
  readonly kind: InputKind;
  readonly columns: string;
  readonly row: (id: string, on: string) => string;
  readonly path: string;
  readonly body: (on: string) => object;
  readonly type: string;
  /** Code where its stream cannot be read. */
  readonly notReadable: string;
  /** Whether its import reads the stream; else what cannot be read is told by whoever reads it. */
  readonly readByImport: boolean;
  /** Its first fact. */
  readonly founding: { readonly kind: InputKind; readonly columns: string; readonly row: (id: string) => string; readonly path: string };
}

const ENROLMENT = { birthDate: '1970-04-05', sex: 'female', enrolledOn: '2018-03-01' };
const TOLD: { readonly [subject in Subject]: Told } = {
  participant: {
    kind: 'salaries',
    columns: 'participantId,employerId,from,fullTimeSalary,currency,reportedOn',
    row: (id, on) => `${id},E1,${on.slice(0, 7)},36000,EUR,${on}`,
    path: 'salaries',
    body: (on) => ({ employerId: 'E1', from: on.slice(0, 7), fullTimeSalary: '36000.00', currency: 'EUR', reportedOn: on }),
    type: 'SalaryReported',
    notReadable: 'PARTICIPANT_NOT_READABLE',
    readByImport: false,
    founding: {
      kind: 'participants',
      columns: 'participantId,scheme,birthDate,sex,enrolledOn',
      row: (id) => `${id},nl-pob,${Object.values(ENROLMENT).join(',')}`,
      path: '/v1/participants',
    },
  },
  employer: {
    kind: 'premium-payments',
    columns: 'employerId,amount,currency,receivedOn,reference',
    row: (id, on) => `${id},800.80,EUR,${on},payment ${on}`,
    path: 'payments',
    body: (on) => ({ amount: '800.80', currency: 'EUR', receivedOn: on, reference: `payment ${on}` }),
    type: 'PremiumPaid',
    notReadable: 'EMPLOYER_NOT_READABLE',
    readByImport: true,
    founding: {
      kind: 'employers',
      columns: 'employerId,scheme,kind,affiliatedOn',
      row: (id) => `${id},nl-pob,mandatory,2018-03-01`,
      path: '/v1/employers',
    },
  },
};

const DAYS = Array.from({ length: 9 }, (_, month) => `2018-0${month + 1}-15`).slice(2);

let books: EmployersLedger;
beforeEach(async () => {
  books = await openEmployers();
  for (const { founding } of [TOLD.employer, TOLD.participant]) {
    await books.take(founding.kind, founding.columns, founding.row('E1'), founding.row('E2'));
  }
});
afterEach(async () => {
  await books.close();
  await stopServers();
});

const streamOf = (subject: Subject, id = 'E1'): string => `${subject}-${id}`;
const factsOf = async (subject: Subject) => (await books.events(streamOf(subject))).filter(({ type }) => type === TOLD[subject].type);
const fileOf = (subject: Subject, name: string, ...rows: readonly string[]): string => books.file(name, [TOLD[subject].columns, ...rows]);

/** Takes an event of a transfer into the stream: it cannot be folded any more. */
async function poison(stream: string): Promise<string> {
  const id = '00000000-0000-4000-8000-000000000009';
  const [type, effectiveDate] = ['TransferWithdrawn', '2018-03-05'] as const;
  const event = { id, type, schemaVersion: 1, effectiveDate, actor: 'test', data: { on: effectiveDate, reference: 'f', reason: 'f' } };
  await books.journal.append([{ stream, expected: 'any', events: [event] }]);
  return id;
}

function annulling(kind: Subject, eventId: string): AnnulRequest {
  const way = { reason: 'never so', settle: false, byTwo: false, clock: () => NOW, actor: 'test' };
  return { ...way, journal: books.journal, subject: { kind, id: 'E1' }, eventId };
}

/** Each way in or out, walked for a subject of which files tell facts. */
const DOORS = {
  'import, twice is once': async (subject: Subject) => {
    const { kind, row } = TOLD[subject];
    const file = fileOf(subject, 'import.csv', row('E1', '2018-03-15'));
    expect(await books.import(kind, file)).toMatchObject({ appended: 1, refused: 0 });
    expect(await books.import(kind, file)).toMatchObject({ appended: 0, repeated: 1 });
    expect((await factsOf(subject)).length).toBe(1);
  },
  'dry run': async (subject: Subject) => {
    const { kind, row } = TOLD[subject];
    const before = await books.journal.head();
    const report = await books.import(kind, fileOf(subject, 'dry.csv', row('E1', '2018-03-15')), { dryRun: true });
    expect(report).toMatchObject({ appended: 1, refused: 0, dryRun: true });
    expect(await books.journal.head()).toEqual(before);
  },
  history: async (subject: Subject) => {
    const { kind, body } = TOLD[subject];
    // What stands was recorded now: what an older system recorded has to follow it.
    const line = { record: recordOf(kind), [`${subject}Id`]: 'E1', ...body('2018-03-15'), recordedAt: NOW };
    const report = await books.import('history', books.file('history.ndjson', [JSON.stringify(line)]), { migrate: true });
    expect(report).toMatchObject({ appended: 1, refused: 0 });
    expect((await factsOf(subject))[0]).toMatchObject({ migratedAt: NOW });
  },
  'plan, approve, commit': async (subject: Subject) => {
    const { kind, row } = TOLD[subject];
    const rows = [row('E2', '2018-05-15'), row('E1', '2018-03-15'), row('E1', '2018-04-15'), row('X9', '2018-03-15')];
    const file = fileOf(subject, 'plan.csv', ...rows);
    const plan = await books.plan(file);
    expect(plan).toMatchObject({ kind, rows: { total: 4, accepted: 3, refused: 1 }, [`${subject}s`]: 2 });
    expect(await factsOf(subject)).toEqual([]); // nothing is written by a plan
    await expect(books.commit(plan.digest)).rejects.toMatchObject({ refusal: { code: 'NOT_APPROVED' } });
    await books.approve(plan.digest);
    const committed = await books.commit(plan.digest);
    expect(committed).toMatchObject({ [`${subject}s`]: 2, moved: [] });
    expect(committed.events).toBe(plan.events);
    expect((await factsOf(subject)).map(({ data }) => data)).toHaveLength(2);
    expect(await books.commit(plan.digest)).toMatchObject({ appended: 0, moved: [] });
    expect(await books.plan(file)).toMatchObject({ rows: { noChange: 3, refused: 1 }, [`${subject}s`]: 0, events: 0 });
  },
  'one that moved since its plan is left out, and planned again': async (subject: Subject) => {
    const { kind, row } = TOLD[subject];
    const plan = await books.plan(fileOf(subject, 'plan.csv', row('E2', '2018-05-15'), row('E1', '2018-03-15')));
    await books.approve(plan.digest);
    await books.import(kind, fileOf(subject, 'meanwhile.csv', row('E1', '2018-04-15')));
    const committed = await books.commit(plan.digest);
    expect(committed).toMatchObject({ [`${subject}s`]: 1, moved: ['E1'] });
    const again = await books.planAgain(plan.digest, committed.moved);
    await books.approve(again.digest);
    expect(await books.commit(again.digest)).toMatchObject({ [`${subject}s`]: 1, moved: [] });
    expect((await factsOf(subject)).length).toBe(2);
  },
  annul: async (subject: Subject) => {
    await DOORS['import, twice is once'](subject);
    const [fact] = await factsOf(subject);
    const request = annulling(subject, fact?.id as string);
    expect(await annulEvent(request)).toMatchObject({ status: 'annulled', annulled: [{ id: fact?.id }] });
    expect(await annulEvent(request)).toMatchObject({ status: 'repeated' });
    expect(await books.outOfBalance()).toEqual([]);
  },
  'quarantine: the others go on, by import and by plan': async (subject: Subject) => {
    const { kind, row, notReadable, readByImport } = TOLD[subject];
    const eventId = await poison(streamOf(subject));
    const rows = [row('E1', '2018-03-15'), row('E2', '2018-03-15')];
    const file = fileOf(subject, 'poisoned.csv', ...rows);
    const plan = await books.plan(file);
    expect(plan).toMatchObject({ rows: { accepted: 1, refused: 1 }, refusedByCode: { [notReadable]: 1 }, [`${subject}s`]: 1 });
    const byCode = readByImport ? { [notReadable]: 1 } : {};
    expect(await books.import(kind, file)).toMatchObject({ appended: readByImport ? 1 : 2, byCode });
    expect(await annulEvent(annulling(subject, eventId))).toMatchObject({ status: 'annulled' });
    const appended = readByImport ? 1 : 0;
    expect(await books.import(kind, file)).toMatchObject({ appended, repeated: 2 - appended, refused: 0 });
  },
  'trial balance, of one that cannot be read too': async (subject: Subject) => {
    const { kind, row } = TOLD[subject];
    await books.import(kind, fileOf(subject, 'in.csv', ...DAYS.map((on) => row('E1', on))));
    const ask = { journal: books.journal, clock: () => NOW, coordinates: {}, workers: 0 };
    const whole = await trialBalance(ask);
    expect([whole.totals.map(({ balance }) => balance).filter((balance) => balance !== '0.00'), whole.notCounted]).toEqual([[], []]);
    expect(whole.events).toBeGreaterThanOrEqual(DAYS.length);
  },
  HTTP: async (subject: Subject) => {
    const temporary = temporaryFolder();
    const server = await serveHere(temporary.folder);
    try {
      await overHttp(server, subject);
    } finally {
      await stopServers();
      temporary.remove();
    }
  },
} as const;

async function overHttp(server: Served, subject: Subject): Promise<void> {
  const parameters = await server.post('/v1/funds/nl-pob/parameters', { ...sampleParameters('nl-pob/illustrative.json'), establish: true });
  expect(parameters.status).toBe(201);
  const employers = ['E1', 'E2'].map((employerId) => ({ employerId, scheme: 'nl-pob', kind: 'mandatory', affiliatedOn: '2018-03-01' }));
  for (const employer of employers) expect((await server.post('/v1/employers', employer)).status).toBe(201);
  for (const participantId of ['E1', 'E2']) {
    expect((await server.post('/v1/participants', { participantId, scheme: 'nl-pob', ...ENROLMENT })).status).toBe(201);
  }
  const { path, body, row, type, columns } = TOLD[subject];
  const written = await server.post(`/v1/${subject}s/E1/${path}`, body('2018-03-15'));
  expect([written.status, written.body.events[0].type]).toEqual([201, type]);
  const csv = [columns, row('E1', '2018-03-15'), row('E1', '2018-04-15'), row('E2', '2018-05-15'), ''].join('\n');
  const plan = await planned(server, csv);
  const report = (await server.get(`/v1/reprocessings/${plan.id}/report`)).body;
  expect(report).toMatchObject({ rows: { accepted: 2, noChange: 1 }, [`${subject}s`]: 2 });
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(server.api.document, 'api');
  const isValid = ajv.compile({ $ref: 'api#/components/schemas/PlanReport' });
  expect([isValid(report), isValid.errors]).toEqual([true, null]);
  expect((await server.get(`/v1/reprocessings/${plan.id}/report`, { Accept: 'text/html' })).text).toContain(plan.digest);
  const movements = (await server.get(`/v1/reprocessings/${plan.id}/movements`)).text.trim().split('\n');
  expect(movements.map((line) => (JSON.parse(line) as Record<string, string>)[`${subject}Id`])).toEqual(['E1', 'E2']);
  expect((await approve(server, plan)).status).toBe(200);
  expect((await commit(server, plan)).status).toBe(202);
  expect((await states(server, plan.id)).at(-1)).toMatchObject({ status: 'committed', commit: { [`${subject}s`]: 2, moved: [] } });
  expect((await upload(server, csv)).status).toBe(202);
  const history = (await server.get(`/v1/${subject}s/E1/history`)).body;
  const facts = history.events.filter((event: { readonly type: string }) => event.type === type);
  expect(facts.length).toBe(2);
  const annulled = await server.post(`/v1/${subject}s/E1/annulments`, { eventId: facts[0].id, reason: 'never so' });
  expect([annulled.status, annulled.body.events[0].type]).toEqual([201, 'EventAnnulled']);
  expect((await server.get('/v1/trial-balance')).status).toBe(200);
}

/** Which kinds of subjects go through them all, and why the others do not. */
const THROUGH: { readonly [kind in SubjectKind]: 'all doors' | string } = {
  participant: 'all doors',
  employer: 'all doors',
  fund: 'decided by its board, each decision by itself, and taken back by a later one; its figures come in files (import)',
  transfer: 'goes by the steps of its dossier, which both funds take; withdrawn or annulled as a whole',
  batch: 'tells how the others were written, and is written along with them',
};

const walking = (Object.keys(THROUGH) as SubjectKind[]).filter((kind): kind is Subject => THROUGH[kind] === 'all doors');

it('every kind of subject stands in the table', () => {
  expect(Object.keys(THROUGH).sort()).toEqual(Object.keys(SUBJECTS).sort());
  expect(walking.sort()).toEqual(Object.keys(TOLD).sort());
});

it.each(walking.flatMap((subject) => (Object.keys(DOORS) as (keyof typeof DOORS)[]).map((door) => [subject, door] as const)))(
  '%s: %s',
  async (subject, door) => {
    await DOORS[door](subject);
  },
);

/** Founding facts of participants come by import alone: a reprocessing is about those who are enrolled. */
const NOT_PLANNED: readonly string[] = ['participants'];

it('every kind of file about a subject that goes through all doors can be planned', () => {
  const kinds = FACT_NAMES.map(declaredFact)
    .filter(({ subject, file }) => file !== undefined && THROUGH[subject satisfies FactSubject] === 'all doors')
    .map(({ file }) => file as string);
  expect(kinds.filter((kind) => !NOT_PLANNED.includes(kind) && !(REPROCESSING_KINDS as readonly string[]).includes(kind))).toEqual([]);
});
