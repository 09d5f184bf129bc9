/** The evaluated years of a fund: proposed, decided, and as now known; each figure with its tree, and as it is shown. */
import type { FundState } from '#ledger/fund/state.js';
import { exactText, type Decimal } from '#money/decimal.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import type { EvaluatedPolicyYear, PolicyVariant, RulesOfYear } from '../../frame/capabilities/policy.js';
import type { FundingRules } from '../../frame/parameters/funding-rules.js';
import { regimeInForce, ruleUses, type Regime } from '../regime.js';
import { cutsDue } from './board.js';
import { CUTS_IN_SERIES, cutTold, decidedFactor, type DecidedYear } from './evaluate.js';
import { evaluatedYears, type EvaluatedYear } from './evaluations.js';
import {
  bookedFor,
  carriedOf,
  decidedFor,
  factsNow,
  factsThen,
  regimeRecorded,
  schedulesOf,
  variantOf,
  type RecordedEvaluation,
} from './recorded.js';

export function shownYears(fund: FundState, rules: FundingRules, variant: PolicyVariant): readonly EvaluatedPolicyYear[] {
  return yearsOf(fund, rules, variant).map((year) => {
    const of = year.proposed.year;
    const due = cutsDue(of, fund);
    return { ...shown(year, bookedFor(fund, of), cutsLeft(year, fund)), ...(due.length === 0 ? {} : { cutsDue: due }) };
  });
}

/** Of the series that runs, its cuts that are not taken, of whatever year. */
function cutsLeft({ tenCuts }: EvaluatedYear, fund: FundState): number {
  return CUTS_IN_SERIES - fund.reductions.filter(({ schedule }) => schedule !== undefined && schedule === tenCuts?.eventId).length;
}

/** By name: `evaluations.YEAR.` and where the figure stands in the answer. */
export function figuresOfYears(
  fund: FundState,
  rules: FundingRules,
  variant: PolicyVariant,
): ReadonlyMap<string, Explained<Decimal>> {
  return new Map(
    yearsOf(fund, rules, variant).flatMap((year) =>
      Object.entries(figuresOf(year, bookedFor(fund, year.proposed.year))).map(([place, figure]) => [`evaluations.${year.proposed.year}.${place}`, figure] as const),
    ),
  );
}

function yearsOf(fund: FundState, rules: FundingRules, variant: PolicyVariant): readonly EvaluatedYear[] {
  const recorded = [...fund.evaluations].sort((a, b) => a.data.year - b.data.year);
  const [first, last] = [recorded[0], recorded.at(-1)];
  if (first === undefined || last === undefined) return [];
  const history = {
    opening: carriedOf(first.data.opening ?? first.data.input, [first.eventId]),
    then: factsThen(recorded),
    now: { ...factsThen(recorded), ...factsNow(fund) },
    decided: new Map(recorded.map(({ data: { year } }) => [year, decidedFor(fund, year)])),
    schedules: schedulesOf(fund),
  };
  const named = variantOf(variant);
  const byYear = new Map(recorded.map((one) => [one.data.year, one]));
  return evaluatedYears(history, first.data.year, last.data.year, {
    then: (year) => ({ ...regimeRecorded(byYear.get(year) as RecordedEvaluation, rules), ...named }),
    now: (year) => regimeInForce(rules.known, year, named),
  });
}

type Told = Explained<Decimal>;

function required(name: 'vev' | 'mvev', regime: Regime): Told {
  return explained(regime[name], () => ({
    ...{ name, unit: 'fraction', formula: name === 'vev' ? '1 + loading' : 'as the rules set it' },
    article: 'CPB note of 5 December 2014, section 2',
    ...ruleUses(regime, [name]),
  }));
}

type AlwaysTold = Record<
  | 'fundingRatio' | 'vev' | 'mvev' | 'ambition' | 'growth' | 'backlog' | 'fundingRatioAfter' | 'backlogAfter'
  | `proposed.${'indexation' | 'catchUp' | 'factor'}`
  | `decided.${'indexation' | 'reduction' | 'catchUp' | 'factor'}`,
  Told
>;
type SometimesTold = Partial<Record<`asNowKnown.${'fundingRatio' | 'indexation' | 'difference' | 'catchUp'}` | 'tenCuts.cut', Told>>;

/** By the place in the answer. `booked`: with the cuts of series, which ratio and backlog of the year's first day have in them already. */
function figuresOf(
  { proposed: { regime, input, output }, decided, after, asNowKnown, tenCuts }: EvaluatedYear,
  booked: DecidedYear,
): AlwaysTold & SometimesTold {
  const { fundingRatio, ambition, growth, backlog } = input;
  const factor = decidedFactor(decided);
  return {
    ...{ fundingRatio, vev: required('vev', regime), mvev: required('mvev', regime), ambition, growth, backlog },
    'proposed.indexation': output.indexation,
    'proposed.catchUp': output.catchUp,
    'proposed.factor': output.factor,
    'decided.indexation': booked.indexation,
    'decided.reduction': booked.reduction,
    'decided.catchUp': booked.catchUp,
    'decided.factor': decidedFactor(booked),
    fundingRatioAfter: explained(fundingRatio.value.div(factor.value), () => ({
      ...{ name: 'fundingRatioAfter', unit: 'fraction', formula: 'F / factor, by what was decided', article: 'nl-ftk, section 8' },
      inputs: [fundingRatio, factor],
    })),
    backlogAfter: after.backlog,
    ...(asNowKnown === undefined
      ? {}
      : {
          'asNowKnown.fundingRatio': asNowKnown.fundingRatio,
          'asNowKnown.indexation': asNowKnown.indexation,
          'asNowKnown.difference': asNowKnown.difference,
          ...(asNowKnown.rules === undefined ? {} : { 'asNowKnown.catchUp': asNowKnown.catchUp }),
        }),
    ...(tenCuts === undefined ? {} : { 'tenCuts.cut': cutTold(tenCuts) }),
  };
}

function shown(year: EvaluatedYear, booked: ReturnType<typeof bookedFor>, left: number): EvaluatedPolicyYear {
  const { proposed: { year: of, regime, output }, asNowKnown, tenCuts } = year;
  const figures = figuresOf(year, booked);
  const text = (place: keyof typeof figures): string => exactText((figures[place] as Told).value);
  const nowKnown = () => ({
    fundingRatio: text('asNowKnown.fundingRatio'),
    indexation: text('asNowKnown.indexation'),
    difference: text('asNowKnown.difference'),
    ...(asNowKnown?.rules === undefined ? {} : { catchUp: text('asNowKnown.catchUp'), rules: rulesShown(asNowKnown.rules) }),
  });
  const decided = () => ({
    indexation: text('decided.indexation'),
    reduction: text('decided.reduction'),
    catchUp: text('decided.catchUp'),
    factor: text('decided.factor'),
  });
  return {
    year: of,
    regime: regime.base,
    ...{ fundingRatio: text('fundingRatio'), vev: text('vev'), mvev: text('mvev') },
    ...{ ambition: text('ambition'), growth: text('growth'), backlog: text('backlog') },
    below: output.below,
    planElapsed: output.planElapsed,
    proposed: {
      action: output.action,
      ...{ indexation: text('proposed.indexation'), catchUp: text('proposed.catchUp'), factor: text('proposed.factor') },
    },
    decided: booked.eventIds.length === 0 ? null : { ...decided(), eventIds: booked.eventIds },
    asNowKnown: asNowKnown === undefined ? null : { action: asNowKnown.action, ...nowKnown() },
    fundingRatioAfter: text('fundingRatioAfter'),
    backlogAfter: text('backlogAfter'),
    tenCuts: tenCuts === undefined ? null : { cut: text('tenCuts.cut'), yearsLeft: tenCuts.yearsLeft, cutsLeft: left },
  };
}

function rulesShown({ base, vev, mvev, mvevYears, threshold, catchUpShare }: Regime): RulesOfYear {
  const [required, minimum] = [exactText(vev), exactText(mvev)];
  return { regime: base, vev: required, mvev: minimum, mvevYears, threshold: exactText(threshold), catchUpShare: exactText(catchUpShare) };
}
