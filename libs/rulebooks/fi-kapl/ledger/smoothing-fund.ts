/** The fund of the smoothing parts at the end of a year (section 10, formula 3), with its terms. */
import { endOfYear, startOfYear } from '#money/civil-date.js';
import { Decimal, exactText, ZERO } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { FundLiabilities, FundOpening, LiabilitySums, SmoothingFund } from '../../frame/capabilities/liabilities.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { HALF_UP } from '../../frame/figures/figure.js';
import { requireDecimal, usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import { rollFundForward, YEAR_OF_EXCEPTION, type FundAtYearEnd } from '../fund/roll-forward.js';
import { yearOfBases } from '../insured.js';
import { FORMULA_ARTICLE } from './fund-liabilities.js';

/**
 * Refuses MISSING_PARAMETER for the year's shares q^s (`shareOfFund`) and q^b (`shareOfPremium`), and for a part of the liabilities.
 */
export function smoothingFund(
  year: number,
  sums: LiabilitySums,
  liabilities: Explained<FundLiabilities>,
  opening: FundOpening,
  parameters: ParameterSet,
): Explained<SmoothingFund> {
  const on = endOfYear(year);
  const { components, total } = liabilities.value;
  // What corrects the index raises of v − 2 counts at the opening of v (section 11, assumption): it is a cost of the fund.
  const end = rollFundForward(parameters, {
    year,
    previousFund: opening.previousFund,
    indexCorrection: sums.indexCorrection,
    smoothingSum: sums.smoothingPart,
    premiumSum: sums.premium,
    shareOfFund: requireDecimal(parameters, 'shareOfFund', on),
    shareOfPremium: requireDecimal(parameters, 'shareOfPremium', on),
    liabilitiesPrevious: opening.liabilitiesPrevious,
    liabilities: new Decimal(total ?? '0'),
    indexRaiseActive: raise(sums, '6'),
    indexRaisePensioners: raise(sums, '5'),
    futureDisability: new Decimal(components.find(({ formula }) => formula === '7')?.amount ?? '0'),
  });
  const fundPosted = roundPosted(end.fund);
  const claimPosted = roundPosted(end.claim);
  const value: SmoothingFund = {
    year,
    previousFund: exactText(opening.previousFund),
    indexCorrection: exactText(sums.indexCorrection),
    accumulation: exactText(end.accumulation),
    halfYear: exactText(end.halfYear),
    excessInterest: exactText(end.excessInterest),
    fund: exactText(end.fund),
    claim: exactText(end.claim),
    fundPosted,
    claimPosted,
  };
  const { tell } = explained(fundPosted, () => ({
    name: `fund.${year}.smoothing`,
    unit: 'EUR',
    formula:
      'V^T = (1+b1)(1−q^s)·V^T_{v−1} + (1+b1)^½·[(1−q^s)·P^T − q^b·P] + ΔR − V^V(J) − ' +
      `V^VA(J)${year === YEAR_OF_EXCEPTION ? ' − V^I (2005 only)' : ''}; below 0 a claim (${claimPosted}) and a fund of 0`,
    article: `${FORMULA_ARTICLE} (3)`,
    rounding: HALF_UP,
    parameters: usesInForce(parameters, ['shareOfFund', 'shareOfPremium'], on),
    inputs: [...termsOf(year, sums, opening, end, parameters), liabilities],
  }));
  return { value, tell };
}

function termsOf(
  year: number,
  sums: LiabilitySums,
  { previousFund }: FundOpening,
  { accumulation, halfYear, excessInterest }: FundAtYearEnd,
  parameters: ParameterSet,
): readonly Explained[] {
  const corrected = `corrections of ${year - 1} to the index raises of ${year - 2}, with interest, taken at the opening (2.4)`;
  const excess = 'b15·V^VIU_{v−1} + [((1+b1)^½ − (1+i0)^½)/(1+i0)^½]·[V^VIU − (1+i0)·V^VIU_{v−1} − V^V(J) − V^VA(J)]';
  const grown = `accumulation 1 January ${year} → ${year + 1}; half a year ${exactText(halfYear)}`;
  return [
    term('V^T_{v−1}', previousFund, 'fund at the end of the year before, as given; a claim opens as 0'),
    term('index corrections', sums.indexCorrection, corrected),
    term('1 + b1', accumulation, grown, ratesOf(parameters, year), 'factor'),
    term('P^T', sums.smoothingPart, 'smoothing parts of the year, with what corrections settled in it'),
    term('P', sums.premium, 'annual premiums of the year, with what corrections settled in it'),
    term('ΔR', excessInterest, excess, usesInForce(parameters, ['technicalInterest'], startOfYear(yearOfBases(year)))),
    term('V^V(J)', raise(sums, '6'), 'Σ of formula (6) with ((J_v − J_{v−1})/J_v)·E^r in place of E^r'),
    term('V^VA(J)', raise(sums, '5'), 'Σ of formula (5) with ((J_v − J_{v−1})/J_v)·E in place of E'),
  ];
}

function term(name: string, value: Decimal, formula: string, parameters: readonly ParameterUse[] = [], unit = 'EUR'): Explained<Decimal> {
  return explained(value, () => ({ name, unit, formula, article: `${FORMULA_ARTICLE} (3)`, parameters }));
}

function ratesOf(parameters: ParameterSet, year: number): readonly ParameterUse[] {
  const [first, last] = [startOfYear(year), endOfYear(year)].map((on) => usesInForce(parameters, ['calculationRate'], on));
  return [...(first ?? []), ...(last ?? []).filter(({ entry }) => entry !== first?.[0]?.entry)];
}

function raise({ indexRaises }: LiabilitySums, formula: string): Decimal {
  return indexRaises.get(formula) ?? ZERO;
}
