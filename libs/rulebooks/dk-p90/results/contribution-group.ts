/** A contribution group with its participants: the outcome of a result and what each of them gets or loses (section 7). */
import { Decimal, ZERO, sum } from '#money/decimal.js';
import { minorToDecimal } from '#money/amount.js';
import { allocate } from './allocation.js';
import { groupOutcome, type GroupOutcome, type GroupYear } from './year-result.js';

export interface GroupParticipant {
  readonly id: string;
  /** DKK. */
  readonly value: Decimal;
  /** Premiums for risk groups, fees for cost groups; without it the value. */
  readonly key?: Decimal | undefined;
}

export interface ContributionGroup extends Omit<GroupYear, 'valueSum'> {
  readonly id: string;
  readonly participants: readonly GroupParticipant[];
}

/** Shares in øre by participant; undefined where the total is zero. */
export interface AllocatedOutcome extends GroupOutcome {
  readonly bonus: ReadonlyMap<string, number> | undefined;
  readonly creditReduction: ReadonlyMap<string, number> | undefined;
  readonly deduction: ReadonlyMap<string, number> | undefined;
}

/** Refuses NO_ALLOCATION_KEY `{group}` where something is to be allocated and the keys sum to zero. */
export function allocatedOutcome(group: ContributionGroup): AllocatedOutcome {
  const outcome = groupOutcome({ ...group, valueSum: sum(group.participants.map(({ value }) => value)) });
  const weighted = group.participants.map(({ id, value, key }) => ({ id, key: key ?? Decimal.max(ZERO, value) }));
  const shares = (totalMinor: number): ReadonlyMap<string, number> | undefined =>
    totalMinor === 0 ? undefined : allocate(totalMinor, weighted, group.id);
  return {
    ...outcome,
    bonus: shares(outcome.bonusMinor),
    creditReduction: shares(outcome.creditReductionMinor),
    deduction: shares(outcome.valueDeductionMinor),
  };
}

/** The group after a deduction: the values reduced by it, the buffer by what was used. */
export function afterDeduction(group: ContributionGroup, outcome: AllocatedOutcome): ContributionGroup {
  return {
    ...group,
    openingBuffer: outcome.closingBuffer,
    participants: group.participants.map((participant) => ({
      ...participant,
      value: participant.value.minus(minorToDecimal(outcome.deduction?.get(participant.id) ?? 0)),
    })),
  };
}
