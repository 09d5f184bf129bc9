/** The liabilities and the fund of the smoothing parts as a tree: formulas (3) and (4), their terms and parameters. */
import { endOfYear, startOfYear } from '#money/civil-date.js';
import { exactText, ZERO, type Decimal } from '#money/decimal.js';
import type { Figure } from '../../frame/figures/figure.js';
import { HALF_UP } from '../../frame/figures/figure.js';
import { usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import type { FundLiabilities, LiabilitySums, SmoothingFund } from '../../frame/capabilities/liabilities.js';
import { YEAR_OF_EXCEPTION } from '../fund/roll-forward.js';
import { yearOfBases } from '../insured.js';

const ARTICLE = 'decree 800/2005, Annex 1, 2.3, formula';
const leaf = { parameters: [], inputs: [], events: [] } as const;

/** Formulas (7), (10), (12): coefficients by year of income, the year itself first. */
const COEFFICIENTS: { readonly [formula: string]: readonly string[] } = {
  '7': ['k1', 'k2'],
  '10': ['b1', 'b2'],
  '12': ['d1', 'd2', 'd3', 'd4', 'd5'],
};

/** What facts the liabilities would need and the ledger does not hold. */
export function missingFacts({ liabilities }: LiabilitySums): readonly string[] {
  const paid: readonly (readonly [string, string])[] = [
    ['5', 'no old-age pension in payment is recorded; everyone is valued by formula (6)'],
    ['8', 'no disability pension in payment is recorded'],
    ['9', 'no individual early retirement pension in payment is recorded'],
    ['11', 'no unemployment pension in payment is recorded'],
  ];
  return paid.filter(([formula]) => !liabilities.has(formula)).map(([formula, text]) => `formula (${formula}): ${text}`);
}

export function fundFigure(
  year: number,
  sums: LiabilitySums,
  liabilities: FundLiabilities,
  fund: SmoothingFund | undefined,
  parameters: ParameterSet,
): Figure {
  const total = totalFigure(year, sums, liabilities, parameters);
  if (fund === undefined) return total;
  const step = (name: string, value: string, formula: string, uses: readonly ParameterUse[] = []): Figure => ({
    ...leaf,
    name,
    value,
    unit: 'EUR',
    formula,
    article: `${ARTICLE} (3)`,
    parameters: uses,
  });
  const shares = usesInForce(parameters, ['shareOfFund', 'shareOfPremium'], endOfYear(year));
  return {
    ...leaf,
    name: `fund.${year}.smoothing`,
    value: fund.fundPosted,
    unit: 'EUR',
    formula:
      'V^T = (1+b1)(1−q^s)·V^T_{v−1} + (1+b1)^½·[(1−q^s)·P^T − q^b·P] + ΔR − V^V(J) − ' +
      `V^VA(J)${year === YEAR_OF_EXCEPTION ? ' − V^I (2005 only)' : ''}; below 0 a claim (${fund.claimPosted}) and a fund of 0`,
    article: `${ARTICLE} (3)`,
    rounding: HALF_UP,
    parameters: shares,
    inputs: [
      step('V^T_{v−1}', fund.previousFund, 'fund at the end of the year before, as given; a claim opens as 0'),
      step(
        'index corrections',
        fund.indexCorrection,
        `corrections of ${year - 1} to the index raises of ${year - 2}, with interest, taken at the opening (2.4)`,
      ),
      {
        ...step(
          '1 + b1',
          fund.accumulation,
          `accumulation 1 January ${year} → ${year + 1}; half a year ${fund.halfYear}`,
          ratesOf(parameters, year),
        ),
        unit: 'factor',
      },
      step('P^T', exactText(sums.smoothingPart), 'smoothing parts of the year, with what corrections settled in it'),
      step('P', exactText(sums.premium), 'annual premiums of the year, with what corrections settled in it'),
      step(
        'ΔR',
        fund.excessInterest,
        'b15·V^VIU_{v−1} + [((1+b1)^½ − (1+i0)^½)/(1+i0)^½]·[V^VIU − (1+i0)·V^VIU_{v−1} − V^V(J) − V^VA(J)]',
        usesInForce(parameters, ['technicalInterest'], startOfYear(yearOfBases(year))),
      ),
      step('V^V(J)', exactText(raise(sums, '6')), 'Σ of formula (6) with ((J_v − J_{v−1})/J_v)·E^r in place of E^r'),
      step('V^VA(J)', exactText(raise(sums, '5')), 'Σ of formula (5) with ((J_v − J_{v−1})/J_v)·E in place of E'),
      total,
    ],
  };
}

function ratesOf(parameters: ParameterSet, year: number): readonly ParameterUse[] {
  const [first, last] = [startOfYear(year), endOfYear(year)].map((on) => usesInForce(parameters, ['calculationRate'], on));
  return [...(first ?? []), ...(last ?? []).filter(({ entry }) => entry !== first?.[0]?.entry)];
}

function raise({ indexRaises }: LiabilitySums, formula: string): Decimal {
  return indexRaises.get(formula) ?? ZERO;
}

function totalFigure(year: number, sums: LiabilitySums, liabilities: FundLiabilities, parameters: ParameterSet): Figure {
  return {
    ...leaf,
    name: `fund.${year}.liabilities`,
    value: liabilities.totalPosted ?? 'not complete',
    unit: 'EUR',
    formula: 'V^VIU = (5) + (6) + (7) + (8) + (9) + (10) + (11) + (12)',
    article: `${ARTICLE} (4)`,
    rounding: HALF_UP,
    inputs: liabilities.components.map(({ formula, name, amountPosted }): Figure => {
      const coefficients = COEFFICIENTS[formula];
      return {
        ...leaf,
        name: `(${formula}) ${name}`,
        value: amountPosted,
        unit: 'EUR',
        formula:
          coefficients === undefined ? `sum over ${sums.participants} participants, unrounded` : incomesText(year, sums, coefficients),
        article: `${ARTICLE} (${formula})`,
        rounding: HALF_UP,
        parameters:
          coefficients === undefined
            ? []
            : usesInForce(
                parameters,
                [...coefficients.map((one) => `liabilityCoefficient.${one}`), ...(formula === '7' ? ['disabilityEarningsShare'] : [])],
                startOfYear(year),
              ),
      };
    }),
    ...(liabilities.missing.length === 0 ? {} : { note: liabilities.missing.join('; ') }),
  };
}

function incomesText(year: number, { incomeBases }: LiabilitySums, coefficients: readonly string[]): string {
  return coefficients.map((name, back) => `${name} · A_${year - back} (${exactText(incomeBases.get(year - back) ?? ZERO)})`).join(' + ');
}
