/** What a language says of each refusal, total by type: a code that is declared and has no sentence does not compile. */
import type { Refusal, Refusals } from '#ledger/kernel/refusal.js';

/** Says what a refusal carries in its details: what it rests on, or one of several. */
export type Say = (within: Refusal) => string;

/** A sentence for each of some codes, by their details. */
export type WordsOf<Codes> = { readonly [C in keyof Codes]: (details: Codes[C], say: Say) => string };

export type RefusalWords = WordsOf<Refusals>;

/** A surface's own words: of the codes that it alone answers, and of those that it says in its own terms. */
export type OwnWords = { readonly [code: string]: ((details: never, say: Say) => string) | undefined };
