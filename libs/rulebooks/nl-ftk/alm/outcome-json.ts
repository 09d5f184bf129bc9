/** The figures of a study as an operation and a report tell them (nl-ftk section 4). */
import type { AlmOutcome, Band } from '#actuarial/alm/outcome.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { simulatedText } from '../input/read.js';
import * as is from '../input/schema.js';

const band = is.record({ median: is.exact, low: is.exact, high: is.exact });

export const outcomeSchema = is.record({
  cutProbability: is.exact,
  meanCut: is.exact,
  anyCutProbability: is.exact,
  fundingRatio0: is.exact,
  meanFundingRatio: is.exact,
  premiumPath: is.list(is.exact),
  pensionResult: is.mapOf(band),
  'replacement10?': is.record({ median: is.exact, low: is.exact }),
  netProfit: is.mapOf(is.exact),
});

export function outcomeJson(outcome: AlmOutcome): JsonObject {
  const { replacement10 } = outcome;
  return {
    cutProbability: simulatedText(outcome.cutProbability),
    meanCut: simulatedText(outcome.meanCut),
    anyCutProbability: simulatedText(outcome.anyCutProbability),
    fundingRatio0: simulatedText(outcome.fundingRatio0),
    meanFundingRatio: simulatedText(outcome.meanFundingRatio),
    premiumPath: outcome.premiumPath.map(simulatedText),
    pensionResult: Object.fromEntries([...outcome.pensionResult].map(([age, result]) => [String(age), bandJson(result)])),
    ...(replacement10 === undefined
      ? {}
      : { replacement10: { median: simulatedText(replacement10.median), low: simulatedText(replacement10.low) } }),
    netProfit: Object.fromEntries([...outcome.netProfit].map(([year, profit]) => [String(year), simulatedText(profit)])),
  };
}

function bandJson({ median, low, high }: Band): JsonObject {
  return { median: simulatedText(median), low: simulatedText(low), high: simulatedText(high) };
}
