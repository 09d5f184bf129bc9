/** Events of all subjects, as their definitions say. */
import type { DataOf, Recorded } from './kernel/event.js';
import type { Intersection } from './kernel/fold.js';
import type { SUBJECTS } from './subjects.js';

type FamilyOf<Subject> = Subject extends { readonly families: infer F } ? F[keyof F] : never;
type Definitions<Family> = Family extends { readonly events: infer E } ? E : never;

export type EventData = DataOf<Intersection<Definitions<FamilyOf<(typeof SUBJECTS)[keyof typeof SUBJECTS]>>>>;
export type EventType = keyof EventData;
export type LedgerEvent = Recorded<EventData>;
