/** The dossier of a transfer: transfer.process on the proposal and the steps since the last snapshot (section 9). */
import { refuse } from '#ledger/kernel/refusal.js';
import { nextDay, type CivilDate } from '#money/civil-date.js';
import type {
  DossierProcess, NextStep, OwedStep, TransferDossier, TransferProcess, TransferStatus, TransferStep,
} from '../../frame/capabilities/collective-transfer.js';
import { latestNotice } from '../process/notice.js';
import { DRAFT, takeStep } from '../process/process.js';

/** A snapshot may be taken again until the supervisor is notified; organ and works council then decide anew. */
export const BEFORE_NOTICE: readonly TransferStatus[] = ['DRAFT', 'PROPOSED', 'ASSESSED', 'CONSULTED'];

/** The proposal alone is a draft: it needs the snapshot that it is about. */
export function dossierProcess({ terms, proposal, steps }: TransferDossier): DossierProcess {
  let process: TransferProcess = { ...DRAFT, lastDate: proposal.date };
  const history: TransferStatus[] = [process.state];
  steps.forEach((step, index) => {
    const proposed = { ...proposal, date: step.date, facts: { ...proposal.facts, ...step.facts } };
    process =
      step.type === 'snapshot'
        ? takeStep(begunAnew(process, step, index), proposed, terms, index)
        : takeStep(process, step, terms, index);
    history.push(process.state);
  });
  return { ...process, history };
}

function begunAnew({ state, lastDate }: TransferProcess, { type, date }: TransferStep, index: number): TransferProcess {
  if (BEFORE_NOTICE.includes(state)) return { ...DRAFT, lastDate };
  return refuse('ILLEGAL_TRANSITION', { event: index, state, type, date });
}

/**
 * Steps that may come next, and between which days. On a stale snapshot another one comes first, after which all decide anew; after the
 * notice a withdrawal alone helps, beside what the supervisor does (section 9).
 */
export function nextSteps(dossier: TransferDossier, isStale = false): readonly NextStep[] {
  const possible = possibleSteps(dossier);
  if (!isStale) return possible;
  const helping = BEFORE_NOTICE.includes(dossierProcess(dossier).state) ? ['snapshot', 'withdraw'] : ['withdraw', 'prohibit', 'lapse'];
  return helping.flatMap((step) => possible.filter((one) => one.step === step));
}

function possibleSteps(dossier: TransferDossier): readonly NextStep[] {
  const process = dossierProcess(dossier);
  const from = process.lastDate ?? dossier.proposal.date;
  const at = (step: string, earliest: CivilDate = from, until: CivilDate | null = null): NextStep => {
    return { step, from: later(from, earliest), until };
  };
  const withdraw = at('withdraw');
  const { transferDate, reviewMonths } = dossier.terms;
  const councils = [at('snapshot'), at('worksCouncil')];
  switch (process.state) {
    case 'DRAFT':
      return [at('snapshot'), withdraw];
    case 'PROPOSED':
      return [at('assess'), ...councils, withdraw];
    case 'ASSESSED':
      return [at('organ'), ...councils, withdraw];
    case 'CONSULTED':
      return [
        ...(process.openAdvice ? [at('boardResponse')] : []),
        at('notify', from, latestNotice(transferDate, reviewMonths)),
        ...councils,
        withdraw,
      ];
    case 'NOTIFIED':
      return [at('prohibit', from, endOfReview(process)), at('lapse', nextDay(endOfReview(process))), withdraw];
    case 'CLEARED':
      return [at('complete', transferDate), withdraw];
    case 'COMPLETED':
    case 'REJECTED':
    case 'PROHIBITED':
    case 'WITHDRAWN':
      return [];
    default:
      return unknownState(process.state);
  }
}

/** What has to come for the transfer to be in time, and by when. */
export function owedSteps(dossier: TransferDossier, accepted: boolean): readonly OwedStep[] {
  const process = dossierProcess(dossier);
  const { transferDate, reviewMonths, schemeChange } = dossier.terms;
  const isOpen = BEFORE_NOTICE.includes(process.state);
  const notice = latestNotice(transferDate, reviewMonths);
  const afterReview = process.reviewEnds === undefined ? transferDate : later(transferDate, nextDay(process.reviewEnds));
  const owed: readonly (readonly [boolean, OwedStep['what'], CivilDate])[] = [
    [process.openAdvice && isOpen, 'board-response', notice],
    [schemeChange && !process.consent && isOpen, 'consent', notice],
    [isOpen, 'notice', notice],
    [process.state === 'NOTIFIED', 'lapse', afterReview],
    [(isOpen || process.state === 'NOTIFIED' || process.state === 'CLEARED') && !accepted, 'acceptance', transferDate],
    [process.state === 'CLEARED', 'completion', afterReview],
  ];
  return owed.filter(([isOwed]) => isOwed).map(([, what, latest]) => ({ what, latest }));
}

function endOfReview({ reviewEnds }: TransferProcess): CivilDate {
  if (reviewEnds === undefined) throw new Error('a transfer is notified without a review');
  return reviewEnds;
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}

function unknownState(state: never): never {
  throw new Error(`no state of a transfer: ${JSON.stringify(state)}`);
}
