/** Which documents from outside are taken in. */
import { documentFault } from './json.js';

/** A number within so many arrays. */
const nested = (levels: number): unknown => Array.from({ length: levels }).reduce((inner: unknown) => [inner], 1);
const names = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, 1]));

it.each([
  ['nothing', undefined, undefined],
  ['what a file holds', { scheme: 'dk-p90', parameters: [{ name: 'æ 𝄞', entries: [null, true, 0.5] }] }, undefined],
  ['64 levels', nested(63), undefined],
  ['65 levels', nested(64), { fault: 'too-deep', most: 64 }],
  ['so many that a walk by calls would end in an error', nested(200_000), { fault: 'too-deep', most: 64 }],
  ['1,000 names', [names(1_000)], undefined],
  ['more names than any object has', [names(1_001)], { fault: 'too-many-names', names: 1001, most: 1000 }],
  ['half of a pair in a value', { a: [{ b: '\ud834' }] }, { fault: 'half-of-a-pair' }],
  ['half of a pair in a name', { '\udd1e': 1 }, { fault: 'half-of-a-pair' }],
])('%s', (_what, document, fault) => {
  expect(documentFault(document)).toEqual(fault);
});
