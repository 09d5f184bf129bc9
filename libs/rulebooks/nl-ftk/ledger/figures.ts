/** The figures of a fund's policy by name, each with its tree: what the answers show, under the places where they show it. */
import { standingRatios, type StandingRatio } from '#ledger/fund/funding/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { startOfYear } from '#money/civil-date.js';
import { ONE, type Decimal } from '#money/decimal.js';
import type { PolicyRules } from '../../frame/capabilities/policy.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import type { FigureAreas, FiguresByName } from '../../frame/figures/figure-areas.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { usesInForce } from '../../frame/parameters/parameters.js';
import { recoveryPath, type RecoveryYear } from '../policy/recovery-path.js';
import { ruleUses, type Regime } from '../regime.js';
import { pathExpected, planYears } from './board.js';
import { valuedFigures } from './cash-flows.js';
import type { FundingRules } from '../../frame/parameters/funding-rules.js';
import { exactly, policyInputOf, regimeRecorded, rulesRecorded, type RecordedEvaluation } from './recorded.js';
import { figuresOfYears } from './shown-years.js';

type Told = Explained<Decimal>;
type Named = readonly (readonly [string, Told])[];

const RULES = 'CPB note of 5 December 2014, section 2';
/** As many years as a path can be asked for. */
const LONGEST_PATH = 200;

export const policyFigures: PolicyRules['figures'] = (fund, parameters, rules, { variant, marketRate }): FigureAreas => {
  return {
    evaluations: () => figuresOfYears(fund, rules, variant),
    'recovery-plan': () => new Map(fund.recoveryPlans.flatMap((plan) => [...planFigures(plan, fund, rules)])),
    'recovery-path': () => {
      const { first, path } = pathExpected(LONGEST_PATH, fund, rules, variant);
      return new Map([['recovery-path.required', requiredBy(first)], ...path.years.flatMap((year) => ofPath('recovery-path', year, []))]);
    },
    'ten-cuts': () => new Map(fund.tenCuts.flatMap((series) => seriesFigures(series, fund, rules))),
    ratios: () => new Map(standingRatios(fund).flatMap(ratioFigures)),
    'cash-flows': () => flowFigures(fund, parameters, rules, marketRate),
  };
};

function requiredBy(rules: Regime): Told {
  return explained(rules.vev, () => ({
    ...{ name: 'required', unit: 'fraction', formula: '1 + loading', article: RULES },
    ...ruleUses(rules, ['vev']),
  }));
}

/** A year of a path: the ratio, what rights are multiplied by, the cut where there is one, and what it hands on. */
function ofPath(name: string, { t, fundingRatio, decision }: RecoveryYear, events: readonly string[]): Named {
  const { factor, fundingRatioAfter, backlogAfter, indexation, catchUp } = decision;
  const cut = explained(ONE.minus(factor.value), () => ({
    ...{ name: 'cut', unit: 'fraction', formula: '1 − factor', article: RULES, inputs: [factor], events },
  }));
  const figures = { fundingRatio, indexation, catchUp, factor, fundingRatioAfter, backlogAfter, ...(factor.value.lt(ONE) ? { cut } : {}) };
  return Object.entries(figures).map(([figure, of]) => [`${name}.${t}.${figure}`, of]);
}

/** The path that a plan recorded: by the rules, the evaluation of its year and the growth expected then, none of which moves. */
function planFigures({ eventId, data: { year } }: FundState['recoveryPlans'][number], fund: FundState, known: FundingRules): FiguresByName {
  const recorded = fund.evaluations.find((one) => one.data.year === year) as RecordedEvaluation;
  const input = policyInputOf(recorded);
  const name = `recovery-plan.${year}`;
  const rules = regimeRecorded(recorded, known);
  const { years } = recoveryPath(() => rules, input, planYears(recorded.data.regime), () => input.growth, name);
  return new Map(years.flatMap((one) => ofPath(name, one, [eventId])));
}

/** What was scheduled is not computed anew: its event says on what it rests. */
function seriesFigures({ eventId, data }: FundState['tenCuts'][number], fund: FundState, known: FundingRules): Named {
  const { year, flows, marketRate } = data;
  const rules = rulesRecorded(fund.evaluations.find((one) => one.data.year === year) as RecordedEvaluation, known);
  const of = (name: string, unit: string, text: string, formula: string, inputs: readonly Told[], events: readonly string[]): Told =>
    explained(exactly(text), () => ({
      ...{ name, unit, formula, inputs, events, article: RULES },
      parameters: name === 'cut' ? usesInForce(rules, ['mvev'], startOfYear(year)) : [],
    }));
  const ufr = of('ufr', 'effective annual rate', data.ufr, 'as the schedule took it', [], [eventId]);
  const liabilities = of('liabilities', 'EUR', data.liabilities, `Σ flow_m · v_m on a market rate of ${marketRate}`, [ufr], [flows, eventId]);
  const assets = of('assets', 'EUR', data.assets, 'as the schedule took them', [], [eventId]);
  const on = 'c of Σ value_m · (1 − c)^min(m, 10) = assets / minimum';
  const cut = of('cut', 'fraction', data.cut, on, [assets, liabilities], [eventId]);
  const cumulative = of('cumulative', 'fraction', data.cumulative, '1 − (1 − c)^10', [cut], [eventId]);
  const after = of('liabilitiesAfter', 'EUR', data.liabilitiesAfter, 'Σ value_m · (1 − c)^min(m, 10)', [liabilities, cut], [eventId]);
  return Object.entries({ ufr, liabilities, assets, cut, cumulative, liabilitiesAfter: after }).map(([name, figure]) => [
    `ten-cuts.${year}.${name}`,
    figure,
  ]);
}

/** A ratio as it is known, and what it was reported to be made of. */
function ratioFigures({ eventId, on, measure, ratio, assets, liabilities }: StandingRatio): Named {
  const made = { ratio, assets, liabilities };
  return Object.entries(made).flatMap(([name, text]) => {
    if (text === undefined) return [];
    const telling = { name, shown: text, unit: name === 'ratio' ? 'fraction' : 'EUR', formula: `${measure}, as reported or corrected last` };
    const figure = explained(exactly(text), () => ({ ...telling, article: 'nl-ftk, section 8', events: [eventId] }));
    return [[`ratios.${on}.${measure}.${name}`, figure] as const];
  });
}

/** Flows as reported and, on a market rate, what they are worth. */
function flowFigures(
  fund: FundState,
  parameters: ParameterSet,
  rules: FundingRules,
  marketRate: string | undefined,
): FiguresByName {
  return new Map(
    fund.cashFlows.flatMap(({ eventId, data: { on, flows, currency } }) => {
      const reported = flows.map((flow, m): readonly [string, Told] => [
        `cash-flows.${on}.flows.${m}`,
        explained(exactly(flow), () => ({
          ...{ name: `flow ${m}`, shown: flow, unit: currency, formula: 'as reported, undiscounted', article: 'nl-ftk, section 8', events: [eventId] },
        })),
      ]);
      if (marketRate === undefined) return reported;
      const { of: _, ...figures } = valuedFigures(on, marketRate, fund, parameters, rules);
      return [...reported, ...Object.entries(figures).map(([name, of]): readonly [string, Told] => [`cash-flows.${on}.${name}`, of])];
    }),
  );
}
