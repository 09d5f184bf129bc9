/** The exemption of a participant with conscientious objections, and its end (nl-pob VI.1–VI.4, VI.9). */
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, unless, type Decision } from '../../kernel/decision.js';
import type { MayBeOf } from '../../kernel/annulment.js';
import type { Decided } from '../../kernel/event.js';
import { deathProblem, futureProblem } from '../deciding/days.js';
import { notAccepted, type FactContext } from '../deciding/terms.js';
import type { Objection, ObjectionEnd, SavingsEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** Of a participant or an employer, where it is known whose the request is. */
    DECLARATION_MISSING: MayBeOf;
    OBJECTION_ALREADY_GRANTED: { readonly participantId: string; readonly from: string };
    OBJECTION_ALREADY_ENDED: { readonly participantId: string; readonly from: string; readonly on: string };
  }
}

type Told = Decision<Decided<SavingsEventData>>;

export interface ObjectionContext extends FactContext {
  /** All that is known, whatever the value dates. */
  readonly state: { readonly objections: readonly Objection[] };
}

export interface ObjectToInsurance {
  readonly requestedOn: CivilDate;
  readonly from: CivilDate;
  /** The board's model declaration, against every insurance. */
  readonly declaration: 'yes' | 'no';
  readonly reference: string;
  readonly condition: string | undefined;
}

/**
 * ObjectorExemptionGranted, from its first day. Refuses NOT_ACCEPTED_BY_SCHEME, EVENT_IN_FUTURE, AFTER_DEATH, DECLARATION_MISSING,
 * OBJECTION_ALREADY_GRANTED (other content, or another one holds on that day).
 */
export function objectToInsurance(command: ObjectToInsurance, context: ObjectionContext): Told {
  const { requestedOn, from, declaration, reference, condition } = command;
  const { participantId, terms, standing, state } = context;
  if (!terms.facts.employers) return notAccepted(context, 'conscientiousObjections');
  const problem = futureProblem('requestedOn', requestedOn, context) ?? deathProblem('from', from, context);
  if (problem !== undefined) return problem;
  if (declaration === 'no') return refused('DECLARATION_MISSING', { participantId });
  const already = (day: CivilDate): Decision<never> => refused('OBJECTION_ALREADY_GRANTED', { participantId, from: day });
  const data = { from, requestedOn, reference, ...(condition === undefined ? {} : { condition }) };
  const placed = placedUnderKey<Decided<SavingsEventData>>(
    { type: 'ObjectorExemptionGranted', effectiveDate: from, key: `objector:${from}`, data },
    standing,
    () => already(from),
  );
  return unless(placed, () => {
    // it has no end yet: one that begins later would hold beside it
    const other = state.objections.find((one) => one.from !== from && (one.end === undefined || one.end.on > from));
    return other === undefined ? undefined : already(other.from);
  });
}

export interface EndObjection {
  readonly cause: ObjectionEnd;
  readonly on: CivilDate;
  readonly reference: string;
}

/** ObjectorExemptionEnded on the first day without it. Refuses EVENT_IN_FUTURE, NO_OBJECTION (none holds then), OBJECTION_ALREADY_ENDED. */
export function endObjection({ cause, on, reference }: EndObjection, context: ObjectionContext): Told {
  const { participantId, standing, state } = context;
  const problem = futureProblem('on', on, context);
  if (problem !== undefined) return problem;
  const objection = state.objections.findLast(({ from }) => from < on);
  if (objection === undefined) return refused('NO_OBJECTION', { participantId, on });
  const { from } = objection;
  return placedUnderKey<Decided<SavingsEventData>>(
    { type: 'ObjectorExemptionEnded', effectiveDate: on, key: `objector-ended:${from}`, data: { from, cause, on, reference } },
    standing,
    ({ data }) =>
      refused('OBJECTION_ALREADY_ENDED', { participantId, from, on: String(data['on']) }),
  );
}
