/** A history in one file: what an employer takes over of another rests on the rows about that one before it, in the same chunk. */
import { NOW } from '../reprocessing/ledger.js';
import { openEmployers, type EmployersLedger } from './books.js';

let books: EmployersLedger;
beforeAll(async () => {
  books = await openEmployers();
});
afterAll(() => books.close());

const affiliated = (employerId: string) => ({
  record: 'employer', employerId, scheme: 'nl-pob', kind: 'mandatory', affiliatedOn: '2018-01-01', recordedAt: NOW,
});
const HISTORY = [
  affiliated('E1'),
  affiliated('E2'),
  {
    record: 'exemption-request', employerId: 'E1', kind: 'ownCao', requestedOn: '2018-01-20', from: '2018-02-01', reference: 'letter 1',
    caoBinding: 'no', separateSchemeWithUnions: 'yes', jointRequest: 'yes', recordedAt: NOW,
  },
  {
    record: 'exemption-decision', employerId: 'E1', request: 'letter 1', decidedOn: '2018-01-25', reference: 'board 1',
    recordedAt: NOW,
  },
  {
    record: 'exemption-continuation', employerId: 'E2', exemption: 'letter 1', type: 'mergerMixed', on: '2019-01-01', reference: 'deed 1',
    former: 'E1', request: 'extend', fromExempt: '20', employees: '40', recordedAt: NOW,
  },
  {
    record: 'exemption-condition', employerId: 'E2', exemption: 'deed 1', condition: 'MUST:OTHER_PROVISION_6.3', metOn: '2019-01-03',
    reference: 'policy 1', recordedAt: NOW,
  },
];

it('an exemption is asked for, granted and taken over by another employer', async () => {
  const file = books.file('history.ndjson', HISTORY.map((row) => JSON.stringify(row)));
  const options = { migrate: true };
  expect(await books.import('history', file, { ...options, dryRun: true })).toMatchObject({ refused: 0, appended: 6 });
  expect(await books.import('history', file, options)).toMatchObject({ refused: 0, appended: 6 });
  expect((await books.employer('E2')).exemptions).toMatchObject([{ reference: 'deed 1', outcome: 'EXTEND_ALL', status: 'continued' }]);
  expect(await books.import('history', file, options)).toMatchObject({ refused: 0, appended: 0, repeated: 6 });
});
