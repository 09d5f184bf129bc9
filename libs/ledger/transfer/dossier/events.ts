/** The dossier of a collective value transfer, step by step (nl-transfer section 9). The value date of each is the day of the step. */
import { FIRST_VERSION, type DataOf, type EventDefinition, type Recorded } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';

/** `reference`: minutes, a letter. */
const step = { on: is.date, reference: is.text };
/** What a step rests on stays with whoever took it; the ledger knows it by its digest. */
const document = { document: is.record({ name: is.text, sha256: is.sha256 }) };

const receiver = is.record(
  { type: is.oneOf('bpf', 'apf', 'insurer', 'ppi'), name: is.text },
  /** `fundId`: a fund of this ledger, which then takes the participants in. */
  { id: is.text, fundId: is.identifier, ppiGround: is.text },
);

const isStep = { ...FIRST_VERSION, movesRules: false } as const;

export const DOSSIER_EVENTS = {
  TransferProposed: {
    ...isStep,
    schema: is.record(
      {
        ...step,
        transferId: is.identifier,
        scheme: is.identifier,
        fundId: is.identifier,
        organ: is.oneOf('accountabilityBody', 'stakeholderBody'),
        receiver,
        schemeChange: is.yesOrNo,
        transferDate: is.date,
        reason: is.text,
        transferValue: is.amountNotNegative,
        currency: is.currency,
        receiverAgreement: is.text,
        /** The right at the receiver for 1 at the sender. */
        conversion: is.decimal,
        /** As the rules said when it was proposed. */
        reviewMonths: is.count,
      },
      { rightsType: is.text, ...document },
    ),
  },
  RightsSnapshotTaken: {
    ...isStep,
    schema: is.record(
      {
        ...step,
        /** SHA-256 of the rows with each participant's revision, by id; they are kept under it. */
        rightsSnapshot: is.sha256,
        participants: is.count,
        groups: is.list(is.record({ group: is.text, participants: is.count })),
        values: is.amountNotNegative,
        rights: is.amountNotNegative,
        revisionsDigest: is.sha256,
      },
      document,
    ),
  },
  TransferAssessed: {
    ...isStep,
    schema: is.record(
      {
        ...step,
        snapshot: is.sha256,
        tolerance: is.record({ individual: is.decimal, collective: is.decimal, group: is.decimal }),
        /** What the factors rest on. */
        basis: is.text,
        /** What transfer.equivalence answers. */
        output: is.anyObject,
      },
      document,
    ),
  },
  OrganDecided: {
    ...isStep,
    schema: is.record(
      { ...step, organ: is.oneOf('accountabilityBody', 'stakeholderBody'), right: is.oneOf('advice', 'approval'), positive: is.yesOrNo },
      { text: is.text, ...document },
    ),
  },
  /** `to`: the negative advice. */
  BoardResponded: { ...isStep, schema: is.record({ ...step, to: is.eventReference, reasons: is.text }, document) },
  WorksCouncilDecided: { ...isStep, schema: is.record({ ...step, positive: is.yesOrNo }, document) },
  /** `latest`: the last day on which the notice would have been in time. */
  SupervisorNotified: { ...isStep, schema: is.record({ ...step, reviewEnds: is.date, latest: is.date }, document) },
  TransferProhibited: { ...isStep, schema: is.record({ ...step, grounds: is.text }, document) },
  ReviewPeriodLapsed: { ...isStep, schema: is.record(step, document) },
  TransferWithdrawn: { ...isStep, schema: is.record({ ...step, reason: is.text }, document) },
  /** Follows a refusal of the organ or the works council. */
  TransferRejected: { ...isStep, schema: is.record({ on: is.date, because: is.eventReference }) },
  /** Its last event: what it stands beside moved the values and the rights, in the same write. */
  TransferCompleted: {
    ...isStep,
    schema: is.record(
      {
        ...step,
        transferValue: is.amountNotNegative,
        currency: is.currency,
        conversion: is.decimal,
        participants: is.count,
        snapshot: is.sha256,
        acceptance: is.sha256,
        proof: is.anyObject,
      },
      document,
    ),
  },
  /** `digest`: of the rows, which are kept under it. */
  ReceiverAccepted: { ...isStep, schema: is.record({ ...step, count: is.count, digest: is.sha256 }, document) },
  /** A step entered by mistake: neither counts. */
  StepAnnulled: { ...isStep, schema: is.record({ annuls: is.eventReference, reason: is.text }) },
  /** What came in for a participant who had gone over: it belongs to the receiver. */
  LateFactForwarded: {
    ...isStep,
    schema: is.record(
      { participantId: is.identifier, receiverParticipantId: is.identifier, record: is.text, row: is.anyObject, forwardedOn: is.date },
      {
        /** In this ledger: the events that it led to at the receiver, and, of savings, at the sender. */
        recorded: is.list(is.eventReference),
        /** Why it is not taken as it is; it may be forwarded again. */
        refused: is.text,
        /** Of work in months before the transfer: what it would have been at the sender, whose employers are charged by it. */
        facts: is.list(is.record({ id: is.eventReference, type: is.text, effectiveDate: is.date, data: is.anyObject })),
        /** What it adds to the right that went over, EUR a year; and, unrounded, to that of the year that was not over then. */
        rights: is.record({ pensionYearly: is.amount }, { accruing: is.record({ year: is.year, right: is.decimal }) }),
      },
    ),
  },
} satisfies { readonly [type: string]: EventDefinition };

export type DossierEventData = DataOf<typeof DOSSIER_EVENTS>;
/** Those that the process goes by; the others stand beside it. */
export type StepType = Exclude<keyof DossierEventData, 'TransferProposed' | 'ReceiverAccepted' | 'StepAnnulled' | 'LateFactForwarded'>;
export type StepEvent = Recorded<DossierEventData, StepType>;
type Acceptance = Recorded<DossierEventData, 'ReceiverAccepted'>;

export interface DossierSlice {
  readonly proposed: Recorded<DossierEventData, 'TransferProposed'> | undefined;
  /** Those that stand, in their order. */
  readonly steps: readonly StepEvent[];
  /** The last one counts: a file that replaces another names everyone again. */
  readonly accepted: Acceptance | undefined;
  readonly acceptances: readonly Acceptance[];
  readonly forwarded: readonly Recorded<DossierEventData, 'LateFactForwarded'>[];
}

export function initialDossier(): DossierSlice {
  return { proposed: undefined, steps: [], accepted: undefined, acceptances: [], forwarded: [] };
}

const taken = ({ steps }: DossierSlice, event: StepEvent): Partial<DossierSlice> => ({ steps: [...steps, event] });

function accepting(acceptances: readonly Acceptance[]): Partial<DossierSlice> {
  return { acceptances, accepted: acceptances.at(-1) };
}

export const foldDossier: FoldByCopy<DossierEventData, DossierSlice> = {
  TransferProposed: (_, proposed) => ({ proposed }),
  RightsSnapshotTaken: taken,
  TransferAssessed: taken,
  OrganDecided: taken,
  BoardResponded: taken,
  WorksCouncilDecided: taken,
  SupervisorNotified: taken,
  TransferProhibited: taken,
  ReviewPeriodLapsed: taken,
  TransferWithdrawn: taken,
  TransferRejected: taken,
  TransferCompleted: taken,
  ReceiverAccepted: ({ acceptances }, event) => accepting([...acceptances, event]),
  // What a refusal led to goes with it.
  StepAnnulled: ({ steps, acceptances }, { data: { annuls } }) => ({
    steps: steps.filter((event) => event.id !== annuls && !(event.type === 'TransferRejected' && event.data.because === annuls)),
    ...accepting(acceptances.filter(({ id }) => id !== annuls)),
  }),
  LateFactForwarded: ({ forwarded }, event) => ({ forwarded: [...forwarded, event] }),
};
