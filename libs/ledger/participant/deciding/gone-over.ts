/** A participant who has gone over to another provider with a group: nothing more happens to it here. */
import type { CivilDate } from '#money/civil-date.js';
import { refused, type Decision } from '../../kernel/decision.js';
import type { RecordedEvent } from '../../kernel/envelope.js';

/** A participant goes over with a group once: whoever comes back has another id. */
export const OUT_KEY = 'collective-transfer:out';
export const IN_KEY = 'collective-transfer:in';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    PARTICIPANT_TRANSFERRED: {
      readonly participantId: string;
      readonly transfer: string;
      readonly receiver: string;
      readonly receiverParticipantId?: string;
      readonly on: string;
    };
  }
}

export interface GoneOver {
  readonly transfer: string;
  readonly receiver: string;
  /** Who it is there. */
  readonly receiverParticipantId: string | undefined;
  readonly on: CivilDate;
}

/** Read off the event under `OUT_KEY`; undefined for any other. */
export function goneOverBy({ data, effectiveDate }: { readonly data: object; readonly effectiveDate: CivilDate }): GoneOver | undefined {
  const { transfer, counterparty, counterpartyParticipantId } = data as {
    readonly transfer?: string;
    readonly counterparty: string;
    readonly counterpartyParticipantId?: string;
  };
  if (transfer === undefined) return undefined;
  return { transfer, receiver: counterparty, receiverParticipantId: counterpartyParticipantId, on: effectiveDate };
}

/** The same of a whole stream. */
export function goneOverIn(events: readonly Pick<RecordedEvent, 'type' | 'data' | 'effectiveDate'>[]): GoneOver | undefined {
  for (const event of events) {
    const goneOver = event.type === 'RightsTransferredOut' ? goneOverBy(event) : undefined;
    if (goneOver !== undefined) return goneOver;
  }
  return undefined;
}

/** Whether it came with a group: then it was a participant elsewhere before it was one here. */
export function hasComeOver(events: readonly { readonly type: string; readonly data: object }[]): boolean {
  return events.some(({ type, data }) => type === 'RightsTransferredIn' && 'transfer' in data);
}

/** Refuses PARTICIPANT_TRANSFERRED: what comes late belongs to the receiver. */
export function refuseGoneOver(participantId: string, { transfer, receiver, receiverParticipantId, on }: GoneOver): Decision<never> {
  const there = receiverParticipantId === undefined ? {} : { receiverParticipantId };
  return refused('PARTICIPANT_TRANSFERRED', { participantId, transfer, receiver, ...there, on });
}
