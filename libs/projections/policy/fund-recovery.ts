/** A fund's recovery: the plan that stands and those before it, and where the ratio is expected to go. */
import type { Clock } from '#money/clock.js';
import type { FundEventData } from '#ledger/fund/events.js';
import type { JournalReader } from '#journal/port.js';
import type { ExpectedPath, PolicyVariant } from '#rulebooks/frame/capabilities/policy.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import { fundAt, type FundAt } from './fund-at.js';
import { supposed } from './fund-evaluations.js';

type Plan = FundEventData['RecoveryPlanSet'];

export interface FundRecoveryPlanView {
  readonly fundId: string;
  readonly plan: (Plan & { readonly fundingRatio: string; readonly required: string; readonly eventId: string }) | null;
  readonly previousPlans: readonly { readonly year: number; readonly horizonEnds: number; readonly eventId: string }[];
}

/** Refuses UNKNOWN_FUND and NOT_APPLICABLE. */
export async function fundRecoveryPlan(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
): Promise<Answer<FundRecoveryPlanView>> {
  const { fund, policy: policyAt, answer } = await fundAt(journal, clock, fundId, asked);
  const { policy, funding } = policyAt();
  const evaluated = policy.evaluations(fund, funding, {});
  const plans = [...fund.recoveryPlans].sort((one, other) => one.data.year - other.data.year);
  const last = plans.at(-1);
  // A plan rests on the evaluation of its year, so there is one.
  const year = evaluated.find((one) => one.year === last?.data.year);
  return answer({
    fundId,
    plan:
      last === undefined || year === undefined
        ? null
        : { ...last.data, fundingRatio: year.fundingRatio, required: year.vev, eventId: last.eventId },
    previousPlans: plans.slice(0, -1).map(({ eventId, data }) => ({ year: data.year, horizonEnds: data.horizonEnds, eventId })),
  });
}

export interface FundRecoveryPathView extends ExpectedPath {
  readonly fundId: string;
  /** Rules as they might be, where the question supposes some; never stored. */
  readonly variant: PolicyVariant | null;
}

export interface RecoveryPathQuestion {
  readonly years: number;
  readonly variant?: PolicyVariant | undefined;
}

/** From the last evaluated year on. Refuses UNKNOWN_FUND, NOT_APPLICABLE, NOT_EVALUATED and UNKNOWN_VARIANT. */
export async function fundRecoveryPath(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
  question: RecoveryPathQuestion,
): Promise<Answer<FundRecoveryPathView>> {
  const at = await fundAt(journal, clock, fundId, asked);
  return at.answer(recoveryPathAt(fundId, at, question));
}

/** Of a fund at its coordinates, not yet an answer. */
export function recoveryPathAt(
  fundId: string,
  { fund, policy: policyAt }: Pick<FundAt, 'fund' | 'policy'>,
  { years, variant = {} }: RecoveryPathQuestion,
): FundRecoveryPathView {
  const { policy, funding } = policyAt();
  return { fundId, variant: supposed(variant), ...policy.expectedPath(years, fund, funding, variant) };
}
