/** The trial balance of the whole ledger, a fund or a participant, at any coordinates. */
import type { Instant } from '#money/civil-date.js';
import { fundStream, participantStream, SUBJECT_KINDS, SUBJECTS } from '#ledger/subjects.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { JournalHead, JournalReader } from '#journal/port.js';
import { answerOf, type Answer } from '../answer.js';
import { knowledgeOf, resolveCoordinates, type AskedCoordinates, type Coordinates } from '../coordinates.js';
import { readWhole } from '#journal/read-whole.js';
import { foldParticipant } from '../participant-fold.js';
import { addStream, addSums, emptyBalances } from './accumulate.js';
import { trialBalanceView, type NotCounted, type TrialBalanceView } from './view.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { runPortfolio } from '#portfolio/run-portfolio.js';
import { job } from './balances.js';

export interface TrialBalanceOptions {
  readonly journal: JournalReader;
  /** `sqlite:FILE`: lets worker threads read for themselves, and unknown events be named. */
  readonly journalUrl?: string | undefined;
  readonly clock: () => Instant;
  readonly coordinates: AskedCoordinates;
  /** Only the fund and its participants. */
  readonly fundId?: string | undefined;
  readonly participantId?: string | undefined;
  /** 0: in this thread; default one for each core. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Kinds of streams whose events have postings; only the first is large enough to share out. */
const POSTING = SUBJECT_KINDS.filter((kind) => SUBJECTS[kind].inBooks);

/**
 * Folds the postings of all events in effect at the coordinates. A stream that cannot be read is named in `notCounted`.
 * Refuses what `resolveCoordinates` refuses, UNKNOWN_PARTICIPANT, UNKNOWN_FUND, and BEFORE_FIRST_EVENT where nothing is to be added up.
 */
export async function trialBalance(options: TrialBalanceOptions): Promise<Answer<TrialBalanceView>> {
  const head = await options.journal.head();
  if (options.participantId !== undefined) return ofParticipant(options, options.participantId, head);
  const fund = options.fundId === undefined ? undefined : await readFund(options.journal, options.fundId);
  const coordinates = resolveCoordinates(options.coordinates, head, options.clock, fund);
  const upTo = typeof coordinates.knownAt === 'bigint' ? coordinates.knownAt : head.position;
  const total = emptyBalances();
  const notCounted: NotCounted[] = [];
  const source = { journal: options.journal, journalUrl: options.journalUrl };
  for (const subject of POSTING) {
    const data = { coordinates, subject, fundId: options.fundId, upTo };
    const workers = subject === POSTING[0] ? options.workers : 0;
    const results = runPortfolio({ source, job, data, subject, workers, signal: options.signal });
    for await (const { result } of results) {
      addSums(total, result.sums, result.events, result.lastPosition);
      notCounted.push(...result.notCounted);
    }
  }
  if (total.events === 0 && notCounted.length === 0) await refuseNothing(options, coordinates);
  return answerOf(trialBalanceView(total, notCounted), coordinates, undefined, total.lastPosition);
}

async function refuseNothing({ journal, fundId }: TrialBalanceOptions, { asOf, knownAt }: Coordinates): Promise<never> {
  if (fundId !== undefined && (await journal.streamHead(fundStream(fundId))) === undefined) {
    refuse('UNKNOWN_FUND', { fundId });
  }
  return refuse('BEFORE_FIRST_EVENT', { asOf, knownAt: String(knownAt) });
}

async function ofParticipant(
  { journal, clock, coordinates: asked }: TrialBalanceOptions,
  participantId: string,
  head: JournalHead,
): Promise<Answer<TrialBalanceView>> {
  const events = await readWhole(journal, participantStream(participantId));
  const { fundId } = PARTICIPANT.homeOf(events[0] ?? PARTICIPANT.refuseUnknown(participantId));
  const coordinates = resolveCoordinates(asked, head, clock, await readFund(journal, fundId));
  foldParticipant(participantId, events, coordinates); // refuses where there is nothing to say
  const balances = emptyBalances();
  addStream(balances, events, { asOf: coordinates.asOf, ...knowledgeOf(coordinates) });
  return answerOf(trialBalanceView(balances, []), coordinates, undefined, balances.lastPosition);
}
