/** dk.projection and dk.overview. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { BasisRate } from '../annuity/annuity-factor.js';
import { linkedCovers } from '../covers/linked-covers.js';
import { project, projectionStart, stateRetirementAge, type Projection } from '../projection/projection.js';
import { contributionList, coverSchema, readContributions, coverStatusOf } from './group-cover.js';
import { missing, present, readDay, readDecimal, readList, refuseRepeatedIds } from '../../frame/operation-input.js';
import { actuarialText, readId, readOptionalAgeMonths } from './read.js';
import { readBasis, readMortality, readParameters } from './read-parameters.js';
import * as is from './schema.js';

const contribution = is.record({ 'period?': is.period, 'month?': is.period, amount: is.amount });

const projectionFields = {
  calculationDate: is.date,
  birthDate: is.date,
  'retirementAgeMonths?': is.ageMonths,
  value: is.amount,
  'lastContribution?': contribution,
  'contributions?': contributionList,
  'mortality?': is.mortality,
  'basis?': is.basis,
  'series?': is.rate,
};

const projectionOutput = {
  months: is.count,
  contributing: is.flag,
  retirementDate: is.date,
  valueAtRetirement: is.exact,
  valueAtRetirementPosted: is.posted,
  annuityFactor: is.exact,
  monthlyBase: is.exact,
  monthlyBasePosted: is.posted,
  monthlySpecialBonus: is.exact,
  monthlySpecialBonusPosted: is.posted,
  monthlyNominal: is.exact,
  monthlyNominalPosted: is.posted,
  deflator: is.exact,
  monthlyReal: is.exact,
  monthlyRealPosted: is.posted,
};

export const projectionOperation: Operation = {
  name: 'dk.projection',
  article: 'rulebook, section 4; body, appendices A and C',
  summary: 'Value at retirement and the pension it pays, on one basis',
  input: is.inputOf(projectionFields),
  output: is.record(projectionOutput),
  calculate: (input) => {
    const { parameters, basis } = readBasis(readParameters(input), input['series'], input['basis']);
    return projectionJson(projectionOf(input, parameters, basis));
  },
};

export const overviewOperation: Operation = {
  name: 'dk.overview',
  article: 'rulebook, sections 2 to 5; body, appendices A and C',
  summary: 'Coverage overview (Dækningsoversigt): expected payout, disability and spouse pension, group insurances',
  input: is.inputOf({ ...projectionFields, 'groupCovers?': is.list(coverSchema) }),
  output: is.record({
    expected: is.record(projectionOutput),
    calculation: is.record(projectionOutput),
    disabilityMonthlyPosted: is.posted,
    spouseMonthlyPosted: is.posted,
    groupCovers: is.mapOf(is.record({ covered: is.flag, reason: { type: 'string' }, 'coverEnds?': is.date, sumPosted: is.posted })),
  }),
  calculate: (input) => {
    const parameters = readParameters(input);
    const expected = projectionOf(input, parameters, 'expectedRate');
    const calculation = projectionOf(input, parameters, 'calculationRate');
    const start = projectionStart(readDay(input, 'calculationDate'));
    const linked = linkedCovers(parameters, start, expected.monthlyReal);
    return {
      expected: projectionJson(expected),
      calculation: projectionJson(calculation),
      disabilityMonthlyPosted: roundPosted(linked.disabilityMonthly),
      spouseMonthlyPosted: roundPosted(linked.spouseMonthly),
      groupCovers: groupCoversOf(input, parameters),
    };
  },
};

function projectionOf(input: JsonObject, parameters: ParameterSet, basis: BasisRate): Projection {
  const calculationDate = readDay(input, 'calculationDate');
  const start = projectionStart(calculationDate);
  return project(parameters, {
    calculationDate,
    birthDate: readDay(input, 'birthDate'),
    retirementAgeMonths: readOptionalAgeMonths(input, 'retirementAgeMonths') ?? stateRetirementAge(parameters, start),
    value: readDecimal(input, 'value'),
    contribution: contributionBefore(input, start),
    mortality: readMortality(parameters, start, input['mortality']),
    basis,
  });
}

/** The contribution for the calendar month before the start, by `lastContribution` where it is of that month, else by the list. */
function contributionBefore(input: JsonObject, start: number): Decimal {
  const [last, all] = [readContributions(input, 'lastContribution'), readContributions(input, 'contributions')];
  return last.get(start - 1) ?? all.get(start - 1) ?? ZERO;
}

function groupCoversOf(input: JsonObject, parameters: ParameterSet): JsonObject {
  const covers = readList(input, 'groupCovers');
  refuseRepeatedIds('groupCovers', covers.map((cover) => readId(cover, 'code')));
  const contributions = readContributions(input, present(input, 'contributions') === undefined ? 'lastContribution' : 'contributions');
  const date = readDay(input, 'calculationDate');
  return Object.fromEntries(
    covers.map((cover) => {
      const sum = present(cover, 'sum') === undefined ? missing('groupCovers.sum') : readDecimal(cover, 'sum');
      const status = coverStatusOf(parameters, date, readDay(input, 'birthDate'), cover, contributions);
      return [readId(cover, 'code'), { ...status, sumPosted: roundPosted(status.covered ? sum : ZERO) }];
    }),
  );
}

function projectionJson(projection: Projection): JsonObject {
  const { months, contributing, retirementDate } = projection;
  const figures = ['valueAtRetirement', 'monthlyBase', 'monthlySpecialBonus', 'monthlyNominal', 'monthlyReal'] as const;
  return {
    months,
    contributing,
    retirementDate,
    annuityFactor: actuarialText(projection.annuityFactor),
    deflator: actuarialText(projection.deflator),
    ...Object.fromEntries(
      figures.flatMap((name) => [
        [name, actuarialText(projection[name])],
        [`${name}Posted`, roundPosted(projection[name])],
      ]),
    ),
  };
}
