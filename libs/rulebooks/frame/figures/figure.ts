/** A figure that explains itself: value, formula, article, parameters with status, the figures and events it comes from. */
import { refuse } from '#ledger/kernel/refusal.js';
import type { FigureDecision } from './decision.js';
import type { ParameterUse } from '../parameters/parameters.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `known`: the figures that there are, by name or by what stands for many. */
    UNKNOWN_FIGURE:
      | { readonly figure: string; readonly of?: 'account'; readonly known: readonly string[] }
      /** Of a participant, on no day of a range. */
      | { readonly figure: string; readonly participantId: string; readonly from: string; readonly to: string };
  }
}

export interface Figure {
  /** Dotted name, e.g. `windows.2003.premium`. */
  readonly name: string;
  readonly value: string;
  /** `EUR`, `EUR per year`, `fraction`, `years` … */
  readonly unit: string;
  /** The formula in words and signs, as the rulebook writes it. */
  readonly formula: string;
  /** Article or paper. */
  readonly article: string;
  /** Named rounding where the value is posted. */
  readonly rounding?: string;
  readonly parameters: readonly ParameterUse[];
  readonly inputs: readonly Figure[];
  /** Ids of the events the value rests on directly. */
  readonly events: readonly string[];
  readonly note?: string;
  readonly decision?: FigureDecision;
}

/** Refuses UNKNOWN_FIGURE, listing the names there are. */
export function unknownFigure(name: string, known: readonly string[]): never {
  return refuse('UNKNOWN_FIGURE', { figure: name, known });
}

/** Every event that a tree names. */
export function eventIdsOf(figure: Figure, into: Set<string> = new Set()): ReadonlySet<string> {
  for (const id of figure.events) into.add(id);
  for (const input of figure.inputs) eventIdsOf(input, into);
  return into;
}

export const HALF_UP = 'half-up to 0.01, ties away from zero, when posted';
