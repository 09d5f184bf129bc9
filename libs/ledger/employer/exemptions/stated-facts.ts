/** What is told of a request, and of a restructuring: as columns and as they are kept, each fact once. */
import * as is from '../../facts/field.js';
import type { Fields, ValuesOf } from '../../facts/field.js';
import * as kept from '../../kernel/schema.js';
import type { RestructuringFacts, StatedExemptionFacts } from '../law/exemption.js';

const yesOrNo = (description: string) => is.optional(is.choice('INVALID_VALUE', ['yes', 'no'] as const, { description }));
const day = (description: string) => is.optional(is.date({ description }));
const count = (description: string) => is.optional(is.count({ description }));

/** V.1–V.5, in the order of the articles; what is not told counts as not met. */
export const REQUEST_FACTS = {
  employerRequest: is.withFallback(is.choice('INVALID_VALUE', ['yes', 'no'] as const, { description: 'Whether the employer asks for it. ' +
    'Default: yes.' }), 'yes'),
  case: is.optional(
    is.choice('INVALID_VALUE', ['newMandate', 'changedActivities'] as const, { description: 'existing: why the mandate came to apply.' }),
  ),
  mandateApplicationDate: day('existing: the application for the mandate was lodged on.'),
  mandateAppliesDate: day('existing: the mandate came to apply on.'),
  schemeStart: day('existing: the employer’s own scheme is in force from.'),
  partOfGroup: yesOrNo('group: whether the employer is part of an economic unit.'),
  unionsBothInvolved: yesOrNo('group: whether unions of both sides were involved in forming it.'),
  groupSchemeWithUnions: yesOrNo('group: whether its scheme was agreed with unions.'),
  groupEmployeesOutsideFund: count('group: employees of the group outside the fund on the day of the request.'),
  groupActiveParticipants: count('group: active participants of the group’s scheme on that day.'),
  requestedEmployees: count('group: employees for whom it is asked.'),
  jointRequest: yesOrNo('group, ownCao: whether the unions ask for it too.'),
  caoBinding: yesOrNo('ownCao: whether the collective agreement was declared binding on the employer.'),
  caoDispensation: yesOrNo('ownCao: whether it has dispensation.'),
  separateSchemeWithUnions: yesOrNo('ownCao: whether a separate scheme was agreed with unions.'),
  policyRulesBreached: yesOrNo('investmentReturn: whether the rules of policy and benchmark were not met.'),
  resetRulesBreached: yesOrNo('investmentReturn: whether the rules of a reset were not met.'),
  reinsuredWithoutDeposit: yesOrNo('investmentReturn: whether the fund is reinsured without a separate deposit.'),
  insurerPolicyNotTested: yesOrNo('investmentReturn: whether the insurer’s policy was not or not enough tested.'),
} as const satisfies { readonly [fact in keyof StatedExemptionFacts]-?: unknown } & Fields;

/** V.7–V.11. */
export const RESTRUCTURING_FACTS = {
  request: is.optional(
    is.choice('INVALID_VALUE', ['yes', 'no', 'singleScheme', 'extend', 'maintain'] as const, { description: 'Whether, and for what, the ' +
      'new employer asks.' }),
  ),
  sameSchemeForAll: yesOrNo('mergerExempt: whether one scheme comes to apply to all.'),
  fromExempt: count('mergerMixed: employees who come from exempt employers.'),
  employees: count('mergerMixed: all employees.'),
  mandatesAfter: count('mergerFunds: mandates that apply afterwards.'),
  exemptionUnderRemainingMandate: yesOrNo('mergerFunds: whether it was granted under the mandate that is left.'),
  sameMandate: yesOrNo('mergerMixed, split, spinOffNew: whether the same mandate applies.'),
  schemeContinued: yesOrNo('spinOffOld: whether the scheme goes on.'),
  activitiesContinued: yesOrNo('restart: whether the activities are continued wholly or nearly so.'),
  bankruptcyDate: day('restart: bankruptcy.'),
  restartDate: day('restart: the restart.'),
  hired: count('restart: employees hired of the bankrupt employer.'),
  bankruptEmployees: count('restart: employees of the bankrupt employer.'),
} as const satisfies { readonly [fact in keyof RestructuringFacts]-?: unknown } & Fields;

/** The facts among what a row holds: yes and no as such, what is not told left out. */
function stated<F extends Fields>(fields: F, values: ValuesOf<F>): object {
  const told = Object.keys(fields).map((name) => [name, (values as { readonly [name: string]: unknown })[name]] as const);
  return Object.fromEntries(
    told.filter(([, value]) => value !== undefined).map(([name, value]) => [name, value === 'yes' ? true : value === 'no' ? false : value]),
  );
}

export function requestFacts(values: ValuesOf<typeof REQUEST_FACTS>): StatedExemptionFacts {
  return stated(REQUEST_FACTS, values);
}

export function restructuringFacts(values: ValuesOf<typeof RESTRUCTURING_FACTS>): RestructuringFacts {
  return stated(RESTRUCTURING_FACTS, values);
}

/** As an event keeps them. */
export const KEPT_REQUEST_FACTS = kept.record({}, {
  employerRequest: kept.yesOrNo,
  case: kept.oneOf('newMandate', 'changedActivities'),
  mandateApplicationDate: kept.date,
  mandateAppliesDate: kept.date,
  schemeStart: kept.date,
  partOfGroup: kept.yesOrNo,
  unionsBothInvolved: kept.yesOrNo,
  groupSchemeWithUnions: kept.yesOrNo,
  groupEmployeesOutsideFund: kept.count,
  groupActiveParticipants: kept.count,
  requestedEmployees: kept.count,
  jointRequest: kept.yesOrNo,
  caoBinding: kept.yesOrNo,
  caoDispensation: kept.yesOrNo,
  separateSchemeWithUnions: kept.yesOrNo,
  policyRulesBreached: kept.yesOrNo,
  resetRulesBreached: kept.yesOrNo,
  reinsuredWithoutDeposit: kept.yesOrNo,
  insurerPolicyNotTested: kept.yesOrNo,
});

const REQUESTED_OUTCOME: kept.Schema<NonNullable<RestructuringFacts['request']>> = {
  enum: [true, false, 'singleScheme', 'extend', 'maintain'],
};

export const KEPT_RESTRUCTURING_FACTS = kept.record({}, {
  request: REQUESTED_OUTCOME,
  sameSchemeForAll: kept.yesOrNo,
  fromExempt: kept.count,
  employees: kept.count,
  mandatesAfter: kept.count,
  exemptionUnderRemainingMandate: kept.yesOrNo,
  sameMandate: kept.yesOrNo,
  schemeContinued: kept.yesOrNo,
  activitiesContinued: kept.yesOrNo,
  bankruptcyDate: kept.date,
  restartDate: kept.date,
  hired: kept.count,
  bankruptEmployees: kept.count,
});
