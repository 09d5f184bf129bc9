/** Conditions of an exemption (V.6), by its kind. MUST: the article attaches it; MAY: the fund can. */
import type { ExemptionKind } from '#ledger/employer/law/exemption.js';

export type ConditionOfArticle =
  | 'MAY:GENERAL_6.1'
  | 'MUST:INFORMATION_6.2'
  | 'MUST:OTHER_PROVISION_6.3'
  | 'MAY:COMPENSATION_6.4'
  | 'MUST:EQUIVALENCE_6.5'
  | 'MUST:SAME_BENEFITS_6.6';

export function conditionsOf(kind: ExemptionKind): readonly ConditionOfArticle[] {
  return [
    'MAY:GENERAL_6.1',
    'MUST:INFORMATION_6.2',
    'MUST:OTHER_PROVISION_6.3',
    ...(kind === 'existing' ? [] : (['MAY:COMPENSATION_6.4'] as const)),
    ...(kind === 'existing' || kind === 'other' ? (['MUST:EQUIVALENCE_6.5'] as const) : []),
    ...(kind === 'investmentReturn' ? (['MUST:SAME_BENEFITS_6.6'] as const) : []),
  ];
}
