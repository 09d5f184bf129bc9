/**
 * The fund's ratios, each said once: what the fund reports of a day on its stream counts, a published parameter only where nothing is
 * reported. Two statements of one day that differ are refused when a decision rests on them.
 */
import { standingRatios, type StandingRatio } from '#ledger/fund/funding/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import { explained, type Explained, type Telling } from '../../frame/figures/explained.js';
import { entryInForce, requireDecimal, usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    FUNDING_RATIO_SAID_TWICE: { readonly on: string; readonly measure: Measure; readonly reported: string; readonly published: string };
  }
}

const PUBLISHED = { policy: 'policyFundingRatio', required: 'requiredRatio' } as const;

type Measure = keyof typeof PUBLISHED;

/** Where a decision looks for ratios. */
export interface RatiosOf {
  readonly fund: Pick<FundState, 'ratioVersions'>;
  readonly parameters: ParameterSet;
}

/** Reported of the day itself. */
export function reportedOf(measure: Measure, on: CivilDate, { fund }: Pick<RatiosOf, 'fund'>): StandingRatio | undefined {
  return standingRatios(fund).find((one) => one.measure === measure && one.on === on);
}

/** Reported last on or before the day, unless a later one is published. */
function standingOf(measure: Measure, on: CivilDate, { fund, parameters }: RatiosOf): StandingRatio | undefined {
  const reported = standingRatios(fund).filter((one) => one.measure === measure && one.on <= on);
  const [last] = reported.sort((a, b) => (a.on < b.on ? 1 : -1));
  const published = entryInForce(parameters, PUBLISHED[measure], on);
  return last === undefined || (published !== undefined && published.from > last.on) ? undefined : last;
}

/** The ratio of the very day, for a decision. Refuses FUNDING_RATIO_SAID_TWICE and MISSING_PARAMETER. */
export function ratioOfDay(measure: Measure, on: CivilDate, ratios: RatiosOf): Decimal {
  return saidOnce(measure, on, reportedOf(measure, on, ratios), ratios);
}

/** The ratio that stands on a day, for a decision. Refuses FUNDING_RATIO_SAID_TWICE and MISSING_PARAMETER. */
export function standingRatio(measure: Measure, on: CivilDate, ratios: RatiosOf): Decimal {
  return saidOnce(measure, on, standingOf(measure, on, ratios), ratios);
}

function saidOnce(measure: Measure, on: CivilDate, reported: StandingRatio | undefined, { parameters }: RatiosOf): Decimal {
  if (reported === undefined) return requireDecimal(parameters, PUBLISHED[measure], on);
  const published = entryInForce(parameters, PUBLISHED[measure], on);
  const isOfSameDay = published?.from === reported.on;
  if (published !== undefined && isOfSameDay && !new Decimal(String(published.value)).eq(reported.ratio)) {
    refuse('FUNDING_RATIO_SAID_TWICE', { on: reported.on, measure, reported: reported.ratio, published: String(published.value) });
  }
  return new Decimal(reported.ratio);
}

/** As now known, with who says it; undefined where nobody does. */
export function toldRatio(
  measure: Measure,
  on: CivilDate,
  ratios: RatiosOf,
  { name, article, days }: Pick<Telling, 'name' | 'article'> & { readonly days: 'that-day' | 'up-to' },
): Explained<Decimal> | undefined {
  const reported = (days === 'that-day' ? reportedOf : standingOf)(measure, on, ratios);
  if (reported !== undefined) return told(reported.ratio, { name, article, formula: 'as reported', events: [reported.eventId] });
  const [use] = usesInForce(ratios.parameters, [PUBLISHED[measure]], on);
  return use === undefined ? undefined : told(String(use.entry.value), { name, article, formula: 'as published', parameters: [use] });
}

function told(text: string, telling: Omit<Telling, 'unit' | 'shown'>): Explained<Decimal> {
  return explained(new Decimal(text), () => ({ ...telling, unit: 'fraction', shown: text }));
}
