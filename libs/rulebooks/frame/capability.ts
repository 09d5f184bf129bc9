/** Asking a rulebook for what its scheme may not have: the one place that refuses it. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Capabilities, Capability } from './capabilities/capabilities.js';
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
