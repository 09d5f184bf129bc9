/** What a change of basis or terms does to a portion's participants of one fund, by the rules before and after it. */
import { addMinor, amountMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { Decimal, exactText } from '#money/decimal.js';
import type { ChangeAtAge, ChangeKind } from '#ledger/fund/changes/events.js';
import type { Publication } from '#ledger/fund/rules/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import type { ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { parametersInForce } from '#rulebooks/frame/parameters/publication.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import { fundVisitor, type FundRun, type VisitedFund } from '#portfolio/fund-visitor.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import type { PortfolioJob } from '#portfolio/run-portfolio.js';

export interface ChangeData extends FundRun {
  readonly change: ChangeKind;
  /** The day that is looked at. */
  readonly on: CivilDate;
  readonly publication: Publication;
}

export interface AgeSums {
  readonly fromAge: number;
  readonly participants: number;
  readonly valueMinor: number;
  readonly oldMinor: number;
  readonly newMinor: number;
}

export interface FigureSums {
  readonly figure: string;
  readonly beforeMinor: number;
  readonly afterMinor: number;
  readonly rising: number;
  readonly falling: number;
  readonly lapsing: number;
}

export interface ChangeSums {
  readonly participants: number;
  /** Of a basis, by ten years of age. */
  readonly ages: readonly AgeSums[];
  readonly smallest: ChangeAtAge | undefined;
  readonly largest: ChangeAtAge | undefined;
  /** Of terms. */
  readonly figures: readonly FigureSums[];
}

export const job: PortfolioJob<ChangeData, ChangeSums & Omit<VisitedFund, 'subjects'>> = {
  module: import.meta.url,
  handler: (data, reading) => {
    const visit = fundVisitor(PARTICIPANT, data, reading);
    const after = afterwards(data.publication);
    return async (portion) => {
      const sums = data.change === 'basis' ? basisSums(data, after) : termsSums(data, after);
      const { events, failed } = await visit(portion, (_id, state, _events, rules) => {
        if (state.diedOn === undefined || state.diedOn > data.on) sums.add(state, rules);
      });
      // Who comes later is not concerned yet.
      return { ...sums.result(), events, failed: failed.filter(({ refusal }) => refusal.code !== 'BEFORE_FIRST_EVENT') };
    };
  },
};

/** The parameters in force once the publication stands. */
function afterwards(publication: Publication): (rules: RulesInForce) => ParameterSet {
  const known = new WeakMap<RulesInForce, ParameterSet>();
  return (rules) => {
    const { rulebook, fund } = rules;
    let set = known.get(rules);
    if (set === undefined) {
      set = parametersInForce(rulebook, { ...fund, publications: [...fund.publications, publication] }, undefined);
      known.set(rules, set);
    }
    return set;
  };
}

interface Summing {
  readonly add: (state: ParticipantState, rules: RulesInForce) => void;
  readonly result: () => ChangeSums;
}

function basisSums({ on }: ChangeData, after: (rules: RulesInForce) => ParameterSet): Summing {
  const ages = new Map<number, AgeSums>();
  let participants = 0;
  let [smallest, largest]: [ChangeAtAge | undefined, ChangeAtAge | undefined] = [undefined, undefined];
  return {
    add: (state, rules) => {
      const paid = rules.rulebook.capabilities.changes?.paidByValue(state, on, rules.parameters, after(rules));
      if (paid === undefined) return;
      participants += 1;
      const fromAge = Math.floor(paid.ageMonths / 120) * 10;
      const sums = ages.get(fromAge) ?? { fromAge, participants: 0, valueMinor: 0, oldMinor: 0, newMinor: 0 };
      ages.set(fromAge, {
        fromAge,
        participants: sums.participants + 1,
        valueMinor: addMinor(sums.valueMinor, paid.valueMinor),
        oldMinor: addMinor(sums.oldMinor, paid.monthlyOldMinor),
        newMinor: addMinor(sums.newMinor, paid.monthlyNewMinor),
      });
      const change = { ageMonths: paid.ageMonths, change: exactText(paid.change) };
      smallest = smallerChange(smallest, change);
      largest = largerChange(largest, change);
    },
    result: () => ({ participants, ages: [...ages.values()], figures: [], smallest, largest }),
  };
}

/** Of equal changes that of the younger life, so that the order of reading does not matter. */
export function smallerChange(one: ChangeAtAge | undefined, other: ChangeAtAge): ChangeAtAge {
  if (one === undefined) return other;
  const order = new Decimal(other.change).cmp(one.change) || other.ageMonths - one.ageMonths;
  return order < 0 ? other : one;
}

export function largerChange(one: ChangeAtAge | undefined, other: ChangeAtAge): ChangeAtAge {
  if (one === undefined) return other;
  const order = new Decimal(one.change).cmp(other.change) || other.ageMonths - one.ageMonths;
  return order < 0 ? other : one;
}

function termsSums({ on }: ChangeData, after: (rules: RulesInForce) => ParameterSet): Summing {
  const figures = new Map<string, FigureSums>();
  let participants = 0;
  return {
    add: (state, rules) => {
      const coverage = capabilityOf(rules.rulebook, 'coverage');
      const benefits = (parameters: ParameterSet): ReadonlyMap<string, number> =>
        new Map(coverage(state, on, parameters).benefits.map(({ figure, amount }) => [figure, amountMinor(amount)]));
      const [before, then] = [rules.parameters, after(rules)].map(benefits);
      participants += 1;
      for (const figure of new Set([...(before?.keys() ?? []), ...(then?.keys() ?? [])])) {
        figures.set(figure, added(figures.get(figure), figure, before?.get(figure) ?? 0, then?.get(figure) ?? 0));
      }
    },
    result: () => ({ participants, ages: [], figures: [...figures.values()], smallest: undefined, largest: undefined }),
  };
}

function added(sums: FigureSums | undefined, figure: string, beforeMinor: number, afterMinor: number): FigureSums {
  const none = { beforeMinor: 0, afterMinor: 0, rising: 0, falling: 0, lapsing: 0 };
  const { beforeMinor: before, afterMinor: after, rising, falling, lapsing } = sums ?? none;
  return {
    figure,
    beforeMinor: addMinor(before, beforeMinor),
    afterMinor: addMinor(after, afterMinor),
    rising: rising + (afterMinor > beforeMinor ? 1 : 0),
    falling: falling + (afterMinor < beforeMinor ? 1 : 0),
    lapsing: lapsing + (afterMinor === 0 && beforeMinor > 0 ? 1 : 0),
  };
}
