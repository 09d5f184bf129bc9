/** The cases of dk-p90, by hand: numbers to 12 significant digits, everything else exactly. */
import { parseDecimal } from '#money/decimal.js';
import { agreeing, describeLawCases, lawCases } from '../testing/law-cases.js';
import { dkOperations } from './operations/operations.js';
import { ARTICLES } from './testing/articles.js';

/** Amounts and integers have fewer digits, and so are exact. */
const toTwelveDigits = agreeing((is, should) => is.minus(should).abs().lte(should.abs().times('1e-12')));

describeLawCases('dk-p90', dkOperations, ARTICLES, { compare: toTwelveDigits });

it('an amount is posted with two decimals and agrees with its exact twin', () => {
  for (const { op, input, output } of lawCases('dk-p90')) {
    if (output === undefined) continue;
    const answer = dkOperations.find(({ name }) => name === op)?.calculate(input) ?? {};
    for (const [name, value] of Object.entries(answer)) {
      const twin = answer[`${name}Posted`];
      if (twin === undefined || typeof value !== 'string') continue;
      expect(parseDecimal(value)?.minus(twin as string).abs().toNumber()).toBeLessThanOrEqual(0.005);
    }
  }
});

it('an allocation is exact as a whole: its participants, and no others', () => {
  for (const { op, input, output } of lawCases('dk-p90')) {
    const posted = Object.entries(output ?? {}).filter(([name]) => name.endsWith('Posted'));
    if (posted.length === 0) continue;
    const answer = dkOperations.find(({ name }) => name === op)?.calculate(input) ?? {};
    for (const [name, expected] of posted) expect([op, answer[name]]).toEqual([op, expected]);
  }
});
