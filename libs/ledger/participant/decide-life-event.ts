/** What happens in a participant's life beside work: a pension granted, a disability, a death. */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { DEATH_KEY, NO_CHANGE, place, refused, type DecidedFact, type Decision, type FactContext, type StandingFact } from './decide.js';

/** Pensions that a rulebook knows by name (fi-kapl section 9; CONTRACT: `coverage`). */
export const PENSION_BENEFITS = [
  'old-age-pension',
  'disability-pension',
  'individual-early-retirement',
  'unemployment-pension',
  'spouse-pension',
  'child-pension',
] as const;

export interface StartPension {
  readonly benefit: string;
  readonly startsOn: CivilDate;
  readonly grantedOn: CivilDate;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly frequency: 'monthly' | 'yearly';
}

/**
 * PensionStarted, with the earlier of grant and start as its value date: from the grant on it is no future pension. Refuses
 * WRONG_CURRENCY, NEGATIVE_AMOUNT, EVENT_IN_FUTURE, BEFORE_BIRTH, AFTER_DEATH and PENSION_ALREADY_STARTED.
 */
export function startPension(command: StartPension, context: FactContext): Decision {
  const { benefit, startsOn, grantedOn, currency, frequency } = command;
  const { participantId, terms } = context;
  if (currency !== terms.currency) {
    return refused('WRONG_CURRENCY', `scheme ${terms.scheme} of participant ${participantId} keeps its books in ${terms.currency}, not ${currency}`, { participantId, currency, expected: terms.currency });
  }
  if (command.amountMinor < 0) return refused('NEGATIVE_AMOUNT', `the ${benefit} of participant ${participantId} is below zero; a pension is what is paid`, { participantId });
  const effectiveDate = grantedOn < startsOn ? grantedOn : startsOn;
  const problem = dateProblem('grantedOn', grantedOn, context) ?? lifeProblem('startsOn', startsOn, context);
  if (problem !== undefined) return problem;
  return place(
    { type: 'PensionStarted', effectiveDate, key: `pension:${benefit}:${startsOn}`, data: { benefit, startsOn, grantedOn, amount: formatMinor(command.amountMinor), currency, frequency } },
    context.standing,
    ({ data }) =>
      refused('PENSION_ALREADY_STARTED', `the ${benefit} of participant ${participantId} from ${startsOn} stands with ${String(data['amount'])} ${String(data['frequency'])}, granted ${String(data['grantedOn'])}; annul that event to replace it`, {
        participantId,
        benefit,
        startsOn,
      }),
  );
}

export interface ReportDisability {
  readonly beganOn: CivilDate;
  readonly decidedOn: CivilDate;
  readonly endedOn: CivilDate | undefined;
}

/** DisabilityBegan, and DisabilityEnded where the end is told. Refuses EVENT_IN_FUTURE, BEFORE_BIRTH, AFTER_DEATH, ENDS_BEFORE_IT_BEGINS and DISABILITY_ALREADY_REPORTED. */
export function reportDisability({ beganOn, decidedOn, endedOn }: ReportDisability, context: FactContext): Decision {
  const { participantId } = context;
  const problem = lifeProblem('beganOn', beganOn, context) ?? dateProblem('beganOn', beganOn, context) ?? dateProblem('decidedOn', decidedOn, context) ?? (endedOn === undefined ? undefined : dateProblem('endedOn', endedOn, context));
  if (problem !== undefined) return problem;
  if (endedOn !== undefined && endedOn < beganOn) {
    return refused('ENDS_BEFORE_IT_BEGINS', `participant ${participantId}: a disability cannot end on ${endedOn}, before it began on ${beganOn}; check both`, { participantId, beganOn, endedOn });
  }
  const stands = (field: string) => ({ data }: StandingFact) =>
    refused('DISABILITY_ALREADY_REPORTED', `the disability of participant ${participantId} from ${beganOn} stands with ${field} ${String(data[field])}; annul that event to replace it`, { participantId, beganOn });
  return both(
    place({ type: 'DisabilityBegan', effectiveDate: beganOn, key: `disability:${beganOn}`, data: { beganOn, decidedOn } }, context.standing, stands('decidedOn')),
    endedOn === undefined ? NO_CHANGE : place({ type: 'DisabilityEnded', effectiveDate: endedOn, key: `disability-ended:${beganOn}`, data: { endedOn } }, context.standing, stands('endedOn')),
  );
}

/** ParticipantDied. Refuses EVENT_IN_FUTURE, BEFORE_BIRTH and DEATH_ALREADY_REPORTED. */
export function reportDeath({ diedOn }: { readonly diedOn: CivilDate }, context: FactContext): Decision {
  const { participantId } = context;
  const problem = dateProblem('diedOn', diedOn, context) ?? birthProblem('diedOn', diedOn, context);
  if (problem !== undefined) return problem;
  return place({ type: 'ParticipantDied', effectiveDate: diedOn, key: DEATH_KEY, data: { diedOn } }, context.standing, ({ data }) =>
    refused('DEATH_ALREADY_REPORTED', `participant ${participantId} is recorded as dead since ${String(data['diedOn'])}, not ${diedOn}; annul that event to replace it`, { participantId, diedOn }),
  );
}

function both(first: Decision, second: Decision): Decision {
  if (first.status === 'refused') return first;
  if (second.status === 'refused') return second;
  const events = [first, second].flatMap((decision): readonly DecidedFact[] => (decision.status === 'decided' ? decision.events : []));
  return events.length === 0 ? NO_CHANGE : { status: 'decided', events };
}

function dateProblem(field: string, on: CivilDate, { participantId, today }: FactContext): Decision | undefined {
  if (on <= today) return undefined;
  return refused('EVENT_IN_FUTURE', `participant ${participantId}: ${field} ${on} lies after today, ${today}; report it once it has happened`, { participantId, [field]: on });
}

function lifeProblem(field: string, on: CivilDate, context: FactContext): Decision | undefined {
  const { participantId, diedOn } = context;
  if (diedOn !== undefined && on > diedOn) {
    return refused('AFTER_DEATH', `participant ${participantId}: ${field} ${on} lies after the death on ${diedOn}; check it`, { participantId, [field]: on });
  }
  return birthProblem(field, on, context);
}

function birthProblem(field: string, on: CivilDate, { participantId, enrolment }: FactContext): Decision | undefined {
  if (on >= enrolment.birthDate) return undefined;
  return refused('BEFORE_BIRTH', `participant ${participantId}: ${field} ${on} lies before the birth on ${enrolment.birthDate}; check it`, { participantId, [field]: on });
}
