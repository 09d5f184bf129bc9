/** How a funded pension came about (sections 6 to 8): B_i with its reason, J, k, and what each income adds. */
import { startOfYear, yearOf } from '#money/civil-date.js';
import { exactText, type Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { explained, type Explained, type Telling } from '../../frame/figures/explained.js';
import { usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import type { CountedReason, PensionIncome } from '../funded-pension/counted-income.js';
import type { FundedPension } from '../funded-pension/funded-pension.js';
import { FIRST_INDEX_DATE, indexCell, indexNumber } from '../funded-pension/index-number.js';
import type { PensionTaken } from '../funded-pension/pension-taken.js';
import { ageReached, yearOfBases, type Insured } from '../insured.js';

const ARTICLE = 'decree 800/2005, Annex 1, 2.3; Annex 2.3, 2.4';

const REASONS: { readonly [reason in CountedReason]: string } = {
  counted: 'counts',
  'born-before-1912-07': 'left out: born before 1 July 1912',
  'apl-10b': 'left out: insured under APL (KAPL 10 b §)',
  disability: 'left out: a year with a disability pension (to 2004)',
  'before-23': 'left out: earned before 23 (to 2004)',
  'from-55': 'left out: from the year of the 55th birthday',
  'below-limit': 'left out: below the limit of the year',
};

/** An employer's current income of a year, with the events that made it. */
export interface LedgerIncome extends PensionIncome {
  readonly employerId: string;
  readonly eventIds: readonly string[];
}

/** What a funded pension was computed from. */
export interface FundedPensionTold {
  readonly insured: Insured;
  readonly year: number;
  readonly incomes: readonly LedgerIncome[];
  readonly taken: PensionTaken | undefined;
  /** Those of the old-age pension granted. */
  readonly events: readonly string[];
}

export function tellFundedPension(parameters: ParameterSet, pension: FundedPension, told: FundedPensionTold): Telling {
  const { insured, year, events } = told;
  const terms = pension.bases.map((_, place) => termOf(parameters, pension, place, told));
  return {
    name: `fundedPension ${year}`,
    unit: 'EUR per year',
    formula: formulaOf(told),
    article: ARTICLE,
    inputs: [
      ...(pension.terms.length === 0 ? [] : [indexOf(parameters, insured, year)]),
      ...conversionOf(parameters, pension, insured),
      ...terms,
    ],
    events,
  };
}

function formulaOf({ taken, year }: FundedPensionTold): string {
  if (taken !== undefined && taken.pensionTakenYear < 1994) {
    const sums = '0.01·Σ_{i<1976} B_i·(J_s/1000)·(J_v/J_1999) + 0.015·Σ_{1976…1993} B_i·(J_s/J_{i−1})·(J_v/J_1999)';
    return `E^r = k·[${sums}], v = ${year}, s = ${taken.indexYear}`;
  }
  const to1996 = 'k·[0.01·Σ_{i<1976} B_i·J_v/1000 + 0.015·Σ_{1976…1996} B_i·J_v/J_{i−1}]';
  return `E^r = ${to1996} + 0.005·Σ_{1996<i≤v} B_i·J_v/J_{i−1}, v = ${year}`;
}

/** J of a year, per thousand. */
function indexOf(parameters: ParameterSet, insured: Insured, year: number): Explained<Decimal> {
  const birthYear = yearOf(insured.birthDate);
  const cell = `cell of birth year ${birthYear}`;
  return explained(indexNumber(parameters, birthYear, year), () => ({
    name: `J_${year}`,
    unit: 'per thousand',
    formula: year < 2000 ? `${cell}, year ${year}` : `${cell} · Π J'_j/1000, j = 2000 … ${year}`,
    article: 'decree 800/2005, Annex 2.3, 2.4',
    parameters: indexUses(parameters, birthYear, year),
  }));
}

/** Of the table only the cell that is used. */
function indexUses(parameters: ParameterSet, birthYear: number, year: number): readonly ParameterUse[] {
  const { base } = indexCell(parameters, birthYear, year);
  const cell = usesInForce(parameters, ['index'], FIRST_INDEX_DATE).map((use) => ({ ...use, entry: { ...use.entry, value: base } }));
  const years = Array.from({ length: Math.max(0, year - 1999) }, (_, j) => 2000 + j);
  return [...cell, ...years.flatMap((of) => usesInForce(parameters, ['indexFactor'], startOfYear(of)))];
}

function conversionOf(parameters: ParameterSet, { k, terms }: FundedPension, insured: Insured): readonly Explained[] {
  if (k === undefined || !terms.some(({ converted }) => converted)) return [];
  const age = ageReached(insured, 1996);
  return [
    explained(String(k), () => ({
      name: 'k',
      unit: 'factor',
      formula: `annuity value on the bases of 1996 / on the present ones, at age ${age} + ½ at the end of 1996 (${insured.sex})`,
      article: 'decree 800/2005, Annex 1, 2.3, k(x, s)',
      parameters: [...usesInForce(parameters, ['mortality1996'], '1996-01-01'), ...mortalityUses(parameters, 2005)],
    })),
  ];
}

/** Mortality and technical interest of a year. */
export function mortalityUses(parameters: ParameterSet, year: number): readonly ParameterUse[] {
  return usesInForce(parameters, ['mortalityLaw', 'mortalityShift', 'technicalInterest'], startOfYear(yearOfBases(year)));
}

/** What one employer's income of a year adds, or why it adds nothing. */
function termOf(parameters: ParameterSet, pension: FundedPension, place: number, { insured, year, incomes }: FundedPensionTold): Explained {
  const [base, income] = [pension.bases[place], incomes[place]];
  if (base === undefined || income === undefined) throw new Error('every base has its income');
  const counted = countedOf(parameters, base, income);
  const term = pension.terms.find((one) => one.base === place);
  if (term === undefined) return counted;
  const before = base.year < 1976 ? [] : [indexOf(parameters, insured, base.year - 1)];
  return explained(term.yearly, () => ({
    name: `pension of ${base.year} ${income.employerId}`,
    unit: 'EUR per year',
    formula: `${exactText(term.rate)} · B_${base.year} · ${exactText(term.raise)}${term.converted ? ', converted by k' : ''} ` +
      `(index to ${year})`,
    article: ARTICLE,
    inputs: [counted, ...before],
  }));
}

function countedOf(parameters: ParameterSet, base: FundedPension['bases'][number], income: LedgerIncome): Explained {
  const limit = base.year < 2005 ? 'incomeLimitBefore2005' : 'annualIncomeThreshold';
  const before23 = income.earnedBefore23 === undefined ? '' : `, before 23 ${roundPosted(income.earnedBefore23)}`;
  return explained(base.counted ? roundPosted(base.amount) : '0.00', () => ({
    name: `B_${base.year} ${income.employerId}`,
    unit: 'EUR',
    formula: `${REASONS[base.reason]}; earnings ${roundPosted(income.amount)} (${income.coverage})${before23}`,
    article: 'decree 800/2005, Annex 1, 2.3, income base',
    parameters: usesInForce(parameters, [limit], startOfYear(base.year)),
    events: income.eventIds,
  }));
}
