/** What a language says of each refusal, total by type: a code that is declared and has no sentence does not compile. */
import type { Refusal, RefusalCode, Refusals } from '#ledger/kernel/refusal.js';

/** Says what a refusal carries in its details: what it rests on, or one of several. */
export type Say = (within: Refusal) => string;

export type RefusalWords = { readonly [C in RefusalCode]: (details: Refusals[C], say: Say) => string };
