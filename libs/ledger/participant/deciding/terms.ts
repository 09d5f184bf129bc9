/** What every decision about a participant may look at, and the amounts that its scheme takes. */
import type { Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { MoneyFact, SchemeTerms } from '../../facts/scheme-terms.js';
import { refused, type Decision, type Standing } from '../../kernel/decision.js';
import type { GoneOver } from './gone-over.js';

/** What a scheme may not take: a fact of a participant, an employer, or the pension that is named with it. */
export type NotTaken = MoneyFact | 'salaries' | 'voluntaryContinuations' | 'disabilities' | 'conscientiousObjections' | 'startLetters';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** `field`: of an income. `granted`: what the scheme grants beside that benefit. */
    NOT_ACCEPTED_BY_SCHEME:
      | { readonly participantId: string; readonly scheme: string; readonly fact: NotTaken }
      | { readonly participantId: string; readonly scheme: string; readonly field: string }
      | { readonly participantId: string; readonly scheme: string; readonly benefit: string; readonly granted: readonly string[] }
      | { readonly employerId: string; readonly scheme: string };
    /** Of a participant, an employer or a fund. */
    WRONG_CURRENCY: {
      readonly participantId?: string;
      readonly employerId?: string;
      readonly fundId?: string;
      readonly currency: string;
      readonly expected: string;
    };
    NEGATIVE_AMOUNT: { readonly participantId: string } | { readonly field: string; readonly amount: string };
  }
}

/** What a decision about an enrolled participant may look at. */
export interface FactContext {
  readonly participantId: string;
  readonly enrolment: { readonly birthDate: CivilDate; readonly fundId: string };
  readonly diedOn: CivilDate | undefined;
  /** With a group: then only what stands already is no news. */
  readonly goneOver?: GoneOver | undefined;
  readonly terms: SchemeTerms;
  /** The day on which the decision is made: nothing may have happened after it. */
  readonly today: CivilDate;
  readonly standing: Standing;
  /** How often the very same row, its reference included, stands in its file up to here. */
  readonly occurrence?: number;
  /** The ids of events by their keys, where a fact may take the place of one that stands. */
  readonly replacing?: ((key: string) => string) | undefined;
}

type OfParticipant = Pick<FactContext, 'participantId' | 'terms'>;

interface Money {
  readonly amountMinor: number;
  readonly currency: Currency;
}

/** Refuses what the scheme does not take, another currency, and a negative amount; undefined where all is well. */
export function amountProblem(context: OfParticipant, fact: MoneyFact, amount: Money): Decision<never> | undefined {
  if (!context.terms.facts[fact]) return notAccepted(context, fact);
  return moneyProblem(context, amount);
}

export function notAccepted({ participantId, terms: { scheme } }: OfParticipant, fact: NotTaken): Decision<never> {
  return refused('NOT_ACCEPTED_BY_SCHEME', { participantId, scheme, fact });
}

/** Refuses another currency, and a negative amount. */
export function moneyProblem({ participantId, terms }: OfParticipant, amount: Money): Decision<never> | undefined {
  const { currency, amountMinor } = amount;
  if (currency !== terms.currency) return refused('WRONG_CURRENCY', { participantId, currency, expected: terms.currency });
  return amountMinor < 0 ? refused('NEGATIVE_AMOUNT', { participantId }) : undefined;
}
