/** What becomes of an exemption: conditions met, restructurings, withdrawal (V.6–V.12). */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { NO_CHANGE, placedUnderKey, placeUnderKey, refused, type Decision, type StandingFact } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import { employerAmountProblem, employerDayProblem, referenceTaken } from '../deciding/context.js';
import type { Continuation, RestructuringFacts, RestructuringType, WithdrawalCause } from '../law/exemption.js';
import type { Exemption, ExemptionEventData } from './events.js';
import { exemptionInForce, type ExemptionContext } from './known-exemption.js';
import { requestKey } from './request-exemption.js';

type Told = Decision<Decided<ExemptionEventData>>;

declare module '../../kernel/refusal.js' {
  interface Refusals {
    CONDITION_ALREADY_MET: { readonly employerId: string; readonly exemption: string; readonly condition: string; readonly metOn: string };
    CONDITION_NOT_ATTACHED: {
      readonly employerId: string;
      readonly exemption: string;
      readonly condition: string;
      readonly conditions: readonly string[];
    };
    /** Withdrawn from that day on. */
    EXEMPTION_ALREADY_WITHDRAWN: { readonly employerId: string; readonly exemption: string; readonly from: string };
    NO_GROUND: { readonly employerId: string; readonly exemption: string; readonly cause: string; readonly kind: string };
    WITHDRAWN_BEFORE_IT_BEGAN: { readonly employerId: string; readonly from: string; readonly began: string };
  }
}

export interface MeetCondition {
  readonly exemption: string;
  /** Its code. */
  readonly condition: string;
  readonly metOn: CivilDate;
  readonly reference: string;
}

/**
 * ExemptionConditionMet on its day. Refuses what `employerDayProblem` does, UNKNOWN_EXEMPTION, EXEMPTION_NOT_IN_FORCE,
 * CONDITION_NOT_ATTACHED and CONDITION_ALREADY_MET (on another day).
 */
export function meetCondition({ exemption, condition: code, metOn, reference }: MeetCondition, context: ExemptionContext): Told {
  const { id: employerId, employer } = context;
  const problem = employerDayProblem('metOn', metOn, context);
  if (problem !== undefined) return problem;
  const found = exemptionInForce(employer, exemption, employerId);
  if (found.status === 'refused') return found;
  const { reference: named, conditions } = found.exemption;
  if (!conditions.some((one) => one.code === code)) return notAttached(employerId, found.exemption, code);
  return placedUnderKey<Decided<ExemptionEventData>>(
    {
      type: 'ExemptionConditionMet',
      effectiveDate: metOn,
      key: `exemption-condition:${JSON.stringify(comparableText(named))}:${code}`,
      data: { exemption: named, code, metOn, reference },
    },
    context.standing,
    ({ data }) =>
      refused('CONDITION_ALREADY_MET', { employerId, exemption, condition: code, metOn: String(data['metOn']) }),
  );
}

function notAttached(employerId: string, { reference, conditions }: Exemption, code: string): Decision<never> {
  const attached = conditions.map((one) => one.code);
  return refused('CONDITION_NOT_ATTACHED', { employerId, exemption: reference, condition: code, conditions: attached });
}

export interface ContinueExemption {
  /** Whose the exemption was; undefined: the employer's own. */
  readonly former: string | undefined;
  readonly exemption: string;
  readonly type: RestructuringType;
  readonly facts: RestructuringFacts;
  readonly on: CivilDate;
  readonly reference: string;
  readonly participants: readonly string[] | undefined;
  readonly compensationMinor: number | undefined;
  readonly currency: Currency | undefined;
}

/**
 * ExemptionContinued on the day of the merger, split or restart, in the books of the employer that goes on: the exemption holds there from
 * then on, or lapses. Refuses what `employerDayProblem` does, EMPLOYER_NOT_AFFILIATED (the former one), UNKNOWN_EXEMPTION,
 * EXEMPTION_NOT_IN_FORCE, NOT_MANDATORY_EXEMPTION, MISSING_FIELD (whose exemption is kept), COMPENSATION_NOT_ALLOWED and
 * EXEMPTION_ALREADY_CONTINUED (other content).
 */
export function continueExemption(command: ContinueExemption, context: ExemptionContext): Told {
  const { former, exemption, type, facts, on, reference } = command;
  const { id: employerId, law } = context;
  const problem = employerDayProblem('on', on, context);
  if (problem !== undefined) return problem;
  const isOwn = former === undefined || former === employerId;
  const isSame = ({ data }: StandingFact): boolean => data['on'] === on && data['exemption'] === exemption && data['type'] === type;
  const wanted = isOwn ? `exemption-continued:${JSON.stringify(comparableText(reference))}` : requestKey(reference);
  const { key, stands } = placeUnderKey(wanted, context.standing, isSame);
  if (stands !== undefined) {
    return isSame(stands) ? NO_CHANGE : referenceTaken('EXEMPTION_ALREADY_CONTINUED', reference, employerId);
  }
  const holder = isOwn ? context.employer : context.employerOf(former)?.employer;
  const holderId = former ?? employerId;
  if (holder === undefined) return refused('EMPLOYER_NOT_AFFILIATED', { employerId: holderId });
  const found = exemptionInForce(holder, exemption, holderId);
  if (found.status === 'refused') return found;
  const continuation = law.exemptions.continuation(found.exemption.kind, type, facts);
  return staffProblem(continuation, command, employerId) ?? compensated(continuation, command, context) ?? {
    status: 'decided',
    events: [{ type: 'ExemptionContinued', effectiveDate: on, key, data: continued(command, found.exemption, continuation, context) }],
  };
}

function staffProblem(
  { existingStaffOnly, outcome }: Continuation,
  { participants }: ContinueExemption,
  employerId: string,
): Told | undefined {
  if (!existingStaffOnly || participants !== undefined) return undefined;
  return refused('MISSING_FIELD', { employerId, column: 'participants', because: 'existing-staff-only', outcome });
}

/** V.8.3 */
function compensated(
  { compensationMay, article }: Continuation,
  { compensationMinor, currency }: ContinueExemption,
  context: ExemptionContext,
): Told | undefined {
  if (compensationMinor === undefined) return undefined;
  if (compensationMay) return employerAmountProblem(compensationMinor, currency ?? context.law.currency, context);
  return refused('COMPENSATION_NOT_ALLOWED', { employerId: context.id, article });
}

function continued(
  { former, type, facts, on, reference, participants, compensationMinor }: ContinueExemption,
  { reference: exemption, kind, conditions, participants: formerly }: Exemption,
  { outcome, continues, article, forAll }: Continuation,
  { id, law }: ExemptionContext,
): ExemptionEventData['ExemptionContinued'] {
  const isOwn = former === undefined || former === id;
  const who = participants ?? (outcome === 'TRANSFER' ? formerly : undefined);
  return {
    exemption,
    kind,
    type,
    article,
    facts: { ...facts },
    outcome,
    continues,
    on,
    conditions: continues ? conditions.map(({ metOn: _met, ...condition }) => condition) : [],
    reference,
    ...(isOwn ? {} : { former }),
    ...(who === undefined ? {} : { participants: who }),
    ...(isOwn && forAll && who === undefined && formerly !== undefined ? { forAll } : {}),
    ...(compensationMinor === undefined ? {} : { compensation: { amount: formatMinor(compensationMinor), currency: law.currency } }),
  } as ExemptionEventData['ExemptionContinued'];
}

export interface WithdrawExemption {
  readonly exemption: string;
  readonly cause: WithdrawalCause;
  /** First day on which it does not hold any more. */
  readonly from: CivilDate;
  readonly decidedOn: CivilDate;
  readonly reference: string;
  /** The one that was breached. */
  readonly condition: string | undefined;
}

/**
 * ExemptionWithdrawn on the day of the decision. Refuses what `employerDayProblem` does, UNKNOWN_EXEMPTION, EXEMPTION_NOT_IN_FORCE,
 * NO_GROUND (V.12), CONDITION_NOT_ATTACHED, WITHDRAWN_BEFORE_IT_BEGAN and EXEMPTION_ALREADY_WITHDRAWN.
 */
export function withdrawExemption(command: WithdrawExemption, context: ExemptionContext): Told {
  const { exemption, cause, from, decidedOn, reference, condition } = command;
  const { id: employerId, employer, law } = context;
  const problem = employerDayProblem('decidedOn', decidedOn, context);
  if (problem !== undefined) return problem;
  const isSame = ({ data }: StandingFact): boolean => data['decidedOn'] === decidedOn && data['from'] === from && data['cause'] === cause;
  const { key, stands: known } = placeUnderKey(`exemption-withdrawn:${JSON.stringify(comparableText(exemption))}`, context.standing, isSame);
  if (known !== undefined) {
    if (isSame(known)) return NO_CHANGE;
    return refused('EXEMPTION_ALREADY_WITHDRAWN', { employerId, exemption, from: String(known.data['from']) });
  }
  const found = exemptionInForce(employer, exemption, employerId);
  if (found.status === 'refused') return found;
  const { reference: named, kind, from: began, conditions } = found.exemption;
  const outcome = law.exemptions.withdrawal(kind, cause);
  if (outcome === 'NO_GROUND') return refused('NO_GROUND', { employerId, exemption, cause, kind });
  if (condition !== undefined && !conditions.some(({ code }) => code === condition)) {
    return notAttached(employerId, found.exemption, condition);
  }
  if (from < began) return refused('WITHDRAWN_BEFORE_IT_BEGAN', { employerId, from, began });
  const data = { exemption: named, cause, outcome, from, decidedOn, reference, ...(condition === undefined ? {} : { condition }) };
  return { status: 'decided', events: [{ type: 'ExemptionWithdrawn', effectiveDate: decidedOn, key, data }] };
}
