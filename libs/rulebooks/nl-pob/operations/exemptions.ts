/** pob.exemption, pob.performanceTest, pob.restructure and pob.withdraw. */
import { EXEMPTION_KINDS, RESTRUCTURING_TYPES, type ExemptionKind, type RestructuringFacts } from '#ledger/employer/law/exemption.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { endOfYear } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import {
  invalid,
  isTrue,
  parametersOf,
  present,
  readDecimal,
  readList,
  readObject,
  readOptionalCount,
  readOptionalDate,
  readOptionalDecimal,
  readText,
  readYear,
} from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { requireDecimal } from '../../frame/parameters/parameters.js';
import { decideExemption, isExemptionKind, type ExemptionFacts } from '../exemptions/exemption.js';
import {
  isExemptionOpen, PERFORMANCE_THRESHOLD, performanceTest, refuseUnlessFiveYears, yearScore, type PerformanceYear,
} from '../exemptions/performance-test.js';
import { isRestructuringType, mayAskCompensation, restructuringOutcome } from '../exemptions/restructuring.js';
import { withdrawalOutcome } from '../exemptions/withdrawal.js';
import { SCHEME } from '../parameters.js';
import { bounds } from '../../frame/parameters/fault.js';

function readFlag(facts: JsonObject, name: string): boolean | undefined {
  return present(facts, name) as boolean | undefined;
}

function readKind(input: JsonObject): ExemptionKind {
  const kind = readText(input, 'kind');
  if (isExemptionKind(kind)) return kind;
  return refuse('UNKNOWN_KIND', { kind, choices: EXEMPTION_KINDS });
}

export const exemptionOperation: Operation = {
  name: 'pob.exemption',
  article: 'regulations V.1–V.6',
  summary: 'Whether an exemption is granted, what is not met, and the conditions attached',
  input: is.inputOf({
    kind: is.text,
    facts: is.record({
      'employerRequest?': is.flag,
      'case?': is.oneOf('newMandate', 'changedActivities'),
      'mandateApplicationDate?': is.date,
      'mandateAppliesDate?': is.date,
      'schemeStart?': is.date,
      'partOfGroup?': is.flag,
      'unionsBothInvolved?': is.flag,
      'groupSchemeWithUnions?': is.flag,
      'groupEmployeesOutsideFund?': is.count,
      'groupActiveParticipants?': is.count,
      'requestedEmployees?': is.count,
      'jointRequest?': is.flag,
      'caoBinding?': is.flag,
      'caoDispensation?': is.flag,
      'separateSchemeWithUnions?': is.flag,
      'performanceTest?': is.decimal,
      'policyRulesBreached?': is.flag,
      'resetRulesBreached?': is.flag,
      'reinsuredWithoutDeposit?': is.flag,
      'insurerPolicyNotTested?': is.flag,
    }),
  }),
  output: is.record({ decision: is.oneOf('GRANT', 'REFUSE', 'DISCRETION'), failed: is.list(is.text), conditions: is.list(is.text) }),
  calculate: (input) => ({ ...decideExemption(readKind(input), readExemptionFacts(readObject(input, 'facts'))) }),
};

function readExemptionFacts(facts: JsonObject): ExemptionFacts {
  return {
    employerRequest: readFlag(facts, 'employerRequest'),
    case: present(facts, 'case') as ExemptionFacts['case'],
    mandateApplicationDate: readOptionalDate(facts, 'mandateApplicationDate'),
    mandateAppliesDate: readOptionalDate(facts, 'mandateAppliesDate'),
    schemeStart: readOptionalDate(facts, 'schemeStart'),
    partOfGroup: readFlag(facts, 'partOfGroup'),
    unionsBothInvolved: readFlag(facts, 'unionsBothInvolved'),
    groupSchemeWithUnions: readFlag(facts, 'groupSchemeWithUnions'),
    groupEmployeesOutsideFund: readOptionalCount(facts, 'groupEmployeesOutsideFund'),
    groupActiveParticipants: readOptionalCount(facts, 'groupActiveParticipants'),
    requestedEmployees: readOptionalCount(facts, 'requestedEmployees'),
    jointRequest: readFlag(facts, 'jointRequest'),
    caoBinding: readFlag(facts, 'caoBinding'),
    caoDispensation: readFlag(facts, 'caoDispensation'),
    separateSchemeWithUnions: readFlag(facts, 'separateSchemeWithUnions'),
    performanceTest: readOptionalDecimal(facts, 'performanceTest'),
    policyRulesBreached: readFlag(facts, 'policyRulesBreached'),
    resetRulesBreached: readFlag(facts, 'resetRulesBreached'),
    reinsuredWithoutDeposit: readFlag(facts, 'reinsuredWithoutDeposit'),
    insurerPolicyNotTested: readFlag(facts, 'insurerPolicyNotTested'),
  };
}

export const performanceTestOperation: Operation = {
  name: 'pob.performanceTest',
  article: 'regulations V.4.1; exemption decree, Annex 1',
  summary: 'Performance test over five years, and whether it opens an exemption',
  input: is.inputOf({
    years: is.list(
      is.record({ year: is.year, actual: is.decimal, actualCost: is.decimal, norm: is.decimal, normCost: is.decimal, 'e?': is.decimal }),
    ),
  }),
  output: is.record({ z: is.list(is.exact), performanceTest: is.exact, shifted: is.exact, exemptionOpen: is.flag }),
  calculate: (input) => {
    const years = readList(input, 'years');
    refuseUnlessFiveYears(years.map((year) => readYear(year, 'year')));
    const scores = years.map((year) => yearScore(readPerformanceYear(year)));
    const outcome = performanceTest(scores);
    return {
      z: scores.map(exactText),
      performanceTest: exactText(outcome),
      shifted: exactText(outcome.minus(PERFORMANCE_THRESHOLD)),
      exemptionOpen: isExemptionOpen(outcome),
    };
  },
};

function readPerformanceYear(input: JsonObject): PerformanceYear {
  const year = readYear(input, 'year');
  const e = requireDecimal(parametersOf(SCHEME, input, ['e'], { e: 'performanceE' }), 'performanceE', endOfYear(year));
  return {
    year,
    actual: readDecimal(input, 'actual'),
    actualCost: readDecimal(input, 'actualCost'),
    norm: readDecimal(input, 'norm'),
    normCost: readDecimal(input, 'normCost'),
    e: e.gt(0) ? e : invalid('e', e.toFixed(), bounds({ above: 0 })),
  };
}

export const restructureOperation: Operation = {
  name: 'pob.restructure',
  article: 'regulations V.7–V.11',
  summary: 'What becomes of an exemption in a merger, a split or a restart',
  input: is.inputOf({
    type: is.text,
    facts: is.record({
      'request?': is.oneOf(true, false, 'singleScheme', 'extend', 'maintain'),
      'sameSchemeForAll?': is.flag,
      'fromExempt?': is.count,
      'employees?': is.count,
      'mandatesAfter?': is.count,
      'exemptionUnderRemainingMandate?': is.flag,
      'sameMandate?': is.flag,
      'schemeContinued?': is.flag,
      'activitiesContinued?': is.flag,
      'bankruptcyDate?': is.date,
      'restartDate?': is.date,
      'hired?': is.count,
      'bankruptEmployees?': is.count,
    }),
  }),
  output: is.record({ outcome: is.text, compensationMay: is.flag }),
  calculate: (input) => {
    const type = readText(input, 'type');
    if (!isRestructuringType(type)) {
      return refuse('UNKNOWN_TYPE', { type, choices: RESTRUCTURING_TYPES });
    }
    const outcome = restructuringOutcome(type, readRestructuringFacts(readObject(input, 'facts')));
    return { outcome, compensationMay: mayAskCompensation(type, outcome) };
  },
};

function readRestructuringFacts(facts: JsonObject): RestructuringFacts {
  return {
    request: present(facts, 'request') as RestructuringFacts['request'],
    sameSchemeForAll: readFlag(facts, 'sameSchemeForAll'),
    fromExempt: readOptionalCount(facts, 'fromExempt'),
    employees: readOptionalCount(facts, 'employees'),
    mandatesAfter: readOptionalCount(facts, 'mandatesAfter'),
    exemptionUnderRemainingMandate: readFlag(facts, 'exemptionUnderRemainingMandate'),
    sameMandate: readFlag(facts, 'sameMandate'),
    schemeContinued: readFlag(facts, 'schemeContinued'),
    activitiesContinued: readFlag(facts, 'activitiesContinued'),
    bankruptcyDate: readOptionalDate(facts, 'bankruptcyDate'),
    restartDate: readOptionalDate(facts, 'restartDate'),
    hired: readOptionalCount(facts, 'hired'),
    bankruptEmployees: readOptionalCount(facts, 'bankruptEmployees'),
  };
}

export const withdrawOperation: Operation = {
  name: 'pob.withdraw',
  article: 'regulations V.12',
  summary: 'Whether an exemption is withdrawn, may be, or stands',
  input: is.inputOf({ kind: is.text, conditionBreached: is.flag, groundsGone: is.flag, employerRequest: is.flag }),
  output: is.record({ outcome: is.oneOf('WITHDRAW', 'MAY_WITHDRAW', 'NO_GROUND') }),
  calculate: (input) => ({
    outcome: withdrawalOutcome(readKind(input), {
      conditionBreached: isTrue(input, 'conditionBreached'),
      groundsGone: isTrue(input, 'groundsGone'),
      employerRequest: isTrue(input, 'employerRequest'),
    }),
  }),
};
