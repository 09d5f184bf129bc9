/**
 * What a collective transfer is told, declared once: its proposal, each step after it, and the rows of the files that come with it.
 * Options of the command line, bodies of requests, OpenAPI and the readers of files follow from here.
 */
import * as is from '../../facts/field.js';
import type { Fields, ValuesOf } from '../../facts/field.js';
import type { RefusalCode } from '../../kernel/refusal.js';

const yesOrNo = ['yes', 'no'] as const;
const on = is.date({ description: 'Day of the step.', example: '2022-02-01' });
const reference = is.text({ description: 'What it rests on: minutes, a letter.', example: 'board, minutes 7' });
const document = {
  documentName: is.optional(
    is.text({ description: 'Name of the document that it rests on; with documentSha256.', example: 'minutes-7.pdf' }, 200),
  ),
  documentSha256: is.optional(is.digest({ description: 'SHA-256 of that document, which stays with you.' })),
};
const positive = is.choice('INVALID_CHOICE', yesOrNo, { description: 'Whether it agrees.', example: 'yes' });

/** The columns that come together or not at all. */
export const DOCUMENT_COLUMNS: readonly string[] = ['documentName', 'documentSha256'];

export const TRANSFER_PROPOSAL = {
  transferId: is.identifier({ description: 'Id of the transfer.', example: 'T1' }),
  fundId: is.identifier({ description: 'The fund whose participants go over.', example: 'pob' }),
  organ: is.optional(
    is.text({ description: 'Body that speaks for them: accountabilityBody or stakeholderBody.', example: 'accountabilityBody' }),
  ),
  receiverType: is.optional(is.text({ description: 'bpf, apf, insurer, or ppi on a legal ground.', example: 'apf' })),
  receiverName: is.text({ description: 'The receiver.', example: 'General Fund West' }),
  transferDate: is.date({ description: 'The day on which the rights pass.', example: '2022-07-01' }),
  reason: is.text({ description: 'Why.', example: 'liquidation' }),
  transferValueMinor: is.amount({ column: 'transferValue', description: 'What is paid for them.', example: '250000.00' }),
  currency: is.currency(),
  receiverAgreement: is.text({ description: 'The agreement with the receiver.', example: 'agreement of 2022-01-05' }),
  proposedOn: is.date({ description: 'Day of the proposal.', example: '2022-01-10' }),
  reference,
  receiverId: is.optional(is.text({ description: 'How others call the receiver.' }, 100)),
  receiverFundId: is.optional(is.identifier({ description: 'The receiver, where it is a fund of this ledger.' })),
  ppiGround: is.optional(is.text({ description: 'Legal ground of a transfer to a premium pension institution.' })),
  rightsType: is.optional(is.text({ description: 'dcCapital for capital of a premium scheme.' })),
  schemeChange: is.withFallback(
    is.choice('INVALID_CHOICE', yesOrNo, { description: 'Whether the scheme changes: the works council consents then. Default: no.' }),
    'no',
  ),
  conversion: is.withFallback(is.decimal({ description: 'Right at the receiver for 1 at the sender. Default: 1.', example: '1.005' }), '1'),
  ...document,
} as const satisfies Fields;

interface DeclaredStep {
  readonly summary: string;
  readonly fields: Fields;
  /** Codes of its refusals, beside those of every step. */
  readonly refuses: readonly RefusalCode[];
}

const standing = { on, reference, ...document };

export const TRANSFER_STEPS = {
  assess: {
    summary: 'test equivalence and balance on the snapshot',
    fields: {
      individual: is.optional(is.decimal({ description: 'Tolerance of each participant.', example: '0.02' })),
      collective: is.optional(is.decimal({ description: 'Tolerance of all together.', example: '0.005' })),
      group: is.optional(is.decimal({ description: 'Tolerance between groups.', example: '0.015' })),
      basis: is.text({ description: 'What the factors rest on.', example: 'AG 2020, RTS of 2021-12-31' }),
      ...standing,
    },
    refuses: ['MISSING_PARAMETER', 'NO_VALUE', 'TEST_FAILED', 'SNAPSHOT_STALE', 'EVIDENCE_MISSING'],
  },
  organ: {
    summary: 'record the advice of the accountability body, or the approval of the stakeholder body',
    fields: { positive, text: is.optional(is.text({ description: 'What it says.' })), ...standing },
    refuses: [],
  },
  respond: {
    summary: 'answer a negative advice',
    fields: { reasons: is.text({ description: 'The reasons of the board.' }), ...standing },
    refuses: [],
  },
  'works-council': { summary: 'record the works council’s consent, or its refusal', fields: { positive, ...standing }, refuses: [] },
  notify: {
    summary: 'notify the supervisor: its review begins',
    fields: standing,
    refuses: ['BOARD_RESPONSE_REQUIRED', 'WORKS_COUNCIL_CONSENT_REQUIRED', 'NOTIFIED_TOO_LATE'],
  },
  prohibit: {
    summary: 'record that the supervisor prohibits it',
    fields: { grounds: is.text({ description: 'The grounds.' }), ...standing },
    refuses: ['REVIEW_PERIOD_OVER'],
  },
  lapse: { summary: 'record that the review has ended without a prohibition', fields: standing, refuses: ['REVIEW_PERIOD_RUNNING'] },
  complete: {
    summary: 'close every value and right at the sender and open them at the receiver, all or none',
    fields: standing,
    refuses: [
      'NOT_CLEARED',
      'BEFORE_TRANSFER_DATE',
      'TRANSFER_DATE_IN_FUTURE',
      'SNAPSHOT_STALE',
      'NOTHING_POSTED',
      'EVIDENCE_MISSING',
      'SECOND_PERSON_REQUIRED',
    ],
  },
  withdraw: { summary: 'give it up', fields: { reason: is.text({ description: 'Why.' }), ...standing }, refuses: [] },
  annul: {
    summary: 'take back the last step, entered by mistake',
    fields: {
      eventId: is.eventReference({ description: 'Id of the step’s event.' }),
      reason: is.text({ description: 'Why it should never have been entered.' }),
    },
    refuses: ['UNKNOWN_EVENT', 'CANNOT_BE_ANNULLED', 'LATER_STEP_STANDS'],
  },
} as const satisfies { readonly [step: string]: DeclaredStep };

export type TransferStepName = keyof typeof TRANSFER_STEPS;
export const TRANSFER_STEP_NAMES = Object.keys(TRANSFER_STEPS) as readonly TransferStepName[];

export type StepValues<Name extends TransferStepName> = ValuesOf<(typeof TRANSFER_STEPS)[Name]['fields']>;
export type ProposalValues = ValuesOf<typeof TRANSFER_PROPOSAL>;

/** What comes with a file: the day of the step, and what it rests on. */
export const FILE_STEP = standing;
export type FileStepValues = ValuesOf<typeof FILE_STEP>;

/** Kinds of files whose rows may be forwarded to the receiver. */
const FORWARDED = [
  ...(['incomes', 'contributions', 'corrections', 'salaries', 'salary-corrections', 'estimates', 'voluntary-continuations'] as const),
  ...(['objector-ends'] as const),
  ...(['pensions', 'payments', 'disabilities', 'deaths', 'transfers'] as const),
] as const;

/** Facts that came too late for the sender. */
export const FORWARD = {
  kind: is.choice('INVALID_CHOICE', FORWARDED, { description: 'What the file holds.' }),
  on: is.date({ description: 'Day on which they are forwarded.', example: '2022-09-05' }),
} as const satisfies Fields;
export type ForwardValues = ValuesOf<typeof FORWARD>;

export const SNAPSHOT_ROW = {
  participantId: is.identifier({ description: 'Participant of the sender.', example: 'P1' }),
  group: is.identifier({ description: 'active, deferred, pensioner, or another label.', example: 'active' }),
  oldRightMinor: is.amount({ column: 'oldRight', description: 'Right at the sender, EUR a year.', example: '1000.10' }),
  newRight: is.decimal({ description: 'Right at the receiver, EUR a year.', example: '1005.10' }),
  factor: is.decimal({ description: 'Present value of 1 a year, on the basis of both sides.', example: '14.2' }),
  valueMinor: is.amount({ column: 'value', description: 'Value by which the transfer value is shared.', example: '60000.00' }),
  transferId: is.optional(is.identifier({ description: 'The transfer, where the file names it.' })),
  objected: is.withFallback(is.choice('INVALID_CHOICE', yesOrNo, { description: 'Whether the participant objected. Default: no.' }), 'no'),
} as const satisfies Fields;

export const ACCEPTANCE_ROW = {
  participantId: is.identifier({ description: 'Participant of the sender.', example: 'P1' }),
  receiverParticipantId: is.identifier({ description: 'Who it is at the receiver.', example: 'W-1' }),
  acceptedOn: is.date({ description: 'Day of the acceptance.', example: '2022-06-15' }),
  transferId: is.optional(is.identifier({ description: 'The transfer, where the file names it.' })),
} as const satisfies Fields;
