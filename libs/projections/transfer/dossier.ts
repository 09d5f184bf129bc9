/** The dossier of a collective transfer: its steps, where it stands, what may come next, and what has to come by when. */
import type { StepEvent } from '#ledger/transfer/dossier/events.js';
import type { Instant } from '#money/civil-date.js';
import { TRANSFER, type ProposedTransfer } from '#portfolio/transfer.js';
import { TRANSFER_STATES, type NextStep, type OwedStep } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { dateColumn, moneyColumn, textColumn, wholeColumn } from '../columns.js';
import { amount, choice, count, date, exact, flag, instant, list, orNull, record, sha256, text, uuid } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';
import { completionOf, dossierOf, processSteps, shownStep, snapshotOf } from './dossier-of.js';

export interface ShownStep {
  readonly step: string;
  readonly on: string;
  readonly by: string;
  readonly positive: boolean | null;
  readonly reference: string;
  readonly document: { readonly name: string; readonly sha256: string } | null;
  readonly recordedAt: Instant;
  readonly eventId: string;
  /** After it. */
  readonly state: string;
}

export interface DossierView {
  readonly transferId: string;
  readonly sender: { readonly fundId: string; readonly organ: string };
  readonly receiver: ProposedTransfer['proposed']['data']['receiver'];
  readonly rightsType: string | null;
  readonly schemeChange: boolean;
  readonly transferDate: string;
  readonly transferValue: string;
  readonly currency: string;
  readonly conversion: string;
  readonly state: string;
  readonly reviewEnds: string | null;
  readonly latestNotice: string;
  readonly steps: readonly ShownStep[];
  readonly openAdvice: boolean;
  readonly consent: boolean;
  readonly next: readonly NextStep[];
  readonly owed: readonly OwedStep[];
  readonly snapshot: {
    readonly digest: string;
    readonly takenOn: string;
    readonly participants: number;
    readonly values: string;
    readonly rights: string;
    readonly groups: readonly { readonly group: string; readonly participants: number }[];
    /** Whose right on the transfer date has moved since, as known now; not told at other coordinates. */
    readonly stale?: readonly string[];
  } | null;
  readonly acceptance: { readonly digest: string; readonly on: string; readonly participants: number } | null;
  readonly completed: { readonly on: string; readonly participants: number; readonly eventId: string } | null;
  /** Facts that came in for those who had gone over. */
  readonly forwarded: number;
}

const state = choice(...TRANSFER_STATES);
const document = record({ name: text, sha256 });
/** A step that has to come. */
export const OWED_STEP = { what: choice('board-response', 'consent', 'notice', 'lapse', 'acceptance', 'completion'), latest: date };

export const dossierProjection: View<NoQuestion, DossierView, ProposedTransfer> = {
  name: 'dossier',
  version: 1,
  summary: 'Where a collective transfer stands, step by step.',
  subject: TRANSFER,
  capability: 'collectiveTransfer',
  question: {},
  schema: record({
    transferId: text,
    sender: record({ fundId: text, organ: text }),
    receiver: record({ type: text, name: text }, { id: text, fundId: text, ppiGround: text }),
    rightsType: orNull(text),
    schemeChange: flag,
    transferDate: date,
    transferValue: amount,
    currency: text,
    conversion: exact,
    state,
    reviewEnds: orNull(date),
    latestNotice: date,
    steps: list(
      record({
        step: text,
        on: date,
        by: text,
        positive: orNull(flag),
        reference: text,
        document: orNull(document),
        recordedAt: instant,
        eventId: uuid,
        state,
      }),
    ),
    openAdvice: flag,
    consent: flag,
    next: list(record({ step: text, from: date, until: orNull(date) })),
    owed: list(record(OWED_STEP)),
    snapshot: orNull(
      record(
        {
          digest: sha256,
          takenOn: date,
          participants: count,
          values: amount,
          rights: amount,
          groups: list(record({ group: text, participants: count })),
        },
        { stale: { ...list(text), description: 'Whose right has moved since, as known now. Of one transfer, without coordinates.' } },
      ),
    ),
    acceptance: orNull(record({ digest: sha256, on: date, participants: count })),
    completed: orNull(record({ on: date, participants: count, eventId: uuid })),
    forwarded: count,
  }),
  flat: {
    columns: [
      textColumn('transferId'),
      textColumn('fundId'),
      textColumn('receiver'),
      textColumn('receiverType'),
      dateColumn('transferDate'),
      moneyColumn('transferValue'),
      textColumn('currency'),
      textColumn('state'),
      dateColumn('reviewEnds'),
      dateColumn('latestNotice'),
      wholeColumn('participants'),
      wholeColumn('steps'),
    ],
    rows: (shown) => [
      [
        shown.transferId,
        shown.sender.fundId,
        shown.receiver.name,
        shown.receiver.type,
        shown.transferDate,
        shown.transferValue,
        shown.currency,
        shown.state,
        shown.reviewEnds,
        shown.latestNotice,
        shown.snapshot?.participants ?? 0,
        shown.steps.length,
      ],
    ],
  },
  standing: {},
  view: ({ id, state: transfer, rules: { rulebook } }) => {
    const law = capabilityOf(rulebook, 'collectiveTransfer');
    const dossier = dossierOf(transfer);
    const process = law.process(dossier);
    const { data } = transfer.proposed;
    const snapshot = snapshotOf(transfer)?.data;
    const accepted = transfer.accepted?.data;
    const completion = completionOf(transfer);
    return {
      transferId: id,
      sender: { fundId: data.fundId, organ: data.organ },
      receiver: data.receiver,
      rightsType: data.rightsType ?? null,
      schemeChange: data.schemeChange,
      transferDate: data.transferDate,
      transferValue: data.transferValue,
      currency: data.currency,
      conversion: data.conversion,
      state: process.state,
      reviewEnds: process.reviewEnds ?? null,
      latestNotice: law.latestNotice(dossier.terms),
      steps: shownSteps(transfer, process.history),
      openAdvice: process.openAdvice,
      consent: process.consent,
      next: law.nextSteps(dossier).map(({ step, ...days }) => ({ step: shownStep(step), ...days })),
      owed: law.owed(dossier, accepted !== undefined && accepted.count === snapshot?.participants),
      snapshot: snapshot === undefined ? null : shownSnapshot(snapshot),
      acceptance: accepted === undefined ? null : { digest: accepted.digest, on: accepted.on, participants: accepted.count },
      completed:
        completion === undefined ? null : { on: completion.data.on, participants: completion.data.participants, eventId: completion.id },
      forwarded: transfer.forwarded.length,
    };
  },
};

function shownSnapshot({
  rightsSnapshot,
  on,
  participants,
  values,
  rights,
  groups,
}: NonNullable<ReturnType<typeof snapshotOf>>['data']): NonNullable<DossierView['snapshot']> {
  return { digest: rightsSnapshot, takenOn: on, participants, values, rights, groups };
}

function shownSteps(transfer: ProposedTransfer, history: readonly string[]): readonly ShownStep[] {
  const all: readonly (readonly [step: string, event: StepEvent | ProposedTransfer['proposed']])[] = [
    ['propose', transfer.proposed],
    ...processSteps(transfer).map(({ event, step }) => [shownStep(step.type), event] as const),
  ];
  return all.map(([step, event], index) => {
    const { on, reference, document: rests, positive } = event.data as {
      readonly on: string;
      readonly reference: string;
      readonly document?: NonNullable<ShownStep['document']>;
      readonly positive?: boolean;
    };
    const { actor: by, recordedAt, id: eventId } = event;
    return {
      step,
      on,
      by,
      positive: positive ?? null,
      reference,
      document: rests ?? null,
      recordedAt,
      eventId,
      state: history[index] as string,
    };
  });
}
