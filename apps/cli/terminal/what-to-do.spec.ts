import { refusal } from '#ledger/kernel/refusal.js';
import { spoken } from './what-to-do.js';

it.each([
  ['nl-pob.forward20', 'accrual import forward-rates FILE'],
  ['nl-pob.cpi', 'accrual parameters FILE'],
])('what is missing names what brings it: %s', (parameter, command) => {
  expect(spoken(refusal('MISSING_PARAMETER', { parameter, date: '2015-01-01' })).told.message).toContain(`(${command})`);
});
