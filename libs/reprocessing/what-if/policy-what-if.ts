/** What a fund's policy would be if a file of the rules of funding had been in force: a reading of it, marked and never stored. */
import type { JournalReader } from '#journal/port.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Clock } from '#money/clock.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { fundAt, type FundAt } from '#projections/policy/fund-at.js';
import { supposingRules } from '#rulebooks/frame/parameters/funding-rules.js';
import { asSupposed, markOfRules, type NamedFile, type WhatIfMark } from './mark.js';

export interface AskedOfPolicy {
  readonly journal: JournalReader;
  readonly clock: Clock;
  readonly fundId: string;
  readonly asked: AskedCoordinates;
}

export type RulesFile = NamedFile & { readonly document: JsonObject };

/**
 * `reading`: evaluations, a recovery path or a figure of the fund, by rules supposed. Refuses what the reading itself refuses, and what
 * `readParameterFile` refuses of the rules of funding.
 */
export async function policyWhatIf<View extends object>(
  { journal, clock, fundId, asked }: AskedOfPolicy,
  rules: RulesFile,
  reading: (fundId: string, at: FundAt) => View,
): Promise<Answer<View & { readonly whatIf: WhatIfMark }>> {
  const at = await fundAt(journal, clock, fundId, asked);
  const { policy, funding } = at.policy();
  const supposed = asSupposed(rules, policy.law);
  const whatIf: WhatIfMark = {
    rules: { file: rules.file, sha256: rules.sha256 },
    reports: null,
    parameters: markOfRules(supposed, funding.known),
    events: [],
  };
  const supposing: FundAt = { ...at, policy: () => ({ policy, funding: supposingRules(funding, supposed) }) };
  return at.answer({ ...reading(fundId, supposing), whatIf });
}
