/** The rulebook of the employer regulations of the Public Libraries Pension Fund. */
import type { Rulebook } from '../../frame/rulebook.js';
import { FUND_POLICY } from '../../nl-ftk/ledger/fund-policy.js';
import { COLLECTIVE_TRANSFER } from '../../nl-transfer/ledger/collective-transfer.js';
import { ACCOUNTABILITY } from './accountability.js';
import { EMPLOYER_DUTIES } from './employer-duties.js';
import { EXEMPTIONS } from './exemptions.js';
import { rightsCoverage, FIGURES } from './figures.js';
import { INVOICING } from './invoicing.js';
import { PENSION_RIGHTS } from './pension-rights.js';
import { RIGHTS_POLICY } from './rights-policy.js';
import { OFFICIAL, SCHEME } from '../parameters.js';
import { PUBLISHABLE } from '../publishable.js';

export const nlPob: Rulebook = {
  id: SCHEME,
  version: '1.0.0',
  title: 'Public Libraries Pension Fund, employer regulations of December 2017',
  currency: 'EUR',
  facts: {
    incomes: false,
    contributions: false,
    openingValue: false,
    transfers: false,
    pensionPayments: false,
    employers: true,
    pensions: [],
  },
  parameters: { official: OFFICIAL, publishable: PUBLISHABLE },
  capabilities: {
    coverage: rightsCoverage,
    figures: FIGURES,
    invoicing: INVOICING,
    employerDuties: EMPLOYER_DUTIES,
    exemptions: EXEMPTIONS,
    accountability: ACCOUNTABILITY,
    pensionRights: PENSION_RIGHTS,
    rightsPolicy: RIGHTS_POLICY,
    collectiveTransfer: COLLECTIVE_TRANSFER,
    policy: FUND_POLICY,
  },
};
