import { givenParameters, layer } from '../../frame/parameters/parameters.js';
import { OFFICIAL } from '../parameters.js';
import { settleCorrection, type Correction } from './settle.js';
import { closesOn, lastCorrectionYear, windowFrom, windowStatus, windowTo } from './window.js';

// Illustrative external values, as in the rulebook's examples.
const parameters = layer(
  OFFICIAL,
  givenParameters({
    annualIncomeThreshold: [
      { from: '1997-01-01', to: '2004-12-31', value: '700.00' },
      { from: '2005-01-01', value: '800.00' },
    ],
    annualPremiumCoefficient: [{ from: '2003-01-01', to: '2003-12-31', value: '0.214' }],
    calculationRate: [{ from: '2001-01-01', to: '2004-12-31', value: '0.0525' }],
    smoothingTable: [{ from: '1997-01-01', to: '2004-12-31', value: 'as 2005' }],
  }),
);

const correction = (beforeMinor: number, afterMinor: number, correctedOn: string, incomeYear = 2003): Correction => ({
  insured: { birthDate: '1962-04-05', sex: 'female' },
  incomeYear,
  correctedOn,
  before: [{ amountMinor: beforeMinor, coverage: 'kapl' }],
  after: [{ amountMinor: afterMinor, coverage: 'kapl' }],
});

describe('corrections (2.4): one correction', () => {
  it('worked example 3 (a) and (c), in cents', () => {
    expect(settleCorrection(parameters, correction(1_800_000, 1_925_050, '2009-10-02'))).toEqual({
      correctionYear: 2009,
      kind: 'correction',
      timeBarred: false,
      premiumDeltaMinor: 26_761, // 0.214·1250.50 = 267.607
      premiumInterestMinor: 9_876, // 267.607·0.36905221147 = 98.76095
      smoothingDeltaMinor: 19_845, // 0.1587·1250.50 = 198.45435
      smoothingInterestMinor: 7_324, // 73.24001
      totalMinor: 36_637, // 267.61 + 98.76
    });
    expect(settleCorrection(parameters, correction(1_925_050, 1_870_000, '2010-01-15'))).toMatchObject({
      premiumDeltaMinor: -11_781,
      premiumInterestMinor: -5_235,
      smoothingDeltaMinor: -8_736,
      smoothingInterestMinor: -3_882,
      totalMinor: -17_016,
    });
  });

  it('is ordinary in the running year, time-barred after eight years, refused before the year', () => {
    const nothing = { premiumDeltaMinor: 0, premiumInterestMinor: 0, smoothingDeltaMinor: 0, smoothingInterestMinor: 0, totalMinor: 0 };
    expect(settleCorrection(parameters, correction(1, 2, '2003-12-31'))).toEqual({
      correctionYear: 2003,
      kind: 'ordinary',
      timeBarred: false,
      ...nothing,
    });
    expect(settleCorrection(parameters, correction(1, 2, '2011-12-31')).timeBarred).toBe(false);
    expect(settleCorrection(parameters, correction(1, 2, '2012-01-01'))).toEqual({
      correctionYear: 2012,
      kind: 'correction',
      timeBarred: true,
      ...nothing,
    });
    expect(() => settleCorrection(parameters, correction(1, 2, '2002-12-31'))).toThrow('INCOME_YEAR_AFTER_CORRECTION');
  });

  it('a barred correction asks for no parameter of its year', () => {
    expect(settleCorrection(OFFICIAL, correction(1, 2, '2012-01-01', 1980)).timeBarred).toBe(true);
  });
});

it.each([
  [2000, 'closed'],
  [2001, 'open'],
  [2008, 'open'],
  [2009, 'not-yet'],
  [2010, 'not-yet'],
])('correction-window (2.4): income year %i seen from 2009 is %s', (incomeYear, status) => {
  expect([windowFrom(2009), windowTo(2009)]).toEqual([2001, 2008]);
  expect(windowStatus(incomeYear, 2009)).toBe(status);
  expect(closesOn(incomeYear)).toBe(`${lastCorrectionYear(incomeYear)}-12-31`);
  expect(lastCorrectionYear(incomeYear)).toBe(incomeYear + 8);
});
