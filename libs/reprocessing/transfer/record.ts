/** A step of a transfer, decided and recorded. */
import type { Journal, StreamAppend } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import type { DecidedEvent, RoutedEvent } from '#ledger/kernel/decision.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { streamOf } from '#ledger/subjects.js';
import type { FileStepValues, ForwardValues, ProposalValues, StepValues, TransferStepName } from '#ledger/transfer/dossier/steps.js';
import { toAppend, type Stamp } from '../batch/stamp.js';
import { refusalOfWrite } from '../batch/refusal-of-write.js';
import { decideAcceptance } from './accept.js';
import { decideAssessment } from './assess.js';
import { decideCompletion } from './complete.js';
import { decideDossierStep, type DossierStepName } from './decide-step.js';
import { keepEvidence } from './evidence.js';
import { decideForward } from './forward.js';
import { decideProposal } from './propose.js';
import { decideSnapshot } from './snapshot.js';
import { openTransfer, type StepContext, type StepDecision } from './step-context.js';

export type TransferCommand =
  | { readonly step: 'propose'; readonly values: ProposalValues }
  | { readonly step: 'snapshot' | 'accept'; readonly file: string; readonly values: FileStepValues }
  | { readonly step: 'forward'; readonly file: string; readonly values: ForwardValues }
  | { [Name in TransferStepName]: { readonly step: Name; readonly values: StepValues<Name> } }[TransferStepName];

/** Attempts where others write to the same streams. */
const MOST_ATTEMPTS = 4;

/** Decides a step on the transfer's stream as it stands. Throws refusals. */
export async function decideTransfer(
  command: TransferCommand,
  events: readonly RecordedEvent[],
  context: StepContext,
): Promise<StepDecision> {
  if (command.step === 'propose') return decideProposal(command.values, events, context);
  const open = await openTransfer(events, context);
  switch (command.step) {
    case 'snapshot':
      return decideSnapshot(command.file, command.values, open, context);
    case 'accept':
      return decideAcceptance(command.file, command.values, open, context);
    case 'forward':
      return decideForward(command.file, command.values, open, context);
    case 'assess':
      return decideAssessment(command.values, open, context);
    case 'complete':
      return decideCompletion(command.values, open, context);
    default:
      return decideDossierStep(command.step satisfies DossierStepName, command.values as never, open);
  }
}

export interface RecordedStep {
  readonly transferId: string;
  readonly step: TransferCommand['step'];
  /** `asked`: the word of one person is on record, and another one's is waited for. */
  readonly status: 'recorded' | 'asked' | 'unchanged' | 'would-be-recorded';
  /** In the transfer's own stream. */
  readonly events: readonly DecidedEvent[];
  /** Events in other streams, by the same write. */
  readonly alongside: number;
}

/** Throws what is refused: what the step refuses, and WRONG_EXPECTED_REVISION where others keep writing. `dryRun`: nothing is written. */
export async function recordStep(
  command: TransferCommand,
  { journal, dryRun = false, ...where }: StepContext & { readonly journal: Journal; readonly dryRun?: boolean },
): Promise<RecordedStep> {
  const context: StepContext = { ...where, journal };
  const { transferId, actor, folder } = context;
  const stream = streamOf('transfer', transferId);
  for (let attempt = 1; ; attempt += 1) {
    const standing = await readWhole(journal, stream);
    const { events: decided, alongside, evidence } = await decideTransfer(command, standing, context);
    const events = decided.filter((event) => event.stream === undefined);
    const report = { transferId, step: command.step, events, alongside: alongside.reduce((sum, append) => sum + append.events.length, 0) };
    if (decided.length === 0) return { ...report, status: 'unchanged' };
    if (dryRun) return { ...report, status: 'would-be-recorded' };
    for (const one of evidence) keepEvidence(folder, one);
    const stamp = { actor, correlationId: transferId };
    const own = events.map((event) => toAppend(stream, event, stamp));
    const expected = standing.length === 0 ? ('no-stream' as const) : standing.length - 1;
    const outcomes = await journal.append([
      ...alongside,
      ...appendsElsewhere(decided, stamp),
      ...(own.length === 0 ? [] : [{ stream, expected, events: own }]),
    ]);
    const refused = refusalOfWrite(outcomes);
    if (refused === undefined) return { ...report, status: events.length === 0 ? 'asked' : 'recorded' };
    if (refused.code !== 'WRONG_EXPECTED_REVISION' || attempt >= MOST_ATTEMPTS) throw new Refused(refused);
  }
}

/** What a decision says in other streams, a batch say. */
function appendsElsewhere(decided: readonly RoutedEvent[], stamp: Stamp): readonly StreamAppend[] {
  const streams = new Set(decided.flatMap(({ stream }) => (stream === undefined ? [] : [stream])));
  return [...streams].map((stream) => ({
    stream,
    expected: 'any',
    events: decided.filter((event) => event.stream === stream).map((event) => toAppend(stream, event, stamp)),
  }));
}
