/** What every decision about a participant may look at, and the amounts that its scheme takes. */
import type { Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { MoneyFact, SchemeTerms } from '../../facts/scheme-terms.js';
import { refused, type Decision, type Standing } from '../../kernel/decision.js';
import type { GoneOver } from './gone-over.js';

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
  if (!context.terms.facts[fact]) return notAccepted(context, NAMES[fact]);
  return moneyProblem(context, amount);
}

export function notAccepted({ participantId, terms: { scheme } }: OfParticipant, what: string): Decision<never> {
  return refused(
    'NOT_ACCEPTED_BY_SCHEME',
    `scheme ${scheme} of participant ${participantId} takes no ${what}; check the scheme or the file`,
    {
      participantId,
      scheme,
    },
  );
}

/** Refuses another currency, and a negative amount. */
export function moneyProblem({ participantId, terms }: OfParticipant, amount: Money): Decision<never> | undefined {
  if (amount.currency !== terms.currency) {
    return refused(
      'WRONG_CURRENCY',
      `scheme ${terms.scheme} of participant ${participantId} keeps its books in ${terms.currency}, not ${amount.currency}`,
      { participantId, currency: amount.currency, expected: terms.currency },
    );
  }
  if (amount.amountMinor < 0) {
    return refused(
      'NEGATIVE_AMOUNT',
      `an amount of participant ${participantId} is below zero; report what was paid, and correct it by the new total`,
      { participantId },
    );
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
