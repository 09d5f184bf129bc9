/** The annulment of an event that should never have been recorded. */
import { refused, NO_CHANGE, type Decision } from '../kernel/decision.js';
import type { Decided } from '../kernel/event.js';
import { annulmentKey, type AnnulmentEventData, type ParticipantEventDefinition } from './annulment/events.js';
import type { ParticipantEvent, ParticipantEventType } from './events.js';
import { PARTICIPANT_FAMILIES } from './families.js';
import { goneOverIn, refuseGoneOver } from './deciding/gone-over.js';

export interface Annul {
  readonly eventId: string;
  readonly reason: string;
}

export interface AnnulContext {
  readonly participantId: string;
  /** The whole stream, in revision order. */
  readonly events: readonly ParticipantEvent[];
}

type Reported = Extract<ParticipantEvent, { readonly type: 'IncomeReported' }>;
type Corrected = Extract<ParticipantEvent, { readonly type: 'IncomeCorrected' }>;

const DEFINITIONS: { readonly [type in ParticipantEventType]: ParticipantEventDefinition } = Object.assign(
  {},
  ...Object.values(PARTICIPANT_FAMILIES).map(({ events }) => events),
);

/**
 * EventAnnulled with the value date of what it annuls; a correction takes its settlement with it, a disability or a pension
 * that began its end. An event already
 * annulled is no change. Refuses UNKNOWN_EVENT, CANNOT_BE_ANNULLED, PARTICIPANT_TRANSFERRED, and LATER_CORRECTION_STANDS: a later
 * correction was
 * settled against this amount, so the later one has to go first. The employer does not matter: what is settled is the change
 * of the year's sum, whose threshold this amount may have carried over (decree 800/2005, Annex 1, 2.1 and 2.4). A time-barred
 * correction is nobody's basis.
 */
export function annul({ eventId, reason }: Annul, { participantId, events }: AnnulContext): Decision<Decided<AnnulmentEventData>> {
  const event = events.find(({ id }) => id === eventId);
  if (event === undefined) {
    return refused('UNKNOWN_EVENT', `participant ${participantId} has no event ${eventId}`, { participantId, eventId });
  }
  const annulled = new Set(events.flatMap((other) => (other.type === 'EventAnnulled' ? [other.data.annuls] : [])));
  if (annulled.has(eventId)) return NO_CHANGE;
  const { kept } = DEFINITIONS[event.type];
  if (kept !== undefined) {
    return refused('CANNOT_BE_ANNULLED', `${event.type} ${eventId} of participant ${participantId} cannot be annulled: ${kept}`, {
      participantId,
      eventId,
    });
  }
  const goneOver = goneOverIn(events);
  if (goneOver !== undefined) return refuseGoneOver(participantId, goneOver);
  if (event.type === 'RightsTransferredIn' && event.data.transfer !== undefined) {
    return refused(
      'CANNOT_BE_ANNULLED',
      `${event.type} ${eventId} of participant ${participantId} cannot be annulled: it came with a group, by transfer ` +
        `${event.data.transfer}; the way back is a transfer`,
      { participantId, eventId },
    );
  }
  const later = correctedLater(event, events, annulled);
  if (later !== undefined) {
    return refused(
      'LATER_CORRECTION_STANDS',
      `${event.type} ${eventId} of participant ${participantId} was followed by the correction ${later}, which is ` +
        'settled against it; annul that one first',
      { participantId, eventId, laterCorrection: later },
    );
  }
  const following = events.filter((other) => !annulled.has(other.id) && followsFrom(other, event));
  return { status: 'decided', events: [event, ...following].map((target) => annulment(target, reason)) };
}

function followsFrom(other: ParticipantEvent, event: ParticipantEvent): boolean {
  switch (other.type) {
    case 'CorrectionSettled':
    case 'CorrectionTimeBarred':
      return other.data.correction === event.id;
    case 'DisabilityEnded':
      return event.type === 'DisabilityBegan' && other.data.beganOn === event.data.beganOn;
    case 'PensionEnded':
      return event.type === 'PensionStarted' && other.data.benefit === event.data.benefit && other.data.startsOn === event.data.startsOn;
    default:
      return false;
  }
}

/** The last correction that takes this income's place, or was settled against a sum of its year that holds it. */
function correctedLater(event: ParticipantEvent, events: readonly ParticipantEvent[], annulled: ReadonlySet<string>): string | undefined {
  if (event.type !== 'IncomeReported' && event.type !== 'IncomeCorrected') return undefined;
  const standing = events.filter(({ id }) => !annulled.has(id));
  const incomes = new Map(standing.flatMap((other) => (other.type === 'IncomeCorrected' ? [[other.id, other] as const] : [])));
  const isBarred = standing.some((other) => other.type === 'CorrectionTimeBarred' && other.data.correction === event.id);
  return standing
    .filter(({ revision }) => revision > event.revision)
    .flatMap((other) => {
      if (other.type === 'IncomeCorrected') return other.data.supersedes === event.id ? [other.id] : [];
      if (isBarred || other.type !== 'CorrectionSettled' || other.data.kind !== 'correction' || other.data.correction === event.id) {
        return [];
      }
      if (other.data.incomeYear !== event.data.incomeYear) return [];
      const correction = incomes.get(other.data.correction);
      return correction !== undefined && standsBefore(correction, event) ? [] : [other.data.correction];
    })
    .at(-1);
}

/** Whether a correction that was recorded later has its place before an income of the same employer: it was settled without it. */
function standsBefore(correction: Corrected, event: Corrected | Reported): boolean {
  return (
    event.type === 'IncomeCorrected' &&
    correction.data.employerId === event.data.employerId &&
    correction.data.correctedOn < event.data.correctedOn
  );
}

function annulment({ id, effectiveDate }: ParticipantEvent, reason: string): Decided<AnnulmentEventData> {
  return { type: 'EventAnnulled', effectiveDate, key: annulmentKey(id), data: { annuls: id, reason } };
}
