/** A fund's policy year by year: what the rules proposed, what the board decided, and what they would propose on what is known now. */
import type { Clock } from '#money/clock.js';
import type { JournalReader } from '#journal/port.js';
import type { EvaluatedPolicyYear, PolicyVariant } from '#rulebooks/frame/capabilities/policy.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import { fundAt } from './fund-at.js';

export interface FundEvaluationsView {
  readonly fundId: string;
  /** Rules as they might be, where the question supposes some; never stored. */
  readonly variant: PolicyVariant | null;
  readonly years: readonly EvaluatedPolicyYear[];
}

export interface EvaluationsQuestion {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly variant?: PolicyVariant | undefined;
}

/** Without a day, every year that is evaluated. Refuses UNKNOWN_FUND, NOT_APPLICABLE and UNKNOWN_VARIANT. */
export async function fundEvaluations(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
  { from = 0, to = 9999, variant = {} }: EvaluationsQuestion = {},
): Promise<Answer<FundEvaluationsView>> {
  const { fund, policy, answer } = await fundAt(journal, clock, fundId, asked);
  const years = policy().evaluations(fund, variant);
  return answer({
    fundId,
    variant: supposed(variant),
    years: years.filter(({ year }) => year >= from && year <= to),
  });
}

export function supposed(variant: PolicyVariant): PolicyVariant | null {
  return Object.keys(variant).length === 0 ? null : variant;
}
