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
import type { NoticeRules } from './notices.js';
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
  readonly notices?: NoticeRules;
}

export type Capability = keyof Capabilities;

/** Each may be lacking: `libs/words` says how. */
declare module '#ledger/facts/scheme-terms.js' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface Lackings extends Readonly<Record<Capability, true>> {}
}
