/** A catalogue of events: what may be written. Whoever only reads does without it, and without the validators it loads. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isCivilDate } from '#money/civil-date.js';
import type { EventToAppend } from './envelope.js';
import type { EventTypes } from './event-types.js';
import type { EventDefinition } from './event.js';
import type { JsonObject } from './json.js';
import { refusal, type Refusal } from './refusal.js';

declare module './refusal.js' {
  interface Refusals {
    UNKNOWN_EVENT_TYPE: { readonly type: string };
    INVALID_EVENT: { readonly type: string } & UnfitData | UnfitAppend;
  }
}

/** Of another version than is written now, or with data that break a rule (`keyword`, as JSON Schema names it) of their schema. */
type UnfitData =
  | { readonly schemaVersion: number; readonly written: number }
  | { readonly at: string; readonly keyword: string; readonly params: JsonObject };

/** Nothing to append; an event, the nth of `of`, whose field of the envelope is not what it must be; data that have no canonical form. */
type UnfitAppend =
  | { readonly because: 'no-events'; readonly stream: string }
  | {
      readonly because: 'envelope';
      readonly stream: string;
      readonly eventId: string;
      readonly nth: number;
      readonly of: number;
      readonly field: EnvelopeField;
      readonly found: string;
    }
  | { readonly because: 'no-canonical-form'; readonly stream: string; readonly eventId: string; readonly cause: string };

/** A field of an event that is appended; `event` where it is no object at all. */
export type EnvelopeField = 'event' | Exclude<keyof EventToAppend, 'migratedFrom'> | 'migratedFrom.recordedAt';

export interface Catalogue extends EventTypes {
  /** INVALID_EVENT or UNKNOWN_EVENT_TYPE where an event may not be written. */
  readonly check: (event: EventToAppend) => Refusal | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function catalogueOf(types: EventTypes): Catalogue {
  const { definitions } = types;
  const validatorOf = validators();
  return {
    definitions,
    check: (event) => {
      const definition = definitions.get(event.type);
      if (definition === undefined) return unknownType(event.type);
      if (event.schemaVersion !== definition.version) {
        return refusal('INVALID_EVENT', { type: event.type, schemaVersion: event.schemaVersion, written: definition.version });
      }
      const validate = validatorOf(event.type, definition);
      if (validate(event.data)) return undefined;
      return misfit(event, validate.errors?.[0]);
    },
    upcast: types.upcast,
  };
}

/** Validators are compiled when a type is first checked. */
function validators(): (type: string, definition: EventDefinition) => ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  ajv.addFormat('civil-date', { type: 'string', validate: isCivilDate });
  ajv.addFormat('uuid', UUID);
  const compiled = new Map<string, ValidateFunction>();
  return (type, { schema }) => {
    let validate = compiled.get(type);
    if (validate === undefined) {
      validate = ajv.compile(schema);
      compiled.set(type, validate);
    }
    return validate;
  };
}

function unknownType(type: string): Refusal {
  return refusal('UNKNOWN_EVENT_TYPE', { type });
}

interface Broken {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: JsonObject;
}

const UNNAMED: Broken = { instancePath: '', keyword: 'schema', params: {} };

function misfit({ type }: EventToAppend, { instancePath, keyword, params }: Broken = UNNAMED): Refusal {
  return refusal('INVALID_EVENT', { type, at: `data${instancePath}`, keyword, params });
}
