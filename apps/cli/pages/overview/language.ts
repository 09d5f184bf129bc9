/** The words of the overview in both languages. Amounts and dates are written as each of them does. */
import type { Benefit } from '#rulebooks/frame/rulebook.js';
import type { AccountLineKind } from '#ledger/participant/state.js';

export type Language = 'da' | 'en';
export const LANGUAGES: readonly Language[] = ['da', 'en'];

interface Words {
  readonly title: string;
  readonly scheme: { readonly [scheme: string]: string };
  readonly participant: string;
  readonly asOf: string;
  readonly value: string;
  readonly valueNote: string;
  readonly benefits: string;
  readonly covers: string;
  readonly account: (year: number) => string;
  readonly opening: (year: number) => string;
  readonly closing: (year: number) => string;
  readonly assumptions: string;
  readonly assumption: { readonly name: string; readonly value: string; readonly since: string; readonly status: string; readonly reference: string };
  readonly illustrative: string;
  readonly frequency: { readonly [frequency in Benefit['frequency']]: string };
  readonly basis: { readonly [basis in Benefit['basis']]: string };
  readonly benefit: { readonly [benefit: string]: string };
  readonly line: { readonly [kind in AccountLineKind]: string };
  readonly until: string;
  readonly status: { readonly [status: string]: string };
  /** Sentences of the rulebook, by their pattern; `$1` and `$2` take what stands in them. */
  readonly sentences: readonly (readonly [pattern: RegExp, text: string])[];
  readonly proof: string;
}

const EN: Words = {
  title: 'Your pension overview',
  scheme: { 'dk-p90': 'Pension 90', 'fi-kapl': 'KAPL' },
  participant: 'Participant',
  asOf: 'As of',
  value: 'Value of your pension scheme',
  valueNote: 'The basis of a pension for life, not a sum that can be paid out.',
  benefits: 'What you can expect',
  covers: 'Group insurance',
  account: (year) => `Account for ${year}`,
  opening: (year) => `Value on 1 January ${year}`,
  closing: (year) => `Value on 31 December ${year}`,
  assumptions: 'What the figures rest on',
  assumption: { name: 'Assumption', value: 'Value', since: 'Since', status: 'Status', reference: 'Source' },
  illustrative: 'Some of these assumptions are illustrative: invented, for demonstration. They are not the fund’s.',
  frequency: { monthly: 'a month', yearly: 'a year', 'lump-sum': 'once' },
  basis: { guaranteed: 'on the calculation basis', accrued: 'accrued so far', expected: 'expected' },
  benefit: {
    'old-age-pension': 'Old-age pension',
    'disability-pension': 'Disability pension',
    'spouse-pension': 'Spouse or cohabitant pension',
    'child-pension': 'Child pension',
    'group-life': 'Life insurance',
    'group-critical-illness': 'Critical illness',
    'special-bonus-provision': 'Special bonus provision',
  },
  line: { contributions: 'Contributions', interest: 'Interest', bonus: 'Bonus', administration: 'Administration', insurance: 'Insurance', adjustments: 'Adjustments', transfers: 'Transfers', benefits: 'Benefits paid' },
  until: 'until',
  status: { official: 'official', derived: 'derived', assumed: 'assumed', external: 'set by the fund', illustrative: 'illustrative', given: 'given' },
  sentences: [
    [/^(from \d{4}-\d\d-\d\d, at today’s prices), on the calculation basis$/, '$1'],
    [/^ACTIVE$/, 'covered while you contribute'],
    [/^RUN_OFF$/, 'covered for a year after the last contribution'],
    [/^LAPSED$/, 'the cover has ended'],
    [/^BELOW_MINIMUM$/, 'not covered: the contribution is below the minimum'],
    [/^EXPIRED_AGE$/, 'not covered: the cover ends at this age'],
    [/^NEVER_CONTRIBUTED$/, 'not covered: no contribution yet'],
  ],
  proof: 'Every figure can be taken apart down to the event and the article. Digest of this overview',
};

const DA: Words = {
  title: 'Din pensionsoversigt',
  scheme: { 'dk-p90': 'Pension 90', 'fi-kapl': 'KAPL' },
  participant: 'Deltager',
  asOf: 'Opgjort pr.',
  value: 'Værdien af din pensionsordning',
  valueNote: 'Grundlaget for en livslang pension, ikke et beløb der kan udbetales.',
  benefits: 'Det kan du forvente',
  covers: 'Gruppeforsikring',
  account: (year) => `Regnskab for ${year}`,
  opening: (year) => `Værdi 1. januar ${year}`,
  closing: (year) => `Værdi 31. december ${year}`,
  assumptions: 'Det bygger tallene på',
  assumption: { name: 'Forudsætning', value: 'Værdi', since: 'Fra', status: 'Status', reference: 'Kilde' },
  illustrative: 'Nogle af forudsætningerne er illustrative: opfundet til demonstration. De er ikke pensionskassens.',
  frequency: { monthly: 'om måneden', yearly: 'om året', 'lump-sum': 'én gang' },
  basis: { guaranteed: 'på beregningsgrundlaget', accrued: 'optjent indtil nu', expected: 'forventet' },
  benefit: {
    'old-age-pension': 'Alderspension',
    'disability-pension': 'Førtidspension',
    'spouse-pension': 'Ægtefælle- eller samleverpension',
    'child-pension': 'Børnepension',
    'group-life': 'Gruppelivsforsikring',
    'group-critical-illness': 'Kritisk sygdom',
    'special-bonus-provision': 'Særlig bonushensættelse',
  },
  line: { contributions: 'Indbetalinger', interest: 'Rente', bonus: 'Bonus', administration: 'Administration', insurance: 'Forsikring', adjustments: 'Reguleringer', transfers: 'Overførsler', benefits: 'Udbetalinger' },
  until: 'til',
  status: { official: 'officiel', derived: 'afledt', assumed: 'antaget', external: 'fastsat af pensionskassen', illustrative: 'illustrativ', given: 'oplyst' },
  sentences: [
    [/^from (\d{4}-\d\d-\d\d), at today’s prices$/, 'fra $1, i nutidens købekraft'],
    [/^from (\d{4}-\d\d-\d\d), at today’s prices, on the calculation basis$/, 'fra $1, i nutidens købekraft'],
    [/^as large as the old-age pension$/, 'lige så stor som alderspensionen'],
    [/^share of the old-age pension$/, 'en andel af alderspensionen'],
    [/^ACTIVE$/, 'dækket, så længe du indbetaler'],
    [/^RUN_OFF$/, 'dækket i et år efter sidste indbetaling'],
    [/^LAPSED$/, 'dækningen er ophørt'],
    [/^BELOW_MINIMUM$/, 'ikke dækket: indbetalingen er under minimum'],
    [/^EXPIRED_AGE$/, 'ikke dækket: dækningen ophører ved denne alder'],
    [/^NEVER_CONTRIBUTED$/, 'ikke dækket: ingen indbetaling endnu'],
    [/^The forecast goes on with the contribution of the month before\.$/, 'Prognosen fortsætter med den seneste måneds indbetaling.'],
    [/^Paid-up: the forecast assumes no further contributions\.$/, 'Hvilende: prognosen forudsætter ingen yderligere indbetalinger.'],
    [/^The expected payout is a forecast at today’s purchasing power; it may fall, also in payment\.$/, 'Den forventede udbetaling er en prognose i nutidens købekraft; den kan falde, også under udbetaling.'],
  ],
  proof: 'Hvert tal kan skilles ad til begivenhed og paragraf. Kontrolsum for denne oversigt',
};

export function wordsOf(language: Language): Words {
  return language === 'da' ? DA : EN;
}

/** A sentence of the rulebook in the language; as it stands where the language has no other words for it. */
export function spoken(language: Language, text: string): string {
  const found = wordsOf(language).sentences.find(([pattern]) => pattern.test(text));
  const said = found === undefined ? text : text.replace(found[0], found[1]);
  return said.replace(/\d{4}-\d\d-\d\d/g, (date) => dateIn(language, date));
}

/** What is said below a benefit: its basis (an insurance sum has none), its condition, its end. */
export function saidOf(language: Language, { basis, condition, validUntil, frequency }: Pick<Benefit, 'basis' | 'condition' | 'validUntil' | 'frequency'>): readonly string[] {
  const words = wordsOf(language);
  return [
    ...(frequency === 'lump-sum' && basis === 'guaranteed' ? [] : [words.basis[basis]]),
    ...(condition === null ? [] : [spoken(language, condition)]),
    ...(validUntil === null ? [] : [`${words.until} ${dateIn(language, validUntil)}`]),
  ];
}

/** `1234567.89` → `1.234.567,89` or `1,234,567.89`. */
export function amountIn(language: Language, amount: string): string {
  const [whole = '', cents = '00'] = amount.split('.');
  const [thousands, point] = language === 'da' ? ['.', ','] : [',', '.'];
  return `${whole.replace(/\B(?=(\d{3})+$)/g, thousands).replace('-', '−')}${point}${cents}`;
}

const MONTHS: { readonly [language in Language]: readonly string[] } = {
  da: ['januar', 'februar', 'marts', 'april', 'maj', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'december'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

/** `2028-08-01` → `1. august 2028` or `1 August 2028`. */
export function dateIn(language: Language, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)}${language === 'da' ? '.' : ''} ${MONTHS[language][Number(month) - 1] ?? ''} ${year}`;
}
