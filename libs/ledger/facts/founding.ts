/** What a subject's first fact is decided on, and what every one of them refuses: its scheme and its fund. */
import { refused, type Decision, type Standing } from '../kernel/decision.js';
import type { SchemeTerms } from './scheme-terms.js';

export interface FoundingContext {
  /** Of the subject. */
  readonly id: string;
  /** Undefined where there is no rulebook for the scheme. */
  readonly terms: SchemeTerms | undefined;
  readonly knownSchemes: readonly string[];
  /** The scheme of the fund where it is established. */
  readonly fundScheme: string | undefined;
  readonly standing: Standing;
}

/** The subject as a refusal names it. */
interface Founded {
  readonly kind: string;
  readonly id: string;
}

export function unknownScheme({ kind, id }: Founded, scheme: string, knownSchemes: readonly string[]): Decision<never> {
  return refused('UNKNOWN_SCHEME', `${kind} ${id}: there is no scheme ${scheme}; there are ${knownSchemes.join(', ')}`, {
    [`${kind}Id`]: id,
    scheme,
  });
}

/** Refuses a fund that runs another scheme; undefined where it runs this one, or is established by this fact. */
export function fundProblem(
  { kind, id }: Founded,
  fundId: string,
  fundScheme: string | undefined,
  scheme: string,
): Decision<never> | undefined {
  if (fundScheme === undefined || fundScheme === scheme) return undefined;
  return refused('FUND_OF_OTHER_SCHEME', `${kind} ${id}: fund ${fundId} runs scheme ${fundScheme}, not ${scheme}; name another fundId`, {
    [`${kind}Id`]: id,
    fundId,
  });
}
