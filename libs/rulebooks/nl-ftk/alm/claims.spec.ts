/** The claims of section 5 on a small study, and what reaches none of them. `npm run claims` holds them at full size. */
import { attempt } from '#ledger/kernel/refusal.js';
import { mergeOf, scenarioRanges } from '#actuarial/alm/merge.js';
import { simulate } from '#actuarial/alm/simulate.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { problemOfInput } from '../../calculate.js';
import { reportOf, type AlmReport } from './report.js';
import { ALM_RUN, readAlmRun } from './study.js';

function reportOn(input: JsonObject): AlmReport {
  expect(problemOfInput(ALM_RUN, input)).toBeUndefined();
  const run = readAlmRun(input);
  const merge = mergeOf(run.study);
  for (const range of scenarioRanges(run.study)) merge.add(range, simulate(run.study, range.from, range.to));
  return reportOf(run, merge.tallies());
}

const held = ({ claims }: AlmReport): readonly (boolean | null)[] => claims.map((claim) => claim.held);

// With 300 the sixth is within its sampling error: all three variants together gain or lose next to nothing for those born in 2015.
describe('four hundred scenarios of 75 years', () => {
  const report = reportOn({ scenarios: 400 });

  it.each(report.claims.map((claim) => [claim.n, claim.text, claim] as const))('%i %s', (_n, _text, claim) => {
    expect(claim).toMatchObject({ held: true, ours: expect.stringMatching(/\d/) as string });
  });

  it('has a fan for every year and cohort, and the change for every birth year', () => {
    expect(report.A.years.map(({ year }) => year)).toEqual(Array.from({ length: 75 }, (_, t) => 2015 + t));
    for (const { fundingRatio } of report.B.years) {
      const fan = fundingRatio.map(Number);
      expect(fan).toEqual(fan.toSorted((one, other) => one - other));
    }
    expect(report.B.cohorts.map(({ birthYear }) => birthYear).at(-1)).toBe(2020); // 69 in 2089
    expect(Object.keys(report.B.netProfitChange)).toHaveLength(23);
    expect(report.A.netProfitChange).toEqual({});
    expect(report.variants.map(({ name }) => name)).toEqual(['catchUp', 'threshold', 'ufr', 'all']);
  });

  it('names every assumption with where it stands and how sure it is', () => {
    for (const { status, reference, value } of report.assumptions) {
      expect(['official', 'assumed']).toContain(status);
      expect(reference).not.toBe('');
      expect(value).not.toBe('');
    }
  });
});

// T: claims on generations need 75 years, the replacement ratio more than ten. N: a hundred scenarios. Basis: the note's averageRTS.
it.each([
  ['too few scenarios', { scenarios: 99, years: 3 }, [null, null, null, null, null, null, null, null, null]],
  ['three years', { scenarios: 100, years: 3 }, [true, null, null, null, null, null, true, true, true]],
  [
    'another basis of the premium',
    { scenarios: 100, years: 3, premiumBasis: 'RTS' },
    [null, null, null, null, null, null, null, true, null],
  ],
  ['other rules', { scenarios: 100, years: 3, regimeA: 'new' }, [null, null, null, null, null, null, null, true, null]],
])('%s', (_name, input, expected) => {
  const claims = held(reportOn(input));
  // Where a claim is reached at a few years it need not hold: null against a verdict is what counts.
  expect(claims.map((claim) => claim === null)).toEqual(expected.map((claim) => claim === null));
});

it('what the input sets is given, the rest stays official or assumed', () => {
  const { assumptions, input } = reportOn({ scenarios: 2, years: 2, params: { equityVol: '0.1' }, variants: {}, birthYears: [1945] });
  expect(assumptions.find(({ name }) => name === 'equityVol')).toMatchObject({ value: '0.1', status: 'given', reference: 'input' });
  expect(assumptions.find(({ name }) => name === 'equityShare')).toMatchObject({ value: '0.56', status: 'official' });
  expect(input).toMatchObject({ regimeA: 'old', regimeB: 'new', variants: {}, years: 2, seed: 1, premiumBasis: 'averageRTS' });
});

it('a variant with another name says so where it is wrong', () => {
  expect(
    problemOfInput(ALM_RUN, { variants: { mine: { base: 'new', vev: 'much' } } }),
  ).toMatchObject({ code: 'INVALID_INPUT', field: 'variants.mine.vev' });
  expect(attempt(() => readAlmRun({ variants: { mine: { base: 'new', vev: '0' } } }))).toMatchObject({
    refusal: { code: 'INVALID_INPUT', field: 'variants.mine.vev', fault: 'bounds', above: 0 },
  });
});
