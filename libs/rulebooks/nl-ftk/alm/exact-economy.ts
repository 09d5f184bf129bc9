/** One scenario of the economy in decimals (nl-ftk section 4, step 5). */
import { AVERAGED_RATES } from '#actuarial/alm/parameters.js';
import { Decimal, ONE, sum } from '#money/decimal.js';
import type { ExactParameters } from './exact-model.js';

/** Places 0 … years − 1 are a year's; all but returns and shocks also stand at the end. */
export interface ExactEconomy {
  readonly equityReturn: readonly Decimal[];
  readonly rateShock: readonly Decimal[];
  readonly rate: readonly Decimal[];
  readonly averageRate: readonly Decimal[];
  readonly inflation: readonly Decimal[];
  readonly prices: readonly Decimal[];
  readonly wages: readonly Decimal[];
  readonly deflator: readonly Decimal[];
}

const SUMMED = 12;

/** `normal`: sums of twelve numbers of 33 bits, which doubles hold exactly. */
export function drawExactly(params: ExactParameters, normal: () => number, years: number): ExactEconomy {
  const { rateMean, rateReversion, rateVol, wageSpread, equityVol, priceOfRisk } = params;
  const { inflationMean, inflationPersistence, inflationVol } = params;
  const drawn: { readonly [Field in keyof ExactEconomy]: Decimal[] } = {
    ...{ equityReturn: [], rateShock: [], rate: [], averageRate: [], inflation: [], prices: [], wages: [], deflator: [] },
  };
  const premiumOfRisk = momentOf(priceOfRisk).div(momentOf(equityVol.minus(priceOfRisk)));
  let [rate, inflation, prices, wages, deflator] = [params.r0, params.inflation0, ONE, ONE, ONE];
  const rates = [...params.rateHistory];
  for (let t = 0; ; t += 1) {
    rates.push(rate);
    drawn.rate.push(rate);
    drawn.averageRate.push(sum(rates.slice(-AVERAGED_RATES)).div(AVERAGED_RATES));
    drawn.inflation.push(inflation);
    drawn.prices.push(prices);
    drawn.wages.push(wages);
    drawn.deflator.push(deflator);
    if (t === years) return drawn;
    const [equityDraw, rateDraw, inflationDraw] = [new Decimal(normal()), new Decimal(normal()), new Decimal(normal())];
    drawn.equityReturn.push(ONE.plus(rate).times(equityVol.times(equityDraw).exp()).times(premiumOfRisk).minus(ONE));
    drawn.rateShock.push(rateDraw);
    deflator = deflator.times(priceOfRisk.times(equityDraw).neg().exp()).div(ONE.plus(rate).times(momentOf(priceOfRisk)));
    rate = rate.plus(rateReversion.times(rateMean.minus(rate))).plus(rateVol.times(rateDraw));
    prices = prices.times(ONE.plus(inflation));
    inflation = inflationMean.plus(inflationPersistence.times(inflation.minus(inflationMean))).plus(inflationVol.times(inflationDraw));
    wages = wages.times(ONE.plus(inflation).plus(wageSpread));
  }
}

/** M(s) = ((e^(s/2) − e^(−s/2))/s)^12. */
function momentOf(s: Decimal): Decimal {
  if (s.isZero()) return ONE;
  const half = s.div(2);
  return half.exp().minus(half.neg().exp()).div(s).pow(SUMMED);
}
