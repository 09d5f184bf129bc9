/** What the note says of the new rules, held against a study's own figures (nl-ftk section 5). */
import { netProfitChange, type AlmOutcome } from '#actuarial/alm/outcome.js';
import type { PremiumBasis } from '#actuarial/alm/parameters.js';

export interface Claim {
  readonly n: number;
  readonly text: string;
  /** Place in the CPB note of 5 December 2014. */
  readonly source: string;
  /** null: the study does not reach the claim. */
  readonly held: boolean | null;
  /** The study's own figures. */
  readonly ours: string;
  /** The specification's figures at 1,000 scenarios of 75 years from seed 1. */
  readonly reference: string;
  readonly note: string;
}

/** Mean over scenarios of all cohorts' net profit together, its standard error, and the assets of the start. */
export interface TotalProfit {
  readonly mean: number;
  readonly standardError: number;
  readonly assets: number;
}

export interface ClaimedStudy {
  readonly basis: PremiumBasis;
  readonly years: number;
  readonly scenarios: number;
  readonly old: AlmOutcome;
  readonly new: AlmOutcome;
  /** The new rules with the full surplus for catching up, with indexation from 105 %, with a fixed ultimate rate, with all three. */
  readonly variants: Readonly<Record<'catchUp' | 'threshold' | 'ufr' | 'all', AlmOutcome>> | undefined;
  readonly totalProfit: readonly TotalProfit[];
}

/** Years that those entering at 25 need until the end of their pensions, and scenarios from which tails say something. */
const [LONG_ENOUGH, MANY_ENOUGH] = [75, 100];

const percent = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)} %`;
const points = (value: number): string => `${Number(value.toFixed(1)) < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
const ratio = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(3));

interface Statement {
  readonly text: string;
  readonly source: string;
  readonly reference: string;
  readonly note?: string;
  /** Whether the generations of the claim lie within the years. */
  readonly reached?: (study: ClaimedStudy) => boolean;
  /** The note's figures are for this basis. */
  readonly anyBasis?: boolean;
  readonly check: (study: ClaimedStudy) => { readonly held: boolean; readonly ours: string };
}

/** The variants in a few letters. */
const SHORT: Readonly<Record<string, string>> = { catchUp: 'full catch-up', threshold: 'from 105 %', ufr: '4.2 %', all: 'all' };

const isLong = ({ years }: ClaimedStudy): boolean => years >= LONG_ENOUGH;

const STATEMENTS: readonly Statement[] = [
  {
    text: 'A cut is more likely under the new rules, and the mean cut clearly smaller.',
    source: 'section 4, figure 4.2',
    reference: 'likely 3.1 % → 13.2 %, mean 14.88 % → 1.51 %',
    check: ({ old: before, new: after }) => ({
      held: after.cutProbability > before.cutProbability && after.meanCut < before.meanCut / 2,
      ours:
        `likely ${percent(before.cutProbability)} → ${percent(after.cutProbability)}, ` +
        `mean ${percent(before.meanCut, 2)} → ${percent(after.meanCut, 2)}`,
    }),
  },
  {
    text: 'The new ultimate rate lowers the funding ratio by about two points; it is against today’s old and for later generations.',
    source: 'section 4',
    reference: '1.080 → 1.061; kept at 4.2 %: born 1955 +2.3, 2035 −2.6',
    reached: (study) => isLong(study) && study.variants !== undefined,
    check: ({ old: before, new: after, variants }) => {
      const kept = (year: number): number => netProfitChange(after, variants?.ufr ?? after, year) ?? NaN;
      const fall = before.fundingRatio0 - after.fundingRatio0;
      return {
        held: fall > 0.01 && fall < 0.03 && kept(1955) > 0 && kept(2035) < 0,
        ours:
          `${ratio(before.fundingRatio0)} → ${ratio(after.fundingRatio0)}; ` +
          `kept at 4.2 %: born 1955 ${points(kept(1955))}, 2035 ${points(kept(2035))}`,
      };
    },
  },
  {
    text:
      'Those of 70: the median pension result falls and its band narrows. Those of 25: the median falls. ' +
      'Results above 100 % lie less far above it.',
    source: 'section 4, figure 4.3',
    reference: '70: 0.880 → 0.824, band 0.359 → 0.317; 25: 1.011 → 0.952; 50, high: 1.092 → 1.046',
    reached: isLong,
    check: ({ old: before, new: after }) => {
      const of = (age: number) => [before.pensionResult.get(age), after.pensionResult.get(age)] as const;
      const [[a70, b70], [a25, b25], [a50, b50]] = [of(70), of(25), of(50)];
      const band = (one: typeof a70): number => (one === undefined ? NaN : one.high - one.low);
      const falls = (
        one: number | undefined,
        other: number | undefined,
      ): boolean => other !== undefined && one !== undefined && other < one;
      return {
        held: falls(a70?.median, b70?.median) && band(b70) < band(a70) && falls(a25?.median, b25?.median) && falls(a50?.high, b50?.high),
        ours:
          `70: ${ratio(a70?.median)} → ${ratio(b70?.median)}, band ${ratio(band(a70))} → ${ratio(band(b70))}; ` +
          `25: ${ratio(a25?.median)} → ${ratio(b25?.median)}; 50, high: ${ratio(a50?.high)} → ${ratio(b50?.high)}`,
      };
    },
  },
  {
    text: 'After ten years the replacement ratio is lower in the median and higher in bad scenarios.',
    source: 'section 4',
    reference: 'median −7.7 points, low +5.9',
    note: 'the note has about −5 and +5.5; on total income with an equal state pension half of it',
    reached: ({ old: { replacement10 } }) => replacement10 !== undefined,
    check: ({ old: { replacement10: a }, new: { replacement10: b } }) => {
      const [median, low] = [100 * ((b?.median ?? NaN) - (a?.median ?? NaN)), 100 * ((b?.low ?? NaN) - (a?.low ?? NaN))];
      return { held: median < 0 && low > 0, ours: `median ${points(median)} points, low ${points(low)}` };
    },
  },
  {
    text: 'Limited effects: at most 8 % of the benefits for those born 1925 to 2015; 1925 to 1965 lose, 2015 to 2035 gain.',
    source: 'section 4, figure 4.1',
    reference: '1925 to 1965 −1.4 … −5.5, 2015 to 2035 +0.9 … +6.8',
    note: 'the note’s figure is lost. Read literally, it has today’s old gain under the plans; that is not reproduced',
    reached: isLong,
    check: ({ old: before, new: after }) => {
      const changes = (from: number, to: number): readonly number[] => everyTenth(from, to).map(
        (year) => netProfitChange(before, after, year) ?? NaN,
      );
      const [limited, losing, gaining] = [changes(1925, 2015), changes(1925, 1965), changes(2015, 2035)];
      return {
        held: limited.every(
          (change) => Math.abs(change) <= 8,
        ) && losing.every((change) => change < 0) && gaining.every((change) => change > 0),
        ours:
          `1925 to 1965 ${points(Math.max(...losing))} … ${points(Math.min(...losing))}, ` +
          `2015 to 2035 ${points(Math.min(...gaining))} … ${points(Math.max(...gaining))}`,
      };
    },
  },
  {
    text:
      'Each variant is better for those born 1935 to 1965 and worse for 2035 than the new rules; ' +
      'all three together are for 1935 to 1955 and against 2015 to 2035, held against the old.',
    source: 'section 4, figure 4.4',
    reference: 'as stated',
    reached: (study) => isLong(study) && study.variants !== undefined,
    check: ({ old: before, new: after, variants }) => {
      const ones = Object.entries(variants ?? {});
      const change = (from: AlmOutcome, to: AlmOutcome, year: number): number => netProfitChange(from, to, year) ?? NaN;
      const all = (year: number): number => change(before, variants?.all ?? before, year);
      const told = ([name, one]: readonly [string, AlmOutcome]): string =>
        `${SHORT[name] ?? name} ${points(change(after, one, 1955))}, ${points(change(after, one, 2035))}`;
      return {
        held:
          ones.every(([, one]) => everyTenth(1935, 1965).every((year) => change(after, one, year) > 0) && change(after, one, 2035) < 0) &&
          everyTenth(1935, 1955).every((year) => all(year) > 0) &&
          everyTenth(2015, 2035).every((year) => all(year) < 0),
        ours:
          `born 1955 and 2035: ${ones.map(told).join('; ')}; ` +
          `all against old ${points(all(1955))}, ${points(all(2035))}`,
      };
    },
  },
  {
    text: 'The first premium is lower.',
    source: 'section 5',
    reference: '−3.8 %',
    note: 'the note has −7 %, the salary cap included',
    check: ({ old: before, new: after }) => {
      const change = (after.premiumPath[0] ?? NaN) / (before.premiumPath[0] ?? NaN) - 1;
      return { held: change < 0, ours: `${points(100 * change)} %` };
    },
  },
  {
    text: 'No generation gains what another does not pay: all net profits together are the assets of the start.',
    source: 'nl-ftk section 4',
    reference: 'within three standard errors',
    anyBasis: true,
    check: ({ totalProfit }) => {
      const away = totalProfit.map(({ mean, standardError, assets }) => (mean - assets) / standardError);
      return {
        held: away.every((errors) => Math.abs(errors) <= 3),
        ours: `${away.map((errors) => points(errors)).join(', ')} standard errors away`,
      };
    },
  },
  {
    text: 'The buffer is somewhat larger on average.',
    source: 'section 4',
    reference: '1.467 → 1.606',
    check: ({ old: before, new: after }) => ({
      held: after.meanFundingRatio > before.meanFundingRatio,
      ours: `${ratio(before.meanFundingRatio)} → ${ratio(after.meanFundingRatio)}`,
    }),
  },
];

/** The note states its figures for premiums on the ten-year average; other bases do not reach the claims. */
export function claimsOf(study: ClaimedStudy): readonly Claim[] {
  return STATEMENTS.map(({ text, source, reference, note = '', reached = () => true, anyBasis = false, check }, index) => {
    const isReached = (anyBasis || study.basis === 'averageRTS') && study.scenarios >= MANY_ENOUGH && reached(study);
    const { held, ours } = isReached ? check(study) : { held: null, ours: '–' };
    return { n: index + 1, text, source, held, ours, reference, note };
  });
}

function everyTenth(from: number, to: number): readonly number[] {
  return Array.from({ length: (to - from) / 10 + 1 }, (_, index) => from + 10 * index);
}
