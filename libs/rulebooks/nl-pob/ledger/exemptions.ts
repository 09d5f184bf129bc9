/** Exemptions as the books call the law of chapter V. */
import type { RestructuringType } from '#ledger/employer/law/exemption.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import type { ExemptionRules } from '../../frame/capabilities/exemptions.js';
import { entryInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { LAST_DATES } from '../deadlines/deadlines.js';
import { decideExemption } from '../exemptions/exemption.js';
import { PERFORMANCE_TEST } from '../exemptions/performance-test.js';
import { mayAskCompensation, restructuringOutcome, type RestructuringOutcome } from '../exemptions/restructuring.js';
import { withdrawalOutcome } from '../exemptions/withdrawal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_MANDATORY_EXEMPTION: { readonly kind: string };
  }
}

const ARTICLES = { existing: 'V.1', group: 'V.2', ownCao: 'V.3', investmentReturn: 'V.4', other: 'V.5' } as const;

const RESTRUCTURING_ARTICLES: { readonly [type in RestructuringType]: string } = {
  mergerExempt: 'V.7',
  mergerMixed: 'V.8',
  mergerFunds: 'V.9',
  split: 'V.10.2',
  spinOffOld: 'V.10.4',
  spinOffNew: 'V.10.5',
  restart: 'V.11',
};

/** The exemption ends with them. */
const ENDS: readonly RestructuringOutcome[] = ['LAPSE', 'NOT_CONTINUED'];
/** V.8.2 b, V.9.2: for the staff of the exempt employers, and nobody hired later. */
const EXISTING_STAFF: readonly RestructuringOutcome[] = ['MAINTAIN_EXISTING'];
/** V.7.2, V.8.2 a, V.9.1, V.10.3, V.10.5, V.11.2: for the present and future staff of the employer that goes on. */
const ALL_STAFF: readonly RestructuringOutcome[] = ['ONE_FOR_ALL', 'EXTEND_ALL', 'CONTINUE_ALL_NEW', 'GRANT_SAME_TERMS', 'MAINTAIN'];

/** The fund's last test by then (V.4.1 a). */
function testAt(parameters: ParameterSet, on: CivilDate): string | undefined {
  const value = entryInForce(parameters, PERFORMANCE_TEST, on)?.value;
  return value === undefined ? undefined : String(value);
}

export const EXEMPTIONS: ExemptionRules = {
  judge: (kind, facts, requestedOn, parameters) => {
    const tested = kind === 'investmentReturn' ? testAt(parameters, requestedOn) : undefined;
    const judged = decideExemption(kind, { ...facts, performanceTest: tested === undefined ? undefined : new Decimal(tested) });
    return { ...judged, article: ARTICLES[kind], performanceTest: tested };
  },
  otherProvisionBy: LAST_DATES.otherProvision,
  continuation: (kind, type, facts) => {
    if (kind === 'other') refuse('NOT_MANDATORY_EXEMPTION', { kind });
    const outcome = restructuringOutcome(type, facts);
    return {
      outcome,
      continues: !ENDS.includes(outcome),
      existingStaffOnly: EXISTING_STAFF.includes(outcome),
      forAll: ALL_STAFF.includes(outcome),
      compensationMay: mayAskCompensation(type, outcome),
      article: RESTRUCTURING_ARTICLES[type],
    };
  },
  withdrawal: (kind, cause) =>
    withdrawalOutcome(kind, {
      conditionBreached: cause === 'condition-breached',
      groundsGone: cause === 'grounds-gone',
      employerRequest: cause === 'request',
    }),
};
