/** The steps of a collective transfer, from draft to completion (sections 2 and 3; order and states are assumptions). */
import { refuse } from '#ledger/kernel/refusal.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import type { CivilDate } from '#money/civil-date.js';
import type { TransferProcess, TransferStatus, TransferStep, TransferTerms } from '../../frame/capabilities/collective-transfer.js';
import { latestNotice, reviewEnds } from './notice.js';
import { type StepPlace } from '../../frame/out-of-order.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    ILLEGAL_TRANSITION: StepPlace;
    /** `fact`: the test that does not hold. */
    TEST_FAILED: StepPlace & { readonly fact: string };
    BOARD_RESPONSE_REQUIRED: StepPlace;
    WORKS_COUNCIL_CONSENT_REQUIRED: StepPlace;
    NOTIFIED_TOO_LATE: StepPlace & { readonly latest: string; readonly reviewEnds: string; readonly transferDate: string };
    REVIEW_PERIOD_OVER: StepPlace & { readonly until: string };
    REVIEW_PERIOD_RUNNING: StepPlace & { readonly until: string };
    BEFORE_TRANSFER_DATE: StepPlace & { readonly transferDate: string };
  }
}

export const DRAFT: TransferProcess = { state: 'DRAFT', lastDate: undefined, openAdvice: false, consent: false, reviewEnds: undefined };

type Rule = (process: TransferProcess, step: TransferStep, terms: TransferTerms, at: StepPlace) => TransferProcess;

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
  const { state, lastDate } = process;
  const at: StepPlace = { event: index, state, type: step.type, date: step.date };
  if (lastDate !== undefined && step.date < lastDate) return refuse('OUT_OF_ORDER', { ...at, earlier: lastDate });
  const known = Object.hasOwn(RULES, step.type) ? RULES[step.type] : undefined;
  if (known?.from.includes(state) !== true) return refuse('ILLEGAL_TRANSITION', at);
  return { ...known.rule(process, step, terms, at), lastDate: step.date };
}

function propose(process: TransferProcess, { facts }: TransferStep, _terms: TransferTerms, at: StepPlace): TransferProcess {
  const missing = PROPOSAL.find((fact) => isAbsent(facts[fact]) || facts[fact] === false);
  return missing === undefined ? { ...process, state: 'PROPOSED' } : missingFact(missing, at);
}

/** Answer 9: actuarial and collective equivalence, and balance of interests. */
function assess(process: TransferProcess, { facts }: TransferStep, _terms: TransferTerms, at: StepPlace): TransferProcess {
  for (const fact of TESTS) {
    if (isAbsent(facts[fact])) return missingFact(fact, at);
    if (facts[fact] !== true) return refuse('TEST_FAILED', { ...at, fact });
  }
  return { ...process, state: 'ASSESSED' };
}

/** Answers 1 and 9: the accountability body advises, the stakeholder body approves or ends it. */
function organDecides(process: TransferProcess, { facts }: TransferStep, { organ }: TransferTerms, at: StepPlace): TransferProcess {
  const positive = positiveOf(facts, at);
  if (organ === 'stakeholderBody') return { ...process, state: positive ? 'CONSULTED' : 'REJECTED' };
  return { ...process, state: 'CONSULTED', openAdvice: !positive };
}

/** Answer 5: the works council consents to a change of the scheme; a refusal ends the transfer in any case (assumption). */
function worksCouncilDecides(process: TransferProcess, { facts }: TransferStep, _terms: TransferTerms, at: StepPlace): TransferProcess {
  return positiveOf(facts, at) ? { ...process, consent: true } : { ...process, state: 'REJECTED' };
}

function notify(process: TransferProcess, { date }: TransferStep, terms: TransferTerms, at: StepPlace): TransferProcess {
  if (process.openAdvice) return refuse('BOARD_RESPONSE_REQUIRED', at);
  if (terms.schemeChange && !process.consent) return refuse('WORKS_COUNCIL_CONSENT_REQUIRED', at);
  const ends = reviewEnds(date, terms.reviewMonths);
  if (ends <= terms.transferDate) return { ...process, state: 'NOTIFIED', reviewEnds: ends };
  const { transferDate, reviewMonths } = terms;
  return refuse('NOTIFIED_TOO_LATE', { ...at, latest: latestNotice(transferDate, reviewMonths), reviewEnds: ends, transferDate });
}

/** Answers 1, 4 and 9: De Nederlandsche Bank may prohibit, up to the last day of its review. */
function prohibit(process: TransferProcess, { date }: TransferStep, _terms: TransferTerms, at: StepPlace): TransferProcess {
  const until = reviewEndOf(process);
  return date <= until ? { ...process, state: 'PROHIBITED' } : refuse('REVIEW_PERIOD_OVER', { ...at, until });
}

function lapse(process: TransferProcess, { date }: TransferStep, _terms: TransferTerms, at: StepPlace): TransferProcess {
  const until = reviewEndOf(process);
  return date > until ? { ...process, state: 'CLEARED' } : refuse('REVIEW_PERIOD_RUNNING', { ...at, until });
}

function complete(process: TransferProcess, { date }: TransferStep, { transferDate }: TransferTerms, at: StepPlace): TransferProcess {
  if (date >= transferDate) return { ...process, state: 'COMPLETED' };
  return refuse('BEFORE_TRANSFER_DATE', { ...at, transferDate });
}

function reviewEndOf({ reviewEnds: ends }: TransferProcess): CivilDate {
  if (ends === undefined) throw new Error('a transfer is notified without a review');
  return ends;
}

function positiveOf(facts: TransferStep['facts'], at: StepPlace): boolean {
  if (isAbsent(facts['positive'])) return missingFact('positive', at);
  return facts['positive'] === true;
}

function missingFact(fact: string, at: StepPlace): never {
  return refuse('MISSING_FACT', { ...at, fact });
}

function isAbsent(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}
