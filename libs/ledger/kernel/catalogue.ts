/** A catalogue of events: what may be written, and how old events come up to the present version. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isCivilDate } from '#money/civil-date.js';
import type { EventToAppend, RecordedEvent } from './envelope.js';
import type { EventDefinition } from './event.js';
import { refusal, type Refusal } from './refusal.js';

export interface Catalogue {
  /** By type. */
  readonly definitions: ReadonlyMap<string, EventDefinition>;
  /** INVALID_EVENT or UNKNOWN_EVENT_TYPE where an event may not be written. */
  readonly check: (event: EventToAppend) => Refusal | undefined;
  /** The event at its type's present version. Throws on an unknown type or version: nothing is skipped. */
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An event of a type or version that this program does not know. */
export class UnknownEvent extends Error {
  readonly stream: string;
  readonly eventId: string;

  constructor(event: RecordedEvent, what: string) {
    super(
      `${event.stream} revision ${event.revision}: ${what}; this program is older than the journal, or the event is foreign. Nothing was skipped: install the version that wrote it`,
    );
    this.name = 'UnknownEvent';
    this.stream = event.stream;
    this.eventId = event.id;
  }
}

export function catalogueOf(definitions: ReadonlyMap<string, EventDefinition>): Catalogue {
  const validatorOf = validators();
  return {
    definitions,
    check: (event) => {
      const definition = definitions.get(event.type);
      if (definition === undefined) return unknownType(event.type);
      if (event.schemaVersion !== definition.version) {
        return invalid(event, `schemaVersion ${event.schemaVersion}, but version ${definition.version} is written now`);
      }
      const validate = validatorOf(event.type, definition);
      if (validate(event.data)) return undefined;
      const problem = validate.errors?.[0];
      return invalid(event, `data${problem?.instancePath ?? ''} ${problem?.message ?? 'does not fit its schema'}`);
    },
    upcast: (event) => {
      const definition = definitions.get(event.type);
      if (definition === undefined) throw new UnknownEvent(event, `unknown event type ${event.type}`);
      if (event.schemaVersion === definition.version) return event;
      let data = event.data;
      for (let version = event.schemaVersion; version < definition.version; version += 1) {
        const lift = definition.upcasts[version];
        if (lift === undefined) break;
        data = lift(data);
        if (version + 1 === definition.version) return { ...event, schemaVersion: definition.version, data };
      }
      throw new UnknownEvent(event, `unknown version ${event.schemaVersion} of ${event.type}`);
    },
  };
}

/** Validators are compiled when a type is first checked: whoever only reads the journal does not wait for any of them. */
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
  return refusal('UNKNOWN_EVENT_TYPE', `${type} is not in the catalogue of events`, { type });
}

function invalid(event: EventToAppend, problem: string): Refusal {
  return refusal('INVALID_EVENT', `${event.type}: ${problem}`, { type: event.type });
}
