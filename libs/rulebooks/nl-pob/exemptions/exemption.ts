/** Exemption from participation (V.1–V.5): what each kind requires. A fact that is absent counts as not met. */
import { EXEMPTION_KINDS, type ExemptionKind, type StatedExemptionFacts } from '#ledger/employer/law/exemption.js';
import { addMonths } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import { conditionsOf, type ConditionOfArticle } from './conditions.js';
import { isExemptionOpen } from './performance-test.js';

export type ExemptionFacts = StatedExemptionFacts & { readonly performanceTest?: Decimal | undefined };

export interface ExemptionDecision {
  /** DISCRETION: the board's own choice (V.5). */
  readonly decision: 'GRANT' | 'REFUSE' | 'DISCRETION';
  /** Codes of what is not met, in the order of the article. */
  readonly failed: readonly string[];
  readonly conditions: readonly ConditionOfArticle[];
}

type Requirement = readonly [code: string, met: boolean];

/** V.1: in force six months before. */
const SCHEME_AGE_MONTHS = 6;
/** V.2.1 c and d. */
const GROUP_EMPLOYEES = 100;
const GROUP_SHARE = new Decimal('1.25');
const GROUP_SURPLUS = 50;

const REQUIREMENTS: { readonly [kind in ExemptionKind]: (facts: ExemptionFacts) => readonly Requirement[] } = {
  existing: (facts) => [['SIX_MONTHS', schemeOldEnough(facts)]],
  group: (facts) => [
    ['PART_OF_GROUP', facts.partOfGroup === true],
    ['UNIONS_BOTH', facts.unionsBothInvolved === true],
    ['GROUP_SCHEME_WITH_UNIONS', facts.groupSchemeWithUnions === true],
    ['GROUP_100', (facts.groupEmployeesOutsideFund ?? 0) >= GROUP_EMPLOYEES],
    ['GROUP_25PCT_OR_50', groupLargeEnough(facts)],
    ['JOINT_REQUEST', facts.jointRequest === true],
  ],
  ownCao: (facts) => [
    ['CAO_NOT_BINDING', facts.caoBinding === false || facts.caoDispensation === true],
    ['SEPARATE_SCHEME', facts.separateSchemeWithUnions === true],
    ['JOINT_REQUEST', facts.jointRequest === true],
  ],
  investmentReturn: (facts) => [
    facts.reinsuredWithoutDeposit === true
      ? ['INSURER_POLICY_TEST', facts.insurerPolicyNotTested === true]
      : ['PERFORMANCE_OR_POLICY', returnsFellShort(facts)],
  ],
  other: () => [],
};

export function isExemptionKind(kind: string): kind is ExemptionKind {
  return (EXEMPTION_KINDS as readonly string[]).includes(kind);
}

export function decideExemption(kind: ExemptionKind, facts: ExemptionFacts): ExemptionDecision {
  const requirements: readonly Requirement[] = [['EMPLOYER_REQUEST', facts.employerRequest === true], ...REQUIREMENTS[kind](facts)];
  const failed = requirements.filter(([, met]) => !met).map(([code]) => code);
  if (failed.length > 0) return { decision: 'REFUSE', failed, conditions: [] };
  return { decision: kind === 'other' ? 'DISCRETION' : 'GRANT', failed, conditions: conditionsOf(kind) };
}

/** V.1: in force six months before the application for the mandate was lodged, or before the mandate came to apply. */
function schemeOldEnough({ case: how, mandateApplicationDate, mandateAppliesDate, schemeStart }: ExemptionFacts): boolean {
  const day = how === 'newMandate' ? mandateApplicationDate : how === 'changedActivities' ? mandateAppliesDate : undefined;
  return day !== undefined && schemeStart !== undefined && schemeStart <= addMonths(day, -SCHEME_AGE_MONTHS);
}

/** V.2.1 d: a quarter more, or fifty more, than the employees for whom it is requested. */
function groupLargeEnough({ groupActiveParticipants: actives, requestedEmployees: requested }: ExemptionFacts): boolean {
  if (actives === undefined || requested === undefined) return false;
  return GROUP_SHARE.times(requested).lte(actives) || actives >= requested + GROUP_SURPLUS;
}

/** V.4.1: the performance test, or the rules of policy and benchmark (4.2, 4.3) or of a reset (4.4) not met. */
function returnsFellShort({ performanceTest, policyRulesBreached, resetRulesBreached }: ExemptionFacts): boolean {
  return (performanceTest !== undefined && isExemptionOpen(performanceTest)) || policyRulesBreached === true || resetRulesBreached === true;
}
