/**
 * The liabilities of the whole fund at the end of a year (section 9, formula 4), from what its participants add up to: each part, and
 * their sum, with what they rest on.
 */
import { startOfYear } from '#money/civil-date.js';
import { exactText, sum, ZERO, type Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { explained, postedFigure, type Explained } from '../../frame/figures/explained.js';
import { HALF_UP } from '../../frame/figures/figure.js';
import { usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import type { FundLiabilities, LiabilitySums, MissingFact, MissingPart } from '../../frame/capabilities/liabilities.js';
import { YEAR_OF_EXCEPTION } from '../fund/roll-forward.js';
import { futureDisability, futureEarlyRetirement, futureUnemployment } from '../liabilities/future.js';

export const FORMULA_ARTICLE = 'decree 800/2005, Annex 1, 2.3, formula';

const NAMES: { readonly [formula: string]: string } = {
  '5': 'old-age pensions in payment (V^VA)',
  '6': 'future old-age pensions (V^V)',
  '7': 'future disability pensions (V^I)',
  '8': 'disability pensions in payment (V^IA)',
  '9': 'individual early retirement pensions in payment',
  '10': 'future individual early retirement pensions',
  '11': 'unemployment pensions in payment (V^UA)',
  '12': 'future unemployment pensions (V^U)',
};

/** Formulas (7), (10), (12): coefficients by year of income, the year itself first. */
const COEFFICIENTS: { readonly [formula: string]: readonly string[] } = {
  '7': ['k1', 'k2'],
  '10': ['b1', 'b2'],
  '12': ['d1', 'd2', 'd3', 'd4', 'd5'],
};

const PENSIONS_IN_PAYMENT: readonly MissingFact[] = [
  { formula: '5', pensions: 'old-age' },
  { formula: '8', pensions: 'disability' },
  { formula: '9', pensions: 'early-retirement' },
  { formula: '11', pensions: 'unemployment' },
];

/** What facts the liabilities would need and the ledger does not hold. */
export function missingFacts({ liabilities }: LiabilitySums): readonly MissingFact[] {
  return PENSIONS_IN_PAYMENT.filter(({ formula }) => !liabilities.has(formula));
}

/** A part whose parameters are missing is named in `missing`, and the total with it: nothing is taken as zero silently. */
export function liabilitiesOfFund(year: number, sums: LiabilitySums, parameters: ParameterSet): Explained<FundLiabilities> {
  const toBegin: readonly (readonly [string, () => Decimal])[] = [
    // Formula (7) is in force from 31 December 2005.
    ['7', () => (year < YEAR_OF_EXCEPTION ? ZERO : futureDisability(parameters, year, sums.incomeBases))],
    ['10', () => futureEarlyRetirement(parameters, year, sums.incomeBases)],
    ['12', () => futureUnemployment(parameters, year, sums.incomeBases)],
  ];
  const amounts = new Map<string, Decimal>(['5', '6', '8', '9', '11'].map((formula) => [formula, sums.liabilities.get(formula) ?? ZERO]));
  const missing: MissingPart[] = [];
  for (const [formula, calculate] of toBegin) {
    const outcome = attempt(calculate);
    if (outcome.status === 'done') amounts.set(formula, outcome.value);
    else missing.push({ formula, refusal: outcome.refusal });
  }
  const parts = [...amounts]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([formula, amount]) => partOf(formula, amount, year, sums, parameters));
  const total = sum(amounts.values());
  const complete = missing.length === 0;
  const totalPosted = complete ? roundPosted(total) : null;
  const value: FundLiabilities = {
    year,
    components: parts.map(({ formula, exact }) => ({
      formula,
      name: NAMES[formula] as string,
      amount: exactText(exact.value),
      amountPosted: postedFigure(exact).value,
    })),
    total: complete ? exactText(total) : null,
    totalPosted,
    missing,
  };
  const { tell } = explained(totalPosted ?? 'not complete', () => ({
    name: `fund.${year}.liabilities`,
    unit: 'EUR',
    formula: 'V^VIU = (5) + (6) + (7) + (8) + (9) + (10) + (11) + (12)',
    article: `${FORMULA_ARTICLE} (4)`,
    rounding: HALF_UP,
    inputs: parts.map(({ exact }) => postedFigure(exact)),
  }));
  return { value, tell };
}

/** One formula over the whole fund. */
function partOf(
  formula: string,
  amount: Decimal,
  year: number,
  sums: LiabilitySums,
  parameters: ParameterSet,
): { readonly formula: string; readonly exact: Explained<Decimal> } {
  const coefficients = COEFFICIENTS[formula];
  const exact = explained(amount, () => ({
    name: `(${formula}) ${NAMES[formula] as string}`,
    unit: 'EUR',
    formula: coefficients === undefined ? `sum over ${sums.participants} participants, unrounded` : incomesText(year, sums, coefficients),
    article: `${FORMULA_ARTICLE} (${formula})`,
    parameters: coefficients === undefined ? [] : coefficientUses(formula, coefficients, year, parameters),
  }));
  return { formula, exact };
}

function coefficientUses(
  formula: string,
  coefficients: readonly string[],
  year: number,
  parameters: ParameterSet,
): readonly ParameterUse[] {
  const names = [...coefficients.map((one) => `liabilityCoefficient.${one}`), ...(formula === '7' ? ['disabilityEarningsShare'] : [])];
  return usesInForce(parameters, names, startOfYear(year));
}

function incomesText(year: number, { incomeBases }: LiabilitySums, coefficients: readonly string[]): string {
  return coefficients.map((name, back) => `${name} · A_${year - back} (${exactText(incomeBases.get(year - back) ?? ZERO)})`).join(' + ');
}
