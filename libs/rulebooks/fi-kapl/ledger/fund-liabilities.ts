/** The liabilities of the whole fund at the end of a year (section 9, formula 4), from what its participants add up to. */
import { endOfYear } from '#money/civil-date.js';
import { Decimal, exactText, sum, ZERO } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import type { FundLiabilities, LiabilitySums, SmoothingFund } from '../../frame/capabilities/liabilities.js';
import { rollForward, YEAR_OF_EXCEPTION } from '../fund/roll-forward.js';
import { futureDisability, futureEarlyRetirement, futureUnemployment } from '../liabilities/future.js';

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

/** A part whose parameters are missing is named in `missing`, and the total with it: nothing is taken as zero silently. */
export function fundLiabilities(year: number, sums: LiabilitySums, parameters: ParameterSet): FundLiabilities {
  const bases = new Map([...sums.incomeBases].map(([incomeYear, base]) => [incomeYear, base]));
  const toBegin: readonly (readonly [string, () => Decimal])[] = [
    // Formula (7) is in force from 31 December 2005.
    ['7', () => (year < YEAR_OF_EXCEPTION ? ZERO : futureDisability(parameters, year, bases))],
    ['10', () => futureEarlyRetirement(parameters, year, bases)],
    ['12', () => futureUnemployment(parameters, year, bases)],
  ];
  const amounts = new Map<string, Decimal>(['5', '6', '8', '9', '11'].map((formula) => [formula, sums.liabilities.get(formula) ?? ZERO]));
  const missing: string[] = [];
  for (const [formula, calculate] of toBegin) {
    const outcome = attempt(calculate);
    if (outcome.status === 'done') amounts.set(formula, outcome.value);
    else missing.push(`formula (${formula}): ${outcome.refusal.code}: ${outcome.refusal.message}`);
  }
  const components = [...amounts]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([formula, amount]) => ({
      formula,
      name: NAMES[formula] as string,
      amount: exactText(amount),
      amountPosted: roundPosted(amount),
    }));
  const total = sum(amounts.values());
  const complete = missing.length === 0;
  return { year, components, total: complete ? exactText(total) : null, totalPosted: complete ? roundPosted(total) : null, missing };
}

export interface Opening {
  /** V^T_{v−1} and V^VIU_{v−1}, EUR. */
  readonly previousFund: Decimal;
  readonly liabilitiesPrevious: Decimal;
}

/**
 * Formula (3); refuses MISSING_PARAMETER for the year's shares q^s (`shareOfFund`) and q^b (`shareOfPremium`), and for a part of the
 * liabilities.
 */
export function smoothingFund(
  year: number,
  sums: LiabilitySums,
  liabilities: FundLiabilities,
  opening: Opening,
  parameters: ParameterSet,
): SmoothingFund {
  const on = endOfYear(year);
  const disability = liabilities.components.find(({ formula }) => formula === '7')?.amount ?? '0';
  // What corrects the index raises of v − 2 counts at the opening of v (section 11, assumption): it is a cost of the fund.
  const end = rollForward(parameters, {
    year,
    previousFund: opening.previousFund,
    indexCorrection: sums.indexCorrection,
    smoothingSum: sums.smoothingPart,
    premiumSum: sums.premium,
    shareOfFund: requireDecimal(parameters, 'shareOfFund', on),
    shareOfPremium: requireDecimal(parameters, 'shareOfPremium', on),
    liabilitiesPrevious: opening.liabilitiesPrevious,
    liabilities: new Decimal(liabilities.total ?? '0'),
    indexRaiseActive: sums.indexRaises.get('6') ?? ZERO,
    indexRaisePensioners: sums.indexRaises.get('5') ?? ZERO,
    futureDisability: new Decimal(disability),
  });
  return {
    year,
    previousFund: exactText(opening.previousFund),
    indexCorrection: exactText(sums.indexCorrection),
    accumulation: exactText(end.accumulation),
    halfYear: exactText(end.halfYear),
    excessInterest: exactText(end.excessInterest),
    fund: exactText(end.fund),
    claim: exactText(end.claim),
    fundPosted: roundPosted(end.fund),
    claimPosted: roundPosted(end.claim),
  };
}
