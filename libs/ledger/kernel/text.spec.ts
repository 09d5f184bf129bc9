import fc from 'fast-check';
import { comparableText, foldedText, isSameText, quotedApart, quotedText, textFault, type TextFault } from './text.js';

const COMPOSED = 'Fundaci\u00f3n';

describe('texts that look alike are one text', () => {
  it.each([
    ['composed', COMPOSED],
    ['o and an accent', 'Fundacio\u0301n'],
    ['a blank behind', `${COMPOSED} `],
    ['a no-break space before', `\u00a0${COMPOSED}`],
  ])('%s', (_what, text) => {
    expect(foldedText(text)).toBe(COMPOSED);
    expect(isSameText(text, COMPOSED)).toBe(true);
  });

  it('blanks within are one space, of whatever width', () => {
    expect(foldedText('Bank \u2003\u00a0of  B')).toBe('Bank of B');
  });

  it('a comparison passes over what older programs let in', () => {
    expect(isSameText('Bank\u200b of B', 'Bank of B')).toBe(true);
    expect(isSameText('Bank of B', 'Bank of C')).toBe(false);
  });

  it('folding again changes nothing, and what is folded is compared as it stands (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldedText(foldedText(text))).toBe(foldedText(text));
        expect(comparableText(foldedText(text))).toBe(comparableText(text));
      }),
      { numRuns: 1000 },
    );
  });
});

it.each<[string, string, TextFault | undefined]>([
  ['plain', 'late payroll report', undefined],
  ['accents and other scripts', 'myöhässä · 遅延', undefined],
  ['a line feed', 'a\nb', { fault: 'unseen-character', sign: 'U+000A' }],
  ['an escape', 'a\u001b[31m', { fault: 'unseen-character', sign: 'U+001B' }],
  ['a zero-width space', 'a\u200bb', { fault: 'unseen-character', sign: 'U+200B' }],
  ['a mark of direction', 'a\u202eb', { fault: 'unseen-character', sign: 'U+202E' }],
  ['a soft hyphen', 'a\u00adb', { fault: 'unseen-character', sign: 'U+00AD' }],
  ['half of a pair', 'a\ud800', { fault: 'half-of-a-pair' }],
])('what cannot be taken is named: %s', (_what, text, fault) => {
  expect(textFault(text)).toEqual(fault);
});

it('quotes show what misleads the eye', () => {
  expect(quotedText('a\u200b\u00a0"b')).toBe('"a\\u200b\\u00a0\\"b"');
  expect(quotedText('x'.repeat(70))).toBe(`"${'x'.repeat(60)}…"`);
  expect(quotedApart(COMPOSED, 'Fundacio\u0301n')).toEqual(['"Fundaci\\u00f3n"', '"Fundacio\\u0301n"']);
  expect(quotedApart('Bank ó', 'Bank ö')).toEqual(['"Bank ó"', '"Bank ö"']);
});
