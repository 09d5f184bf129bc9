/** The facts about a participant, by what their decisions look at. */
import type { Declaration } from '../../facts/declaration.js';
import type { Fields } from '../../facts/field.js';
import type { FactContext } from './terms.js';

/** Decided on what stands under its own keys, save a death: many such facts need no look at the stream. */
export interface FactOnKeys<Name extends string = string, F extends Fields = Fields> extends Declaration<Name, F, FactContext> {
  readonly looksAt: 'keys';
}

/** Decided on what is known of the participant; each family says how much of it. */
export interface FactOnStream<Name extends string, F extends Fields, Context = never> extends Declaration<Name, F, Context> {
  readonly looksAt: 'stream';
}

/** The first fact: there is nothing to look at. */
export interface FoundingFact<Name extends string, F extends Fields, Context> extends Declaration<Name, F, Context> {
  readonly founds: true;
  readonly looksAt: 'nothing';
}
