/** ftk.scenario, ftk.alm and ftk.compare. */
import { mulberry32 } from '#actuarial/alm/draws.js';
import { drawEconomy, emptyEconomy } from '#actuarial/alm/economy.js';
import { mergeOf, scenarioRanges } from '#actuarial/alm/merge.js';
import { netProfitChange, studyOutcomeOf, type AlmOutcome } from '#actuarial/alm/outcome.js';
import { simulate, type Study } from '#actuarial/alm/simulate.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Operation } from '../../frame/operation.js';
import { outcomeJson, outcomeSchema } from '../alm/outcome-json.js';
import { birthYearsField, scenariosField, SHOWN_COHORTS, studyOf, yearsField } from '../alm/study.js';
import type { Regime } from '../regime.js';
import { readCount } from '../../frame/operation-input.js';
import { readPremiumBasis, readRegime, readStudyParameters, simulatedText } from '../input/read.js';
import * as is from '../input/schema.js';

const FIRST_DRAWS = 3;

const studyFields = {
  years: yearsField,
  scenarios: scenariosField,
  seed: is.seed,
  'premiumBasis?': is.premiumBasis,
  'params?': is.params,
};

export const scenarioOperation: Operation = {
  name: 'ftk.scenario',
  article: 'nl-ftk section 4',
  summary: 'One scenario of the economy: equity return, rate, inflation and deflator at the end of each year',
  input: is.inputOf({ seed: is.seed, years: yearsField, 'params?': is.params }),
  output: is.record({
    firstDraws: is.list({ type: 'integer' }),
    years: is.list(is.record({ equityReturn: is.exact, rate: is.exact, inflation: is.exact, deflator: is.exact })),
  }),
  calculate: (input) => {
    const [seed, years] = [readCount(input, 'seed'), readCount(input, 'years')];
    const { raw } = mulberry32(seed);
    const economy = emptyEconomy(years);
    drawEconomy(readStudyParameters(input), seed, economy);
    return {
      firstDraws: Array.from({ length: FIRST_DRAWS }, () => raw()),
      years: Array.from({ length: years }, (_, t) => ({
        equityReturn: simulatedText(economy.equityReturn[t] as number),
        rate: simulatedText(economy.rate[t + 1] as number),
        inflation: simulatedText(economy.inflation[t + 1] as number),
        deflator: simulatedText(economy.deflator[t + 1] as number),
      })),
    };
  },
};

export const almOperation: Operation = {
  name: 'ftk.alm',
  article: 'CPB note of 5 December 2014, sections 3 and 4; nl-ftk section 4',
  summary: 'Asset-liability study of an average fund under one regime: cuts, funding ratio, premium, pension result',
  input: is.inputOf({ regime: is.regime, ...studyFields }),
  output: outcomeSchema,
  takesLong: true,
  calculate: (input) => {
    const [outcome] = outcomesOf(readStudy(input, [readRegime(input)]));
    return outcomeJson(outcome as AlmOutcome);
  },
};

export const compareOperation: Operation = {
  name: 'ftk.compare',
  article: 'CPB note of 5 December 2014, section 4; nl-ftk section 4',
  summary: 'Two regimes on the same scenarios: both studies, and the change of net profit by birth year',
  input: is.inputOf({ regimeA: is.regime, regimeB: is.regime, ...studyFields, birthYears: birthYearsField }),
  output: is.record({ A: outcomeSchema, B: outcomeSchema, netProfitChange: is.mapOf(is.exact) }),
  takesLong: true,
  calculate: (input) => {
    const study = readStudy(input, [readRegime(input, 'regimeA'), readRegime(input, 'regimeB')]);
    const [a, b] = outcomesOf(study) as [AlmOutcome, AlmOutcome];
    const changes = (input['birthYears'] as readonly number[]).flatMap((year) => {
      const change = netProfitChange(a, b, year);
      return change === undefined ? [] : [[String(year), simulatedText(change)] as const];
    });
    return { A: outcomeJson(a), B: outcomeJson(b), netProfitChange: Object.fromEntries(changes) };
  },
};

function readStudy(input: JsonObject, regimes: readonly Regime[]): Study {
  const size = {
    years: readCount(input, 'years'),
    scenarios: readCount(input, 'scenarios'),
    seed: readCount(input, 'seed'),
    basis: readPremiumBasis(input),
    params: readStudyParameters(input),
  };
  return studyOf(size, regimes, SHOWN_COHORTS, false);
}

function outcomesOf(study: Study): readonly AlmOutcome[] {
  const merge = mergeOf(study);
  for (const range of scenarioRanges(study)) merge.add(range, simulate(study, range.from, range.to));
  return merge.tallies().map((tally) => studyOutcomeOf(study, tally));
}
