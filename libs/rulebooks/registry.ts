/** The rulebooks there are, by the id of their scheme. */
import { refuse } from '#ledger/kernel/refusal.js';
import { dkP90 } from './dk-p90/ledger/rulebook.js';
import { fiKapl } from './fi-kapl/ledger/rulebook.js';
import type { Rulebook } from './frame/rulebook.js';
import { nlPob } from './nl-pob/ledger/rulebook.js';

export const RULEBOOKS: readonly Rulebook[] = [fiKapl, dkP90, nlPob];

export function findRulebook(scheme: string): Rulebook | undefined {
  return RULEBOOKS.find(({ id }) => id === scheme);
}

/** The rulebook of a scheme, or UNKNOWN_SCHEME. */
export function rulebookOf(scheme: string): Rulebook {
  return (
    findRulebook(scheme) ??
    refuse('UNKNOWN_SCHEME', { scheme, known: RULEBOOKS.map(({ id }) => id) })
  );
}
