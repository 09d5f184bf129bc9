/** The table of subjects: names of streams, and every event type in exactly one family of one subject. */
import { CATALOGUE } from './catalogue.js';
import { prefixOf, STREAM_NAME, streamOf, subjectOf, SUBJECT_KINDS, SUBJECTS, type SubjectKind } from './subjects.js';
import type { EventDefinitions } from './kernel/event.js';
import { postingsOf } from './postings.js';

it.each(SUBJECT_KINDS)('a stream of a %s is named by its kind and id', (kind) => {
  expect(streamOf(kind, '4711')).toBe(`${kind}-4711`);
  expect(subjectOf(streamOf(kind, 'A.b_c~d-1'))).toEqual({ kind, id: 'A.b_c~d-1' });
  expect(STREAM_NAME.test(prefixOf(kind))).toBe(false); // an id belongs to it
});

it('no kind is the beginning of another: a prefix finds the streams of its kind alone', () => {
  for (const kind of SUBJECT_KINDS) {
    expect(SUBJECT_KINDS.filter((other) => streamOf(other, 'x').startsWith(prefixOf(kind)))).toEqual([kind]);
  }
});

it.each(['person-1', 'participant', '$all', 'participant-a b', ''])('%s is no stream of anybody', (name) => {
  expect(subjectOf(name)).toBeUndefined();
});

it('a subject whose events have postings is in the books', () => {
  const posted = ROWS.filter(
    ({ kind, type }) => !SUBJECTS[kind as SubjectKind].inBooks && postingsOf({ type, data: {} } as never).length > 0,
  );
  expect(posted).toEqual([]);
  expect(SUBJECT_KINDS.filter((kind) => !SUBJECTS[kind].inBooks)).toEqual(['transfer', 'batch']);
});

interface Row {
  readonly kind: string;
  readonly family: string;
  readonly type: string;
}

const ROWS: readonly Row[] = Object.entries(SUBJECTS).flatMap(([kind, { families }]) =>
  Object.entries(families as { readonly [family: string]: { readonly events: EventDefinitions } }).flatMap(([family, { events }]) =>
    Object.keys(events).map((type) => ({ kind, family, type })),
  ),
);

it('every event type belongs to one subject and one of its families, but an annulment; the catalogue has them all', () => {
  const types = ROWS.map(({ type }) => type);
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual(['EventAnnulled']); // participants' and employers'
  expect([...CATALOGUE.definitions.keys()].sort()).toEqual([...new Set(types)].sort());
});

it.each(ROWS)('$type ($kind, $family) says whether it moves rules, and how each older version comes up to the present one', ({ type }) => {
  const definition = CATALOGUE.definitions.get(type);
  expect(typeof definition?.movesRules).toBe('boolean');
  const older = Array.from({ length: (definition?.version ?? 0) - 1 }, (_, index) => String(index + 1));
  expect(Object.keys(definition?.upcasts ?? {})).toEqual(older);
});

it('rules move by what a fund publishes, and by what is announced beside a publication', () => {
  const moving = [...CATALOGUE.definitions].filter(([, { movesRules }]) => movesRules).map(([type]) => type);
  expect(moving.sort()).toEqual(['BasisChanged', 'ParametersPublished', 'TermsChanged']);
});
