/** An employer's stream: what may be written of its affiliation, and what the events tell. */
import { CATALOGUE } from '../../catalogue.js';
import type { RecordedEvent } from '../../kernel/envelope.js';
import { stateOf } from '../../subjects.js';
import { recorder, uuid } from '../../testing/recorded.js';

const record = recorder('employer-E1');
const affiliation = {
  employerId: 'E1',
  scheme: 'nl-pob',
  fundId: 'pob',
  kind: 'voluntary',
  affiliatedOn: '2018-03-01',
  agreement: 'agreement of 2018',
} as const;
const EVENTS = [
  record('EmployerAffiliated', '2018-03-01', affiliation),
  record('HeadcountReported', '2019-01-01', { on: '2019-01-01', employees: 24 }),
  record('HeadcountReported', '2018-06-01', { on: '2018-06-01', employees: 19 }), // told later, of an earlier day
] as unknown as readonly RecordedEvent[];

it('headcounts stand by their days, whenever they were told', () => {
  expect(stateOf('employer', EVENTS, { asOf: '2019-12-31' })).toMatchObject({
    affiliation,
    headcounts: [{ eventId: uuid(3), on: '2018-06-01', employees: 19 }, { eventId: uuid(2), on: '2019-01-01', employees: 24 }],
    lastRevision: 2,
  });
});

it('before a day, and before the ledger knew, there is less', () => {
  expect(stateOf('employer', EVENTS, { asOf: '2018-12-31', positionUpTo: 2n })).toMatchObject({
    affiliation,
    headcounts: [],
    lastRevision: 0,
  });
  expect(stateOf('employer', EVENTS, { asOf: '2018-02-28' })).toMatchObject({ affiliation: undefined, lastRevision: -1 });
});

it.each<[string, string, object]>([
  ['an affiliation of another kind', 'EmployerAffiliated', { ...affiliation, kind: 'sometimes' }],
  ['one without a fund', 'EmployerAffiliated', { ...affiliation, fundId: undefined }],
  ['half an employee', 'HeadcountReported', { on: '2019-01-01', employees: 24.5 }],
  ['fewer than none', 'HeadcountReported', { on: '2019-01-01', employees: -1 }],
])('not written: %s', (_what, type, data) => {
  const event = { id: uuid(1), type, schemaVersion: 1, effectiveDate: '2018-03-01', actor: 'tester', data: data as RecordedEvent['data'] };
  expect(CATALOGUE.check(event)).toMatchObject({ code: 'INVALID_EVENT' });
});

it('an event of another subject is an error that names it', () => {
  const foreign = { ...(EVENTS[0] as RecordedEvent), type: 'ParticipantDied' };
  expect(() => stateOf('employer', [foreign], { asOf: '2019-12-31' })).toThrow('no fold for ParticipantDied: employer-E1 revision 0');
});
