/** A file of proposals on the command line: of several rows a report, of one, as JSON, the step that it is. */
import { existsSync } from 'node:fs';
import { accrual, type Accrual } from './accrual.js';

const COLUMNS =
  'transferId,fundId,organ,receiverType,receiverName,receiverFundId,transferDate,reason,transferValue,currency,' +
  'receiverAgreement,proposedOn,reference,conversion';
const proposal = (transferId: string, receiverType = 'apf'): string =>
  `${transferId},pob,accountabilityBody,${receiverType},General Fund West,west,2022-07-01,liquidation,250000.00,EUR,` +
  'of 2022-01-05,2022-01-10,minutes 1,1.005';
const REVIEW = {
  scheme: 'nl-pob',
  announced: '2021-12-01',
  parameters: [
    {
      name: 'reviewMonths',
      unit: 'months',
      entries: [{ from: '2000-01-01', value: '3', reference: 'Pension Act, articles 83 and 84', status: 'external' }],
    },
  ],
};

let cli: Accrual;
const proposals = (name: string, ...rows: readonly string[]): string => cli.file(name, [COLUMNS, ...rows, ''].join('\n'));

beforeAll(() => {
  cli = accrual();
  const people = ['participantId,scheme,birthDate,sex,enrolledOn,fundId', 'P1,nl-pob,1970-05-05,female,2018-03-01,pob'];
  cli.json(0, 'import', 'participants', cli.file('p.csv', [...people, 'W0,nl-pob,1980-01-01,male,2018-03-01,west', ''].join('\n')));
  cli.json(0, 'parameters', cli.file('review.json', JSON.stringify(REVIEW)), '--fund', 'pob');
});
afterAll(() => cli.dispose());

it('one proposal is answered as its step, and as its refusal', () => {
  const one = proposals('one.csv', proposal('T1'));
  expect(cli.json(0, 'transfer', 'propose', one)).toMatchObject({ transferId: 'T1', step: 'propose', status: 'recorded' });
  expect(cli.json(0, 'transfer', 'propose', one)).toMatchObject({ transferId: 'T1', step: 'propose', status: 'unchanged' });
  const refused = proposals('refused.csv', proposal('T3', 'opf'));
  expect(cli.json(1, 'transfer', 'propose', refused)).toMatchObject({ error: { code: 'RECEIVER_NOT_ALLOWED', receiver: 'opf' } });
  expect(existsSync(`${refused}.rejects.csv`)).toBe(true);
});

it('of several rows each is told', () => {
  const several = proposals('several.csv', proposal('T2'), proposal('T3', 'opf'), proposal('T4'));
  const { stdout, code } = cli.run('transfer', 'propose', several);
  expect([code, stdout]).toEqual([1, expect.stringMatching(/3 rows, 2 recorded, 0 already there, 1 refused\n {2}line 3, T3 {2}RECEIVER_NOT_ALLOWED: /)]);
  expect(cli.json(1, 'transfer', 'propose', several)).toMatchObject({
    ...{ rows: 3, recorded: 0, repeated: 2, refused: 1 },
    problems: [{ line: 3, transferId: 'T3', code: 'RECEIVER_NOT_ALLOWED' }],
  });
});
