/**
 * Frozen answers that were wrong by the law when they were frozen: the file stays as it is, and what is right stands here with the reason.
 * An erratum needs the article and a line in the changelog; a figure that a new version of a rulebook changed is none.
 */
import type { JsonObject } from '#ledger/kernel/json.js';

export interface Erratum {
  readonly name: string;
  readonly question: { readonly model: string; readonly participant: string };
  readonly reason: string;
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
      years: (frozen['years'] as readonly JsonObject[]).map((year) => ({ ...year, referenceDate: '2018-09-30', ratio: '1.18' })),
    }),
  },
];
