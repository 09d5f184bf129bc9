/** What a refusal asks for, as this command line does it, by the refusal's code. */
import type { Refusal } from '#ledger/kernel/refusal.js';
import { withWordsAndRest, type ToldRefusal } from '#words/said.js';
import { COMMAND_LINE_ENGLISH } from '../words/english.js';

const COMMANDS: { readonly [code: string]: (refusal: Refusal) => string | undefined } = {
  UNKNOWN_PARTICIPANT: ({ participantId, transferId }) =>
    participantId !== undefined && transferId === undefined ? 'accrual import participants FILE' : undefined,
  EMPLOYER_NOT_AFFILIATED: ({ participantId, affiliatedOn }) =>
    participantId === undefined && affiliatedOn === undefined ? 'accrual import employers FILE' : undefined,
  UNKNOWN_TRANSFER: ({ model }) => (model === undefined ? 'accrual transfer propose FILE' : undefined),
  UNKNOWN_RUN: () => 'accrual alm runs',
  INCOME_NOT_REPORTED: () => 'accrual import incomes FILE',
  NO_PENSION_IN_PAYMENT: () => 'accrual import pensions FILE',
  UNKNOWN_EVENT: ({ participantId, employerId }) =>
    participantId !== undefined ? `accrual history ${text(participantId)}`
    : employerId !== undefined ? `accrual history employer-${text(employerId)}`
    : undefined,
  SUBJECT_NOT_ANNULLED: ({ kind, id }) => (kind === 'transfer' ? `accrual transfer annul ${text(id)} --event-id ID` : undefined),
  PARTICIPANT_NOT_READABLE: ({ participantId }) => `accrual history ${text(participantId)}`,
  EMPLOYER_NOT_READABLE: ({ employerId }) => `accrual history employer-${text(employerId)}`,
  TRANSFER_NOT_READABLE: ({ transferId }) => `accrual history transfer-${text(transferId)}`,
  EVENT_NOT_FOLDABLE: ({ participantId, employerId, eventId }) =>
    participantId !== undefined ? `accrual annul ${text(participantId)} ${text(eventId)}`
    : employerId !== undefined ? `accrual annul employer-${text(employerId)} ${text(eventId)}`
    : undefined,
  MISSING_PARAMETER: ({ parameter }) =>
    text(parameter).endsWith('.forward20') ? 'accrual import forward-rates FILE' : 'accrual parameters FILE',
  UNKNOWN_CHANGE: ({ ofScheme }) => (isEmpty(ofScheme) ? undefined : 'accrual fund scheme-notice'),
  FUND_NOT_ESTABLISHED: ({ fundId }) => `accrual parameters FILE --fund ${text(fundId)} --establish`,
  UNKNOWN_OPERATION: () => 'accrual calculate --list',
  MODEL_NOT_BUILT: ({ model }) => `accrual rebuild ${text(model)}`,
  READ_MODEL_DAMAGED: ({ model }) => (model === undefined ? undefined : `accrual rebuild ${text(model)}`),
  UNKNOWN_PLAN: () => 'accrual reprocess plan FILE',
  PLAN_OF_OTHER_VERSION: () => 'accrual reprocess plan FILE',
  NOT_APPROVED: ({ digest }) => `accrual reprocess approve ${text(digest)}`,
  INTERRUPTED: ({ during, digest }) =>
    during === 'rebuild' ? 'accrual rebuild'
    : digest === undefined ? undefined
    : `accrual reprocess commit ${text(digest)}`,
  JOURNAL_CORRUPT: () => 'accrual verify',
  MERKLE_LOG_DAMAGED: () => 'accrual verify --checkpoint FILE',
  SELF_CHECK_UNREADABLE: () => 'accrual verify',
  EVENTS_MISSING: ({ from }) => `accrual accept-loss --from ${text(from)}`,
  JOURNAL_GONE: () => 'accrual accept-loss --begin-again',
  NO_JOURNAL: () => '--data DIR',
  NO_CHECKPOINT_KEY: ({ because }) => (because === 'check' ? '--key' : 'accrual checkpoint-key --new NAME'),
  INVALID_PROOF: () => 'accrual prove --out FILE',
  ANOTHER_CHECKPOINT: () => '--known-at',
  EARLIER_CHECKPOINT_REQUIRED: () => '--since FILE',
  RECORDED_AT_NEEDS_MIGRATE: () => '--migrate',
  HISTORY_NEEDS_MIGRATE: () => '--migrate',
  PARTITION_COUNT_DIFFERS: ({ asked }) => `accrual-projector --repartition ${text(asked)}`,
};

function isEmpty(detail: unknown): boolean {
  return !Array.isArray(detail) || detail.length === 0;
}

function text(detail: unknown): string {
  return String(detail);
}

export interface Spoken {
  /** With its sentence, and the command or option that does what it asks for, where there is one. */
  readonly told: ToldRefusal;
  /** Names of the details that the sentence does not tell. */
  readonly untold: readonly string[];
}

export function spoken(refusal: Refusal): Spoken {
  const { told, untold } = withWordsAndRest(refusal, COMMAND_LINE_ENGLISH);
  const command = COMMANDS[refusal.code]?.(refusal);
  return { told: command === undefined ? told : { ...told, message: `${told.message} (${command})` }, untold };
}
