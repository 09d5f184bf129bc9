/** A disability and its end. */
import type { CivilDate } from '#money/civil-date.js';
import { NO_CHANGE, placedUnderKey, refused, together, unless, type Decision, type StandingFact } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import type { JsonValue } from '../../kernel/json.js';
import { birthProblem, deathProblem, futureProblem, orderProblem, overlap } from '../deciding/days.js';
import { notAccepted, type FactContext } from '../deciding/terms.js';
import { DISABILITY } from '../pensions/benefits.js';
import type { Disability, LifeEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** `field` names the detail that stands otherwise. */
    DISABILITY_ALREADY_REPORTED: {
      readonly participantId: string;
      readonly beganOn: string;
      readonly field: string;
      readonly [field: string]: JsonValue;
    };
    /** `standing`: the first day of the other one; `endedOn`: its last, where it has one. */
    DISABILITY_OVERLAPS: {
      readonly participantId: string;
      readonly beganOn: string;
      readonly standing: string;
      readonly endedOn?: string | undefined;
    };
  }
}

type Reported = Decided<LifeEventData>;

interface DisabilityContext extends FactContext {
  /** All that is known, whatever the value dates. */
  readonly state: { readonly disabilities: readonly Disability[] };
}

export interface ReportDisability {
  readonly beganOn: CivilDate;
  readonly decidedOn: CivilDate;
  readonly endedOn: CivilDate | undefined;
}

/**
 * DisabilityBegan with the day the incapacity began as its value date, and DisabilityEnded where the end is told, now or in a later
 * row. A participant may be disabled again, but not twice at once: a pension is computed from one incapacity. Refuses
 * NOT_ACCEPTED_BY_SCHEME, EVENT_IN_FUTURE, BEFORE_BIRTH, AFTER_DEATH, ENDS_BEFORE_IT_BEGINS, DISABILITY_ALREADY_REPORTED (another
 * decision or end stands) and DISABILITY_OVERLAPS.
 */
export function reportDisability({ beganOn, decidedOn, endedOn }: ReportDisability, context: DisabilityContext): Decision<Reported> {
  const { participantId, terms } = context;
  if (!terms.facts.pensions.includes(DISABILITY)) return notAccepted(context, 'disabilities');
  const problem =
    birthProblem('beganOn', beganOn, context) ??
    birthProblem('decidedOn', decidedOn, context) ??
    futureProblem('beganOn', beganOn, context) ??
    futureProblem('decidedOn', decidedOn, context) ??
    (endedOn === undefined
      ? undefined
      : (futureProblem('endedOn', endedOn, context) ?? orderProblem(['beganOn', beganOn], ['endedOn', endedOn], context)));
  if (problem !== undefined) return problem;
  const stands =
    (field: string) =>
    ({ data }: StandingFact) =>
      refused('DISABILITY_ALREADY_REPORTED', { participantId, beganOn, field, [field]: String(data[field]) });
  const began = placedUnderKey<Reported>(
    { type: 'DisabilityBegan', effectiveDate: beganOn, key: `disability:${beganOn}`, data: { beganOn, decidedOn } },
    context.standing,
    stands('decidedOn'),
  );
  return together(
    unless(began, () => deathProblem('beganOn', beganOn, context) ?? overlapProblem(beganOn, endedOn, context)),
    endedOn === undefined
      ? NO_CHANGE
      : placedUnderKey<Reported>(
          { type: 'DisabilityEnded', effectiveDate: endedOn, key: `disability-ended:${beganOn}`, data: { endedOn, beganOn } },
          context.standing,
          stands('endedOn'),
        ),
  );
}

function overlapProblem(
  beganOn: CivilDate,
  endedOn: CivilDate | undefined,
  { participantId, state }: DisabilityContext,
): Decision<never> | undefined {
  const other = state.disabilities.find((one) => overlap([one.beganOn, one.endedOn], [beganOn, endedOn]));
  if (other === undefined) return undefined;
  return refused('DISABILITY_OVERLAPS', { participantId, beganOn, standing: other.beganOn, endedOn: other.endedOn });
}
