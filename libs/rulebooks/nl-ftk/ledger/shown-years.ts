/** The evaluated years of a fund as they are shown: proposed, decided, and as now known. */
import type { FundState } from '#ledger/fund/state.js';
import { exactText, type Decimal } from '#money/decimal.js';
import type { EvaluatedPolicyYear, PolicyVariant } from '../../frame/capabilities/policy.js';
import { cutsDue } from './board.js';
import { decidedFactor, NOTHING_DECIDED } from './evaluate.js';
import { evaluatedYears, type EvaluatedYear } from './evaluations.js';
import { carriedOf, decidedFor, factsNow, factsThen, schedulesOf, variantOf } from './recorded.js';

export function shownYears(fund: FundState, variant: PolicyVariant): readonly EvaluatedPolicyYear[] {
  const recorded = [...fund.evaluations].sort((a, b) => a.data.year - b.data.year);
  const [first, last] = [recorded[0]?.data, recorded.at(-1)?.data];
  if (first === undefined || last === undefined) return [];
  const decided = new Map(recorded.map(({ data: { year } }) => [year, decidedFor(fund, year)]));
  const history = {
    opening: carriedOf(first.opening ?? first.input),
    then: factsThen(recorded),
    now: { ...factsThen(recorded), ...factsNow(fund) },
    decided,
    schedules: schedulesOf(fund),
  };
  return evaluatedYears(history, first.year, last.year, variantOf(variant)).map((year) => {
    const due = cutsDue(year.proposed.year, fund);
    return { ...shown(year, decided.get(year.proposed.year)?.eventIds ?? []), ...(due.length === 0 ? {} : { cutsDue: due }) };
  });
}

function shown(
  { proposed: { year, regime, input, output }, decided = NOTHING_DECIDED, after, asNowKnown, tenCuts }: EvaluatedYear,
  eventIds: readonly string[],
): EvaluatedPolicyYear {
  const { fundingRatio, ambition, growth, backlog, below, planElapsed } = input;
  const factor = decidedFactor(decided);
  return {
    year,
    regime: regime.base,
    ...texts({ fundingRatio, vev: regime.vev, mvev: regime.mvev, ambition, growth, backlog }),
    below,
    planElapsed,
    proposed: { action: output.action, ...texts({ indexation: output.indexation, catchUp: output.catchUp, factor: output.factor }) },
    decided:
      eventIds.length === 0
        ? null
        : { ...texts({ indexation: decided.indexation, reduction: decided.reduction, catchUp: decided.catchUp, factor }), eventIds },
    asNowKnown:
      asNowKnown === undefined
        ? null
        : {
            action: asNowKnown.action,
            ...texts({ fundingRatio: asNowKnown.fundingRatio, indexation: asNowKnown.indexation, difference: asNowKnown.difference }),
          },
    fundingRatioAfter: exactText(fundingRatio.div(factor)),
    backlogAfter: exactText(after.backlog),
    ...(tenCuts === undefined ? {} : { tenCuts: { cut: exactText(tenCuts.cut), yearsLeft: tenCuts.yearsLeft } }),
  };
}

function texts<Name extends string>(values: { readonly [name in Name]: Decimal }): { readonly [name in Name]: string } {
  return Object.fromEntries(Object.entries<Decimal>(values).map(([name, value]) => [name, exactText(value)])) as {
    readonly [name in Name]: string;
  };
}
