/** Indexation and catch-up of nl-pob, as a fund's decisions call them (VIII). */
import { Decimal, exactText, textNotAbove } from '#money/decimal.js';
import { startOfYear, yearOf } from '#money/civil-date.js';
import type { FundState } from '#ledger/fund/state.js';
import type { RightsPolicyRules } from '../../frame/capabilities/rights-policy.js';
import { requireDecimal } from '../../frame/parameters/parameters.js';
import { rightsDecisions } from '../../frame/rights-due.js';
import { catchUpIndexation, catchUpBudget, type RateOfYear } from '../indexation/catch-up.js';
import { grantedRate, indexationBounds, missedRate, referenceDate } from '../indexation/indexation.js';
import { indexationFigures } from './fund-figures.js';
import { ratioOfDay, toldRatio } from './ratios.js';
import { lossesLeft } from './rights.js';

export const RIGHTS_POLICY: RightsPolicyRules = {
  indexation: (year, rate, fund, parameters) => {
    const bounds = indexationBounds(parameters, year, (on) => ratioOfDay('policy', on, { fund, parameters }));
    const granted = grantedRate(bounds, rate === undefined ? undefined : new Decimal(rate), year);
    return {
      rate: exactText(granted),
      ambition: exactText(bounds.ambition),
      sustainable: exactText(bounds.sustainable),
      maxRate: exactText(bounds.maxRate),
      bindingRule: bounds.bindingRule,
      missed: exactText(missedRate(bounds.ambition, granted)),
    };
  },
  catchUp: (year, { missed, granted, most }, fund, parameters) => {
    const on = referenceDate(year);
    const fundingRatio = ratioOfDay('policy', on, { fund, parameters });
    const own = catchUpBudget(fundingRatio, new Decimal(granted), requireDecimal(parameters, 'indexationFundingRatio', on));
    const budget = most === undefined ? own : Decimal.min(own, most);
    const steps = catchUpIndexation(year, budget, {
      reductions: owed(fund, 'reduction', year),
      missed: missed ? owed(fund, 'missed', year) : [],
    });
    return {
      budget: exactText(budget),
      applied: steps.applied.map(({ kind, year: ofYear, applied }) => ({ kind, ofYear, rate: exactText(applied) })),
      // Less one it is held against the budget, so its last digit is not rounded up.
      factor: textNotAbove(steps.factor),
    };
  },
  ratioFor: (on, fund, parameters) => {
    const day = referenceDate(yearOf(on));
    const ratio = toldRatio('policy', day, { fund, parameters }, { name: 'ratio', article: 'VIII', days: 'that-day' });
    return { referenceDate: day, ratio: ratio === undefined ? null : ratio.tell().value };
  },
  dayOf: startOfYear,
  figures: indexationFigures,
};

/** What earlier decisions left to be given back, in the digits that are told; what the year itself misses waits for the next. */
function owed(fund: FundState, kind: 'reduction' | 'missed', year: number): readonly RateOfYear[] {
  return lossesLeft(rightsDecisions(fund), startOfYear(year))
    .filter((one) => one.kind === kind && one.ofYear < year)
    .map(({ ofYear, rate }) => ({ year: ofYear, rate: new Decimal(exactText(rate)) }));
}
