/** An employer as its events tell it. */
import type { AnyRecorded, DataOf, Recorded } from '../kernel/event.js';
import { foldingOf, freshStates, type EventsOf, type ReadonlySlice, type SlicesOf } from '../kernel/fold.js';
import { EMPLOYER_FAMILIES } from './families.js';

export type EmployerEvent = Recorded<DataOf<EventsOf<typeof EMPLOYER_FAMILIES>>>;

/** The slices of all families, flat. */
export interface EmployerState extends ReadonlySlice<SlicesOf<typeof EMPLOYER_FAMILIES>> {
  readonly lastRevision: number;
}

const folding = foldingOf<EmployerState, Partial<EmployerState>>(EMPLOYER_FAMILIES);

export const initialEmployer: () => EmployerState = freshStates(EMPLOYER_FAMILIES, { lastRevision: -1 });

export function evolveEmployer(state: EmployerState, event: AnyRecorded): EmployerState {
  return { ...state, ...folding(state, event), lastRevision: Math.max(state.lastRevision, event.revision) };
}
