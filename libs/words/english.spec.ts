/** Sentences that vary by what they are told; the rest is held by the types. */
import { refusal } from '#ledger/kernel/refusal.js';
import { calculate } from '#rulebooks/calculate.js';
import { said } from './said.js';

it.each([
  [refusal('INVALID_INPUT', { field: 'e', value: '0', fault: 'bounds', above: 0 }), 'e must be above 0: "0"'],
  [refusal('INVALID_INPUT', { field: 'rate', value: '-1', fault: 'bounds', least: 0 }), 'rate must not be negative: "-1"'],
  [refusal('INVALID_INPUT', { field: 'age', value: 130, fault: 'bounds', least: 0, most: 120 }), 'age must lie from 0 to 120: 130'],
  [
    refusal('INVALID_INPUT', { field: 'earnedBefore23', incomeYear: 1985, fault: 'bounds', most: '1000' }),
    'earnedBefore23 of 1985 must be at most 1000',
  ],
  [
    refusal('INVALID_INPUT', { field: 'paidDate', value: null, fault: 'missing', instead: 'asOf' }),
    'paidDate is missing, and there is no asOf in its place',
  ],
  [
    refusal('INVALID_PARAMETER', { place: 'calculationRate.entries[0]', value: 'x', fault: 'kind', wanted: 'decimal-text' }),
    'calculationRate.entries[0] must be a decimal string such as "0.0475", found "x"',
  ],
  [
    refusal('INVALID_PARAMETER', { parameter: 'premiumRate', fault: 'overlap', first: '2005-01-01', second: '2005-06-01' }),
    'premiumRate has entries from 2005-01-01 and 2005-06-01 that overlap',
  ],
  [
    refusal('INVALID_PARAMETER', {
      parameter: 'mortality',
      value: 'G99',
      fault: 'rests-on',
      refusal: refusal('INVALID_INPUT', { field: 'mortality', value: 'G99', fault: 'choice', choices: ['G82M', 'G82K'] }),
    }),
    'mortality is not right: mortality must be one of G82M, G82K: "G99", found "G99"',
  ],
  [
    refusal('INVALID_PARAMETER_FILE', { place: 'schema', fault: 'unknown', known: ['scheme'] }),
    'schema is not a field here; known are scheme',
  ],
])('%j is said as %s', (refused, sentence) => {
  expect(said(refused)).toBe(sentence);
});

it.each([
  ['no field of the operation', { type: 'refund', on: '2005-01-01', more: 1 }, 'pob.deadline: more is not a field here'],
  ['a field that is missing', { type: 'refund' }, 'pob.deadline: on is missing'],
  ['a value of another kind', { type: 1, on: '2005-01-01' }, 'pob.deadline: type must be a text'],
  ['no day', { type: 'refund', on: '2005' }, 'pob.deadline: on must match the pattern ^[0-9]{4}-[0-9]{2}-[0-9]{2}$'],
  ['no object', [], 'pob.deadline: the input must be an object'],
])('what a schema finds is told in our words: %s', (_what, input, sentence) => {
  const outcome = calculate('pob.deadline', input);
  expect(outcome.status === 'refused' ? said(outcome.error) : outcome).toBe(sentence);
});
