/** What becomes of a mandatory exemption (V.1–V.4) when employers merge, split or start again (V.7–V.11). */
import { RESTRUCTURING_TYPES, type RestructuringFacts, type RestructuringType } from '#ledger/employer/law/exemption.js';
import { addMonths } from '#money/civil-date.js';

export type RestructuringOutcome =
  | 'TRANSFER'
  | 'ONE_FOR_ALL'
  | 'LAPSE'
  | 'EXTEND_ALL'
  | 'MAINTAIN_EXISTING'
  | 'MAINTAIN_AND_FUTURE'
  | 'CONTINUE_ALL_NEW'
  | 'CONTINUE'
  | 'GRANT_SAME_TERMS'
  | 'MAINTAIN'
  | 'NOT_CONTINUED';

/** V.11.1: a restart within a year of the bankruptcy. */
const RESTART_MONTHS = 12;

const OUTCOMES: { readonly [type in RestructuringType]: (facts: RestructuringFacts) => RestructuringOutcome } = {
  // V.7.1; V.7.2 where one scheme comes to apply to all
  mergerExempt: ({ request, sameSchemeForAll }) => (request === 'singleScheme' && sameSchemeForAll === true ? 'ONE_FOR_ALL' : 'TRANSFER'),
  // V.8.1; V.8.2 on request, where half of the employees come from exempt employers
  mergerMixed: ({ request, fromExempt, employees, sameMandate }) => {
    if (sameMandate === false) return 'NOT_CONTINUED';
    if (!isAtLeastHalf(fromExempt, employees)) return 'LAPSE';
    return request === 'extend' ? 'EXTEND_ALL' : request === 'maintain' ? 'MAINTAIN_EXISTING' : 'LAPSE';
  },
  // V.9.1 and V.9.2 where one mandate is left, V.9.3 where several are
  mergerFunds: ({ request, mandatesAfter = 0, exemptionUnderRemainingMandate }) => {
    if (mandatesAfter > 1) return request === 'maintain' ? 'MAINTAIN_AND_FUTURE' : 'NOT_CONTINUED';
    if (mandatesAfter !== 1 || exemptionUnderRemainingMandate !== true) return 'NOT_CONTINUED';
    return request === 'extend' ? 'EXTEND_ALL' : request === 'maintain' ? 'MAINTAIN_EXISTING' : 'NOT_CONTINUED';
  },
  // V.10.2, V.10.3
  split: (facts) => (isRequested(facts) && facts.sameMandate === true ? 'CONTINUE_ALL_NEW' : 'NOT_CONTINUED'),
  // V.10.4
  spinOffOld: ({ schemeContinued }) => (schemeContinued === true ? 'CONTINUE' : 'NOT_CONTINUED'),
  // V.10.5
  spinOffNew: (facts) => (isRequested(facts) && facts.sameMandate === true ? 'GRANT_SAME_TERMS' : 'NOT_CONTINUED'),
  // V.11.1
  restart: (facts) =>
    isRequested(facts) &&
    facts.activitiesContinued === true &&
    isSoonAfterBankruptcy(facts) &&
    isAtLeastHalf(facts.hired, facts.bankruptEmployees)
      ? 'MAINTAIN'
      : 'NOT_CONTINUED',
};

export function isRestructuringType(type: string): type is RestructuringType {
  return (RESTRUCTURING_TYPES as readonly string[]).includes(type);
}

export function restructuringOutcome(type: RestructuringType, facts: RestructuringFacts): RestructuringOutcome {
  return OUTCOMES[type](facts);
}

/** V.8.3: the fund may ask for compensation where a merger with an employer that is not exempt extends the exemption to all. */
export function mayAskCompensation(type: RestructuringType, outcome: RestructuringOutcome): boolean {
  return type === 'mergerMixed' && outcome === 'EXTEND_ALL';
}

function isRequested({ request }: RestructuringFacts): boolean {
  return request !== undefined && request !== false;
}

function isAtLeastHalf(part: number | undefined, all: number | undefined): boolean {
  return part !== undefined && all !== undefined && all > 0 && part * 2 >= all;
}

function isSoonAfterBankruptcy({ bankruptcyDate, restartDate }: RestructuringFacts): boolean {
  if (bankruptcyDate === undefined || restartDate === undefined) return false;
  return bankruptcyDate <= restartDate && restartDate <= addMonths(bankruptcyDate, RESTART_MONTHS);
}
