/** How an event type is defined, once: its version, the way up from older ones, the schema of its data, and what it moves. */
import type { CivilDate } from '#money/civil-date.js';
import type { RecordedEvent } from './envelope.js';
import type { JsonObject } from './json.js';
import type { Schema, TypeOf } from './schema.js';

/** Lifts data of one version to the next. */
export type Upcast = (data: JsonObject) => JsonObject;

export interface EventDefinition {
  /** The version that is written. */
  readonly version: number;
  /** `upcasts[n]` lifts version n to n + 1, for every n below `version`. */
  readonly upcasts: { readonly [version: number]: Upcast };
  /** Whether figures may be other than they were although nothing happened to their subject: standing models are then built again. */
  readonly movesRules: boolean;
  readonly schema: Schema;
}

/** By type. */
export interface EventDefinitions {
  readonly [type: string]: EventDefinition;
}

/** An event type as it was first written, with nothing to lift. */
export const FIRST_VERSION = { version: 1, upcasts: {} } as const;

/** Type → data, as the schemas say. */
export type DataOf<D extends EventDefinitions> = { readonly [type in keyof D]: TypeOf<D[type]['schema']> };

/** A recorded event of whatever type: the table that is looked up by the type says what its data hold. */
export interface AnyRecorded extends Omit<RecordedEvent, 'data'> {
  readonly data: object;
}

/** Events under their envelope, a union by `type`. */
export type Recorded<Data, T extends keyof Data = keyof Data> = {
  [type in T]: Omit<RecordedEvent, 'type' | 'data'> & { readonly type: type; readonly data: Data[type] };
}[T];

/** What a decision answers: an event without clock, id and stream. `key` identifies the intent within the stream. */
export type Decided<Data, T extends keyof Data = keyof Data> = {
  [type in T]: {
    readonly type: type;
    readonly effectiveDate: CivilDate;
    readonly key: string;
    readonly data: Data[type];
    /** The event that led to it, where there is one. */
    readonly causationId?: string;
  };
}[T];
