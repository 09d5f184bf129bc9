/**
 * Frozen answers that were wrong by the law when they were frozen: the file stays as it is, and what is right stands here with the reason.
 * An erratum needs the article and a line in the changelog; a figure that a new version of a rulebook changed is none.
 */
import type { JsonObject } from '#ledger/kernel/json.js';

export interface Erratum {
  readonly name: string;
  readonly question: { readonly model: string; readonly participant: string };
  readonly reason: string;
  /** Of each frozen answer to the question, at whatever coordinates. */
  readonly right: (frozen: JsonObject) => JsonObject;
}

export const ERRATA: readonly Erratum[] = [
  {
    name: '2026-11-accounts-of-a-board',
    question: { model: 'indexations', participant: 'nl-pob' },
    // The frozen bound agrees with what is right: (1.18 - 1.10) / 10 = 0.008.
    reason: 'nl-pob VIII goes by the ratio of 30 September of the year before; the day after it was shown, on which none was published',
    right: (frozen) => ({
      ...frozen,
      years: yearsOf(frozen).map((year) => ({ ...year, referenceDate: '2018-09-30', ratio: '1.18' })),
    }),
  },
  {
    name: '2026-11-funding-of-a-fund',
    question: { model: 'evaluations', participant: 'nl-pob' },
    reason: 'nl-ftk 8: below is what the year makes of it (2016 below 1, 2017 below 0); where no series of cuts runs, tenCuts is null',
    right: (frozen) => ({
      ...frozen,
      years: yearsOf(frozen).map((year) => ({ ...year, below: belowAfter(year), tenCuts: null })),
    }),
  },
  {
    name: '2026-11-ten-cuts-of-a-fund',
    question: { model: 'evaluations', participant: 'nl-pob' },
    // The journal has the cuts of 2022 and 2023: 10 − 2.
    reason: 'nl-ftk 8: below is what the year makes of it; cuts of a series that were taken are not left; without a series there is none',
    right: (frozen) => ({
      ...frozen,
      years: yearsOf(frozen).map((year) => ({
        ...{ ...year, below: belowAfter(year) },
        tenCuts: year['tenCuts'] ? seriesWith(year['tenCuts'], frozen['asOf'] as string) : null,
      })),
    }),
  },
];

/** nl-ftk 2: F < mvev ? below + 1 : 0, and 0 with TEN_CUTS; the frozen count is the one before. */
function belowAfter({ fundingRatio, mvev, below, proposed }: JsonObject): number {
  if ((proposed as JsonObject)['action'] === 'TEN_CUTS') return 0;
  return Number(fundingRatio) < Number(mvev) ? (below as number) + 1 : 0;
}

function seriesWith(series: JsonObject[string], asOf: string): JsonObject {
  return { ...(series as JsonObject), cutsLeft: asOf < '2022-01-01' ? 10 : 8 };
}

function yearsOf(frozen: JsonObject): readonly JsonObject[] {
  return frozen['years'] as readonly JsonObject[];
}
