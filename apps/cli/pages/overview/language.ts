/** The overview in each of its languages. Amounts and dates are written as each of them does. */
import { grouped } from '#money/grouped.js';
import type { Benefit } from '#rulebooks/frame/capabilities/coverage.js';
import { DA } from './words/da.js';
import { EN } from './words/en.js';
import { FI } from './words/fi.js';
import { sentenceOf } from './words/sentences.js';
import { SV } from './words/sv.js';
import type { SchemeWords, Words } from './words/words.js';

const WORDS = { da: DA, en: EN, fi: FI, sv: SV } as const satisfies { readonly [language: string]: Words };

export type Language = keyof typeof WORDS;
export const LANGUAGES = Object.keys(WORDS) as readonly Language[];

export function wordsOf(language: Language): Words {
  return WORDS[language];
}

/** Of a scheme that no words were made for: those of a savings scheme, under its own name. */
export function schemeWords(language: Language, scheme: string): SchemeWords {
  const schemes: { readonly [scheme: string]: SchemeWords } = WORDS[language].schemes;
  return schemes[scheme] ?? { ...WORDS[language].schemes['dk-p90'], name: scheme };
}

/** A sentence of the rulebook in the language; as it stands where the language has no other words for it. */
export function spoken(language: Language, text: string): string {
  const found = sentenceOf(text);
  const said = found === undefined ? text : WORDS[language].sentences[found.key].replace(/\$(\d)/g, (_, place) => spokenPlace(language, found.places[Number(place) - 1] ?? ''));
  return said.replace(/\d{4}-\d\d-\d\d/g, (date) => dateIn(language, date));
}

/** What stands in a place of a sentence: an amount, months or years from one to another, or a word. */
function spokenPlace(language: Language, place: string): string {
  return /^-?\d+\.\d\d$/.test(place) ? amountIn(language, place) : place.replace(' to ', '–');
}

const NOT_SHOWN = /^The funded old-age pension is not shown: /;
const VALUE_OF_OTHERS = /^The value is what the participant’s employers were charged: /;

/** Notes as their participant reads them: what the page says already is left out, and a code is none of theirs. */
export function toldNotes(language: Language, notes: readonly string[]): readonly string[] {
  return notes.filter((note) => !VALUE_OF_OTHERS.test(note)).map((note) => (NOT_SHOWN.test(note) ? WORDS[language].pensionNotShown : spoken(language, note)));
}

/** When a benefit is paid; empty for a provision, which is told and not paid by itself. */
export function paidIn(language: Language, { benefit, frequency }: Pick<Benefit, 'benefit' | 'frequency'>): string {
  return benefit === PROVISION ? '' : WORDS[language].frequency[frequency];
}

export const PROVISION = 'special-bonus-provision';

/** What is said below a benefit: its basis (an insurance sum has none), its condition, its end. */
export function saidOf(language: Language, { basis, condition, validUntil, frequency }: Pick<Benefit, 'basis' | 'condition' | 'validUntil' | 'frequency'>): readonly string[] {
  const words = WORDS[language];
  return [
    ...((frequency === 'lump-sum' && basis === 'guaranteed') || isGranted(condition) ? [] : [words.basis[basis]]),
    ...(condition === null ? [] : [spoken(language, condition)]),
    ...(validUntil === null ? [] : [words.until(dateIn(language, validUntil))]),
  ];
}

/** What the fund has granted is neither a forecast nor earned so far. */
function isGranted(condition: string | null): boolean {
  return condition !== null && /^(in payment since|granted, in payment from) /.test(condition);
}

/** `1234567.89` → `1.234.567,89`, `1,234,567.89`, `1 234 567,89`. */
export function amountIn(language: Language, amount: string): string {
  const [whole = '', cents = '00'] = amount.split('.');
  const { thousands, point } = WORDS[language];
  return `${grouped(whole, thousands).replace('-', '−')}${point}${cents}`;
}

/** An amount with its currency, as the language writes it: `€1,234.00`, `1.234,00 kr.`, `1 234,00 €`. */
export function moneyIn(language: Language, amount: string, currency: string): string {
  return WORDS[language].money(amountIn(language, amount), currency);
}

/** `2028-08-01` → `1. august 2028`, `1 August 2028`, `1. elokuuta 2028`. */
export function dateIn(language: Language, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const words = WORDS[language];
  return words.date(Number(day), words.monthNames[Number(month) - 1] ?? '', year);
}
