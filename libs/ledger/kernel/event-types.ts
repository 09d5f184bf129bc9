/** The types of events, and how old events come up to the present version: all that a reader needs. */
import type { RecordedEvent } from './envelope.js';
import type { EventDefinition } from './event.js';

export interface EventTypes {
  /** By type. */
  readonly definitions: ReadonlyMap<string, EventDefinition>;
  /** The event at its type's present version. Throws on an unknown type or version: nothing is skipped. */
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
}

/** An event of a type or version that this program does not know. */
export class UnknownEvent extends Error {
  readonly stream: string;
  readonly eventId: string;

  constructor(event: RecordedEvent, what: string) {
    super(
      `${event.stream} revision ${event.revision}: ${what}; this program is older than the journal, or the event is ` +
        'foreign. Nothing was skipped: install the version that wrote it',
    );
    this.name = 'UnknownEvent';
    this.stream = event.stream;
    this.eventId = event.id;
  }
}

export function eventTypesOf(definitions: ReadonlyMap<string, EventDefinition>): EventTypes {
  return {
    definitions,
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
