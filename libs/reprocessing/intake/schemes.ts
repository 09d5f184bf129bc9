/** The schemes an import may meet: their rulebooks, and each fund's parameters as published so far. */
import type { SchemeTerms } from '#ledger/participant/decide.js';
import type { CorrectionContext } from '#ledger/participant/decide-correction.js';
import type { ParameterSet } from '#rulebooks/frame/parameters.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';

export interface SchemeSource {
  readonly rulebooks: readonly Rulebook[];
  /** All rules published in the ledger by now for a fund. */
  readonly parameters: (fundId: string, scheme: string) => Promise<ParameterSet>;
}

export interface Schemes {
  readonly ids: readonly string[];
  readonly terms: (scheme: string) => SchemeTerms | undefined;
  /** What settles a correction in that fund; undefined where the scheme derives entitlements anew. */
  readonly settlement: (fundId: string, scheme: string) => Promise<CorrectionContext['settle']>;
}

/** Parameters are read once a fund: an import settles all its corrections by the same rules. */
export function schemesOf({ rulebooks, parameters }: SchemeSource): Schemes {
  const byId = new Map(rulebooks.map((rulebook) => [rulebook.id, rulebook]));
  const terms = new Map(rulebooks.map(({ id, currency, facts }): [string, SchemeTerms] => [id, { scheme: id, currency, facts }]));
  const settlements = new Map<string, CorrectionContext['settle']>();
  return {
    ids: [...byId.keys()],
    terms: (scheme) => terms.get(scheme),
    settlement: async (fundId, scheme) => {
      const policy = byId.get(scheme)?.correctionPolicy;
      if (policy?.kind !== 'window-settlement') return undefined;
      const key = `${fundId} ${scheme}`;
      let settle = settlements.get(key);
      if (settle === undefined) {
        const published = await parameters(fundId, scheme);
        settle = (state, correction, correctionId) => policy.settle(state, correction, correctionId, published);
        settlements.set(key, settle);
      }
      return settle;
    },
  };
}
