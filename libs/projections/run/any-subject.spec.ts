/** Runners know no kind of subject: a view of funds is answered live, kept and swept as those of participants are. */
import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUND, type EstablishedFund } from '#portfolio/fund.js';
import { textColumn, wholeColumn } from '../columns.js';
import { date, list, record, text, whole } from '../schema-parts.js';
import type { AnyView, NoQuestion, View } from '../view.js';
import { step, testLedger, type Step, type TestLedger } from './testing/ledger.js';

interface ClosedYears {
  readonly fundId: string;
  readonly years: readonly { readonly year: number; readonly closed: string }[];
}

const closedYears: View<NoQuestion, ClosedYears, EstablishedFund> = {
  name: 'closed-years',
  version: 1,
  summary: 'The years that a fund has closed.',
  subject: FUND,
  capability: 'coverage',
  question: {},
  schema: record({ fundId: text, years: list(record({ year: whole, closed: date })) }),
  flat: {
    columns: [textColumn('fundId'), wholeColumn('year', 'calendar year')],
    rows: ({ fundId, years }) => years.map(({ year }) => [fundId, year]),
  },
  standing: {
    entries: {
      fields: { year: whole },
      of: ({ years }) => years.map(({ year, closed }) => ({ sortedBy: closed, ordinal: year, entry: { year } })),
    },
  },
  view: ({ id, state }) => ({
    fundId: id,
    years: [...state.closedYears.keys()].sort((a, b) => a - b).map((year) => ({ year, closed: `${year}-12-31` })),
  }),
};

const VIEW = closedYears as AnyView & { readonly flat: NonNullable<AnyView['flat']> };
jest.unstable_mockModule('../views/views.js', () => ({
  VIEWS: [VIEW],
  FLAT_VIEWS: [VIEW],
  STANDING_VIEWS: [VIEW],
  viewNamed: () => VIEW,
  flatViewNamed: () => VIEW,
}));
const { liveRunner, openStandingModels, sweep } = await import('./testing/registry.js');

const AS_OF = '2015-07-01';
let ledger: TestLedger;

beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.dispose());

function established(fundId: string, number: number, on = '2001-01-01'): Step {
  return step(`fund-${fundId}`, number, 'FundEstablished', on, { fundId, scheme: 'savings', currency: 'DKK' });
}

function closed(fundId: string, number: number, year: number): Step {
  return step(`fund-${fundId}`, number, 'YearClosed', `${year}-12-31`, { year, reference: 'minutes' });
}

it('live, standing and sweep say the same of every fund, before and after a catch-up', async () => {
  await ledger.append([established('north', 1), closed('north', 2, 2010), established('south', 3), established('young', 4, '2020-01-01')]);
  const models = await openStandingModels(`sqlite:${join(ledger.folder, 'models.sqlite')}`, ledger.journal, {
    clock: () => ledger.clock.now,
    asOf: AS_OF,
    workers: 0,
    journalUrl: ledger.journalUrl,
  });
  const live = liveRunner(ledger.journal, () => ledger.clock.now);
  const told = async (): Promise<readonly unknown[]> => {
    await models.catchUp();
    const { items } = await models.list('closed-years', { limit: 10 });
    return items.map((item) => [item.subjectId, 'answer' in item ? item.answer.digest : item.refusal.code]);
  };
  const asked = async (id: string): Promise<string> => {
    const { position } = await ledger.journal.head();
    return (await live.ask(closedYears, id, { asOf: AS_OF, knownAt: position }, undefined)).digest;
  };
  try {
    expect(await told()).toEqual([['north', await asked('north')], ['south', await asked('south')], ['young', 'BEFORE_FIRST_EVENT']]);
    // A participant of the same id is another subject; a late fact of a fund folds that fund again.
    await ledger.append([step('participant-south', 5, 'ParticipantEnrolled', '2001-01-01', {}), closed('south', 6, 2009)]);
    expect(await told()).toEqual([['north', await asked('north')], ['south', await asked('south')], ['young', 'BEFORE_FIRST_EVENT']]);
    const { items } = await models.entries('closed-years', { limit: 10 });
    expect(items.map(({ subjectId, entry }) => [subjectId, entry])).toEqual([['south', { year: 2009 }], ['north', { year: 2010 }]]);
    expect(await models.status()).toMatchObject([{ model: 'closed-years', subjects: 3, refused: 1 }]);
    await expect(models.get('closed-years', 'nobody')).rejects.toMatchObject({ refusal: { code: 'UNKNOWN_FUND', fundId: 'nobody' } });
  } finally {
    await models.close();
  }
  const out = join(ledger.folder, 'years.csv');
  const { answers, notApplicable, rejected } = await sweep({
    journal: ledger.journal,
    clock: () => ledger.clock.now,
    model: 'closed-years',
    coordinates: { asOf: AS_OF },
    out,
    workers: 0,
  });
  expect({ answers, notApplicable, rejected }).toEqual({ answers: 2, notApplicable: 1, rejected: 0 });
  const rows = readFileSync(out, 'utf8').split('\r\n').map((line) => line.split(',').slice(0, 2).join(' '));
  expect(rows).toEqual(['fundId year', 'north 2010', 'south 2009', '']);
});
