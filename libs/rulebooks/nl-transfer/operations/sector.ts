/** transfer.sector. */
import { exactText, type Decimal } from '#money/decimal.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Operation } from '../../frame/operation.js';
import { readYear } from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { OFFICIAL } from '../parameters.js';
import { PROVIDERS, sectorOf, type Provider } from '../sector/sector.js';

const byProvider = is.record({ fund: is.exact, insurer: is.exact, ppi: is.exact });

export const sectorOperation: Operation = {
  name: 'transfer.sector',
  article: "minister's answers 6, 8",
  summary: 'The sector by kind of provider: shares of participants and premium, premium per participant, other providers',
  input: is.inputOf({ year: is.year }),
  output: is.record({ activeShare: byProvider, premiumShare: byProvider, premiumPerActive: byProvider, otherProviders: is.count }),
  calculate: (input) => {
    const sector = sectorOf(OFFICIAL, readYear(input, 'year'));
    return {
      activeShare: texts(sector.activeShare),
      premiumShare: texts(sector.premiumShare),
      premiumPerActive: texts(sector.premiumPerActive),
      otherProviders: sector.otherProviders.toNumber(),
    };
  },
};

function texts(values: { readonly [provider in Provider]: Decimal }): JsonObject {
  return Object.fromEntries(PROVIDERS.map((provider) => [provider, exactText(values[provider])]));
}
