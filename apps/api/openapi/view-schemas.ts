/** JSON Schemas of what read models answer, from their descriptions. */
import type { SubjectKind } from '#ledger/subjects.js';
import { dueNoteSchema } from '#projections/due/note.js';
import { STANDING_MODELS } from '#projections/run/standing/model.js';
import {
  choice,
  count,
  date,
  instant,
  list,
  orNull,
  record,
  sha256,
  text,
  uuid,
  whole,
  type AnswerSchema,
} from '#projections/schema-parts.js';
import type { AnyView } from '#projections/view.js';
import { ANSWERING_VIEWS, STANDING_VIEWS, VIEWS } from '#projections/views/views.js';
import { capitalized } from './capitalized.js';
import { ref } from './ref.js';

/** What every answer carries. */
export const coordinateFields: Record<string, AnswerSchema> = {
  asOf: { ...date, description: 'Value date of the answer.' },
  knownAt: { anyOf: [instant, whole], description: 'Knowledge time: an instant, or the position that was asked for.' },
  rulesKnownAt: { ...orNull(instant), description: 'Rules announced by then count.' },
  position: { ...whole, description: 'Position of the last event that the answer counts.' },
  rulebook: orNull(record({ id: text, version: text, parameters: text })),
  digestVersion: { ...whole, description: 'How the digest is made: 2 is the present one.' },
  digest: {
    ...sha256,
    description:
      'SHA-256 of the canonical form (RFC 8785) of what the answer says: of all of it but the digest, every position, and ' +
      'a knownAt that is a position.',
  },
};

type Named = Pick<AnyView, 'name' | 'standing'> & { readonly subject: { readonly kind: SubjectKind } };

/** Name of an answer's schema. A view that lists entries over all subjects gives its name to their page. */
export function schemaNameOf({ name, subject, standing }: Named): string {
  return standing?.entries === undefined ? capitalized(name) : `${capitalized(subject.kind)}${capitalized(name)}`;
}

/** Name of the schema of a page of a view's entries. */
export function entriesSchemaOf({ name }: Pick<AnyView, 'name'>): string {
  return capitalized(name);
}

/** What a view shows, with the coordinates that every answer carries. */
export function answerSchema(view: AnswerSchema, note: Readonly<Record<string, AnswerSchema>> = {}): AnswerSchema {
  const [properties, required] = [view['properties'] as Record<string, AnswerSchema>, view['required'] as readonly string[]];
  const optional = Object.entries(properties).filter(([name]) => !required.includes(name));
  const shown = Object.fromEntries(Object.entries(properties).filter(([name]) => required.includes(name)));
  return record({ ...shown, ...coordinateFields }, { ...Object.fromEntries(optional), ...note });
}

/** What answers about participants say beside their view. */
function noteOf({ subject, name }: AnyView): Readonly<Record<string, AnswerSchema>> {
  return subject.kind === 'participant' && name !== 'due' ? { due: dueNoteSchema } : {};
}

/** Name of the schema of a participant's view, supposed. */
export function supposedSchemaOf(view: string): string {
  return `Supposed${capitalized(view)}`;
}

const namedFile = orNull(record({ file: text, sha256 }));
const supposedEntry: Record<string, AnswerSchema> = { from: date, to: orNull(date), value: {}, status: text, reference: text };
export const whatIf = record(
  {
    rules: namedFile,
    reports: namedFile,
    parameters: list(record({ name: text, ...supposedEntry, insteadOf: list(record(supposedEntry)) })),
    events: list(record({ type: text, effectiveDate: date, data: { type: 'object', additionalProperties: true } })),
  },
  {},
  'What is supposed, and what it stands in the place of. Nothing of it is stored.',
);

function supposed(view: AnswerSchema): AnswerSchema {
  return answerSchema({
    ...view,
    properties: { ...(view['properties'] as Record<string, AnswerSchema>), whatIf },
    required: [...(view['required'] as readonly string[]), 'whatIf'],
  });
}

/** A page of a standing model; the model moves on between two pages. */
function standingPage(item: AnswerSchema): AnswerSchema {
  return record({
    items: list(item),
    next: { ...orNull(text), description: 'Cursor of the next page; null on the last one.' },
    asOf: { ...date, description: 'The day that the model is kept for.' },
    position: { ...whole, description: 'How far the model is: every event up to here is counted.' },
  });
}

/** Subjects stand under the name of their kind: `participantId`. */
function idOf({ subject }: AnyView): Readonly<Record<string, AnswerSchema>> {
  return { [`${subject.kind}Id`]: text };
}

function standingAnswers(views: readonly AnyView[]): AnswerSchema {
  const ids = [...new Map(views.map((view) => [view.subject.kind, idOf(view)])).values()];
  return {
    anyOf: ids.flatMap((id) => [record({ ...id, answer: ref('StandingAnswer') }), record({ ...id, refusal: ref('Refusal') })]),
  };
}

const kindsKept = [...new Map(STANDING_VIEWS.map((view) => [view.subject.kind, idOf(view)])).values()];
/** How many subjects a model keeps, by their kind: a model is of one. */
export const KEPT_SUBJECTS: Readonly<Record<string, AnswerSchema>> = Object.fromEntries(
  STANDING_VIEWS.map(({ subject }) => [`${subject.kind}s`, count]),
);
const setAside = { code: text, message: text, eventId: orNull(uuid), position: whole, since: instant };
const quarantined = kindsKept.map((id) => record({ model: choice(...STANDING_MODELS), ...id, ...setAside }));

export const VIEW_SCHEMAS: Readonly<Record<string, AnswerSchema>> = {
  ...Object.fromEntries(VIEWS.map((view) => [schemaNameOf(view), answerSchema(view.schema, noteOf(view))])),
  ...Object.fromEntries(
    VIEWS.filter(({ subject }) => subject.kind === 'participant').map((view) => [supposedSchemaOf(view.name), supposed(view.schema)]),
  ),
  ...Object.fromEntries(
    STANDING_VIEWS.flatMap((view) => {
      const entries = view.standing?.entries;
      return entries === undefined ? [] : [[entriesSchemaOf(view), standingPage(record({ ...idOf(view), ...entries.fields }))]];
    }),
  ),
  CountedEntries: record({
    items: list(record({ at: { ...text, description: 'What the entries are sorted by: of the worklist the closing day.' }, count })),
    asOf: { ...date, description: 'The day that the model is kept for.' },
    position: { ...whole, description: 'How far the model is: every event up to here is counted.' },
  }),
  StandingAnswer: { anyOf: ANSWERING_VIEWS.map((view) => ref(schemaNameOf(view))) },
  StandingAnswers: standingPage(standingAnswers(ANSWERING_VIEWS)),
  Quarantined: standingPage(quarantined.length === 1 ? (quarantined[0] as AnswerSchema) : { anyOf: quarantined }),
};
