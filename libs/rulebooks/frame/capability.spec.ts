import { describe, expect, it } from '@jest/globals';
import { attempt } from '#ledger/kernel/refusal.js';
import { dkP90 } from '../dk-p90/ledger/rulebook.js';
import { fiKapl } from '../fi-kapl/ledger/rulebook.js';
import type { Capability } from './capabilities/capabilities.js';
import { capabilityOf } from './capability.js';
import { parameterSet } from './parameters/parameters.js';
import type { Rulebook } from './rulebook.js';

const BARE: Rulebook = {
  id: 'bare',
  version: '1',
  title: 'A scheme of operations alone',
  currency: 'EUR',
  facts: {
    incomes: false,
    contributions: false,
    openingValue: false,
    transfers: false,
    pensionPayments: false,
    employers: false,
    pensions: [],
  },
  parameters: { official: parameterSet('bare', []), publishable: [] },
  capabilities: {},
};

describe('a capability that the scheme does not have is refused in one way', () => {
  it.each(['coverage', 'windows', 'policy'] as const)('%s', (capability) => {
    expect(attempt(() => capabilityOf(BARE, capability, { year: 2003 }))).toMatchObject({
      status: 'refused',
      refusal: { code: 'NOT_APPLICABLE', scheme: 'bare', lacks: capability, year: 2003 },
    });
  });
});

it.each([
  ['fi-kapl', fiKapl, ['account', 'corrections', 'coverage', 'figures', 'liabilities', 'windows']],
  ['dk-p90', dkP90, ['account', 'changes', 'corrections', 'coverage', 'figures', 'results', 'specialBonus']],
])('%s has these and no others', (_id, rulebook, expected) => {
  expect(Object.keys(rulebook.capabilities).sort()).toEqual(expected);
  for (const capability of expected as Capability[]) expect(capabilityOf(rulebook, capability)).toBe(rulebook.capabilities[capability]);
});
