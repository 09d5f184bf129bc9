/** The ratios and cash flows that a fund reported; the flows valued, where a market rate is given. */
import type { Clock } from '#money/clock.js';
import type { FundEventData } from '#ledger/fund/events.js';
import { standingRatios, type StandingRatio } from '#ledger/fund/funding/events.js';
import type { JournalReader } from '#journal/port.js';
import type { ValuedCashFlows } from '#rulebooks/frame/capabilities/policy.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import { fundAt } from './fund-at.js';

export interface FundCashFlowsView {
  readonly fundId: string;
  readonly ratios: readonly StandingRatio[];
  readonly cashFlows: readonly (FundEventData['CashFlowsReported'] & {
    readonly eventId: string;
    /** null where the question gives no market rate. */
    readonly valued: ValuedCashFlows | null;
  })[];
}

export interface CashFlowsQuestion {
  /** Flat, effective a year. */
  readonly marketRate?: string | undefined;
}

/** Refuses UNKNOWN_FUND, NOT_APPLICABLE, INVALID_RATE and MISSING_PARAMETER. */
export async function fundCashFlows(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
  { marketRate }: CashFlowsQuestion = {},
): Promise<Answer<FundCashFlowsView>> {
  const { fund, rules, policy: policyAt, answer } = await fundAt(journal, clock, fundId, asked);
  const { policy, funding } = policyAt();
  const byDay = <T extends { readonly on: string }>(all: readonly T[]): readonly T[] => [...all].sort((a, b) => (a.on < b.on ? -1 : 1));
  return answer({
    fundId,
    ratios: byDay(standingRatios(fund)),
    cashFlows: byDay(fund.cashFlows.map(({ eventId, data }) => ({ ...data, eventId }))).map((one) => ({
      ...one,
      valued: marketRate === undefined ? null : policy.valued(one.on, marketRate, fund, rules.parameters, funding),
    })),
  });
}
