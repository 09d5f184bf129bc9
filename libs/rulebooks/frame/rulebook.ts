/** What a scheme's rulebook offers to the ledger: its law as data and as pure functions. */
import type { Currency } from '#money/amount.js';
import type { SchemeTerms } from '#ledger/facts/scheme-terms.js';
import type { Capabilities } from './capabilities/capabilities.js';
import type { SchemeParameters } from './parameters/publishable.js';

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
