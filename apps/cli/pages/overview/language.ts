/** The words of the overview in both languages. Amounts and dates are written as each of them does. */
import { grouped } from '#money/grouped.js';
import type { Benefit } from '#rulebooks/frame/capabilities/coverage.js';
import type { AccountLineKind } from '#ledger/participant/account/account.js';

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
  readonly provisions: string;
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
  provisions: 'Special bonus provisions',
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
    'individual-early-retirement': 'Individual early retirement pension',
    'unemployment-pension': 'Unemployment pension',
    'spouse-pension': 'Spouse or cohabitant pension',
    'child-pension': 'Child pension',
    'group-life': 'Life insurance',
    'group-critical-illness': 'Critical illness',
    'special-bonus-provision': 'Your share, not allocated',
  },
  line: { contributions: 'Contributions', interest: 'Interest', bonus: 'Bonus', administration: 'Administration', insurance: 'Insurance', adjustments: 'Adjustments', transfers: 'Transfers', benefits: 'Benefits paid' },
  until: 'until',
  status: { official: 'official', derived: 'derived', assumed: 'assumed', external: 'set by the fund', illustrative: 'illustrative', given: 'given' },
  sentences: [
    [/^(from \d{4}-\d\d-\d\d, at today’s prices), on the calculation basis$/, '$1'],
    [/^(ACTIVE|RUN_OFF) on the day of death$/, 'in force on the day of death'],
    [/^(LAPSED|BELOW_MINIMUM|EXPIRED_AGE|NEVER_CONTRIBUTED) on the day of death$/, 'not in force on the day of death'],
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
  provisions: 'Særlige bonushensættelser',
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
    'individual-early-retirement': 'Individuel førtidspension',
    'unemployment-pension': 'Arbejdsløshedspension',
    'spouse-pension': 'Ægtefælle- eller samleverpension',
    'child-pension': 'Børnepension',
    'group-life': 'Gruppelivsforsikring',
    'group-critical-illness': 'Kritisk sygdom',
    'special-bonus-provision': 'Din andel, ikke fordelt',
  },
  line: { contributions: 'Indbetalinger', interest: 'Rente', bonus: 'Bonus', administration: 'Administration', insurance: 'Forsikring', adjustments: 'Reguleringer', transfers: 'Overførsler', benefits: 'Udbetalinger' },
  until: 'til',
  status: { official: 'officiel', derived: 'afledt', assumed: 'antaget', external: 'fastsat af pensionskassen', illustrative: 'illustrativ', given: 'oplyst' },
  sentences: [
    [/^from (\d{4}-\d\d-\d\d), at today’s prices$/, 'fra $1, i nutidens købekraft'],
    [/^from (\d{4}-\d\d-\d\d), at today’s prices, on the calculation basis$/, 'fra $1, i nutidens købekraft'],
    [/^Unable to work since (\d{4}-\d\d-\d\d)\.$/, 'Uarbejdsdygtig siden $1.'],
    [/^Unable to work since (\d{4}-\d\d-\d\d), until (\d{4}-\d\d-\d\d)\.$/, 'Uarbejdsdygtig siden $1, til $2.'],
    [/^as large as the old-age pension$/, 'lige så stor som alderspensionen'],
    [/^share of the old-age pension$/, 'en andel af alderspensionen'],
    [/^in payment since (\d{4}-\d\d-\d\d)$/, 'udbetales siden $1'],
    [/^granted, in payment from (\d{4}-\d\d-\d\d)$/, 'bevilget, udbetales fra $1'],
    [/^(ACTIVE|RUN_OFF) on the day of death$/, 'i kraft på dødsdagen'],
    [/^(LAPSED|BELOW_MINIMUM|EXPIRED_AGE|NEVER_CONTRIBUTED) on the day of death$/, 'ikke i kraft på dødsdagen'],
    [/^A pension in payment may fall as the expected payout does\.$/, 'En løbende pension kan falde ligesom den forventede udbetaling.'],
    [/^The participant died on (\d{4}-\d\d-\d\d): forecast and covers ended then\. Pensions of survivors are shown once they are granted\.$/, 'Deltageren døde $1: prognose og dækninger ophørte den dag. Efterladtes pensioner vises, når de er bevilget.'],
    [/^Contributions for (\S+) to (\S+), (\S+) in all, lie after the death .*$/, 'Indbetalinger for $1 til $2, i alt $3, ligger efter dødsfaldet og tæller stadig med, indtil de er afregnet.'],
    [/^Contributions for (\S+), (\S+) in all, lie after the death .*$/, 'Indbetalinger for $1, i alt $2, ligger efter dødsfaldet og tæller stadig med, indtil de er afregnet.'],
    [/^Pension payments for (\S+) to (\S+), (\S+) in all, lie after the death .*$/, 'Udbetalinger for $1 til $2, i alt $3, ligger efter dødsfaldet og tæller stadig med, indtil de er afregnet.'],
    [/^Pension payments for (\S+), (\S+) in all, lie after the death .*$/, 'Udbetalinger for $1, i alt $2, ligger efter dødsfaldet og tæller stadig med, indtil de er afregnet.'],
    [/^Pension payments for (\S+) to (\S+), (\S+) in all, have no pension .*$/, 'Udbetalinger for $1 til $2, i alt $3, har ingen pension bag sig og tæller stadig med.'],
    [/^Pension payments for (\S+), (\S+) in all, have no pension .*$/, 'Udbetalinger for $1, i alt $2, har ingen pension bag sig og tæller stadig med.'],
    [/^The value is below zero: .*$/, 'Værdien er under nul: der er udbetalt eller overført mere, end der var; prognosen begynder ved nul.'],
    [/^ACTIVE$/, 'dækket, så længe du indbetaler'],
    [/^RUN_OFF$/, 'dækket i et år efter sidste indbetaling'],
    [/^LAPSED$/, 'dækningen er ophørt'],
    [/^BELOW_MINIMUM$/, 'ikke dækket: indbetalingen er under minimum'],
    [/^EXPIRED_AGE$/, 'ikke dækket: dækningen ophører ved denne alder'],
    [/^NEVER_CONTRIBUTED$/, 'ikke dækket: ingen indbetaling endnu'],
    [
      /^share at the end of (\d{4}): not guaranteed and not paid out by itself; it follows each year’s result and may fall$/,
      'andel ved udgangen af $1: ikke garanteret og udbetales ikke for sig; den følger hvert års resultat og kan falde',
    ],
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

/** When a benefit is paid; empty for a provision, which is told and not paid by itself. */
export function paidIn(language: Language, { benefit, frequency }: Pick<Benefit, 'benefit' | 'frequency'>): string {
  return benefit === PROVISION ? '' : wordsOf(language).frequency[frequency];
}

export const PROVISION = 'special-bonus-provision';

/** What is said below a benefit: its basis (an insurance sum has none), its condition, its end. */
export function saidOf(language: Language, { basis, condition, validUntil, frequency }: Pick<Benefit, 'basis' | 'condition' | 'validUntil' | 'frequency'>): readonly string[] {
  const words = wordsOf(language);
  return [
    ...((frequency === 'lump-sum' && basis === 'guaranteed') || isGranted(condition) ? [] : [words.basis[basis]]),
    ...(condition === null ? [] : [spoken(language, condition)]),
    ...(validUntil === null ? [] : [`${words.until} ${dateIn(language, validUntil)}`]),
  ];
}

/** What the fund has granted is neither a forecast nor earned so far. */
function isGranted(condition: string | null): boolean {
  return condition !== null && /^(in payment since|granted, in payment from) /.test(condition);
}

/** `1234567.89` → `1.234.567,89` or `1,234,567.89`. */
export function amountIn(language: Language, amount: string): string {
  const [whole = '', cents = '00'] = amount.split('.');
  const [thousands, point] = language === 'da' ? ['.', ','] : [',', '.'];
  return `${grouped(whole, thousands).replace('-', '−')}${point}${cents}`;
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
