/**
 * What every decision about a participant shares: what it may look at, what it answers, and how a fact finds its place.
 * Decisions are pure. The stream, the day and the scheme come in; events, a refusal or "no change" come out.
 */
import type { Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { DecidedParticipantEvent } from '../event.js';
import { comparableText } from '../kernel/text.js';
import { canonicalText, type JsonObject, type JsonValue } from '../kernel/json.js';
import { refusal, type Refusal } from '../kernel/refusal.js';
import type { Enrolment } from './state.js';

/** A decided event, with the event that led to it where there is one. */
export type DecidedFact = DecidedParticipantEvent & { readonly causationId?: string };

export type Decision =
  | { readonly status: 'decided'; readonly events: readonly DecidedFact[] }
  /** The ledger already holds all of it. */
  | { readonly status: 'no-change' }
  | { readonly status: 'refused'; readonly refusal: Refusal };

export const NO_CHANGE: Decision = { status: 'no-change' };

/** Facts with an amount, apart from pensions granted. */
type MoneyFact = 'incomes' | 'contributions' | 'openingValue' | 'transfers' | 'pensionPayments';

/** What a scheme takes, as its rulebook states it. */
export interface SchemeTerms {
  readonly scheme: string;
  readonly currency: Currency;
  readonly facts: { readonly [fact in MoneyFact]: boolean } & {
    /** The pensions it grants, by name; a disability is a fact to it where it grants a `disability-pension`. */
    readonly pensions: readonly string[];
  };
}

/** What stands in the participant's stream under a key. */
export interface StandingFact {
  readonly type: string;
  readonly effectiveDate: CivilDate;
  readonly data: JsonObject;
  readonly annulled: boolean;
  /** It came from the very file that is read now: from the same content. */
  readonly sameSource: boolean;
  /** And under the same name. */
  readonly sameFile?: boolean;
}

export type Standing = (key: string) => StandingFact | undefined;

/** What a decision about an enrolled participant may look at. */
export interface FactContext {
  readonly participantId: string;
  readonly enrolment: Pick<Enrolment, 'birthDate'>;
  readonly diedOn: CivilDate | undefined;
  readonly terms: SchemeTerms;
  /** The day on which the decision is made: nothing may have happened after it. */
  readonly today: CivilDate;
  readonly standing: Standing;
  /** How often the very same row, its reference included, stands in its file up to here. */
  readonly occurrence?: number;
  /** The ids of events by their keys, where a fact may take the place of one that stands. */
  readonly replacing?: ((key: string) => string) | undefined;
}

/** A key that a reference tells apart; rows that are equal under one reference are counted. */
export function referencedKey(key: string, reference: string | undefined, occurrence = 1): string {
  if (reference === undefined) return key;
  return `${key}:ref=${JSON.stringify(comparableText(reference))}${occurrence === 1 ? '' : `:${occurrence}`}`;
}

export function refused(
  code: string,
  message: string,
  details: { readonly [detail: string]: JsonValue | undefined } = {},
): Decision {
  return { status: 'refused', refusal: refusal(code, message, details) };
}

/**
 * Gives a fact its key. What stands unannulled under the key decides: the same content is no change, another is the
 * conflict. An annulled fact gives way to `KEY#2`, `#3` …, save that reading its own file again does not revive it.
 */
export function place(
  fact: DecidedFact,
  standing: Standing,
  conflict: (standing: StandingFact) => Decision,
  firstOccurrence = 1,
): Decision {
  for (let occurrence = firstOccurrence; ; occurrence += 1) {
    const key = occurrenceKey(fact.key, occurrence);
    const found = standing(key);
    if (found === undefined) return { status: 'decided', events: [key === fact.key ? fact : { ...fact, key }] };
    const same = isSame(found, fact);
    if (!found.annulled) return same ? NO_CHANGE : conflict(found);
    if (same && found.sameSource) return NO_CHANGE;
  }
}

/** `income:2003:E1`, then `income:2003:E1#2` … */
export function occurrenceKey(key: string, occurrence: number): string {
  return occurrence === 1 ? key : `${key}#${occurrence}`;
}

function isSame(standing: StandingFact, fact: DecidedFact): boolean {
  return (
    standing.type === fact.type &&
    standing.effectiveDate === fact.effectiveDate &&
    isSameData(standing.data, fact.data as unknown as JsonObject)
  );
}

/** Whether two facts hold the same, texts compared as they look. */
function isSameData(one: JsonObject, other: JsonObject): boolean {
  return canonicalText(one) === canonicalText(other) || canonicalText(comparable(one)) === canonicalText(comparable(other));
}

function comparable(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? comparableText(value) : value]));
}

/** Refuses what the scheme does not take, another currency, and a negative amount; undefined where all is well. */
export function amountProblem(
  { participantId, terms }: Pick<FactContext, 'participantId' | 'terms'>,
  fact: MoneyFact,
  amount: { readonly amountMinor: number; readonly currency: Currency },
): Decision | undefined {
  if (!terms.facts[fact]) return notAccepted({ participantId, terms }, NAMES[fact]);
  return moneyProblem({ participantId, terms }, amount);
}

export function notAccepted({ participantId, terms: { scheme } }: Pick<FactContext, 'participantId' | 'terms'>, what: string): Decision {
  return refused('NOT_ACCEPTED_BY_SCHEME', `scheme ${scheme} of participant ${participantId} takes no ${what}; check the scheme or the file`, { participantId, scheme });
}

/** Refuses another currency, and a negative amount. */
export function moneyProblem(
  { participantId, terms }: Pick<FactContext, 'participantId' | 'terms'>,
  amount: { readonly amountMinor: number; readonly currency: Currency },
): Decision | undefined {
  if (amount.currency !== terms.currency) {
    return refused('WRONG_CURRENCY', `scheme ${terms.scheme} of participant ${participantId} keeps its books in ${terms.currency}, not ${amount.currency}`, {
      participantId,
      currency: amount.currency,
      expected: terms.currency,
    });
  }
  if (amount.amountMinor < 0) {
    return refused('NEGATIVE_AMOUNT', `an amount of participant ${participantId} is below zero; report what was paid, and correct it by the new total`, {
      participantId,
    });
  }
  return undefined;
}

const NAMES: { readonly [fact in MoneyFact]: string } = {
  incomes: 'incomes',
  contributions: 'contributions',
  openingValue: 'opening value',
  transfers: 'transfers of value',
  pensionPayments: 'pension payments',
};

/** A decision that would add events, unless there is a problem: what stands already is no change, whatever came after it. */
export function unless(decision: Decision, problem: () => Decision | undefined): Decision {
  return decision.status === 'decided' ? (problem() ?? decision) : decision;
}

/** The key under which an event's annulment stands. */
export function annulmentKey(eventId: string): string {
  return `annulled:${eventId}`;
}

/** The key of a participant's death, one a participant; after an annulment `died#2` … */
export const DEATH_KEY = 'died';

/** The day of the death that stands. */
export function standingDeath(standing: Standing): CivilDate | undefined {
  for (let occurrence = 1; ; occurrence += 1) {
    const found = standing(occurrenceKey(DEATH_KEY, occurrence));
    if (found === undefined) return undefined;
    if (!found.annulled) return found.data['diedOn'] as CivilDate;
  }
}
