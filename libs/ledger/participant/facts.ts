/** The facts and decisions about a participant: those of its families, and what takes one back. */
import type { FoundingContext } from '../facts/founding.js';
import type { Decision } from '../kernel/decision.js';
import { ANNULMENT_FACT } from './annulment-fact.js';
import { FACTS_OF_FAMILIES } from './families.js';
import type { StreamContext } from './stream-context.js';

/** Its decision needs no more than that. */
interface DecidedOn<Context> {
  readonly decide: (values: never, context: Context) => Decision;
}

export const PARTICIPANT_FACTS = {
  ...FACTS_OF_FAMILIES,
  annulment: ANNULMENT_FACT,
} as const satisfies { readonly [name: string]: DecidedOn<FoundingContext> | DecidedOn<StreamContext> };
