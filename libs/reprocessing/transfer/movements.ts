/** What a completed transfer writes besides its own last event: out of the sender, into the receiver, and between the funds. */
import type { StreamAppend } from '#journal/port.js';
import type { DecidedEvent } from '#ledger/kernel/decision.js';
import type { EventData } from '#ledger/event.js';
import { ENROLLED_KEY, type Enrolment } from '#ledger/participant/enrolment/events.js';
import { IN_KEY, OUT_KEY } from '#ledger/participant/deciding/gone-over.js';
import { fundStream, participantStream } from '#ledger/subjects.js';
import type { DossierEventData } from '#ledger/transfer/dossier/events.js';
import { formatMinor, minorToDecimal } from '#money/amount.js';
import { Decimal } from '#money/decimal.js';
import type { TransferMovements } from '#projections/transfer/proof.js';
import type { TransferMovement } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { toAppend, type Stamp } from '../batch/stamp.js';
import type { ParticipantRight } from './rights-job.js';


export function settledKey(transferId: string): string {
  return `transfer-settled:${transferId}`;
}

export interface PlannedMovement {
  readonly movement: TransferMovement;
  readonly right: ParticipantRight;
  readonly receiverParticipantId: string;
}

interface Receiver {
  readonly fundId: string;
  readonly scheme: string;
}

type Proposal = DossierEventData['TransferProposed'];

/** Both sides of every participant, and of the funds. `receiver`: where it is a fund of this ledger. */
export function movementsOf(planned: readonly PlannedMovement[], proposal: Proposal, receiver: Receiver | undefined): TransferMovements {
  const { currency, transferId: transfer, transferValue: amount } = proposal;
  const group = { currency, kind: 'collective-transfer' as const, transfer };
  const settled = { transfer, amount, currency };
  return {
    out: planned.map(({ movement, receiverParticipantId, right }) => ({
      participantId: movement.participantId,
      data: {
        ...group,
        amount: formatMinor(movement.valueMinor),
        pensionYearly: formatMinor(movement.closedRightMinor),
        ...unroundedOf(right),
        counterparty: proposal.receiver.name,
        counterpartyParticipantId: receiverParticipantId,
        ...accruingOf(right),
      },
    })),
    into:
      receiver &&
      planned.map(({ movement, right }) => ({
        participantId: movement.participantId,
        data: {
          ...group,
          amount: formatMinor(movement.valueMinor),
          pensionYearly: formatMinor(movement.openedRightMinor),
          counterparty: proposal.fundId,
          counterpartyParticipantId: movement.participantId,
          ...accruingOf(right),
        },
      })),
    funds: [
      { fundId: proposal.fundId, data: { ...settled, direction: 'out' as const, counterparty: proposal.receiver.name } },
      ...(receiver === undefined
        ? []
        : [{ fundId: receiver.fundId, data: { ...settled, direction: 'in' as const, counterparty: proposal.fundId } }]),
    ],
  };
}

function unroundedOf({ right, rightMinor }: ParticipantRight) {
  return new Decimal(right).eq(minorToDecimal(rightMinor)) ? {} : { right };
}

/** Unconverted: it is not part of what is transferred, but of what the year gives where it ends. */
function accruingOf({ accruing }: ParticipantRight) {
  return accruing === undefined ? {} : { accruing };
}

/**
 * One append a stream: each participant as it stood when it was looked at, with what is to be booked before it goes; each receiver's
 * participant new. `fundRevision`: of the sender, whose decisions the rights rest on.
 */
export function appendsOf(
  planned: readonly PlannedMovement[],
  movements: TransferMovements,
  proposal: Proposal,
  receiver: Receiver | undefined,
  { stamp, fundRevision }: { readonly stamp: Stamp; readonly fundRevision: number },
): readonly StreamAppend[] {
  const { transferDate: effectiveDate, transferId } = proposal;
  const event = (type: keyof EventData, key: string, data: object): DecidedEvent => ({
    type,
    effectiveDate,
    key,
    data: data as DecidedEvent['data'],
  });
  const append = (stream: string, expected: StreamAppend['expected'], ...events: readonly DecidedEvent[]): StreamAppend => {
    return { stream, expected, events: events.map((one) => toAppend(stream, one, stamp)) };
  };
  return [
    ...movements.out.map(({ data }, index) => {
      const { right } = planned[index] as PlannedMovement;
      const { participantId, revision, bookings } = right;
      return append(participantStream(participantId), revision, ...bookings, event('RightsTransferredOut', OUT_KEY, data));
    }),
    ...(movements.into ?? []).map(({ data }, index) => {
      const {
        right: { birthDate, sex },
        receiverParticipantId: participantId,
      } = planned[index] as PlannedMovement;
      const { fundId, scheme } = receiver as Receiver;
      const enrolment: Enrolment = { participantId, scheme, fundId, birthDate, sex, enrolledOn: effectiveDate };
      const stream = participantStream(participantId);
      return append(stream, 'no-stream', event('ParticipantEnrolled', ENROLLED_KEY, enrolment), event('RightsTransferredIn', IN_KEY, data));
    }),
    ...movements.funds.map(({ fundId, data }) => {
      const expected = fundId === proposal.fundId ? fundRevision : 'any';
      return append(fundStream(fundId), expected, event('TransferValueSettled', settledKey(transferId), data));
    }),
  ];
}
