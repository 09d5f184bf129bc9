/** The capability of exemptions from participation: whether one is granted, on what conditions, and what becomes of it. */
import type {
  Continuation, ExemptionKind, ExemptionLaw, JudgedRequest, RestructuringFacts, RestructuringType, StatedExemptionFacts,
} from '#ledger/employer/law/exemption.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '../parameters/parameters.js';

export interface ExemptionRules {
  readonly judge: (kind: ExemptionKind, facts: StatedExemptionFacts, requestedOn: CivilDate, parameters: ParameterSet) => JudgedRequest;
  readonly otherProvisionBy: (grantedOn: CivilDate) => CivilDate;
  /** Refuses NOT_MANDATORY_EXEMPTION. */
  readonly continuation: (kind: ExemptionKind, type: RestructuringType, facts: RestructuringFacts) => Continuation;
  readonly withdrawal: ExemptionLaw['withdrawal'];
}
