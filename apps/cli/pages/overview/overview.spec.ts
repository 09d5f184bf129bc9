import { refusal } from '#ledger/kernel/refusal.js';
import type { CoverageView } from '#rulebooks/frame/capabilities/coverage.js';
import type { Answer } from '#projections/answer.js';
import type { OverviewAnswer } from '#projections/overview/projection.js';
import { saidAssumption } from './assumptions.js';
import { overviewHtml } from './html.js';
import {
  amountIn,
  conditionIn,
  dateIn,
  OVERVIEW_LANGUAGES,
  moneyIn,
  saidOf,
  schemeWords,
  toldNotes,
  overviewWordsOf,
  type OverviewLanguage,
} from './language.js';
import { overviewPage } from './text.js';

const TOLD: CoverageView = {
  value: '1234567.80',
  benefits: [
    {
      ...{ benefit: 'old-age-pension', amount: '10562.51', currency: 'DKK', frequency: 'monthly', basis: 'guaranteed' },
      ...{ condition: { code: 'forecast', from: '2034-08-01', onCalculationBasis: true }, validUntil: null, figure: 'f' },
    },
    {
      ...{ benefit: 'group-life', amount: '0.00', currency: 'DKK', frequency: 'lump-sum', basis: 'guaranteed' },
      ...{ condition: { code: 'group-cover', reason: 'LAPSED' }, validUntil: '2021-02-28', figure: 'f' },
    },
  ],
  assumptions: [{ name: 'adminFee', value: '40', from: '1980-01-01', reference: 'demo', status: 'illustrative' }],
  notes: [{ code: 'paid-up' }],
};

const ANSWER: Answer<OverviewAnswer> = {
  participantId: 'D<1>',
  scheme: 'dk-p90',
  ...TOLD,
  benefits: [],
  notes: [],
  account: {
    ...{ year: 2021, opening: '900.00', closing: '450.00' },
    lines: [{ kind: 'interest', amount: '30.00' }, { kind: 'administration', amount: '-480.00' }],
  },
  asOf: '2022-10-15',
  knownAt: 1,
  rulesKnownAt: null,
  position: 1,
  rulebook: null,
  digestVersion: 2,
  digest: 'a'.repeat(64),
};

/** In the order of LANGUAGES. */
const inAll = <T>(say: (language: OverviewLanguage) => T): readonly T[] => OVERVIEW_LANGUAGES.map(say);

it('speaks four languages', () => expect(OVERVIEW_LANGUAGES).toEqual(['da', 'en', 'fi', 'sv']));

it('writes amounts, money and dates as each language does', () => {
  expect(inAll((language) => amountIn(language, '-1234567.80'))).toEqual([
    '−1.234.567,80',
    '−1,234,567.80',
    '−1\u00a0234\u00a0567,80',
    '−1\u00a0234\u00a0567,80',
  ]);
  expect(inAll((language) => amountIn(language, '999.00'))).toEqual(['999,00', '999.00', '999,00', '999,00']);
  expect(inAll((language) => moneyIn(language, '-5.00', 'EUR'))).toEqual(['−5,00 €', '−€5.00', '−5,00 €', '−5,00 €']);
  expect(inAll((language) => moneyIn(language, '5.00', 'DKK'))).toEqual(['5,00 kr.', '5.00 DKK', '5,00 DKK', '5,00 DKK']);
  expect(inAll((language) => dateIn(language, '2034-08-01'))).toEqual([
    '1. august 2034',
    '1 August 2034',
    '1. elokuuta 2034',
    '1 augusti 2034',
  ]);
});

it('names assumptions in words and writes them in their units', () => {
  const said = (name: string, value: string) => inAll((language) => saidAssumption(language, { name, value }).value);
  expect(said('expectedRate', '0.075')).toEqual(['7,5 %', '7.5 %', '7,5 %', '7,5 %']);
  expect(said('retirementAge', '816')).toEqual(['68 år', '68 years', '68 vuotta', '68 år']);
  expect(said('retirementAge', '822')).toEqual(['68 år 6 mdr.', '68 years 6 months', '68 vuotta 6 kk', '68 år 6 mån.']);
  expect(said('adminFee', '40.5')).toEqual(['40,5 kr. om måneden', '40.5 DKK a month', '40,5 DKK kuukaudessa', '40,5 DKK i månaden']);
  expect(said('annualIncomeThreshold', '800.00')).toEqual(['800 € om året', '€800 a year', '800 € vuodessa', '800 € om året']);
  expect(said('indexFactor', '1020.2')).toEqual(['1020,2', '1020.2', '1020,2', '1020,2']);
  expect(said('mortality', 'G82M')).toEqual(Array(4).fill('G82M'));
  expect(saidAssumption('da', { name: 'notNamed', value: '1020.2' })).toEqual({ name: 'notNamed', value: '1020.2' });
});

it('says conditions in the language, and once', () => {
  const [pension, cover] = TOLD.benefits;
  if (pension === undefined || cover === undefined) throw new Error('two benefits');
  expect(saidOf('da', pension)).toEqual(['på beregningsgrundlaget', 'fra 1. august 2034, i nutidens købekraft']);
  expect(saidOf('en', pension)).toEqual(['on the calculation basis', 'from 1 August 2034, at today’s prices']);
  // granted: neither forecast nor earned so far
  expect(saidOf('en', { ...pension, basis: 'accrued', condition: { code: 'in-payment', since: '2022-01-01' } })).toEqual([
    'in payment since 1 January 2022',
  ]);
  expect(saidOf('da', cover)).toEqual(['dækningen er ophørt', 'til 28. februar 2021']);
});

it('says how a group insurance stood on the day of death', () => {
  expect(conditionIn('da', { code: 'group-cover-at-death', reason: 'RUN_OFF' })).toBe('i kraft på dødsdagen');
  expect(conditionIn('en', { code: 'group-cover-at-death', reason: 'LAPSED' })).toBe('not in force on the day of death');
});

it.each(OVERVIEW_LANGUAGES)('%s: the page holds every figure, loads nothing and escapes what it shows', (language) => {
  const page = overviewHtml(ANSWER, TOLD, 'DKK', language);
  expect(page).toContain(`lang="${language}"`);
  for (const amount of ['1234567.80', '10562.51', '900.00', '30.00', '-480.00', '450.00']) {
    expect(page).toContain(amountIn(language, amount));
    expect(overviewPage(ANSWER, TOLD, 'DKK', language)).toContain(amountIn(language, amount));
  }
  expect(page).not.toMatch(/<script|https?:|src=|D<1>/);
  expect(page).toContain(overviewWordsOf(language).illustrative);
});

it('amounts and months in a sentence are written as in the rest of the page', () => {
  const months = { first: '2022-04', last: '2022-08', total: '1200.30', diedOn: '2022-03-04' };
  expect(toldNotes('da', [{ code: 'facts-after-death', of: 'contributions', ...months }])).toEqual([
    'Indbetalinger for 2022-04–2022-08, i alt 1.200,30, ligger efter dødsfaldet og tæller stadig med, indtil de er afregnet.',
  ]);
  const alone = { code: 'payments-without-pension', of: 'payments', first: '2022-04', last: '2022-04', total: '31.00' } as const;
  expect(toldNotes('sv', [alone])).toEqual(['Utbetalningar för 2022-04, sammanlagt 31,00, har ingen pension bakom sig och räknas ändå.']);
  expect(toldNotes('fi', [{ code: 'unable-to-work', since: '2021-02-01', until: '2022-03-31' }])).toEqual([
    'Työkyvytön 1. helmikuuta 2021 alkaen, 31. maaliskuuta 2022 saakka.',
  ]);
});

describe('a participant of fi-kapl', () => {
  const why = refusal('MISSING_PARAMETER', { parameter: 'fi-kapl.incomeLimitBefore2005', date: '1997-01-01' });
  const told: CoverageView = {
    ...{ value: '60753.41', benefits: [], assumptions: [] },
    notes: [{ code: 'value-is-what-was-charged' }, { code: 'pension-not-shown', why }],
  };
  const account = { year: 2010, opening: '53227.02', lines: [{ kind: 'contributions', amount: '7526.39' }], closing: '60753.41' } as const;
  const answer: Answer<OverviewAnswer> = { ...ANSWER, scheme: 'fi-kapl', participantId: 'F1', value: '60753.41', assumptions: [], account };

  it.each(OVERVIEW_LANGUAGES)('%s: reads amounts in euros and words of their own, and no code, command or parameter', (language) => {
    const words = schemeWords(language, 'fi-kapl');
    for (const page of [overviewHtml(answer, told, 'EUR', language), overviewPage(answer, told, 'EUR', language).replace(/\s+/g, ' ')]) {
      expect(page).not.toMatch(/MISSING_PARAMETER|fi-kapl|`accrual|incomeLimit/);
      for (const said of [
        words.value,
        words.opening(2010),
        moneyIn(language, '60753.41', 'EUR').replace(/\u00a0/g, page.startsWith('<') ? '\u00a0' : ' '),
      ])
        expect(page).toContain(said);
    }
    expect(toldNotes(language, told.notes)).toEqual([overviewWordsOf(language).pensionNotShown]);
  });
});
