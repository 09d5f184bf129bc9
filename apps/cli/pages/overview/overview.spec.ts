import type { Answer } from '#projections/answer.js';
import type { OverviewAnswer } from '#projections/overview/projection.js';
import { saidAssumption } from './assumptions.js';
import { overviewHtml } from './html.js';
import { amountIn, dateIn, LANGUAGES, moneyIn, saidOf, schemeWords, spoken, toldNotes, wordsOf, type Language } from './language.js';
import { overviewPage } from './text.js';

const ANSWER: Answer<OverviewAnswer> = {
  participantId: 'D<1>',
  scheme: 'dk-p90',
  value: '1234567.80',
  benefits: [
    { benefit: 'old-age-pension', amount: '10562.51', currency: 'DKK', frequency: 'monthly', basis: 'guaranteed', condition: 'from 2034-08-01, at today’s prices, on the calculation basis', validUntil: null, figure: 'f' },
    { benefit: 'group-life', amount: '0.00', currency: 'DKK', frequency: 'lump-sum', basis: 'guaranteed', condition: 'LAPSED', validUntil: '2021-02-28', figure: 'f' },
  ],
  assumptions: [{ name: 'adminFee', value: '40', from: '1980-01-01', reference: 'demo', status: 'illustrative' }],
  notes: ['Paid-up: the forecast assumes no further contributions.'],
  account: { year: 2021, opening: '900.00', lines: [{ kind: 'interest', amount: '30.00' }, { kind: 'administration', amount: '-480.00' }], closing: '450.00' },
  asOf: '2022-10-15',
  knownAt: 1,
  rulesKnownAt: null,
  position: 1,
  rulebook: null,
  digestVersion: 2,
  digest: 'a'.repeat(64),
};

/** In the order of LANGUAGES. */
const inAll = <T>(say: (language: Language) => T): readonly T[] => LANGUAGES.map(say);

it('speaks four languages', () => expect(LANGUAGES).toEqual(['da', 'en', 'fi', 'sv']));

it('writes amounts, money and dates as each language does', () => {
  expect(inAll((language) => amountIn(language, '-1234567.80'))).toEqual(['−1.234.567,80', '−1,234,567.80', '−1\u00a0234\u00a0567,80', '−1\u00a0234\u00a0567,80']);
  expect(inAll((language) => amountIn(language, '999.00'))).toEqual(['999,00', '999.00', '999,00', '999,00']);
  expect(inAll((language) => moneyIn(language, '-5.00', 'EUR'))).toEqual(['−5,00 €', '−€5.00', '−5,00 €', '−5,00 €']);
  expect(inAll((language) => moneyIn(language, '5.00', 'DKK'))).toEqual(['5,00 kr.', '5.00 DKK', '5,00 DKK', '5,00 DKK']);
  expect(inAll((language) => dateIn(language, '2034-08-01'))).toEqual(['1. august 2034', '1 August 2034', '1. elokuuta 2034', '1 augusti 2034']);
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
  const [pension, cover] = ANSWER.benefits;
  if (pension === undefined || cover === undefined) throw new Error('two benefits');
  expect(saidOf('da', pension)).toEqual(['på beregningsgrundlaget', 'fra 1. august 2034, i nutidens købekraft']);
  expect(saidOf('en', pension)).toEqual(['on the calculation basis', 'from 1 August 2034, at today’s prices']);
  expect(saidOf('en', { ...pension, basis: 'accrued', condition: 'in payment since 2022-01-01' })).toEqual(['in payment since 1 January 2022']); // granted: neither forecast nor earned so far
  expect(saidOf('da', cover)).toEqual(['dækningen er ophørt', 'til 28. februar 2021']);
});

it.each(LANGUAGES.filter((language) => language !== 'en'))('%s: has words for every sentence that the schemes say', (language) => {
  const sentences = [
    'from 2034-08-01, at today’s prices', 'from 2034-08-01, at today’s prices, on the calculation basis', 'as large as the old-age pension', 'share of the old-age pension',
    'share at the end of 2021: not guaranteed and not paid out by itself; it follows each year’s result and may fall', 'ACTIVE', 'RUN_OFF', 'LAPSED', 'BELOW_MINIMUM', 'EXPIRED_AGE', 'NEVER_CONTRIBUTED',
    'The forecast goes on with the contribution of the month before.', 'Paid-up: the forecast assumes no further contributions.',
    'The expected payout is a forecast at today’s purchasing power; it may fall, also in payment.',
    'in payment since 2022-01-01', 'granted, in payment from 2022-01-01', 'A pension in payment may fall as the expected payout does.',
    'ACTIVE on the day of death', 'LAPSED on the day of death', 'NEVER_CONTRIBUTED on the day of death',
    'The participant died on 2022-03-04: forecast and covers ended then. Pensions of survivors are shown once they are granted.',
    'Contributions for 2022-04 to 2022-08, 200.30 in all, lie after the death on 2022-03-04 and still count; annul them once they are settled.',
    'Pension payments for 2022-04, 31.00 in all, lie after the death on 2022-03-04 and still count; annul them once they are settled.',
    'Pension payments for 2022-04 to 2022-05, 62.00 in all, have no pension behind them and still count; import the pension, or annul them.',
    'Unable to work since 2021-02-01.', 'Unable to work since 2021-02-01, until 2022-03-31.',
    'funded part, as at the end of 2004', 'The participant died on 2022-03-04: no pension of their own is due any more.',
    'Incomes for 2010 to 2012 lie after the death on 2009-03-04 and still count; annul them once they are settled.',
    'The value is below zero: more was paid out or transferred than there was; the forecast starts from zero.',
  ];
  for (const sentence of sentences) expect(spoken(language, sentence)).not.toMatch(/\b(the|from|of|forecast|payment)\b|_/);
});

it.each(LANGUAGES)('%s: the page holds every figure, loads nothing and escapes what it shows', (language) => {
  const page = overviewHtml(ANSWER, language);
  expect(page).toContain(`lang="${language}"`);
  for (const amount of ['1234567.80', '10562.51', '900.00', '30.00', '-480.00', '450.00']) {
    expect(page).toContain(amountIn(language, amount));
    expect(overviewPage(ANSWER, language)).toContain(amountIn(language, amount));
  }
  expect(page).not.toMatch(/<script|https?:|src=|D<1>/);
  expect(page).toContain(wordsOf(language).illustrative);
});

it('amounts and months in a sentence are written as in the rest of the page', () => {
  const loose = 'Contributions for 2022-04 to 2022-08, 1200.30 in all, lie after the death on 2022-03-04 and still count; annul them once they are settled.';
  expect(spoken('da', loose)).toBe('Indbetalinger for 2022-04–2022-08, i alt 1.200,30, ligger efter dødsfaldet og tæller stadig med, indtil de er afregnet.');
});

describe('a participant of fi-kapl', () => {
  const NOTES = [
    'The value is what the participant’s employers were charged: annual premiums and settled corrections. It is not owned by the participant.',
    'The funded old-age pension is not shown: MISSING_PARAMETER: fi-kapl.incomeLimitBefore2005 is not in force on 1997-01-01; publish a value for that day with `accrual parameters FILE`',
  ];
  const answer: Answer<OverviewAnswer> = { ...ANSWER, scheme: 'fi-kapl', participantId: 'F1', value: '60753.41', benefits: [], assumptions: [], notes: NOTES, account: { year: 2010, opening: '53227.02', lines: [{ kind: 'contributions', amount: '7526.39' }], closing: '60753.41' } };

  it.each(LANGUAGES)('%s: reads amounts in euros and words of their own, and no code, command or parameter', (language) => {
    const words = schemeWords(language, 'fi-kapl');
    for (const page of [overviewHtml(answer, language), overviewPage(answer, language).replace(/\s+/g, ' ')]) {
      expect(page).not.toMatch(/MISSING_PARAMETER|fi-kapl|`accrual|incomeLimit/);
      for (const said of [words.value, words.opening(2010), moneyIn(language, '60753.41', 'EUR').replace(/\u00a0/g, page.startsWith('<') ? '\u00a0' : ' ')]) expect(page).toContain(said);
    }
    expect(toldNotes(language, NOTES)).toEqual([wordsOf(language).pensionNotShown]);
  });
});
