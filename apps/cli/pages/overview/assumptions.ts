/** Assumptions as a participant reads them: a name in words, and the value in its unit. */
import { parseDecimal } from '#money/decimal.js';
import type { Language } from './language.js';

type Unit = 'percent' | 'monthly' | 'months of age' | 'years of age' | 'name';

const NAMES: { readonly [name: string]: { readonly unit: Unit; readonly da: string; readonly en: string } } = {
  calculationRate: { unit: 'percent', da: 'Afkast, beregningsgrundlag', en: 'Return, calculation basis' },
  expectedRate: { unit: 'percent', da: 'Forventet afkast i år', en: 'Expected return this year' },
  mortality: { unit: 'name', da: 'Levetid', en: 'Length of life' },
  retirementAge: { unit: 'months of age', da: 'Pensionsalder', en: 'Retirement age' },
  wageGrowth: { unit: 'percent', da: 'Lønstigning om året', en: 'Growth of wages a year' },
  priceGrowth: { unit: 'percent', da: 'Prisstigning om året', en: 'Growth of prices a year' },
  adminFee: { unit: 'monthly', da: 'Administration', en: 'Administration' },
  riskPremium: { unit: 'monthly', da: 'Forsikring ved førtidspension og død', en: 'Insurance for disability and death' },
  groupPremium: { unit: 'monthly', da: 'Gruppeforsikring', en: 'Group insurance' },
  specialBonusRate: { unit: 'percent', da: 'Særlige bonushensættelser, af pensionen', en: 'Special bonus provisions, of the pension' },
  spouseRate: { unit: 'percent', da: 'Ægtefællepension, af alderspensionen', en: 'Spouse pension, of the old-age pension' },
  minContribution: { unit: 'monthly', da: 'Mindste indbetaling til gruppeforsikring', en: 'Least contribution for group insurance' },
  expiryAge: { unit: 'years of age', da: 'Gruppeforsikring ophører ved', en: 'Group insurance ends at' },
};

const UNITS: { readonly [language in Language]: { readonly monthly: string; readonly years: string; readonly months: string } } = {
  da: { monthly: 'kr. om måneden', years: 'år', months: 'mdr.' },
  en: { monthly: 'DKK a month', years: 'years', months: 'months' },
};

/** The name and the value as they are where the language has no words for them. */
export function saidAssumption(language: Language, { name, value }: { readonly name: string; readonly value: string }): { readonly name: string; readonly value: string } {
  const known = NAMES[name];
  const number = parseDecimal(value);
  if (known === undefined) return { name, value };
  const said = { name: known[language], value };
  if (number === undefined) return said;
  const units = UNITS[language];
  const written = (text: string): string => (language === 'da' ? text.replace('.', ',') : text);
  switch (known.unit) {
    case 'percent':
      return { ...said, value: `${written(number.times(100).toFixed())} %` };
    case 'monthly':
      return { ...said, value: `${written(number.toFixed())} ${units.monthly}` };
    case 'years of age':
      return { ...said, value: `${written(number.toFixed())} ${units.years}` };
    case 'months of age': {
      const rest = number.mod(12);
      return { ...said, value: `${number.minus(rest).div(12).toFixed()} ${units.years}${rest.isZero() ? '' : ` ${rest.toFixed()} ${units.months}`}` };
    }
    case 'name':
      return said;
  }
}
