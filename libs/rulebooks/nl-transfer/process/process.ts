/** The steps of a collective transfer, from draft to completion (sections 2 and 3; order and states are assumptions). */
import { refuse } from '#ledger/kernel/refusal.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import type { CivilDate } from '#money/civil-date.js';
import type { TransferProcess, TransferStatus, TransferStep, TransferTerms } from '../../frame/capabilities/collective-transfer.js';
import { latestNotice, reviewEnds } from './notice.js';

export const DRAFT: TransferProcess = { state: 'DRAFT', lastDate: undefined, openAdvice: false, consent: false, reviewEnds: undefined };

type Rule = (process: TransferProcess, step: TransferStep, terms: TransferTerms, stop: Stop) => TransferProcess;
/** Refuses with the code, at the step and in the state that it met. */
type Stop = (code: string, message: string, details?: { readonly [detail: string]: JsonValue | undefined }) => never;

const OPEN: readonly TransferStatus[] = ['DRAFT', 'PROPOSED', 'ASSESSED', 'CONSULTED', 'NOTIFIED', 'CLEARED'];
const PROPOSAL = ['reason', 'rightsSnapshot', 'transferValue', 'receiverAgreement'] as const;
const TESTS = ['actuarialEquivalence', 'collectiveEquivalence', 'balance'] as const;

const RULES: { readonly [type: string]: { readonly from: readonly TransferStatus[]; readonly rule: Rule } } = {
  propose: { from: ['DRAFT'], rule: propose },
  assess: { from: ['PROPOSED'], rule: assess },
  organ: { from: ['ASSESSED'], rule: organDecides },
  boardResponse: { from: ['CONSULTED'], rule: (process) => ({ ...process, openAdvice: false }) },
  worksCouncil: { from: ['PROPOSED', 'ASSESSED', 'CONSULTED'], rule: worksCouncilDecides },
  notify: { from: ['CONSULTED'], rule: notify },
  prohibit: { from: ['NOTIFIED'], rule: prohibit },
  lapse: { from: ['NOTIFIED'], rule: lapse },
  complete: { from: ['CLEARED'], rule: complete },
  withdraw: { from: OPEN, rule: (process) => ({ ...process, state: 'WITHDRAWN' }) },
};

/**
 * The process after one more step. Checks in this order: OUT_OF_ORDER, ILLEGAL_TRANSITION, the rule of the step. Refusals carry
 * `event`, the step's index, and `state`, the one before it.
 */
export function takeStep(process: TransferProcess, step: TransferStep, terms: TransferTerms, index: number): TransferProcess {
  const stop: Stop = (code, message, details = {}) =>
    refuse(code, `step ${index} (${step.type} of ${step.date}): ${message}`, { ...details, event: index, state: process.state });
  const { lastDate } = process;
  if (lastDate !== undefined && step.date < lastDate) return stop('OUT_OF_ORDER', `an earlier step is dated ${lastDate}`);
  const known = Object.hasOwn(RULES, step.type) ? RULES[step.type] : undefined;
  if (known?.from.includes(process.state) !== true) return stop('ILLEGAL_TRANSITION', `no such step follows ${process.state}`);
  return { ...known.rule(process, step, terms, stop), lastDate: step.date };
}

function propose(process: TransferProcess, { facts }: TransferStep, _terms: TransferTerms, stop: Stop): TransferProcess {
  const missing = PROPOSAL.find((fact) => isAbsent(facts[fact]) || facts[fact] === false);
  return missing === undefined ? { ...process, state: 'PROPOSED' } : stop('MISSING_FACT', `${missing} is missing`, { fact: missing });
}

/** Answer 9: actuarial and collective equivalence, and balance of interests. */
function assess(process: TransferProcess, { facts }: TransferStep, _terms: TransferTerms, stop: Stop): TransferProcess {
  for (const fact of TESTS) {
    if (isAbsent(facts[fact])) return stop('MISSING_FACT', `${fact} is missing`, { fact });
    if (facts[fact] !== true) return stop('TEST_FAILED', `${fact} does not hold`, { fact });
  }
  return { ...process, state: 'ASSESSED' };
}

/** Answers 1 and 9: the accountability body advises, the stakeholder body approves or ends it. */
function organDecides(process: TransferProcess, { facts }: TransferStep, { organ }: TransferTerms, stop: Stop): TransferProcess {
  const positive = positiveOf(facts, stop);
  if (organ === 'stakeholderBody') return { ...process, state: positive ? 'CONSULTED' : 'REJECTED' };
  return { ...process, state: 'CONSULTED', openAdvice: !positive };
}

/** Answer 5: the works council consents to a change of the scheme; a refusal ends the transfer in any case (assumption). */
function worksCouncilDecides(process: TransferProcess, { facts }: TransferStep, _terms: TransferTerms, stop: Stop): TransferProcess {
  return positiveOf(facts, stop) ? { ...process, consent: true } : { ...process, state: 'REJECTED' };
}

function notify(process: TransferProcess, { date }: TransferStep, terms: TransferTerms, stop: Stop): TransferProcess {
  if (process.openAdvice) return stop('BOARD_RESPONSE_REQUIRED', 'the board has not answered the negative advice');
  if (terms.schemeChange && !process.consent) {
    return stop('WORKS_COUNCIL_CONSENT_REQUIRED', 'the scheme changes, and the works council has not consented');
  }
  const ends = reviewEnds(date, terms.reviewMonths);
  if (ends <= terms.transferDate) return { ...process, state: 'NOTIFIED', reviewEnds: ends };
  const latest = latestNotice(terms.transferDate, terms.reviewMonths);
  const why = `the review would run to ${ends}, after the transfer date ${terms.transferDate}; the latest notice is ${latest}`;
  return stop('NOTIFIED_TOO_LATE', why, { latest });
}

/** Answers 1, 4 and 9: De Nederlandsche Bank may prohibit, up to the last day of its review. */
function prohibit(process: TransferProcess, { date }: TransferStep, _terms: TransferTerms, stop: Stop): TransferProcess {
  const until = reviewEndOf(process);
  return date <= until ? { ...process, state: 'PROHIBITED' } : stop('REVIEW_PERIOD_OVER', `the review ended on ${until}`);
}

function lapse(process: TransferProcess, { date }: TransferStep, _terms: TransferTerms, stop: Stop): TransferProcess {
  const until = reviewEndOf(process);
  return date > until ? { ...process, state: 'CLEARED' } : stop('REVIEW_PERIOD_RUNNING', `the review runs to ${until}`, { until });
}

function complete(process: TransferProcess, { date }: TransferStep, { transferDate }: TransferTerms, stop: Stop): TransferProcess {
  if (date >= transferDate) return { ...process, state: 'COMPLETED' };
  return stop('BEFORE_TRANSFER_DATE', `the rights pass on ${transferDate}`);
}

function reviewEndOf({ reviewEnds: ends }: TransferProcess): CivilDate {
  if (ends === undefined) throw new Error('a transfer is notified without a review');
  return ends;
}

function positiveOf(facts: TransferStep['facts'], stop: Stop): boolean {
  if (isAbsent(facts['positive'])) return stop('MISSING_FACT', 'positive is missing: did it agree or not?', { fact: 'positive' });
  return facts['positive'] === true;
}

function isAbsent(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}
