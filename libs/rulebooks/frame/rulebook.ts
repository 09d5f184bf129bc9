/** What a scheme's rulebook offers to the ledger: its law as data and as pure functions. */
import type { Currency } from '#money/amount.js';
import type { SchemeTerms } from '#ledger/facts/scheme-terms.js';
import type { Capabilities } from './capabilities/capabilities.js';
import type { HasParameters, SchemeParameters } from './parameters/publishable.js';

export interface Rulebook {
  /** The scheme. */
  readonly id: string;
  /** Changes when the same coordinates would give another answer. */
  readonly version: string;
  readonly title: string;
  readonly currency: Currency;
  /** Which facts the scheme takes. */
  readonly facts: SchemeTerms['facts'];
  readonly parameters: SchemeParameters;
  /** What the scheme has; `capabilityOf` refuses the others. */
  readonly capabilities: Capabilities;
}

/** Whose parameters a fund of the scheme publishes: the scheme's own, and the rules of funding that its policy goes by. */
export function lawsOf(rulebook: Rulebook): readonly HasParameters[] {
  const { policy } = rulebook.capabilities;
  return policy === undefined ? [rulebook] : [rulebook, policy.law];
}
