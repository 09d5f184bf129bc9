/**
 * The figures of what a board decided and accounted for, by name (nl-pob VIII, IX, V.4). What a decision recorded is told as recorded, with
 * what the law made it of.
 */
import type { FundState } from '#ledger/fund/state.js';
import { endOfYear, yearOf } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import { explained, type Explained, type Telling } from '../../frame/figures/explained.js';
import type { FigureAreas, FiguresByName } from '../../frame/figures/figure-areas.js';
import { usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { referenceDate, type BindingRule } from '../indexation/indexation.js';
import { toldRatio } from './ratios.js';

type Named = readonly (readonly [name: string, figure: Explained])[];
type Rate = Explained<Decimal>;

function rate(text: string, telling: Omit<Telling, 'unit'>): Rate {
  return explained(new Decimal(text), () => ({ unit: 'fraction', shown: text, ...telling }));
}

export function indexationFigures(fund: FundState, parameters: ParameterSet): FigureAreas {
  const of = (one: Indexation): Named => [...ofDecision(one, fund, parameters), ...ofCatchUp(one, fund, parameters)];
  return { indexations: () => new Map(fund.indexations.flatMap(of)) };
}

const LIMITS: { readonly [rule in BindingRule]: string } = {
  THRESHOLD_110: '0: the policy funding ratio is not above 1.10',
  RECOVERY_PLAN: 'max(0, recoveryLimit), which is smaller than what lasts',
  SUSTAINABLE: 'what lasts, which is smaller than the ambition',
  AMBITION: 'the ambition',
};

type Indexation = FundState['indexations'][number];

function ratioOf(year: number, name: string, fund: FundState, parameters: ParameterSet): Rate | undefined {
  return toldRatio('policy', referenceDate(year), { fund, parameters }, { name, article: 'VIII', days: 'that-day' });
}

function ofDecision({ eventId, data }: Indexation, fund: FundState, parameters: ParameterSet): Named {
  const year = yearOf(data.on);
  const name = (part: string) => `indexations.${year}.${part}`;
  const events = [eventId];
  const granted = rate(data.rate, { name: name('granted'), formula: 'as the board decided', article: 'VIII', events });
  const prices = [referenceDate(year - 1), referenceDate(year)].flatMap((day) => usesInForce(parameters, ['cpi'], day));
  const { ambition, sustainable, maxRate, bindingRule, missed } = data;
  const ratio = ratioOf(year, name('ratio'), fund, parameters);
  const rests = ratio === undefined ? [] : [ratio];
  const told: [string, Explained][] = [[name('granted'), granted]];
  told.push(...rests.map((one): [string, Explained] => [name('ratio'), one]));
  if (ambition === undefined || sustainable === undefined || maxRate === undefined || missed === undefined) return told;
  const wish = rate(ambition, {
    ...{ name: name('ambition'), formula: 'max(0, CPI of September / CPI of the September before − 1)', article: 'VIII' },
    ...{ parameters: prices, events },
  });
  const lasts = rate(sustainable, {
    name: name('sustainable'),
    formula: 'the ambition where R > τ, else min(ambition, (R − 1.10) / divisor); 0 where R ≤ 1.10',
    article: 'VIII',
    inputs: [wish, ...rests],
    parameters: usesInForce(parameters, ['indexationFundingRatio', 'sustainableDivisor'], referenceDate(year)),
    events,
  });
  const most = rate(maxRate, {
    ...{ name: name('maxRate'), formula: LIMITS[bindingRule as BindingRule], article: 'VIII', inputs: [lasts], events },
    parameters: usesInForce(parameters, ['recoveryLimit'], referenceDate(year)),
  });
  const short = rate(missed, {
    ...{ name: name('missed'), formula: '(1 + ambition) / (1 + granted) − 1', article: 'VIII', inputs: [wish, granted], events },
  });
  return [...told, [name('ambition'), wish], [name('sustainable'), lasts], [name('maxRate'), most], [name('missed'), short]];
}

function ofCatchUp({ data: { on, rate: granted } }: Indexation, fund: FundState, parameters: ParameterSet): Named {
  const decided = fund.catchUps.find(({ data }) => data.on === on);
  if (decided === undefined) return [];
  const { eventId, data } = decided;
  const year = yearOf(on);
  const name = (part: string) => `indexations.${year}.catchUp.${part}`;
  const events = [eventId];
  const ratio = ratioOf(year, `indexations.${year}.ratio`, fund, parameters);
  const budget = rate(data.budget, {
    name: name('budget'),
    formula: `max(0, R / (1 + ${granted}) − τ) / 5${data.allowed === undefined ? '' : `, at most the ${data.allowed} of the funding rules`}`,
    article: 'VIII',
    inputs: ratio === undefined ? [] : [ratio],
    parameters: usesInForce(parameters, ['indexationFundingRatio'], referenceDate(year)),
    events,
  });
  const applied = data.applied.map(({ kind, ofYear, rate: text }): readonly [string, Rate] => [
    name(`applied.${kind}.${ofYear}`),
    rate(text, {
      name: name(`applied.${kind}.${ofYear}`),
      formula: `min(${kind === 'reduction' ? '1 / (1 − c) − 1' : 'missed'} of ${ofYear}, what the budget leaves), the oldest first`,
      article: 'VIII',
      inputs: [budget],
      events,
    }),
  ]);
  const factor = rate(data.factor, {
    ...{ name: name('factor'), formula: 'Π(1 + applied)', article: 'VIII', inputs: applied.map(([, one]) => one), events },
  });
  return [[name('budget'), budget], ...applied, [name('factor'), factor]];
}

export function accountabilityFigures(fund: FundState, parameters: ParameterSet): FigureAreas {
  return { accountability: () => accounted(fund, parameters) };
}

function accounted(fund: FundState, parameters: ParameterSet): FiguresByName {
  const named: [string, Explained][] = [];
  const tell = (name: string, text: string, formula: string, article: string, rest: Partial<Telling>): Rate => {
    const figure = rate(text, { name: `accountability.${name}`, formula, article, ...rest });
    named.push([`accountability.${name}`, figure]);
    return figure;
  };
  for (const { eventId, data: { year, rate: text } } of fund.fundReturns) {
    tell(`returns.${year}.rate`, text, 'as reported', 'VI.7', { events: [eventId] });
  }
  const scores = new Map<number, Rate>();
  for (const { eventId, data } of fund.performances) {
    const { year, z, e, test } = data;
    const events = [eventId];
    const parts = (['actual', 'actualCost', 'norm', 'normCost'] as const).map((part) =>
      tell(`performance.${year}.${part}`, data[part], 'as reported', 'V.4', { events }),
    );
    const spread = tell(`performance.${year}.e`, e, 'of the exemption decree', 'V.4', {
      ...{ parameters: usesInForce(parameters, ['performanceE'], endOfYear(year)), events },
    });
    const score = tell(`performance.${year}.z`, z, '((actual − its cost) − (norm − its cost)) / e', 'V.4', {
      ...{ inputs: [...parts, spread], events },
    });
    scores.set(year, score);
    if (test === undefined) continue;
    const inputs = test.years.flatMap((one) => scores.get(one) ?? []);
    const result = tell(`performance.${year}.test.performanceTest`, test.performanceTest, 'Σ of five years z / √5', 'V.4', { inputs, events });
    tell(`performance.${year}.test.shifted`, test.shifted, 'P + 1.28', 'V.4', { inputs: [result], events });
  }
  const last = Math.max(...scores.keys());
  const [published] = scores.size === 0 ? [] : usesInForce(parameters, ['performanceTest'], endOfYear(last));
  if (published !== undefined) {
    tell('performanceTest', String(published.entry.value), `as published for ${last}`, 'V.4', { parameters: [published] });
  }
  for (const { eventId, data: { year, results, bounds, study } } of fund.feasibilityTests) {
    const run = fund.almRuns.find(({ runId }) => runId === study?.runId);
    const events = [eventId, ...(run === undefined ? [] : [run.eventId])];
    const found = (what: string): string =>
      study === undefined ? 'as reported' : `${what} of the pension result of those of ${study.age}, by the study under its rules ${study.rules}`;
    const expected = tell(`feasibility.${year}.results.expected`, results.expected, found('the median'), 'Pension Act, 143', { events });
    tell(`feasibility.${year}.results.badWeather`, results.badWeather, found('the 2.5 % quantile'), 'Pension Act, 143', { events });
    const uses = (name: string) => usesInForce(parameters, [name], endOfYear(year));
    tell(`feasibility.${year}.bounds.expected`, bounds.expected, 'as published', 'Pension Act, 143', {
      ...{ parameters: uses('pensionResultLowerBound'), events },
    });
    tell(`feasibility.${year}.bounds.badWeather`, bounds.badWeather, '(1 − deviation) · expected result', 'Pension Act, 143', {
      ...{ inputs: [expected], parameters: uses('badWeatherDeviationBound'), events },
    });
  }
  for (const { eventId, data } of fund.discounts) {
    const { on, amount, currency, policyFundingRatio, requiredRatio } = data;
    const events = [eventId];
    const name = `discounts.${on}`;
    const of = (measure: 'policy' | 'required') => {
      const said = toldRatio(measure, on, { fund, parameters }, { name: `${measure} ratio`, article: 'IX', days: 'up-to' });
      return { inputs: said === undefined ? [] : [said], events };
    };
    const ratio = tell(`${name}.policyFundingRatio`, policyFundingRatio, 'as the decision took it', 'IX', of('policy'));
    const required = tell(`${name}.requiredRatio`, requiredRatio, 'as the decision took it', 'IX', of('required'));
    tell(`${name}.amount`, amount, 'as the board decided, with the policy ratio not below the required one', 'IX', {
      ...{ unit: currency, inputs: [ratio, required], events },
    });
  }
  return new Map(named);
}
