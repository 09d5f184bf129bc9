/** One scenario of the economy (nl-ftk section 4, step 5). It does not depend on the fund, so every regime meets the same. */
import { mulberry32, momentOfNormal } from './draws.js';
import { AVERAGED_RATES, type AlmParameters } from './parameters.js';

/** Places 0 … years − 1 are a year's; `rate`, `inflation`, `prices`, `wages`, `deflator` and `averageRate` also stand at the end. */
export interface Economy {
  /** Return on equity in the year. */
  readonly equityReturn: Float64Array;
  /** z_r of the year. */
  readonly rateShock: Float64Array;
  /** Flat market rate at the start of the year. */
  readonly rate: Float64Array;
  /** Mean of the last ten rates at the starts of years, this one included. */
  readonly averageRate: Float64Array;
  readonly inflation: Float64Array;
  /** Price level, 1 at the start. */
  readonly prices: Float64Array;
  /** Wage level, 1 at the start. */
  readonly wages: Float64Array;
  /** Value at the start of 1 paid at the start of the year. */
  readonly deflator: Float64Array;
}

/** Room for a scenario of so many years; `drawEconomy` fills it again for each. */
export function emptyEconomy(years: number): Economy {
  const [flows, levels] = [() => new Float64Array(years), () => new Float64Array(years + 1)];
  return {
    equityReturn: flows(),
    rateShock: flows(),
    rate: levels(),
    averageRate: levels(),
    inflation: levels(),
    prices: levels(),
    wages: levels(),
    deflator: levels(),
  };
}

/** Fills `into` with the scenario of a seed (32 bits, wraps). A year draws equity, rate and inflation, in that order. */
export function drawEconomy(params: AlmParameters, seed: number, into: Economy): void {
  const {
    rateMean,
    rateReversion,
    rateVol,
    inflationMean,
    inflationPersistence,
    inflationVol,
    wageSpread,
    equityVol,
    priceOfRisk,
  } = params;
  const { normal } = mulberry32(seed);
  const deflation = momentOfNormal(priceOfRisk);
  const premiumOfRisk = deflation / momentOfNormal(equityVol - priceOfRisk);
  const years = into.equityReturn.length;
  let [rate, inflation, prices, wages, deflator] = [params.r0, params.inflation0, 1, 1, 1];
  const last = params.rateHistory.slice(1 - AVERAGED_RATES);
  let sum = last.reduce((total, one) => total + one, rate);
  for (let t = 0; ; t += 1) {
    into.rate[t] = rate;
    into.averageRate[t] = sum / AVERAGED_RATES;
    into.inflation[t] = inflation;
    into.prices[t] = prices;
    into.wages[t] = wages;
    into.deflator[t] = deflator;
    if (t === years) return;
    const [equityDraw, rateDraw, inflationDraw] = [normal(), normal(), normal()];
    into.equityReturn[t] = (1 + rate) * Math.exp(equityVol * equityDraw) * premiumOfRisk - 1;
    into.rateShock[t] = rateDraw;
    deflator *= Math.exp(-priceOfRisk * equityDraw) / ((1 + rate) * deflation);
    rate += rateReversion * (rateMean - rate) + rateVol * rateDraw;
    prices *= 1 + inflation;
    inflation = inflationMean + inflationPersistence * (inflation - inflationMean) + inflationVol * inflationDraw;
    wages *= 1 + inflation + wageSpread;
    sum = 0;
    for (let back = 0; back < AVERAGED_RATES; back += 1) sum += rateBefore(into.rate, last, t + 1, back, rate);
  }
}

/** The rate `back` years before the start of year t: drawn, or of the history. */
function rateBefore(drawn: Float64Array, history: readonly number[], t: number, back: number, current: number): number {
  if (back === 0) return current;
  return (t - back >= 0 ? drawn[t - back] : history[history.length + t - back]) as number;
}
