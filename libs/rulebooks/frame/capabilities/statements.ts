/**
 * What a coverage overview says beside its figures, as codes with their details. Words are those of whoever shows it, in a table that
 * has one for each code: a new one without its words does not compile.
 */
import type { CivilDate } from '#money/civil-date.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { LooseFacts } from '#ledger/participant/loose-facts.js';

/** Why a group insurance is in force, or is not (dk-p90, section 5). */
export type GroupCoverReason = 'NEVER_CONTRIBUTED' | 'EXPIRED_AGE' | 'BELOW_MINIMUM' | 'ACTIVE' | 'RUN_OFF' | 'LAPSED';

/** When a benefit is paid, or what it rests on. */
export type Condition =
  | { readonly code: 'forecast'; readonly from: CivilDate; readonly onCalculationBasis: boolean }
  | { readonly code: 'as-old-age-pension' }
  | { readonly code: 'share-of-old-age-pension' }
  | { readonly code: 'in-payment'; readonly since: CivilDate }
  | { readonly code: 'granted'; readonly from: CivilDate }
  | { readonly code: 'group-cover'; readonly reason: GroupCoverReason }
  | { readonly code: 'group-cover-at-death'; readonly reason: GroupCoverReason }
  | { readonly code: 'share-of-provisions'; readonly year: number }
  | { readonly code: 'funded-part'; readonly year: number };

export type Note =
  | { readonly code: 'contributions-assumed' }
  | { readonly code: 'paid-up' }
  | { readonly code: 'forecast-may-fall' }
  | { readonly code: 'payment-may-fall' }
  | { readonly code: 'unable-to-work'; readonly since: CivilDate; readonly until: CivilDate | undefined }
  | { readonly code: 'forecast-ended-by-death'; readonly diedOn: CivilDate }
  | { readonly code: 'no-own-pension-after-death'; readonly diedOn: CivilDate }
  | { readonly code: 'value-below-zero' }
  | { readonly code: 'value-is-what-was-charged' }
  | { readonly code: 'pension-not-shown'; readonly why: Refusal }
  | LooseFacts;

type Statement = { readonly code: string };

/** One way to say each of some statements. */
export type WordsFor<Said extends Statement> = {
  readonly [code in Said['code']]: (said: Extract<Said, { readonly code: code }>) => string;
};

export function inWords<Said extends Statement>(words: WordsFor<Said>, statement: Said): string {
  const say = words[statement.code as Said['code']] as (said: Said) => string;
  return say(statement);
}
