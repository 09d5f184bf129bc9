/** The rulebook of the employer regulations of the Public Libraries Pension Fund. */
import type { PolicyRules } from '../../frame/capabilities/policy.js';
import type { Rulebook } from '../../frame/rulebook.js';
import { FUND_POLICY } from '../../nl-ftk/ledger/fund-policy.js';
import { COLLECTIVE_TRANSFER } from '../../nl-transfer/ledger/collective-transfer.js';
import { ACCOUNTABILITY } from './accountability.js';
import { EMPLOYER_DUTIES } from './employer-duties.js';
import { EXEMPTIONS } from './exemptions.js';
import { rightsCoverage, FIGURES } from './figures.js';
import { INVOICING } from './invoicing.js';
import { NOTICES, noticesOwed } from './notices.js';
import { PENSION_RIGHTS } from './pension-rights.js';
import { RIGHTS_POLICY } from './rights-policy.js';
import { savingsOfYear } from './savings-of-year.js';
import { OFFICIAL, SCHEME } from '../parameters.js';
import { PUBLISHABLE } from '../publishable.js';

/** What the rules of funding ask of the board, and whom it has still to tell of a changed scheme; the longest due first. */
const duties: PolicyRules['duties'] = (day, fund, rules) =>
  [...FUND_POLICY.duties(day, fund, rules), ...noticesOwed(fund)].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));

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
    account: savingsOfYear,
    figures: FIGURES,
    invoicing: INVOICING,
    employerDuties: EMPLOYER_DUTIES,
    exemptions: EXEMPTIONS,
    accountability: ACCOUNTABILITY,
    pensionRights: PENSION_RIGHTS,
    rightsPolicy: RIGHTS_POLICY,
    collectiveTransfer: COLLECTIVE_TRANSFER,
    policy: { ...FUND_POLICY, duties },
    notices: NOTICES,
  },
};
