/** The funded pension and the liabilities of a participant as trees: B_i with its reason, J, k, the annuity values. */
import { endOfYear, startOfYear, yearOf } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { HALF_UP, unknownFigure, type Figure } from '../../frame/figures/figure.js';
import { usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import type { CountedReason } from '../funded-pension/counted-income.js';
import type { PensionTerm } from '../funded-pension/funded-pension.js';
import { FIRST_INDEX_DATE, indexCell, indexNumber } from '../funded-pension/index-number.js';
import { oldAgePensionTaken } from '../funded-pension/pension-taken.js';
import { ageReached, yearOfBases, type Insured } from '../insured.js';
import { insuredOf } from './insured-of.js';
import { formulaInPayment, participantLiabilities } from './liabilities.js';
import { continues, disabilityOf, fundedPensionOf, type LedgerPension } from './pension.js';

export const PENSION_ARTICLE = 'decree 800/2005, Annex 1, 2.3; Annex 2.3, 2.4';
const LIABILITY_ARTICLE = 'decree 800/2005, Annex 1, 2.3, formula';
const leaf = { parameters: [], inputs: [], events: [] } as const;

const REASONS: { readonly [reason in CountedReason]: string } = {
  counted: 'counts',
  'born-before-1912-07': 'left out: born before 1 July 1912',
  'apl-10b': 'left out: insured under APL (KAPL 10 b §)',
  disability: 'left out: a year with a disability pension (to 2004)',
  'before-23': 'left out: earned before 23 (to 2004)',
  'from-55': 'left out: from the year of the 55th birthday',
  'below-limit': 'left out: below the limit of the year',
};

const LIABILITIES: { readonly [formula: string]: string } = {
  '5': 'E·N_h/D_h, E = (N_65/N_z)·E^r',
  '6': 'E^r·N_65/D_h before 65; E^r·(N_65/N_{z_v})·N_h/D_h from 65',
  '8': 'E·ā, disability annuity to 65',
  '9': 'E·(N_h − N_65)/D_h',
  '11': 'E·(N_h − N_65)/D_h',
};

/** E^r_v at the end of a year, posted. Refuses what the funded pension refuses. */
export function fundedPensionFigure(state: ParticipantState, name: string, year: number, parameters: ParameterSet): Figure {
  const insured = insuredOf(state);
  const pension = fundedPensionOf(state, year, parameters);
  const terms = new Map(pension.terms.map((term) => [term.base, term]));
  const { oldAge } = pension;
  return {
    ...leaf,
    name,
    value: roundPosted(pension.yearly),
    unit: 'EUR per year',
    formula: formulaOf(pension, year),
    article: PENSION_ARTICLE,
    rounding: HALF_UP,
    inputs: [
      ...(pension.terms.length === 0 ? [] : [indexFigure(`J_${year}`, insured, year, parameters)]),
      ...conversionFigure(pension, insured, parameters),
      ...pension.bases.map((_, base) => termFigure(pension, base, terms.get(base), year, insured, parameters)),
    ],
    events: oldAge === undefined ? [] : oldAge.eventIds,
  };
}

function formulaOf({ oldAge }: LedgerPension, year: number): string {
  const taken = oldAge === undefined ? undefined : oldAgePensionTaken(oldAge.grantedOn, oldAge.startsOn);
  if (taken !== undefined && taken.pensionTakenYear < 1994) {
    return `E^r = k·[0.01·Σ_{i<1976} B_i·(J_s/1000)·(J_v/J_1999) + 0.015·Σ_{1976…1993} B_i·(J_s/J_{i−1})·(J_v/J_1999)], v = ${year}, s = ${taken.indexYear}`;
  }
  return `E^r = k·[0.01·Σ_{i<1976} B_i·J_v/1000 + 0.015·Σ_{1976…1996} B_i·J_v/J_{i−1}] + 0.005·Σ_{1996<i≤v} B_i·J_v/J_{i−1}, v = ${year}`;
}

function indexFigure(name: string, insured: Insured, year: number, parameters: ParameterSet): Figure {
  const birthYear = yearOf(insured.birthDate);
  return {
    ...leaf,
    name,
    value: exactText(indexNumber(parameters, birthYear, year)),
    unit: 'per thousand',
    formula: year < 2000 ? `cell of birth year ${birthYear}, year ${year}` : `cell of birth year ${birthYear} · Π J'_j/1000, j = 2000 … ${year}`,
    article: "decree 800/2005, Annex 2.3, 2.4",
    parameters: [
      // Of the table only the cell that is used.
      ...usesInForce(parameters, ['index'], FIRST_INDEX_DATE).map((use) => ({ ...use, entry: { ...use.entry, value: indexCell(parameters, birthYear, year).base } })),
      ...Array.from({ length: Math.max(0, year - 1999) }, (_, j) => startOfYear(2000 + j)).flatMap((on) => usesInForce(parameters, ['indexFactor'], on)),
    ],
  };
}

function conversionFigure({ k, terms }: LedgerPension, insured: Insured, parameters: ParameterSet): readonly Figure[] {
  if (k === undefined || !terms.some(({ converted }) => converted)) return [];
  return [
    {
      ...leaf,
      name: 'k',
      value: String(k),
      unit: 'factor',
      formula: `annuity value on the bases of 1996 / on the present ones, at age ${ageReached(insured, 1996)} + ½ at the end of 1996 (${insured.sex})`,
      article: 'decree 800/2005, Annex 1, 2.3, k(x, s)',
      parameters: [...usesInForce(parameters, ['mortality1996'], '1996-01-01'), ...basesInForce(parameters, 2005)],
    },
  ];
}

function basesInForce(parameters: ParameterSet, year: number): readonly ParameterUse[] {
  return usesInForce(parameters, ['mortalityLaw', 'mortalityShift', 'technicalInterest'], startOfYear(yearOfBases(year)));
}

/** What one employer's income of a year adds, or why it adds nothing. */
function termFigure(pension: LedgerPension, place: number, term: PensionTerm | undefined, year: number, insured: Insured, parameters: ParameterSet): Figure {
  const [base, income] = [pension.bases[place], pension.incomes[place]];
  if (base === undefined || income === undefined) throw new Error('every base has its income');
  const limit = base.year < 2005 ? 'incomeLimitBefore2005' : 'annualIncomeThreshold';
  const counted: Figure = {
    ...leaf,
    name: `B_${base.year} ${income.employerId}`,
    value: base.counted ? roundPosted(base.amount) : '0.00',
    unit: 'EUR',
    formula: `${REASONS[base.reason]}; earnings ${roundPosted(income.amount)} (${income.coverage})${income.earnedBefore23 === undefined ? '' : `, before 23 ${roundPosted(income.earnedBefore23)}`}`,
    article: 'decree 800/2005, Annex 1, 2.3, income base',
    parameters: usesInForce(parameters, [limit], startOfYear(base.year)),
    events: income.eventIds,
  };
  if (term === undefined) return counted;
  const before = base.year < 1976 ? [] : [indexFigure(`J_${base.year - 1}`, insured, base.year - 1, parameters)];
  return {
    ...leaf,
    name: `pension of ${base.year} ${income.employerId}`,
    value: exactText(term.yearly),
    unit: 'EUR per year',
    formula: `${exactText(term.rate)} · B_${base.year} · ${exactText(term.raise)}${term.converted ? ', converted by k' : ''} (index to ${year})`,
    article: PENSION_ARTICLE,
    inputs: [counted, ...before],
  };
}

/** What a participant adds to one formula of the liabilities at the end of a year; refuses UNKNOWN_FIGURE where it adds nothing. */
export function liabilityFigure(state: ParticipantState, name: string, year: number, formula: string, parameters: ParameterSet): Figure {
  const own = participantLiabilities(state, year, parameters);
  const found = own.liabilities.find((one) => one.formula === formula);
  if (found === undefined) {
    const known = ['fundedPension', ...own.liabilities.map((one) => one.formula)].map((part) => `liabilities.${year}.${part}`);
    return unknownFigure(name, known);
  }
  const old = ['5', '6'].includes(formula);
  return {
    ...leaf,
    name,
    value: found.liability,
    unit: 'EUR',
    formula: `(${formula}) ${LIABILITIES[formula] ?? ''}: ${found.pensionYearly} · ${found.factor}, x = ${own.age}, h = x + ½, ${own.sex}; of which the index raise of ${year}: ${found.indexRaise}`,
    article: `${LIABILITY_ARTICLE} (${formula})`,
    parameters: formula === '8' ? usesInForce(parameters, ['disabilityAnnuity'], endOfYear(year)) : basesInForce(parameters, year),
    inputs: old ? [fundedPensionFigure(state, `liabilities.${year}.fundedPension`, year, parameters)] : [],
    events: old ? [] : eventsOfPaid(state, formula, year),
    note: own.basis,
  };
}

/** The grants that a formula for pensions in payment counts, for a disability pension with its disability. */
function eventsOfPaid(state: ParticipantState, formula: string, year: number): readonly string[] {
  const paid = state.pensions.filter((pension) => formulaInPayment(pension.benefit) === formula && continues(pension, year));
  return paid.flatMap((pension) => [...pension.eventIds, ...(formula === '8' ? disabilityOf(state, pension).eventIds : [])]);
}

/** Figures by name, undefined for other names. */
export function explainPension(state: ParticipantState, name: string, pensionYear: number, parameters: ParameterSet): Figure | undefined {
  if (name === 'coverage.old-age-pension') return fundedPensionFigure(state, name, pensionYear, parameters);
  const [area, year = '', part = ''] = name.split('.');
  if (area !== 'liabilities' || !/^[1-9]\d{3}$/.test(year)) return undefined;
  if (part === 'fundedPension') return fundedPensionFigure(state, name, Number(year), parameters);
  return liabilityFigure(state, name, Number(year), part, parameters);
}
