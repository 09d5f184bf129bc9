/** The yearly evaluation of a fund, recorded: its first year has an opening, each later one takes over from the one before. */
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { standingRatios } from '#ledger/fund/funding/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { startOfYear } from '#money/civil-date.js';
import { exactText, type Decimal } from '#money/decimal.js';
import type { EvaluatePolicy } from '../../frame/capabilities/policy.js';
import type { Explained } from '../../frame/figures/explained.js';
import type { Carried } from '../policy/decide.js';
import type { FundingRules } from '../../frame/parameters/funding-rules.js';
import { regimeInForce, regimeOf, type Regime } from '../regime.js';
import { carryForward, evaluateYear, factsOf } from './evaluate.js';
import { carriedOf, decidedFor, evaluationOf, exactly, factsNow, schedulesOf, type EvaluatedData } from './recorded.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    ALREADY_EVALUATED: { readonly year: number };
    OPENING_MISSING: { readonly year: number };
    OPENING_NOT_FIRST: { readonly year: number; readonly evaluated: number };
  }
}

/** PolicyEvaluated; undefined where the year is evaluated alike: with the same reference, and the same opening. */
export function evaluate(command: EvaluatePolicy, fund: FundState, rules: FundingRules): DecidedFundEvent | undefined {
  const { year, reference, opening } = command;
  const standing = fund.evaluations.find(({ data }) => data.year === year);
  if (standing !== undefined) {
    const isRepeated = standing.data.reference === reference && isSameOpening(standing.data.opening, opening);
    return isRepeated ? undefined : alreadyEvaluated(year);
  }
  const facts = factsNow(fund);
  // In the order of section 8: the ratio, what is expected, and only then what the year begins with.
  factsOf(year, facts);
  const carried = carriedInto(year, opening, fund);
  const evaluation = evaluateYear(year, facts, carried, schedulesOf(fund), regimeFor(command, rules));
  const { input, output, regime } = evaluation;
  const on = startOfYear(year);
  const ratioEvent = standingRatios(fund).find((one) => one.on === on && one.measure === 'nominal')?.eventId as string;
  const data: EvaluatedData = {
    year,
    regime: regime.base,
    input: {
      fundingRatio: exactText(input.fundingRatio.value),
      ambition: exactText(input.ambition.value),
      growth: exactText(input.growth.value),
      backlog: exactText(input.backlog.value),
      below: input.below,
      ...planOf(input.planElapsed),
    },
    output: {
      action: output.action,
      indexation: exactText(output.indexation.value),
      catchUp: exactText(output.catchUp.value),
      factor: exactText(output.factor.value),
      below: output.below,
      fundingRatioAfter: exactText(output.fundingRatioAfter.value),
      backlogAfter: exactText(output.backlogAfter.value),
      ...planOf(output.planElapsed),
    },
    ratioEvent,
    reference,
    ...(opening === undefined ? {} : { opening }),
  };
  return { type: 'PolicyEvaluated', effectiveDate: on, key: `evaluated:${year}`, data };
}

/** Of the year's first day; where others are supposed, those of the note. */
function regimeFor({ year, supposedRegime }: EvaluatePolicy, { known }: FundingRules): Regime {
  const inForce = regimeInForce(known, year);
  return supposedRegime === undefined || supposedRegime === inForce.base ? inForce : regimeOf(supposedRegime);
}

function alreadyEvaluated(year: number): never {
  return refuse('ALREADY_EVALUATED', { year });
}

function isSameOpening(recorded: EvaluatedData['opening'], told: EvaluatePolicy['opening']): boolean {
  if (recorded === undefined || told === undefined) return recorded === told;
  return exactly(recorded.backlog).eq(told.backlog) && recorded.below === told.below && recorded.planElapsed === told.planElapsed;
}

function planOf(planElapsed: number | null): { readonly planElapsed?: number } {
  return planElapsed === null ? {} : { planElapsed };
}

/** What a year begins with: what the one before hands on, or the opening of the first. */
function carriedInto(year: number, opening: EvaluatePolicy['opening'], fund: FundState): Carried<Explained<Decimal>> {
  const last = fund.evaluations.at(-1);
  if (last === undefined) {
    return carriedOf(opening ?? refuse('OPENING_MISSING', { year }), []);
  }
  if (opening !== undefined) refuse('OPENING_NOT_FIRST', { year, evaluated: last.data.year });
  if (last.data.year !== year - 1) refuse('EVALUATION_OUT_OF_ORDER', { year, missing: last.data.year + 1 });
  return carryForward(evaluationOf(last), decidedFor(fund, year - 1));
}
