/** Assumptions as a participant reads them: a name in words, and the value in its unit. */
import { parseDecimal, type Decimal } from '#money/decimal.js';
import { ASSUMPTION_UNITS, isNamed, type Unit } from './assumption-names.js';
import { overviewWordsOf, type OverviewLanguage } from './language.js';

/** The name and the value as they are where the language has no words for them. */
export function saidAssumption(
  language: OverviewLanguage,
  { name, value }: { readonly name: string; readonly value: string },
): { readonly name: string; readonly value: string } {
  if (!isNamed(name)) return { name, value };
  const number = parseDecimal(value);
  return {
    name: overviewWordsOf(language).assumptionNames[name],
    value: number === undefined ? value : inUnit(language, number, ASSUMPTION_UNITS[name]),
  };
}

function inUnit(language: OverviewLanguage, number: Decimal, unit: Unit): string {
  const words = overviewWordsOf(language);
  const written = number.toFixed().replace('.', words.point);
  switch (unit) {
    case 'percent':
      return `${number.times(100).toFixed().replace('.', words.point)} %`;
    case 'DKK a month':
      return `${words.money(written, 'DKK')} ${words.aMonth}`;
    case 'EUR a year':
      return `${words.money(written, 'EUR')} ${words.aYear}`;
    case 'years of age':
      return `${written} ${words.years}`;
    case 'months of age': {
      const rest = number.mod(12);
      return `${number.minus(rest).div(12).toFixed()} ${words.years}${rest.isZero() ? '' : ` ${rest.toFixed()} ${words.months}`}`;
    }
    case 'factor':
    case 'name':
      return written;
  }
}
