/**
 * The labelled demo set (section 8): invented values for demonstration, used only where a calculation asks for them by
 * `"params": "demo"`. `test/samples/dk-p90/illustrative.json` publishes the same values to a fund.
 */
import { layer, type Parameter, type ParameterSet } from '../frame/parameters/parameters.js';
import { OFFICIAL } from './parameters.js';

function demo(name: string, unit: string, value: string): Parameter {
  const entry = {
    from: '1980-01-01',
    value,
    reference: 'demo set of the rulebook, section 8',
    status: 'illustrative',
    announced: '1980-01-01',
  } as const;
  return { name, unit, entries: [entry] };
}

export const DEMO_PARAMETERS: readonly Parameter[] = [
  demo('wageGrowth', 'effective yearly fraction', '0.03'),
  demo('priceGrowth', 'effective yearly fraction', '0.02'),
  demo('retirementAge', 'months', '816'),
  demo('adminFee', 'DKK per month', '40'),
  demo('riskPremium', 'DKK per month', '60'),
  demo('groupPremium', 'DKK per month', '150'),
  demo('specialBonusRate', 'fraction of the pension', '0.04'),
  demo('spouseRate', 'fraction of the old-age pension', '0.6'),
  demo('minContribution', 'DKK per month', '1000'),
  demo('expiryAge', 'years', '67'),
  demo('accountRate', 'effective yearly fraction', '0.04'),
  demo('mortality', 'law of mortality', 'G82M'),
  demo('targetRate', 'fraction of the values', '0.05'),
  demo('releaseShare', 'fraction of the excess', '0.5'),
];

export const DEMO: ParameterSet = layer(OFFICIAL, DEMO_PARAMETERS);
