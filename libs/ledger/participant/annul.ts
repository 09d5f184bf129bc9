/** The annulment of an event about a participant that should never have been recorded. */
import {
  annulmentOf, toBeAnnulled, type AnnullableDefinition, type Annul, type DecidedAnnulment,
} from '../kernel/annulment.js';
import { refused, type Decision } from '../kernel/decision.js';
import { isSameText } from '../kernel/text.js';
import type { KnownEmployer } from '../employer/known-employer.js';
import { goneOverIn, refuseGoneOver } from './deciding/gone-over.js';
import type { ParticipantEvent, ParticipantEventType } from './events.js';
import { PARTICIPANT_FAMILIES } from './families.js';
import type { SalaryTerms } from './salaries/events.js';

export interface AnnulContext {
  readonly participantId: string;
  /** The whole stream, in revision order. */
  readonly events: readonly ParticipantEvent[];
  /** The employer that the event names, as known now. */
  readonly employerOf: (employerId: string) => KnownEmployer | undefined;
}

declare module '../kernel/refusal.js' {
  interface Refusals {
    LATER_CORRECTION_STANDS:
      /** A later correction was settled against this one, or took its place. */
      | { readonly participantId: string; readonly eventId: string; readonly type: string; readonly laterCorrection: string }
      /** The income of a year was settled at `amount` by the correction of that day; `overThreshold`: the sum of its year was. */
      | {
          readonly participantId?: string;
          readonly incomeYear: number;
          readonly employerId: string;
          readonly correctedOn: string;
          readonly amount: string;
          readonly wanted: string;
          readonly overThreshold?: true;
        }
      /** A salary stands, corrected on that day. */
      | {
          readonly participantId: string;
          readonly employerId: string;
          readonly from: string;
          readonly standing: string;
          readonly salary: SalaryTerms;
          readonly wanted: string;
        };
  }
}

type Reported = Extract<ParticipantEvent, { readonly type: 'IncomeReported' }>;
type Corrected = Extract<ParticipantEvent, { readonly type: 'IncomeCorrected' }>;

const DEFINITIONS: { readonly [type in ParticipantEventType]: AnnullableDefinition } = Object.assign(
  {},
  ...Object.values(PARTICIPANT_FAMILIES).map(({ events }) => events),
);

/**
 * EventAnnulled with the value date of what it annuls; a correction takes its settlement with it, a disability or a pension
 * that began its end. An event already annulled is no change. Refuses UNKNOWN_EVENT, CANNOT_BE_ANNULLED, PARTICIPANT_TRANSFERRED,
 * STILL_RESTED_ON (an estimate that an invoice has replaced), and LATER_CORRECTION_STANDS: a later correction was settled against this
 * amount, or took the place of this salary, so the later one has to go first. Of an income the employer does not matter: what is settled
 * is the change of the year's sum, whose threshold this amount may have carried over (decree 800/2005, Annex 1, 2.1 and 2.4). A
 * time-barred correction is nobody's basis.
 */
export function annul({ eventId, reason }: Annul, context: AnnulContext): Decision<DecidedAnnulment> {
  const { participantId, events } = context;
  const found = toBeAnnulled(eventId, events, DEFINITIONS, { participantId });
  if (found.status !== 'found') return found;
  const { event, standing } = found;
  const goneOver = goneOverIn(events);
  if (goneOver !== undefined && DEFINITIONS[event.type].isOwedHere !== true) return refuseGoneOver(participantId, goneOver);
  const about = { participantId, eventId, type: event.type };
  if (event.type === 'RightsTransferredIn' && event.data.transfer !== undefined) {
    return refused('CANNOT_BE_ANNULLED', { ...about, kept: 'came-with-group', transfer: event.data.transfer });
  }
  const laterCorrection = correctedLater(event, standing);
  if (laterCorrection !== undefined) return refused('LATER_CORRECTION_STANDS', { ...about, laterCorrection });
  const replaced = replacedEstimate(event, context);
  if (replaced !== undefined) return refused('STILL_RESTED_ON', { ...about, restingType: 'EstimateReplaced', resting: replaced });
  const following = standing.filter((other) => followsFrom(other, event));
  return { status: 'decided', events: [event, ...following].map((target) => annulmentOf(target, reason)) };
}

/** The demand whose estimate was replaced by an invoice of its own: what it charged has been reversed. */
function replacedEstimate(event: ParticipantEvent, { employerOf }: AnnulContext): string | undefined {
  if (event.type !== 'SalaryEstimated') return undefined;
  const { employerId, demand } = event.data;
  return employerOf(employerId)?.employer.replacedEstimates.find((one) => isSameText(one, demand));
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

/** The last correction that takes the place of this income or salary, or was settled against a sum of its year that holds it. */
function correctedLater(event: ParticipantEvent, standing: readonly ParticipantEvent[]): string | undefined {
  if (event.type === 'SalaryReported' || event.type === 'SalaryCorrected') {
    return standing.findLast((other) => other.type === 'SalaryCorrected' && other.data.supersedes === event.id)?.id;
  }
  if (event.type !== 'IncomeReported' && event.type !== 'IncomeCorrected') return undefined;
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
