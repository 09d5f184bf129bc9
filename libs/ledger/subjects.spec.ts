/** Streams by kind and id: one list of kinds, from which every name follows. */
import { prefixOf, STREAM_NAME, streamOf, SUBJECT_KINDS } from './subjects.js';

it.each(SUBJECT_KINDS)('a stream of a %s is named by its kind and id', (kind) => {
  expect(streamOf(kind, '4711')).toBe(`${kind}-4711`);
  expect(STREAM_NAME.test(streamOf(kind, '4711'))).toBe(true);
  expect(STREAM_NAME.test(prefixOf(kind))).toBe(false); // an id belongs to it
});

it('no kind is the beginning of another: a prefix finds the streams of its kind alone', () => {
  for (const kind of SUBJECT_KINDS) expect(SUBJECT_KINDS.filter((other) => streamOf(other, 'x').startsWith(prefixOf(kind)))).toEqual([kind]);
});
