/** The schemes an import may meet: their rulebooks, and each fund's parameters as published so far. */
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import type { SchemeTerms } from '#ledger/facts/scheme-terms.js';
import type { CorrectionContext } from '#ledger/participant/incomes/correct-income.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import type { ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';

export interface SchemeSource {
  readonly rulebooks: readonly Rulebook[];
  /** All rules published in the ledger by now for a fund. */
  readonly parameters: (fundId: string, scheme: string) => Promise<ParameterSet>;
}

/** Which schemes there are, and what each takes. */
export interface KnownSchemes {
  readonly ids: readonly string[];
  readonly terms: (scheme: string) => SchemeTerms | undefined;
}

export interface Schemes extends KnownSchemes {
  /** What settles a correction in that fund; undefined where the scheme derives entitlements anew. */
  readonly settlement: (fundId: string, scheme: string) => Promise<CorrectionContext<ParticipantState>['settle']>;
  /** What decisions about an employer of that fund go by. */
  readonly employerLaw: (fundId: string, scheme: string) => Promise<EmployerLaw>;
}

export function knownSchemes(rulebooks: readonly Rulebook[]): KnownSchemes {
  const terms = new Map(
    rulebooks.map(({ id, currency, facts, capabilities }): [string, SchemeTerms] => [
      id,
      {
        scheme: id,
        currency,
        facts,
        transfersGroups: capabilities.collectiveTransfer !== undefined,
        hasFundingPolicy: capabilities.policy !== undefined,
      },
    ]),
  );
  return { ids: [...terms.keys()], terms: (scheme) => terms.get(scheme) };
}

/** What settles a correction under the rules given; undefined where the scheme derives entitlements anew. */
export function settlementBy(
  { capabilities: { corrections } }: Rulebook,
  parameters: ParameterSet,
): CorrectionContext<ParticipantState>['settle'] {
  if (corrections?.kind !== 'window-settlement') return undefined;
  return (state, correction, correctionId) => corrections.settle(state, correction, correctionId, parameters);
}

/** Parameters are read once a fund: an import settles all its corrections by the same rules. */
export function schemesOf({ rulebooks, parameters }: SchemeSource): Schemes {
  const byId = new Map(rulebooks.map((rulebook) => [rulebook.id, rulebook]));
  const settlements = new Map<string, CorrectionContext<ParticipantState>['settle']>();
  const laws = new Map<string, EmployerLaw>();
  return {
    ...knownSchemes(rulebooks),
    settlement: async (fundId, scheme) => {
      const rulebook = byId.get(scheme);
      if (rulebook?.capabilities.corrections?.kind !== 'window-settlement') return undefined;
      const key = `${fundId} ${scheme}`;
      let settle = settlements.get(key);
      if (settle === undefined) {
        settle = settlementBy(rulebook, await parameters(fundId, scheme));
        settlements.set(key, settle);
      }
      return settle;
    },
    employerLaw: async (fundId, scheme) => {
      const rulebook = byId.get(scheme);
      if (rulebook === undefined) throw new Error(`there is no rulebook ${scheme}`);
      const key = `${fundId} ${scheme}`;
      let law = laws.get(key);
      if (law === undefined) {
        law = employerLaw(rulebook, await parameters(fundId, scheme));
        laws.set(key, law);
      }
      return law;
    },
  };
}
