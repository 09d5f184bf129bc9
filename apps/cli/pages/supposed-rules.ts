/** The line that marks an answer by rules that a question supposes. */
import type { PolicyVariant } from '#rulebooks/frame/capabilities/policy.js';

export function supposedRules(variant: PolicyVariant | null): readonly string[] {
  if (variant === null) return [];
  const rules = Object.entries(variant).map(([field, value]) => `${field}=${value}`);
  return [`SUPPOSED RULES: ${rules.join(', ')}. This is no record of the fund.`];
}
