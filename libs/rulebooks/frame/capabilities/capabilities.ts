/** What a scheme may be able to do. A rulebook has those that it has; none stands there to refuse. */
import type { AccountabilityRules } from './accountability.js';
import type { AccountOf } from './account.js';
import type { ChangeRules } from './changes.js';
import type { CorrectionPolicy } from './corrections.js';
import type { CollectiveTransferRules } from './collective-transfer.js';
import type { CoverageOf } from './coverage.js';
import type { EmployerDutyRules } from './employer-duties.js';
import type { ExemptionRules } from './exemptions.js';
import type { ParticipantFigures } from './figures.js';
import type { InvoicingRules } from './invoicing.js';
import type { LiabilityRules } from './liabilities.js';
import type { PensionRightsRules } from './pension-rights.js';
import type { PolicyRules } from './policy.js';
import type { ResultDecisions } from './results.js';
import type { RightsPolicyRules } from './rights-policy.js';
import type { SpecialBonusRules } from './special-bonus.js';
import type { WindowsOf } from './windows.js';

export interface Capabilities {
  readonly coverage?: CoverageOf;
  readonly account?: AccountOf;
  readonly windows?: WindowsOf;
  readonly corrections?: CorrectionPolicy;
  readonly figures?: ParticipantFigures;
  readonly results?: ResultDecisions;
  readonly specialBonus?: SpecialBonusRules;
  readonly changes?: ChangeRules;
  readonly liabilities?: LiabilityRules;
  readonly invoicing?: InvoicingRules;
  readonly employerDuties?: EmployerDutyRules;
  readonly exemptions?: ExemptionRules;
  readonly accountability?: AccountabilityRules;
  readonly pensionRights?: PensionRightsRules;
  readonly rightsPolicy?: RightsPolicyRules;
  readonly collectiveTransfer?: CollectiveTransferRules;
  readonly policy?: PolicyRules;
}

export type Capability = keyof Capabilities;

/** How the refusal says that a scheme lacks it, after "scheme ID". */
export const LACKING: { readonly [capability in Capability]: string } = {
  coverage: 'has no coverage overview',
  account: 'has no annual account of a participant',
  windows: 'has no correction windows: its corrections have no limit of years',
  corrections: 'takes no corrections',
  figures: 'explains no figures of a participant',
  results: 'takes no decision on interest, bonus or cuts; what its fund sets are parameters',
  specialBonus: 'has no special bonus provisions',
  changes: 'has no basis and no terms that its fund may change',
  liabilities: 'keeps no liabilities by formula',
  invoicing: 'invoices no employers',
  employerDuties: 'has no duties of employers',
  exemptions: 'exempts no employers from participation',
  accountability: 'has no board that accounts for performance, feasibility and discounts here',
  pensionRights: 'keeps no rights by year of accrual',
  rightsPolicy: 'takes no decision on the indexation of rights',
  collectiveTransfer: 'transfers no rights of a group to another provider',
  policy: 'has no rules of funding by which its fund decides on indexation, cuts and catch-up',
};
