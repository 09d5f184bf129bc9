/**
 * A year's feasibility out of a recorded study (nl-ftk section 8: its bounds feed the test of nl-pob IX). The study's first year stands for
 * the year tested; what it assumes of the start has to be what the fund recorded of it.
 */
import type { AlmParameters } from '#actuarial/alm/parameters.js';
import { START_YEAR } from '#actuarial/alm/population.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { startOfYear } from '#money/civil-date.js';
import { Decimal, exactText, ONE } from '#money/decimal.js';
import type { PolicyRules, StudiedResults, StudyOfYear } from '../../frame/capabilities/policy.js';
import { readCount, readDecimal, readList } from '../../frame/operation-input.js';
import type { RegimeFigures } from '../alm/report.js';
import { readStudyParameters } from '../input/read.js';
import { VERSION } from '../parameters.js';
import { inDoubles, type Regime } from '../regime.js';
import { exactly, factsNow, regimeRecorded } from './recorded.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    RUN_DOES_NOT_FIT: {
      readonly runId: string;
      readonly year: number;
      readonly assumption: 'version' | 'rules' | 'fundingRatio0' | 'backlog0' | 'bound';
      readonly ofRun: string;
      readonly ofFund: string;
    };
    RUN_WITHOUT_RESULT: { readonly runId: string; readonly age: number; readonly ages: readonly number[] };
  }
}

type Run = StudyOfYear['run'];

export const studied: PolicyRules['studied'] = ({ year, age, run }, fund, known) => {
  const evaluation = fund.evaluations.find(({ data }) => data.year === year) ?? refuse('NOT_EVALUATED', { year });
  const differs = (assumption: Assumption, ofRun: string, ofFund: string): never =>
    refuse('RUN_DOES_NOT_FIT', { runId: run.runId, year, assumption, ofRun, ofFund });
  if (run.engine.version !== VERSION) differs('version', run.engine.version, VERSION);
  const rules = rulesOf(run, regimeRecorded(evaluation, known)) ?? differs('rules', rulesTold(run), evaluation.data.regime);
  // The evaluation rests on a ratio of that day, so there is one.
  const ratio = factsNow(fund).ratios.get(startOfYear(year))?.value as Decimal;
  const start: Readonly<Record<'fundingRatio0' | 'backlog0', Decimal>> = {
    fundingRatio0: ratio,
    backlog0: exactly(evaluation.data.input.backlog).minus(ONE),
  };
  const params = readStudyParameters(run.input);
  for (const name of ['fundingRatio0', 'backlog0'] as const) {
    if (!isAsStated(params[name], start[name])) differs(name, String(params[name]), exactText(start[name]));
  }
  return { rules, ...resultsOf(run, rules, age), bound: boundOf(run, age) };
};

type Assumption = 'version' | 'rules' | 'fundingRatio0' | 'backlog0';

/** The second set of rules before the first: a study holds it against what was. */
function rulesOf({ output }: Run, regime: Regime): StudiedResults['rules'] | undefined {
  const wanted = canonicalText({ ...inDoubles(regime) } as JsonObject);
  return (['B', 'A'] as const).find((name) => canonicalText(figuresIn(output, name).rules) === wanted);
}

function rulesTold({ input }: Run): string {
  return [input['regimeA'], input['regimeB']].map((rules) => JSON.stringify(rules)).join(' and ');
}

/** As a study's report has them. */
function figuresIn(output: JsonObject, name: StudiedResults['rules']): Pick<RegimeFigures, 'rules' | 'outcome' | 'cohorts'> {
  const figures = output[name] as JsonObject;
  return {
    rules: figures['rules'] as JsonObject,
    outcome: figures['outcome'] as JsonObject,
    cohorts: readList(figures, 'cohorts').map((one) => ({
      birthYear: readCount(one, 'birthYear'),
      pensionResult: one['pensionResult'] as readonly string[],
    })),
  };
}

/** A thousandth, where a study states its start less exactly. */
const LEAST_PLACES = 3;

/** A backlog has as many digits as its years gave it; a study that states fewer is right where the fund's figure rounds to them. */
function isAsStated(stated: AlmParameters['backlog0'], recorded: Decimal): boolean {
  const given = new Decimal(stated);
  return recorded.toDecimalPlaces(Math.max(LEAST_PLACES, given.decimalPlaces())).eq(given);
}

/** The median, and what 97.5 % of the scenarios reach. */
function resultsOf({ runId, output }: Run, rules: StudiedResults['rules'], age: number): Pick<StudiedResults, 'expected' | 'badWeather'> {
  const { cohorts, outcome } = figuresIn(output, rules);
  const shown = outcome['pensionResult'] as Readonly<Record<string, { readonly median: string; readonly low: string }>>;
  const found = new Map(cohorts.map(({ birthYear, pensionResult: [low, , median] }) => [START_YEAR - birthYear, { median, low }]));
  for (const [of, { median, low }] of Object.entries(shown)) found.set(Number(of), { median, low });
  const result = found.get(age);
  if (result?.median === undefined || result.low === undefined) {
    return refuse('RUN_WITHOUT_RESULT', { runId, age, ages: [...found.keys()].sort((one, other) => one - other) });
  }
  return { expected: result.median, badWeather: result.low };
}

function boundOf({ input }: Run, age: number): string | undefined {
  const own = readList(input, 'bounds').find((one) => readCount(one, 'age') === age);
  return own === undefined ? undefined : exactText(readDecimal(own, 'bound'));
}
