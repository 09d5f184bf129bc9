/** The rulebook of Pension 90, as the ledger uses it. */
import type { Rulebook } from '../../frame/rulebook.js';
import { valueAccount } from './account.js';
import { CHANGE_RULES } from './changes.js';
import { coverageView } from './coverage.js';
import { deriveEntitlements } from './derive.js';
import { RESULT_DECISIONS } from './results.js';
import { SPECIAL_BONUS } from './special-bonus.js';
import { explainFigure, figureNames } from './explain.js';
import { OFFICIAL, SCHEME } from '../parameters.js';
import { PUBLISHABLE } from './publishable.js';

export const dkP90: Rulebook = {
  id: SCHEME,
  version: '1.3.0',
  title: 'PenSam Pension 90, average-rate scheme',
  currency: 'DKK',
  facts: {
    incomes: false,
    contributions: true,
    openingValue: true,
    transfers: true,
    pensionPayments: true,
    employers: false,
    pensions: ['old-age-pension', 'disability-pension', 'spouse-pension'],
  },
  parameters: { official: OFFICIAL, publishable: PUBLISHABLE },
  capabilities: {
    corrections: { kind: 'as-if-original', derive: deriveEntitlements },
    coverage: coverageView,
    account: valueAccount,
    figures: { explain: explainFigure, names: figureNames },
    results: RESULT_DECISIONS,
    specialBonus: SPECIAL_BONUS,
    changes: CHANGE_RULES,
  },
};
