/** The facts about a participant that many rows of a file bring. */
import type { Declaration } from '../../facts/declaration.js';
import type { Fields } from '../../facts/field.js';
import type { FactContext } from './terms.js';

/** Decided on what stands under its own keys, save a death: many such facts need no look at the stream. */
export interface FactOnKeys<Name extends string = string, F extends Fields = Fields> extends Declaration<Name, F, FactContext> {
  readonly looksAt: 'keys';
}
