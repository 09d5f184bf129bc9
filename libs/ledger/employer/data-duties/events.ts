/** Data that an employer owes the fund: demands, deliveries, fines, claims, and estimates taken back (nl-pob chapter IV). */
import { amountMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { EmployerEventDefinitions } from '../definitions/moves-participants.js';
import type { Ground } from '../law/duty.js';

const OF_DUTIES = { ...FIRST_VERSION, movesRules: false, kept: undefined };
const ground = is.oneOf('data', 'inspection');

/** What a claim may be for, and the article that it rests on. */
export const CLAIM_KINDS = ['data-interest', 'collection-costs', 'data-costs', 'damage', 'bailiff-costs', 'fine-collection-costs'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

export const DUTY_EVENTS = {
  DataDemanded: {
    ...OF_DUTIES,
    movesParticipants: 'rights',
    schema: is.record({
      obligation: is.text,
      ground,
      /** The ordinary deadline of the obligation. */
      dataDeadline: is.date,
      sentOn: is.date,
      finalDeadline: is.date,
      fineAnnounced: is.yesOrNo,
      reference: is.text,
    }),
  },
  DataDelivered: {
    ...OF_DUTIES,
    movesParticipants: 'rights',
    schema: is.record({ obligation: is.text, deliveredOn: is.date, complete: is.yesOrNo, reference: is.text }),
  },
  FineImposed: {
    ...OF_DUTIES,
    movesParticipants: 'none',
    schema: is.record({
      obligation: is.text,
      ground,
      employees: is.count,
      amount: is.amountNotNegative,
      currency: is.currency,
      decidedOn: is.date,
      reference: is.text,
    }),
  },
  ClaimMade: {
    ...OF_DUTIES,
    movesParticipants: 'none',
    schema: is.record(
      {
        kind: is.oneOf(...CLAIM_KINDS),
        article: is.text,
        amount: is.amountNotNegative,
        currency: is.currency,
        decidedOn: is.date,
        reference: is.text,
      },
      { obligation: is.text, invoice: is.text },
    ),
  },
  /** The estimate on a demand no longer stands: an invoice of its own takes its place. */
  EstimateReplaced: {
    ...OF_DUTIES,
    movesParticipants: 'rights',
    kept: 'estimate-replaced',
    schema: is.record({ demand: is.text, invoice: is.text, decidedOn: is.date, reference: is.text }),
  },
} satisfies EmployerEventDefinitions;

export type DutyEventData = DataOf<typeof DUTY_EVENTS>;

export interface SentDemand {
  readonly eventId: string;
  readonly data: DutyEventData['DataDemanded'];
}

/** Something that was imposed for an obligation or an invoice. */
export interface Imposed {
  readonly eventId: string;
  readonly kind: 'fine' | ClaimKind;
  readonly article: string;
  readonly amountMinor: number;
  readonly on: CivilDate;
  readonly obligation: string | undefined;
  readonly invoice: string | undefined;
}

export interface DutiesSlice {
  /** By the day on which they were sent. */
  readonly demands: readonly SentDemand[];
  readonly deliveries: readonly { readonly eventId: string; readonly data: DutyEventData['DataDelivered'] }[];
  readonly imposed: readonly Imposed[];
  readonly replacedEstimates: readonly string[];
}

export function initialDuties(): DutiesSlice {
  return { demands: [], deliveries: [], imposed: [], replacedEstimates: [] };
}

/** Fines: 4.2, and 4.6 where inspection was refused. */
export const FINE_ARTICLE: { readonly [ground in Ground]: string } = { data: '4.2', inspection: '4.6' };

export const foldDuties: FoldByCopy<DutyEventData, DutiesSlice> = {
  DataDemanded: ({ demands }, { id, data }) => ({ demands: [...demands, { eventId: id, data }] }),
  DataDelivered: ({ deliveries }, { id, data }) => ({ deliveries: [...deliveries, { eventId: id, data }] }),
  FineImposed: ({ imposed }, { id, data: { obligation, ground: why, amount, decidedOn } }) => ({
    imposed: [
      ...imposed,
      {
        eventId: id,
        kind: 'fine',
        article: FINE_ARTICLE[why],
        amountMinor: amountMinor(amount),
        on: decidedOn,
        obligation,
        invoice: undefined,
      },
    ],
  }),
  ClaimMade: ({ imposed }, { id, data: { kind, article, amount, decidedOn, obligation, invoice } }) => ({
    imposed: [...imposed, { eventId: id, kind, article, amountMinor: amountMinor(amount), on: decidedOn, obligation, invoice }],
  }),
  EstimateReplaced: ({ replacedEstimates }, { data: { demand } }) => ({ replacedEstimates: [...replacedEstimates, demand] }),
};
