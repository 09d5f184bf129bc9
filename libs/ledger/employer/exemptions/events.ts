/** Exemptions from participation: requests, decisions, conditions, what becomes of them, their end (nl-pob chapter V). */
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { EmployerEventDefinitions } from '../definitions/moves-participants.js';
import { EXEMPTION_KINDS, RESTRUCTURING_TYPES, WITHDRAWAL_CAUSES, type ExemptionKind, type WithdrawalCause } from '../law/exemption.js';
import { KEPT_REQUEST_FACTS, KEPT_RESTRUCTURING_FACTS } from './stated-facts.js';

const OF_EXEMPTIONS = { ...FIRST_VERSION, movesRules: false, kept: undefined };

const kind = is.oneOf(...EXEMPTION_KINDS);
/** For a part of the employees: those named. */
const participants = is.list(is.identifier);
/** `due`: the last day on which it may be met; a condition that holds at all times has none. */
const condition = is.record({ code: is.text }, { due: is.date, text: is.text });
const compensation = is.record({ amount: is.amountNotNegative, currency: is.currency });

export const EXEMPTION_EVENTS = {
  ExemptionRequested: {
    ...OF_EXEMPTIONS,
    movesParticipants: 'none',
    schema: is.record({ kind, requestedOn: is.date, from: is.date, facts: KEPT_REQUEST_FACTS, reference: is.text }, { participants }),
  },
  ExemptionGranted: {
    ...OF_EXEMPTIONS,
    movesParticipants: 'rights',
    schema: is.record(
      {
        request: is.text,
        kind,
        article: is.text,
        from: is.date,
        conditions: is.list(condition),
        decidedOn: is.date,
        reference: is.text,
      },
      { participants, compensation, performanceTest: is.decimal, choice: is.oneOf('grant') },
    ),
  },
  ExemptionRefused: {
    ...OF_EXEMPTIONS,
    movesParticipants: 'none',
    schema: is.record(
      { request: is.text, kind, article: is.text, failed: is.list(is.text), decidedOn: is.date, reference: is.text },
      { performanceTest: is.decimal, choice: is.oneOf('refuse') },
    ),
  },
  ExemptionConditionMet: {
    ...OF_EXEMPTIONS,
    movesParticipants: 'none',
    schema: is.record({ exemption: is.text, code: is.text, metOn: is.date, reference: is.text }),
  },
  /**
   * What a merger, a split or a restart makes of an exemption: in the books of the employer that goes on, with the conditions that
   * stay. `former`: whose it was, where it was another's.
   */
  ExemptionContinued: {
    ...OF_EXEMPTIONS,
    movesParticipants: 'rights',
    schema: is.record(
      {
        exemption: is.text,
        kind,
        type: is.oneOf(...RESTRUCTURING_TYPES),
        article: is.text,
        facts: KEPT_RESTRUCTURING_FACTS,
        outcome: is.text,
        continues: is.yesOrNo,
        on: is.date,
        conditions: is.list(condition),
        reference: is.text,
      },
      {
        former: is.identifier,
        participants,
        /** An employer's own, from then on for all of its staff. */
        forAll: is.yesOrNo,
        compensation,
      },
    ),
  },
  /** `from`: the first day on which it does not hold. */
  ExemptionWithdrawn: {
    ...OF_EXEMPTIONS,
    movesParticipants: 'rights',
    schema: is.record(
      {
        exemption: is.text,
        cause: is.oneOf(...WITHDRAWAL_CAUSES),
        outcome: is.oneOf('WITHDRAW', 'MAY_WITHDRAW'),
        from: is.date,
        decidedOn: is.date,
        reference: is.text,
      },
      { condition: is.text },
    ),
  },
} satisfies EmployerEventDefinitions;

export type ExemptionEventData = DataOf<typeof EXEMPTION_EVENTS>;

export interface ExemptionCondition extends is.TypeOf<typeof condition> {
  readonly metOn?: CivilDate;
}

/** Known by the reference of its request, or of what made it go over. */
export interface Exemption {
  readonly reference: string;
  readonly eventIds: readonly string[];
  readonly kind: ExemptionKind;
  readonly article: string | undefined;
  readonly requestedOn: CivilDate | undefined;
  /** First day on which it holds, or would. */
  readonly from: CivilDate;
  readonly participants: readonly string[] | undefined;
  /** For whom it was before a restructuring changed that, and until when; in order of days. */
  readonly earlier: readonly { readonly participants: readonly string[] | undefined; readonly until: CivilDate }[];
  readonly facts: ExemptionEventData['ExemptionRequested']['facts'];
  readonly status: 'requested' | 'in-force' | 'refused' | 'withdrawn' | 'lapsed' | 'continued';
  readonly decidedOn: CivilDate | undefined;
  readonly failed: readonly string[];
  readonly conditions: readonly ExemptionCondition[];
  readonly compensation: is.TypeOf<typeof compensation> | undefined;
  /** First day on which it does not hold any more. */
  readonly endedFrom: CivilDate | undefined;
  readonly cause: WithdrawalCause | undefined;
  /** What a restructuring made of it, last. */
  readonly outcome: string | undefined;
}

export interface ExemptionsSlice {
  /** In the order of their requests. */
  readonly exemptions: readonly Exemption[];
}

export function initialExemptions(): ExemptionsSlice {
  return { exemptions: [] };
}

/** Whether it has been granted and has not ended. */
export function isInForce({ status }: Pick<Exemption, 'status'>): boolean {
  return status === 'in-force' || status === 'continued';
}

function changed(
  { exemptions }: ExemptionsSlice,
  reference: string,
  eventId: string,
  change: (one: Exemption) => Partial<Exemption>,
): ExemptionsSlice {
  return {
    exemptions: exemptions.map((one) =>
      one.reference === reference ? { ...one, ...change(one), eventIds: [...one.eventIds, eventId] } : one,
    ),
  };
}

const UNDECIDED = {
  article: undefined,
  requestedOn: undefined,
  decidedOn: undefined,
  failed: [],
  conditions: [],
  compensation: undefined,
  earlier: [],
  endedFrom: undefined,
  cause: undefined,
  outcome: undefined,
} as const;

/** An employer's own that goes on: for whom from then on, its conditions as far as they were met. */
function goesOn(
  { participants: before, earlier, conditions: known, compensation: asked }: Exemption,
  { on, outcome, conditions, participants: named, forAll, compensation: owed }: ExemptionEventData['ExemptionContinued'],
): Partial<Exemption> {
  const changes = named !== undefined || forAll === true;
  return {
    status: 'continued',
    outcome,
    conditions: conditions.map((one) => known.find(({ code, metOn }) => code === one.code && metOn !== undefined) ?? one),
    compensation: owed ?? asked,
    ...(changes ? { participants: named, earlier: [...earlier, { participants: before, until: on }] } : {}),
  };
}

export const foldExemptions: FoldByCopy<ExemptionEventData, ExemptionsSlice> = {
  ExemptionRequested: ({ exemptions }, { id, data: { reference, kind: of, requestedOn, from, facts, participants: who } }) => ({
    exemptions: [
      ...exemptions,
      { ...UNDECIDED, reference, eventIds: [id], kind: of, requestedOn, from, participants: who, facts, status: 'requested' },
    ],
  }),
  ExemptionGranted: (slice, { id, data: { request, article, decidedOn, conditions, compensation: owed } }) =>
    changed(slice, request, id, () => ({ status: 'in-force', article, decidedOn, conditions, compensation: owed })),
  ExemptionRefused: (slice, { id, data: { request, article, decidedOn, failed } }) =>
    changed(slice, request, id, () => ({ status: 'refused', article, decidedOn, failed })),
  ExemptionConditionMet: (slice, { id, data: { exemption, code, metOn } }) =>
    changed(slice, exemption, id, ({ conditions }) => ({
      conditions: conditions.map((one) => (one.code === code ? { ...one, metOn } : one)),
    })),
  ExemptionContinued: (slice, { id, data }) => {
    const { exemption, former, kind: of, on, outcome, continues, article, conditions, compensation: owed, participants: who } = data;
    if (former === undefined) {
      return changed(slice, exemption, id, (own) =>
        continues ? goesOn(own, data) : { status: 'lapsed', outcome, endedFrom: on },
      );
    }
    const { reference } = data;
    const over = { ...UNDECIDED, reference, eventIds: [id], kind: of, article, from: on, participants: who, facts: {}, outcome };
    return {
      exemptions: [
        ...slice.exemptions,
        continues
          ? { ...over, status: 'continued', decidedOn: on, conditions, compensation: owed }
          : { ...over, status: 'lapsed', endedFrom: on },
      ],
    };
  },
  ExemptionWithdrawn: (slice, { id, data: { exemption, cause, from } }) =>
    changed(slice, exemption, id, () => ({ status: 'withdrawn', cause, endedFrom: from })),
};
