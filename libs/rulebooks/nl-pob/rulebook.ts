/** The rulebook of the employer regulations of the Public Libraries Pension Fund. */
import type { Rulebook } from '../frame/rulebook.js';
import { OFFICIAL, SCHEME } from './parameters.js';
import { PUBLISHABLE } from './publishable.js';

export const nlPob: Rulebook = {
  id: SCHEME,
  version: '1.0.0',
  title: 'Public Libraries Pension Fund, employer regulations of December 2017',
  currency: 'EUR',
  facts: { incomes: false, contributions: false, openingValue: false, transfers: false, pensionPayments: false, pensions: [] },
  parameters: { official: OFFICIAL, publishable: PUBLISHABLE },
  capabilities: {},
};
