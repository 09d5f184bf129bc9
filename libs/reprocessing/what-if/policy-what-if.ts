/** What the rules would have proposed to a fund's board year by year, if a file of parameters had been in force: marked, never stored. */
import type { JournalReader } from '#journal/port.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Clock } from '#money/clock.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { fundAt } from '#projections/policy/fund-at.js';
import { evaluationsAt, type EvaluationsQuestion, type FundEvaluationsView } from '#projections/policy/fund-evaluations.js';
import { asSupposed, markOfRules, type NamedFile, type WhatIfMark } from './mark.js';

export interface PolicySupposition extends Omit<EvaluationsQuestion, 'supposed'> {
  readonly rules: NamedFile & { readonly document: JsonObject };
}

export type SupposedEvaluations = Answer<FundEvaluationsView & { readonly whatIf: WhatIfMark }>;

/** Refuses what the evaluations themselves refuse, and what `readParameterFile` refuses of the rules of funding. */
export async function evaluationsWhatIf(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
  { rules, ...question }: PolicySupposition,
): Promise<SupposedEvaluations> {
  const at = await fundAt(journal, clock, fundId, asked);
  const { supposable } = at.policy();
  const supposed = asSupposed(rules, supposable);
  const whatIf: WhatIfMark = {
    rules: { file: rules.file, sha256: rules.sha256 },
    reports: null,
    parameters: markOfRules(supposed, supposable.parameters.official),
    events: [],
  };
  return at.answer({ ...evaluationsAt(fundId, at, { ...question, supposed }), whatIf });
}
