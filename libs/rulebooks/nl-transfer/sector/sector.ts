/** The sector by kind of provider (section 6; Answers 6 and 8). */
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { sum, type Decimal } from '#money/decimal.js';
import { entryInForce, missingParameter, requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';

export const PROVIDERS = ['fund', 'insurer', 'ppi'] as const;
export type Provider = (typeof PROVIDERS)[number];

export interface Sector {
  readonly activeShare: { readonly [provider in Provider]: Decimal };
  readonly premiumShare: { readonly [provider in Provider]: Decimal };
  readonly premiumPerActive: { readonly [provider in Provider]: Decimal };
  readonly otherProviders: Decimal;
}

/** Shares of each kind at the end of a year. Refuses MISSING_PARAMETER statistics for a year that the letter does not give. */
export function sectorOf(parameters: ParameterSet, year: number): Sector {
  const on = endOfYear(year);
  if (entryInForce(parameters, 'providers.all', on) === undefined) return missingParameter(parameters.scheme, 'statistics', on);
  const active = byProvider((provider) => requireDecimal(parameters, `activeParticipants.${provider}`, on));
  const premium = byProvider((provider) => requireDecimal(parameters, `premium.${provider}`, on));
  return {
    activeShare: shares(active),
    premiumShare: shares(premium),
    premiumPerActive: byProvider((provider) => premium[provider].div(active[provider])),
    otherProviders: otherProviders(parameters, on),
  };
}

/** All but insurers and premium pension institutions. */
function otherProviders(parameters: ParameterSet, on: CivilDate): Decimal {
  const count = (name: string): Decimal => requireDecimal(parameters, `providers.${name}`, on);
  return count('all').minus(count('insurer')).minus(count('ppi'));
}

function shares(amounts: { readonly [provider in Provider]: Decimal }): { readonly [provider in Provider]: Decimal } {
  const total = sum(PROVIDERS.map((provider) => amounts[provider]));
  return byProvider((provider) => amounts[provider].div(total));
}

function byProvider<T>(of: (provider: Provider) => T): { readonly [provider in Provider]: T } {
  return { fund: of('fund'), insurer: of('insurer'), ppi: of('ppi') };
}
