/**
 * What an overview says beside its figures: each code as the sentence that every language has words for, with what stands in its
 * places.
 */
import type { LooseFacts } from '#ledger/participant/loose-facts.js';
import type { Condition, GroupCoverReason, Note } from '#rulebooks/frame/capabilities/statements.js';

export type SentenceKey =
  | 'fromDay'
  | 'fundedPart'
  | 'unableSince'
  | 'unableSinceUntil'
  | 'asLargeAsOldAge'
  | 'shareOfOldAge'
  | 'inPayment'
  | 'granted'
  | 'inForceAtDeath'
  | 'notInForceAtDeath'
  | 'mayFall'
  | 'diedCoversEnded'
  | 'diedNoPension'
  | 'contributionsAfterDeath'
  | 'paymentsAfterDeath'
  | 'incomesAfterDeath'
  | 'paymentsAlone'
  | 'belowZero'
  | 'active'
  | 'runOff'
  | 'lapsed'
  | 'belowMinimum'
  | 'expiredAge'
  | 'neverContributed'
  | 'shareAtEnd'
  | 'goesOn'
  | 'paidUp'
  | 'expectedPayout';

/** What stands in a place of a sentence; days and amounts are written as the language does. */
export type SentencePlace = { readonly day: string } | { readonly amount: string } | { readonly as: string };

export interface Sentence {
  readonly key: SentenceKey;
  readonly places: readonly SentencePlace[];
}

const COVERS: { readonly [reason in GroupCoverReason]: SentenceKey } = {
  ACTIVE: 'active',
  RUN_OFF: 'runOff',
  LAPSED: 'lapsed',
  BELOW_MINIMUM: 'belowMinimum',
  EXPIRED_AGE: 'expiredAge',
  NEVER_CONTRIBUTED: 'neverContributed',
};

const AFTER_DEATH: { readonly [of in LooseFacts['of']]: SentenceKey } = {
  contributions: 'contributionsAfterDeath',
  payments: 'paymentsAfterDeath',
  incomes: 'incomesAfterDeath',
};

export function conditionSentence(condition: Condition): Sentence {
  switch (condition.code) {
    case 'forecast':
      return sentence('fromDay', { day: condition.from });
    case 'as-old-age-pension':
      return sentence('asLargeAsOldAge');
    case 'share-of-old-age-pension':
      return sentence('shareOfOldAge');
    case 'in-payment':
      return sentence('inPayment', { day: condition.since });
    case 'granted':
      return sentence('granted', { day: condition.from });
    case 'group-cover':
      return sentence(COVERS[condition.reason]);
    case 'group-cover-at-death':
      return sentence(condition.reason === 'ACTIVE' || condition.reason === 'RUN_OFF' ? 'inForceAtDeath' : 'notInForceAtDeath');
    case 'share-of-provisions':
      return sentence('shareAtEnd', { as: String(condition.year) });
    case 'funded-part':
      return sentence('fundedPart', { as: String(condition.year) });
    default:
      return unreachable(condition);
  }
}

/** `pension-not-shown`: its code is none of a participant's. Undefined where the page says it already. */
export function noteSentence(note: Note): Sentence | 'pension-not-shown' | undefined {
  switch (note.code) {
    case 'value-is-what-was-charged':
      return undefined;
    case 'pension-not-shown':
      return note.code;
    case 'contributions-assumed':
      return sentence('goesOn');
    case 'paid-up':
      return sentence('paidUp');
    case 'forecast-may-fall':
      return sentence('expectedPayout');
    case 'payment-may-fall':
      return sentence('mayFall');
    case 'value-below-zero':
      return sentence('belowZero');
    case 'unable-to-work':
      return note.until === undefined
        ? sentence('unableSince', { day: note.since })
        : sentence('unableSinceUntil', { day: note.since }, { day: note.until });
    case 'forecast-ended-by-death':
      return sentence('diedCoversEnded', { day: note.diedOn });
    case 'no-own-pension-after-death':
      return sentence('diedNoPension', { day: note.diedOn });
    case 'facts-after-death':
      return sentence(AFTER_DEATH[note.of], ...placesOf(note));
    case 'payments-without-pension':
      return sentence('paymentsAlone', ...placesOf(note));
    default:
      return unreachable(note);
  }
}

function sentence(key: SentenceKey, ...places: readonly SentencePlace[]): Sentence {
  return { key, places };
}

/** Months or years from one to another, and what they come to. */
function placesOf({ first, last, total }: LooseFacts): readonly SentencePlace[] {
  return [{ as: first === last ? first : `${first}–${last}` }, ...(total === undefined ? [] : [{ amount: total }])];
}

function unreachable(statement: never): never {
  throw new Error(`no sentence for ${JSON.stringify(statement)}`);
}
