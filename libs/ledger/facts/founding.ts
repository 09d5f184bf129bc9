/** What a subject's first fact is decided on, and what every one of them refuses: its scheme and its fund. */
import type { MayBeOf, OfSubject } from '../kernel/annulment.js';
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

declare module '../kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_SCHEME: MayBeOf & { readonly scheme: string; readonly known: readonly string[]; readonly wanted?: 'rulebook' };
    FUND_OF_OTHER_SCHEME: OfSubject & { readonly fundId: string; readonly fundScheme: string; readonly scheme: string };
  }
}

/** The subject as a refusal names it. */
interface Founded {
  readonly kind: 'participant' | 'employer';
  readonly id: string;
}

function named({ kind, id }: Founded): OfSubject {
  return kind === 'participant' ? { participantId: id } : { employerId: id };
}

export function unknownScheme(subject: Founded, scheme: string, knownSchemes: readonly string[]): Decision<never> {
  return refused('UNKNOWN_SCHEME', { ...named(subject), scheme, known: knownSchemes });
}

/** Refuses a fund that runs another scheme; undefined where it runs this one, or is established by this fact. */
export function fundProblem(
  subject: Founded,
  fundId: string,
  fundScheme: string | undefined,
  scheme: string,
): Decision<never> | undefined {
  if (fundScheme === undefined || fundScheme === scheme) return undefined;
  return refused('FUND_OF_OTHER_SCHEME', { ...named(subject), fundId, fundScheme, scheme });
}
