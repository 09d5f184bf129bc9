/**
 * The rulebooks there are, by the id of their scheme. Each is loaded when it is asked for: a question about one participant, or a
 * thread of a run, waits for the law of its scheme alone.
 */
import { refuse } from '#ledger/kernel/refusal.js';
import type { Rulebook } from './frame/rulebook.js';

const LOAD: ReadonlyMap<string, () => Promise<Rulebook>> = new Map([
  ['fi-kapl', async () => (await import('./fi-kapl/ledger/rulebook.js')).fiKapl],
  ['dk-p90', async () => (await import('./dk-p90/ledger/rulebook.js')).dkP90],
  ['nl-pob', async () => (await import('./nl-pob/ledger/rulebook.js')).nlPob],
]);

export const SCHEMES: readonly string[] = [...LOAD.keys()];

/** The rulebook of a scheme, or UNKNOWN_SCHEME. */
export async function loadRulebook(scheme: string): Promise<Rulebook> {
  return (LOAD.get(scheme) ?? refuseScheme(scheme))();
}

export function refuseScheme(scheme: string): never {
  return refuse('UNKNOWN_SCHEME', { scheme, known: SCHEMES, wanted: 'rulebook' });
}
