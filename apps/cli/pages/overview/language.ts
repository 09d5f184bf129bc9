/** The overview in each of its languages. Amounts and dates are written as each of them does. */
import { grouped } from '#money/grouped.js';
import type { Benefit } from '#rulebooks/frame/capabilities/coverage.js';
import type { Condition, Note } from '#rulebooks/frame/capabilities/statements.js';
import { DA } from './words/da.js';
import { EN } from './words/en.js';
import { FI } from './words/fi.js';
import { conditionSentence, noteSentence, type SentencePlace, type Sentence } from './words/sentences.js';
import { SV } from './words/sv.js';
import type { SchemeWords, OverviewWords } from './words/words.js';

const WORDS = { da: DA, en: EN, fi: FI, sv: SV } as const satisfies { readonly [language: string]: OverviewWords };

export type OverviewLanguage = keyof typeof WORDS;
export const OVERVIEW_LANGUAGES = Object.keys(WORDS) as readonly OverviewLanguage[];

export function overviewWordsOf(language: OverviewLanguage): OverviewWords {
  return WORDS[language];
}

/** Of a scheme that no words were made for: those of a savings scheme, under its own name. */
export function schemeWords(language: OverviewLanguage, scheme: string): SchemeWords {
  const schemes: { readonly [scheme: string]: SchemeWords } = WORDS[language].schemes;
  return schemes[scheme] ?? { ...WORDS[language].schemes['dk-p90'], name: scheme };
}

/** A sentence in the language, with its places filled. */
function spoken(language: OverviewLanguage, { key, places }: Sentence): string {
  return WORDS[language].sentences[key].replace(/\$(\d)/g, (_, place) => spokenPlace(language, places[Number(place) - 1]));
}

function spokenPlace(language: OverviewLanguage, place: SentencePlace | undefined): string {
  if (place === undefined) return '';
  if ('day' in place) return dateIn(language, place.day);
  return 'amount' in place ? amountIn(language, place.amount) : place.as;
}

export function conditionIn(language: OverviewLanguage, condition: Condition): string {
  return spoken(language, conditionSentence(condition));
}

/** Notes as their participant reads them: what the page says already is left out, and a code is none of theirs. */
export function toldNotes(language: OverviewLanguage, notes: readonly Note[]): readonly string[] {
  return notes.flatMap((note) => {
    const said = noteSentence(note);
    if (said === undefined) return [];
    return [said === 'pension-not-shown' ? WORDS[language].pensionNotShown : spoken(language, said)];
  });
}

/** When a benefit is paid; empty for a provision, which is told and not paid by itself. */
export function paidIn(language: OverviewLanguage, { benefit, frequency }: Pick<Benefit, 'benefit' | 'frequency'>): string {
  return benefit === PROVISION ? '' : WORDS[language].frequency[frequency];
}

export const PROVISION = 'special-bonus-provision';

/** What is said below a benefit: its basis (an insurance sum has none), its condition, its end. */
export function saidOf(
  language: OverviewLanguage,
  { basis, condition, validUntil, frequency }: Pick<Benefit, 'basis' | 'condition' | 'validUntil' | 'frequency'>,
): readonly string[] {
  const words = WORDS[language];
  return [
    ...((frequency === 'lump-sum' && basis === 'guaranteed') || isGranted(condition) ? [] : [words.basis[basis]]),
    ...(condition === null ? [] : [conditionIn(language, condition)]),
    ...(validUntil === null ? [] : [words.until(dateIn(language, validUntil))]),
  ];
}

/** What the fund has granted is neither a forecast nor earned so far. */
function isGranted(condition: Condition | null): boolean {
  return condition?.code === 'in-payment' || condition?.code === 'granted';
}

/** `1234567.89` → `1.234.567,89`, `1,234,567.89`, `1 234 567,89`. */
export function amountIn(language: OverviewLanguage, amount: string): string {
  const [whole = '', cents = '00'] = amount.split('.');
  const { thousands, point } = WORDS[language];
  return `${grouped(whole, thousands).replace('-', '−')}${point}${cents}`;
}

/** An amount with its currency, as the language writes it: `€1,234.00`, `1.234,00 kr.`, `1 234,00 €`. */
export function moneyIn(language: OverviewLanguage, amount: string, currency: string): string {
  return WORDS[language].money(amountIn(language, amount), currency);
}

/** `2028-08-01` → `1. august 2028`, `1 August 2028`, `1. elokuuta 2028`. */
export function dateIn(language: OverviewLanguage, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const words = WORDS[language];
  return words.date(Number(day), words.monthNames[Number(month) - 1] ?? '', year);
}
