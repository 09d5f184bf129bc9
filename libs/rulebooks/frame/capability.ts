/** Asking a rulebook for what its scheme may not have: the one place that refuses it. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Capabilities, Capability } from './capabilities/capabilities.js';
import type { PolicyRules } from './capabilities/policy.js';
import type { FundingRules } from './parameters/funding-rules.js';
import type { Rulebook } from './rulebook.js';

/** The capability, or the refusal NOT_APPLICABLE `{scheme}` with what else the question was about. */
export function capabilityOf<C extends Capability>(
  { id, capabilities }: Rulebook,
  capability: C,
  details: JsonObject = {},
): NonNullable<Capabilities[C]> {
  const found = capabilities[capability];
  return found ?? refuse('NOT_APPLICABLE', { scheme: id, lacks: capability, ...details });
}

interface WithFunding {
  readonly rulebook: Rulebook;
  readonly funding: FundingRules | undefined;
}

/** The funding policy of a scheme, with the rules that count for it. Refuses NOT_APPLICABLE. */
export function policyOf({ rulebook, funding }: WithFunding): { readonly policy: PolicyRules; readonly funding: FundingRules } {
  const policy = capabilityOf(rulebook, 'policy');
  if (funding === undefined) throw new Error(`${rulebook.id} has a policy, and no rules of funding were read for it`);
  return { policy, funding };
}
