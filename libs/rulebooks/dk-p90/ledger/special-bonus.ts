/** Special bonus provisions as the fund declares them at a year's end (section 7): unallocated, never smoothed. */
import { addMinor, amountMinor, formatMinor, minorToDecimal } from '#money/amount.js';
import { endOfYear, previousDay } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { shareMinor, type AllotmentKey } from '#money/largest-remainder.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Figure } from '../../frame/figures/figure.js';
import type { Benefit } from '../../frame/capabilities/coverage.js';
import type { ProvideSpecialBonus, SpecialBonusRules } from '../../frame/capabilities/special-bonus.js';
import type { ToldBenefit } from './told-benefit.js';
import { allotOrRefuse } from '../results/allocation.js';
import { decidedAllotment, exactAllotment } from './decided.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NEGATIVE_POOL: { readonly year: number; readonly pool: string };
    SPECIAL_BONUS_ALREADY_DECLARED: { readonly year: number; readonly declared: string };
    SPECIAL_BONUS_OUT_OF_ORDER: { readonly year: number; readonly declared: number };
  }
}

/**
 * The pool of a closed year, by the values that interest, charges and cuts of the year leave. Refuses NEGATIVE_POOL,
 * YEAR_NOT_CLOSED, SPECIAL_BONUS_ALREADY_DECLARED (another pool stands), SPECIAL_BONUS_OUT_OF_ORDER (a later year is
 * declared: each year's change rests on the one before) and NO_ALLOCATION_KEY (the values sum to zero).
 */
function declareSpecialBonus(
  { year, poolMinor, reference }: ProvideSpecialBonus,
  fund: FundState,
  keys: readonly AllotmentKey[],
): DecidedFundEvent | undefined {
  if (poolMinor < 0) refuse('NEGATIVE_POOL', { year, pool: formatMinor(poolMinor) });
  if (!fund.closedYears.has(year)) refuse('YEAR_NOT_CLOSED', { year });
  const standing = fund.specialBonus.find((declared) => declared.year === year);
  if (standing !== undefined) {
    if (amountMinor(standing.pool) === poolMinor) return undefined;
    refuse('SPECIAL_BONUS_ALREADY_DECLARED', { year, declared: standing.pool });
  }
  const last = fund.specialBonus.at(-1);
  if (last !== undefined && last.year > year) refuse('SPECIAL_BONUS_OUT_OF_ORDER', { year, declared: last.year });
  const allotment = allotOrRefuse(poolMinor, keys);
  const valueSumMinor = Number(allotment.keySum);
  return {
    type: 'SpecialBonusDeclared',
    effectiveDate: endOfYear(year),
    key: `special-bonus:${year}`,
    data: {
      year,
      pool: formatMinor(poolMinor),
      valueSum: formatMinor(valueSumMinor),
      rate: exactText(minorToDecimal(poolMinor).div(minorToDecimal(valueSumMinor))),
      change: formatMinor(addMinor(poolMinor, -amountMinor(last?.pool ?? '0.00'))),
      allotment: decidedAllotment(allotment),
      currency: 'DKK',
      reference,
    },
  };
}

/** `special-bonus-provision` of the coverage overview: the share in force at the value date; none before the first decision. */
export function specialBonusBenefit(state: ParticipantState): readonly ToldBenefit[] {
  const stated = state.specialBonus.at(-1);
  if (stated === undefined) return [];
  const { year, share } = stated.data;
  const benefit: Benefit = {
    benefit: 'special-bonus-provision',
    amount: share,
    currency: 'DKK',
    frequency: 'lump-sum',
    basis: 'accrued',
    condition: { code: 'share-of-provisions', year },
    // The decision of the next year takes its place.
    validUntil: previousDay(endOfYear(year + 1)),
    figure: FIGURE,
  };
  return [{ benefit, tell: () => shareFigure(stated, state.specialBonus.at(-2)) }];
}

const FIGURE = 'coverage.special-bonus-provision.accrued';

type Stated = ParticipantState['specialBonus'][number];

/** The share taken apart: pool, values and rate as the fund declared them, and the share stated before. */
function shareFigure({ eventId, data }: Stated, before: Stated | undefined): Figure {
  const leaf = { unit: 'DKK', article: ARTICLE, parameters: [], inputs: [], events: [] };
  const declared = `declared by the fund for ${data.year} (decision ${data.decision})`;
  const earlier: Figure =
    before === undefined
      ? { ...leaf, name: 'share before', value: '0.00', formula: 'none was stated before' }
      : {
          ...leaf,
          name: 'share before',
          value: before.data.share,
          formula: `share at the end of ${before.data.year}`,
          events: [before.eventId],
        };
  return {
    ...leaf,
    name: FIGURE,
    value: data.share,
    formula: 'pool · value / Σ value, spare øre to the largest remainders',
    rounding: 'down to the øre, then one more for the largest remainders',
    inputs: [
      { ...leaf, name: 'pool', value: data.pool, formula: `special bonus provisions ${declared}` },
      {
        ...leaf,
        name: 'value',
        value: data.value,
        formula:
          `value on ${endOfYear(data.year)} after interest, charges and cuts, before the year’s results, as known when the ` +
          'fund decided',
      },
      { ...leaf, name: 'Σ value', value: data.valueSum, formula: 'values of all participants of the fund, likewise' },
      { ...leaf, name: 'rate', value: data.rate, unit: 'fraction', formula: 'pool / Σ value' },
      { ...leaf, name: 'change', value: data.change, formula: 'share − share before', inputs: [earlier] },
    ],
    events: [eventId],
    note:
      'A later fact moves no share that is stated; the next year’s decision brings it up to date. The forecast counts ' +
      'special bonus by the parameter specialBonusRate.',
  };
}

const ARTICLE = 'rulebook, section 7; body; appendix C';

export const SPECIAL_BONUS: SpecialBonusRules = {
  declare: declareSpecialBonus,
  shareMinor: ({ allotment }, participantId, valueMinor) => shareMinor(exactAllotment(allotment), participantId, BigInt(valueMinor)),
};
