/**
 * The yearly decision in doubles, as the simulation takes it. The ledger and `ftk.adjust` take theirs in decimals
 * (`libs/rulebooks/nl-ftk/policy`); a specification holds the two together (ADR 0020).
 */
import type { FundingRegime } from './parameters.js';

/** Years of the old recovery plan. */
const OLD_PLAN_YEARS = 15;
/** Years of the new recovery plan, and the share of the surplus that is durable indexation. */
const NEW_PLAN_YEARS = 10;

/** What a decision starts from and carries on; `decideYear` changes it in place. */
export interface PolicyState {
  /** Earlier consecutive starts of a year below the minimum. */
  below: number;
  /** Years since the old plan began; −1 where none runs. */
  planElapsed: number;
  indexation: number;
  catchUp: number;
  tenCuts: boolean;
}

export function startOfPolicy(): PolicyState {
  return { below: 0, planElapsed: -1, indexation: 0, catchUp: 0, tenCuts: false };
}

/** fundingRatio F, ambition a, backlog index G, growth g of nl-ftk section 2. */
export function decideYear(
  regime: FundingRegime,
  state: PolicyState,
  fundingRatio: number,
  ambition: number,
  backlog: number,
  growth: number,
): void {
  state.below = fundingRatio < regime.mvev ? state.below + 1 : 0;
  state.catchUp = 0;
  state.tenCuts = false;
  if (regime.base === 'old') decideOld(regime, state, fundingRatio, ambition, backlog, growth);
  else decideNew(regime, state, fundingRatio, ambition, backlog, growth);
}

function decideOld(
  regime: FundingRegime,
  state: PolicyState,
  fundingRatio: number,
  ambition: number,
  backlog: number,
  growth: number,
): void {
  const { vev, mvev, threshold } = regime;
  if (state.below > regime.mvevYears) {
    state.indexation = fundingRatio / mvev - 1;
    state.below = 0;
    return;
  }
  if (fundingRatio < vev) {
    state.planElapsed += 1;
    const byScale = ambition * Math.max(0, (fundingRatio - threshold) / (vev - threshold));
    const byPlan = Math.max(0, (fundingRatio * (1 + growth) ** Math.max(1, OLD_PLAN_YEARS - state.planElapsed)) / vev - 1);
    state.indexation = Math.min(byScale, byPlan);
    return;
  }
  state.planElapsed = -1;
  state.indexation = ambition;
  state.catchUp = catchUp(regime, fundingRatio / (1 + ambition) / vev - 1, backlog);
}

function decideNew(
  regime: FundingRegime,
  state: PolicyState,
  fundingRatio: number,
  ambition: number,
  backlog: number,
  growth: number,
): void {
  const { vev, threshold } = regime;
  state.planElapsed = -1;
  state.indexation = 0;
  if (state.below > regime.mvevYears) {
    state.tenCuts = true;
    state.below = 0;
    return;
  }
  const durable = Math.min(ambition, Math.max(0, (fundingRatio - threshold) / NEW_PLAN_YEARS));
  if (fundingRatio < vev) {
    const byPlan = ((fundingRatio * (1 + growth) ** NEW_PLAN_YEARS) / vev - 1) / NEW_PLAN_YEARS;
    state.indexation = Math.min(byPlan, durable);
    return;
  }
  state.indexation = durable;
  if (durable < ambition) return;
  const top = Math.max(vev, threshold + NEW_PLAN_YEARS * ambition);
  state.catchUp = catchUp(regime, fundingRatio / (1 + durable) / top - 1, backlog);
}

function catchUp({ catchUpShare }: FundingRegime, surplus: number, backlog: number): number {
  return Math.min(Math.max(0, backlog - 1), catchUpShare * Math.max(0, surplus));
}
