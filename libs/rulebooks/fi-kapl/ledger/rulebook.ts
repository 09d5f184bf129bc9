/** The rulebook of the Finnish KAPL cost division, as the ledger uses it. */
import type { FieldOfIncome } from '#ledger/schemes/fi-kapl/incomes.js';
import type { Rulebook } from '../../frame/rulebook.js';
import { liabilitiesOfFund, missingFacts } from './fund-liabilities.js';
import { smoothingFund } from './smoothing-fund.js';
import { participantLiabilities } from './liabilities.js';
import { coverageView } from './coverage.js';
import { explainFigure, figureNames } from './explain.js';
import { premiumAccount } from './account.js';
import { settlementEvent } from './settle.js';
import { windowsView } from './windows.js';
import { OFFICIAL, SCHEME } from '../parameters.js';
import { PUBLISHABLE } from '../publishable.js';

export const fiKapl: Rulebook = {
  id: SCHEME,
  version: '1.3.0',
  title: 'Finnish KAPL cost division, decree 800/2005',
  currency: 'EUR',
  facts: {
    incomes: true,
    contributions: false,
    openingValue: false,
    transfers: false,
    pensionPayments: false,
    employers: false,
    incomeFields: ['coverage', 'earnedBefore23'] satisfies readonly FieldOfIncome[],
    pensions: ['old-age-pension', 'disability-pension', 'individual-early-retirement', 'unemployment-pension'],
  },
  parameters: { official: OFFICIAL, publishable: PUBLISHABLE },
  capabilities: {
    corrections: { kind: 'window-settlement', settle: settlementEvent },
    coverage: coverageView,
    account: premiumAccount,
    windows: (state, correctionYear, _asOf, parameters, only) => windowsView(state, correctionYear, parameters, only),
    figures: { explain: explainFigure, names: figureNames },
    liabilities: { participant: participantLiabilities, fund: liabilitiesOfFund, smoothingFund, missingFacts },
  },
};
