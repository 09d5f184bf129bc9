/** What happens in a participant's life beside work: a disability, a death. */
import type { CivilDate } from '#money/civil-date.js';
import { DISABILITY } from '../pensions/benefits.js';
import { DEATH_KEY, NO_CHANGE, notAccepted, place, refused, unless, type DecidedFact, type Decision, type StandingFact } from '../decide.js';
import { birthProblem, deathProblem, futureProblem, orderProblem, overlap, type LifeContext } from './life-context.js';

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
export function reportDisability({ beganOn, decidedOn, endedOn }: ReportDisability, context: LifeContext): Decision {
  const { participantId, terms } = context;
  if (!terms.facts.pensions.includes(DISABILITY)) return notAccepted(context, 'disabilities');
  const problem =
    birthProblem('beganOn', beganOn, context) ??
    birthProblem('decidedOn', decidedOn, context) ??
    futureProblem('beganOn', beganOn, context) ??
    futureProblem('decidedOn', decidedOn, context) ??
    (endedOn === undefined ? undefined : (futureProblem('endedOn', endedOn, context) ?? orderProblem(['beganOn', beganOn], ['endedOn', endedOn], context)));
  if (problem !== undefined) return problem;
  const stands = (field: string) => ({ data }: StandingFact) =>
    refused('DISABILITY_ALREADY_REPORTED', `the disability of participant ${participantId} from ${beganOn} stands with ${field} ${String(data[field])}; annul that event to replace it`, { participantId, beganOn });
  const began = place({ type: 'DisabilityBegan', effectiveDate: beganOn, key: `disability:${beganOn}`, data: { beganOn, decidedOn } }, context.standing, stands('decidedOn'));
  return together(
    unless(began, () => deathProblem('beganOn', beganOn, context) ?? overlapProblem(beganOn, endedOn, context)),
    endedOn === undefined ? NO_CHANGE : place({ type: 'DisabilityEnded', effectiveDate: endedOn, key: `disability-ended:${beganOn}`, data: { endedOn, beganOn } }, context.standing, stands('endedOn')),
  );
}

function overlapProblem(beganOn: CivilDate, endedOn: CivilDate | undefined, { participantId, state }: LifeContext): Decision | undefined {
  const other = state.disabilities.find((one) => overlap([one.beganOn, one.endedOn], [beganOn, endedOn]));
  if (other === undefined) return undefined;
  const until = other.endedOn === undefined ? 'and has not ended' : `and ended on ${other.endedOn}`;
  return refused(
    'DISABILITY_OVERLAPS',
    `participant ${participantId}: a disability began on ${other.beganOn} ${until}; report the end of the earlier one first (beganOn with endedOn), or annul it`,
    { participantId, beganOn, standing: other.beganOn },
  );
}

/**
 * ParticipantDied. What the ledger holds of later days stays and is named by the coverage overview; what comes in for later days
 * from now on is refused. Refuses EVENT_IN_FUTURE, BEFORE_BIRTH, BEFORE_ENROLMENT and DEATH_ALREADY_REPORTED.
 */
export function reportDeath({ diedOn }: { readonly diedOn: CivilDate }, context: LifeContext): Decision {
  const { participantId, enrolment } = context;
  const problem = futureProblem('diedOn', diedOn, context) ?? birthProblem('diedOn', diedOn, context);
  if (problem !== undefined) return problem;
  if (diedOn < enrolment.enrolledOn) {
    return refused('BEFORE_ENROLMENT', `participant ${participantId}: diedOn ${diedOn} lies before the enrolment on ${enrolment.enrolledOn}; check it`, { participantId, diedOn });
  }
  return place({ type: 'ParticipantDied', effectiveDate: diedOn, key: DEATH_KEY, data: { diedOn } }, context.standing, ({ data }) =>
    refused('DEATH_ALREADY_REPORTED', `participant ${participantId} is recorded as dead since ${String(data['diedOn'])}, not ${diedOn}; annul that event to replace it`, { participantId, diedOn }),
  );
}

/** All events of decisions that belong together, or the first refusal. */
export function together(...decisions: readonly Decision[]): Decision {
  const refusal = decisions.find(({ status }) => status === 'refused');
  if (refusal !== undefined) return refusal;
  const events = decisions.flatMap((decision): readonly DecidedFact[] => (decision.status === 'decided' ? decision.events : []));
  return events.length === 0 ? NO_CHANGE : { status: 'decided', events };
}
