/** What a scheme takes, as its rulebook states it. */
import type { Currency } from '#money/amount.js';
import type { JsonValue } from '../kernel/json.js';

/** What schemes may lack; a library that asks a scheme for something adds it here. */
export interface Lackings {
  readonly policy: true;
}

declare module '../kernel/refusal.js' {
  interface Refusals {
    /** Beside them, what else was asked. */
    NOT_APPLICABLE: { readonly scheme: string; readonly lacks: keyof Lackings; readonly [detail: string]: JsonValue | undefined };
  }
}

/** Facts with an amount, apart from pensions granted. */
export type MoneyFact = 'incomes' | 'contributions' | 'openingValue' | 'transfers' | 'pensionPayments';

export interface SchemeTerms {
  /** Groups go over by a process of their own. */
  readonly transfersGroups?: boolean;
  /** Its funds have a yearly funding policy, so that they report ratios, flows and expectations. */
  readonly hasFundingPolicy?: boolean;
  readonly scheme: string;
  readonly currency: Currency;
  readonly facts: { readonly [fact in MoneyFact]: boolean } & {
    /** Its own fields of an income; one that it does not name is refused. */
    readonly incomeFields?: readonly string[];
    /** The pensions it grants, by name; a disability is a fact to it where it grants a `disability-pension`. */
    readonly pensions: readonly string[];
    /** Whether it has rules about employers, so that they are affiliated to it. */
    readonly employers: boolean;
  };
}
