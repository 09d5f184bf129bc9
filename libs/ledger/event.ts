/** Events of all subjects, as their definitions say. */
import type { AnyRecorded, DataOf, Recorded } from './kernel/event.js';
import type { Intersection } from './kernel/fold.js';
import type { SUBJECTS } from './subjects.js';

type FamilyOf<Subject> = Subject extends { readonly families: infer F } ? F[keyof F] : never;
type Definitions<Family> = Family extends { readonly events: infer E } ? E : never;

export type EventData = DataOf<Intersection<Definitions<FamilyOf<(typeof SUBJECTS)[keyof typeof SUBJECTS]>>>>;
export type EventType = keyof EventData;
export type LedgerEvent = Recorded<EventData>;

type TypeAndData = Pick<AnyRecorded, 'type' | 'data'>;

/** The data of an event of that type; undefined for one of another type, and for none. */
export function dataIf<T extends EventType>(event: TypeAndData | undefined, type: T): EventData[T] | undefined {
  return event?.type === type ? (event.data as EventData[T]) : undefined;
}

/** The data of an event that can be of that type alone: a bug where it is of another one. */
export function dataOf<T extends EventType>(event: TypeAndData, type: T): EventData[T] {
  return dataIf(event, type) ?? otherType(event, type);
}

function otherType({ type }: TypeAndData, wanted: EventType): never {
  throw new Error(`an event of type ${type} stands where only ${wanted} can`);
}
