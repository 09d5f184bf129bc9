/** What was decided on a fact of an employer, and so keeps it from being annulled before that. */
import { isSameText } from '../kernel/text.js';
import type { EmployerEvent } from './state.js';

/** What other streams say that rests on facts of this employer. */
export interface RestingElsewhere {
  /** Estimates of salaries, by the reference of the demand that they were set on. */
  readonly estimates: readonly { readonly eventId: string; readonly demand: string }[];
  /** Exemptions of this employer that go on at another. */
  readonly continuations: readonly { readonly eventId: string; readonly exemption: string }[];
}

export const NOTHING_RESTS: RestingElsewhere = { estimates: [], continuations: [] };

type EventOf<Type extends EmployerEvent['type']> = Extract<EmployerEvent, { readonly type: Type }>;
type Delivery = EventOf<'DataDelivered'>;

export interface Resting {
  readonly type: string;
  readonly id: string;
}

/** What stands in the employer's own stream and was decided on the event. */
export function restingIn(event: EmployerEvent, standing: readonly EmployerEvent[]): Resting | undefined {
  switch (event.type) {
    case 'HeadcountReported':
      return standing.find((other) => other.type === 'FineImposed' && isSizeOf(event, other, standing));
    case 'DataDemanded':
      return standing.find(
        (other) =>
          isImposedFor(other, event.data) || (other.type === 'EstimateReplaced' && isSameText(other.data.demand, event.data.reference)),
      );
    case 'DataDelivered':
      return isFirstDelivery(event, standing) ? standing.find((other) => countsDelivery(event, other, standing)) : undefined;
    case 'FineImposed':
      return standing.find(
        (other) =>
          other.type === 'ClaimMade' && other.data.kind === 'fine-collection-costs' && other.data.obligation === event.data.obligation,
      );
    case 'ExemptionRequested':
      return changeOf(event.data.reference, event, standing);
    case 'ExemptionGranted':
    case 'ExemptionRefused':
      return changeOf(event.data.request, event, standing);
    case 'ExemptionContinued':
      return changeOf(exemptionOf(event), event, standing);
    case 'EmployerObjectionGranted':
      return standing.find((other) => other.type === 'EmployerObjectionEnded' && other.data.from === event.data.from);
    default:
      return undefined; // nothing is decided on it
  }
}

/** Whether a fine's amount is by this headcount: the last of the day of the decision, or earlier. */
function isSizeOf(headcount: EventOf<'HeadcountReported'>, fine: EventOf<'FineImposed'>, standing: readonly EmployerEvent[]): boolean {
  const { on } = headcount.data;
  const { decidedOn } = fine.data;
  if (on > decidedOn) return false;
  return !standing.some((other) => other.type === 'HeadcountReported' && other.data.on > on && other.data.on <= decidedOn);
}

/** Fined or claimed for what a demand asks for, once it had been sent. */
function isImposedFor(other: EmployerEvent, { obligation, sentOn }: EventOf<'DataDemanded'>['data']): boolean {
  if (other.type !== 'FineImposed' && other.type !== 'ClaimMade') return false;
  return other.data.obligation === obligation && other.data.decidedOn >= sentOn;
}

/** Whether without it the data would have come later, or not at all. */
function isFirstDelivery({ id, data: { obligation, complete, deliveredOn } }: Delivery, standing: readonly EmployerEvent[]): boolean {
  if (!complete) return false;
  return !standing.some(
    (other) =>
      other.type === 'DataDelivered' && other.id !== id && other.data.obligation === obligation && other.data.complete &&
      other.data.deliveredOn <= deliveredOn,
  );
}

/** What was decided since by the day of the delivery: what data are late by, and an estimate that gave way to them (4.8, 4.3). */
function countsDelivery({ data }: Delivery, other: EmployerEvent, standing: readonly EmployerEvent[]): boolean {
  const { obligation, deliveredOn } = data;
  if (other.type === 'ClaimMade') {
    return other.data.kind === 'data-interest' && other.data.obligation === obligation && other.data.decidedOn >= deliveredOn;
  }
  if (other.type !== 'EstimateReplaced') return false;
  const { demand } = other.data;
  return standing.some(
    (one) => one.type === 'DataDemanded' && isSameText(one.data.reference, demand) && one.data.obligation === obligation,
  );
}

/** In the books of the employer that goes on, one that was another's is known by what made it go over. */
function exemptionOf({ data: { former, exemption, reference } }: EventOf<'ExemptionContinued'>): string {
  return former === undefined ? exemption : reference;
}

/** What became of an exemption after the event. */
function changeOf(reference: string, { id, revision }: EmployerEvent, standing: readonly EmployerEvent[]): Resting | undefined {
  return standing.find((other) => other.id !== id && other.revision > revision && isSameText(changedBy(other) ?? '', reference));
}

function changedBy(event: EmployerEvent): string | undefined {
  switch (event.type) {
    case 'ExemptionGranted':
    case 'ExemptionRefused':
      return event.data.request;
    case 'ExemptionConditionMet':
    case 'ExemptionWithdrawn':
      return event.data.exemption;
    case 'ExemptionContinued':
      return event.data.former === undefined ? event.data.exemption : undefined;
    default:
      return undefined; // of no exemption
  }
}

export function restingOutside(event: EmployerEvent, { estimates, continuations }: RestingElsewhere): Resting | undefined {
  if (event.type === 'DataDemanded') {
    const set = estimates.find(({ demand }) => isSameText(demand, event.data.reference));
    return set === undefined ? undefined : { type: 'SalaryEstimated', id: set.eventId };
  }
  const exemption = event.type === 'ExemptionContinued' ? exemptionOf(event) : grantedBy(event);
  const over = continuations.find((one) => exemption !== undefined && isSameText(one.exemption, exemption));
  return over === undefined ? undefined : { type: 'ExemptionContinued', id: over.eventId };
}

function grantedBy(event: EmployerEvent): string | undefined {
  if (event.type === 'ExemptionRequested') return event.data.reference;
  return event.type === 'ExemptionGranted' ? event.data.request : undefined;
}
