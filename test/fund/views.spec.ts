/** What views say of themselves holds: their answers have their schema, and their tables as many cells as columns. */
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isCivilDate, parseInstant } from '#money/civil-date.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { liveRunner } from '#projections/run/live.js';
import { FLAT_VIEWS, viewNamed, VIEWS } from '#projections/views/views.js';
import { rulebookOf } from '#rulebooks/registry.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

const ajv = new Ajv2020({ strict: false });
ajv.addFormat('date', { type: 'string', validate: isCivilDate });
ajv.addFormat('date-time', { type: 'string', validate: (text: string) => parseInstant(text) !== undefined });
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

const SCHEME_OF = { F: 'fi-kapl', D: 'dk-p90' } as const;
let ledger: TestLedger;

beforeEach(async () => {
  ledger = await openLedger();
  await ledger.import('participants', ledger.file('p.csv', [
    'participantId,scheme,birthDate,sex,enrolledOn',
    'F,fi-kapl,1950-02-02,male,1996-01-01',
    'D,dk-p90,1970-05-05,female,2000-01-01',
  ]));
  const income = 'participantId,incomeYear,amount,currency,employerId';
  await ledger.import('incomes', ledger.file('i.csv', [income, 'F,1997,10000.00,EUR,E1', 'F,2003,12000.00,EUR,E1']));
  const contribution = 'participantId,period,amount,currency,employerId,receivedOn';
  await ledger.import('contributions', ledger.file('c.csv', [contribution, 'D,2020-03,1000.00,DKK,K1,2020-04-01']));
  for (const file of ['illustrative-1997-2013.json', 'illustrative-liabilities-1997-2013.json']) {
    await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl', file));
  }
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  const correction = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
  await ledger.import('corrections', ledger.file('k.csv', [correction, 'F,2003,E1,13000.00,EUR,audit,2005-03-01']));
});
afterEach(() => ledger.close());

const OF_PARTICIPANTS = VIEWS.filter(({ subject }) => subject.kind === 'participant');

it.each(
  OF_PARTICIPANTS.flatMap(
    ({ name }) =>
      [
        [name, 'F', '2005-12-31'],
        [name, 'D', '2022-11-15'],
      ] as const,
  ),
)('%s of %s', async (name, id, asOf) => {
  const view = viewNamed(name);
  const { capabilities } = rulebookOf(SCHEME_OF[id]);
  const has = [view.capability].flat().some((one) => capabilities[one] !== undefined);
  const asked = liveRunner(ledger.journal, () => NOW).ask(view, id, { asOf }, undefined);
  if (!has) return expect(asked).rejects.toMatchObject({ refusal: { code: 'NOT_APPLICABLE', scheme: SCHEME_OF[id] } });
  const answer = await asked;
  const { asOf: _day, knownAt, rulesKnownAt, position, rulebook, digest, digestVersion, ...shown } = answer;
  expect([knownAt, rulesKnownAt, position, rulebook, digest, digestVersion]).not.toContain(undefined);
  const validate = ajv.compile(view.schema);
  expect([validate(shown), validate.errors]).toEqual([true, null]);
  // An answer with a member too many is not what the schema says.
  expect(validate({ ...shown, more: 1 })).toBe(false);
  const rows = view.flat?.rows(answer) ?? [];
  for (const row of rows) expect(row).toHaveLength(view.flat?.columns.length ?? 0);
  // Nothing is due to either of them: all that they have is booked.
  expect(rows.length > 0).toBe(view.flat !== undefined && name !== 'due');
});

it('names of views and of their columns are told apart', () => {
  expect(new Set(VIEWS.map(({ name }) => name)).size).toBe(VIEWS.length);
  for (const { flat } of FLAT_VIEWS) expect(new Set(flat.columns.map(({ name }) => name)).size).toBe(flat.columns.length);
});

it('a name of no view is refused, and what there is is listed', () => {
  expect(attempt(() => viewNamed('premiums'))).toMatchObject({ status: 'refused', refusal: { code: 'UNKNOWN_MODEL', model: 'premiums' } });
});
