/** The rates that decisions refuse. */
import { refused, type Decision } from '../../kernel/decision.js';
import { shortText } from '../../kernel/text.js';

/** The range of a rate: `above` and `below` lie outside it, `from` and `upTo` within. */
interface InvalidRate {
  readonly field: string;
  /** Cut after 60 characters. */
  readonly found: string;
  readonly above?: string;
  readonly from?: string;
  readonly below?: string;
  readonly upTo?: string;
  /** What it is of. */
  readonly year?: number;
  readonly on?: string;
}

declare module '../../kernel/refusal.js' {
  interface Refusals {
    INVALID_RATE: InvalidRate;
  }
}

export function invalidRate({ found, ...rate }: InvalidRate): Decision<never> {
  return refused('INVALID_RATE', { ...rate, found: shortText(found) });
}
