/** A fund's policy year by year: what the rules proposed, what the board decided, and what they would propose on what is known now. */
import type { Clock } from '#money/clock.js';
import type { JournalReader } from '#journal/port.js';
import type { EvaluatedPolicyYear, PolicyVariant } from '#rulebooks/frame/capabilities/policy.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import { fundAt, type FundAt } from './fund-at.js';

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
  question: EvaluationsQuestion = {},
): Promise<Answer<FundEvaluationsView>> {
  const at = await fundAt(journal, clock, fundId, asked);
  return at.answer(evaluationsAt(fundId, at, question));
}

/** Of a fund at its coordinates, not yet an answer. */
export function evaluationsAt(
  fundId: string,
  { fund, policy: policyAt }: Pick<FundAt, 'fund' | 'policy'>,
  { from = 0, to = 9999, variant = {} }: EvaluationsQuestion,
): FundEvaluationsView {
  const { policy, funding } = policyAt();
  const years = policy.evaluations(fund, funding, variant);
  return {
    fundId,
    variant: supposed(variant),
    years: years.filter(({ year }) => year >= from && year <= to),
  };
}

export function supposed(variant: PolicyVariant): PolicyVariant | null {
  return Object.keys(variant).length === 0 ? null : variant;
}
