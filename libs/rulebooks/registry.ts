/** All rulebooks at once, for whom any may be asked. Who is asked about one scheme loads that alone (by-scheme.ts). */
import { loadRulebook, refuseScheme, SCHEMES } from './by-scheme.js';
import { lawsOf, type Rulebook } from './frame/rulebook.js';

export const RULEBOOKS: readonly Rulebook[] = await Promise.all(SCHEMES.map(loadRulebook));

export function findRulebook(scheme: string): Rulebook | undefined {
  return RULEBOOKS.find(({ id }) => id === scheme);
}

/** The rulebook of a scheme, or UNKNOWN_SCHEME. */
export function rulebookOf(scheme: string): Rulebook {
  return findRulebook(scheme) ?? refuseScheme(scheme);
}

/** The rulebook whose funds publish parameters of a law: of the scheme, or of the rules that it goes by. Refuses UNKNOWN_SCHEME. */
export function rulebookWithLaw(law: string): Rulebook {
  return RULEBOOKS.find((rulebook) => lawsOf(rulebook).some(({ id }) => id === law)) ?? refuseScheme(law);
}
