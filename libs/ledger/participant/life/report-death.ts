/** A death. */
import type { CivilDate } from '#money/civil-date.js';
import { occurrenceKey, placedUnderKey, refused, type Decision, type Standing } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { birthProblem, futureProblem } from '../deciding/days.js';
import { hasComeOver } from '../deciding/gone-over.js';
import type { FactContext } from '../deciding/terms.js';
import type { LifeEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    BEFORE_ENROLMENT: { readonly participantId: string; readonly diedOn: string; readonly enrolledOn: string };
    /** `recorded`: the day that stands. */
    DEATH_ALREADY_REPORTED: { readonly participantId: string; readonly diedOn: string; readonly recorded: string };
  }
}

/** The key of a participant's death, one a participant; after an annulment `died#2` … */
export const DEATH_KEY = 'died';

/** The day of the death that stands. */
export function standingDeath(standing: Standing): CivilDate | undefined {
  for (let occurrence = 1; ; occurrence += 1) {
    const found = standing(occurrenceKey(DEATH_KEY, occurrence));
    if (found === undefined) return undefined;
    if (!found.annulled) return found.data['diedOn'] as CivilDate;
  }
}

interface DeathContext extends FactContext {
  /** The whole stream. */
  readonly events: readonly { readonly type: string; readonly data: object }[];
  readonly enrolment: FactContext['enrolment'] & { readonly enrolledOn: CivilDate };
}

/**
 * ParticipantDied. What the ledger holds of later days stays and is named by the coverage overview; what comes in for later days
 * from now on is refused. Refuses EVENT_IN_FUTURE, BEFORE_BIRTH, BEFORE_ENROLMENT (not of one who came with a group: the news may come
 * later than the transfer) and DEATH_ALREADY_REPORTED.
 */
export function reportDeath({ diedOn }: { readonly diedOn: CivilDate }, context: DeathContext): Decision<Decided<LifeEventData>> {
  const { participantId, enrolment } = context;
  const problem = futureProblem('diedOn', diedOn, context) ?? birthProblem('diedOn', diedOn, context);
  if (problem !== undefined) return problem;
  if (diedOn < enrolment.enrolledOn && !hasComeOver(context.events)) {
    return refused('BEFORE_ENROLMENT', { participantId, diedOn, enrolledOn: enrolment.enrolledOn });
  }
  return placedUnderKey(
    { type: 'ParticipantDied', effectiveDate: diedOn, key: DEATH_KEY, data: { diedOn } },
    context.standing,
    ({ data }) => refused('DEATH_ALREADY_REPORTED', { participantId, diedOn, recorded: String(data['diedOn']) }),
  );
}
