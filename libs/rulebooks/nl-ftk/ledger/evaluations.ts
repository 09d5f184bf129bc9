/**
 * The evaluations of a fund's years: as the rules proposed them on what was known, what the board decided, and what they would propose
 * on what is known now. Decisions stand; a corrected ratio only shows a difference (nl-ftk section 8).
 */
import type { Decimal } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { explained, inBrief, type Explained } from '../../frame/figures/explained.js';
import type { Carried, PolicyAction } from '../policy/decide.js';
import { sameRules, type Regime } from '../regime.js';
import {
  carryForward,
  CUTS_IN_SERIES,
  evaluateYear,
  type DecidedYear,
  type Evaluation,
  type FundFacts,
  type ScheduledCuts,
} from './evaluate.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `missing` is not evaluated, and `year` is to be, or was `decided` on. */
    EVALUATION_OUT_OF_ORDER: { readonly year: number; readonly missing: number; readonly decided?: true };
  }
}

export interface FundHistory {
  /** Of the first year. */
  readonly opening: Carried<Explained<Decimal>>;
  /** What each evaluation was made on. */
  readonly then: FundFacts;
  /** The same with every correction. */
  readonly now: FundFacts;
  readonly decided: ReadonlyMap<number, DecidedYear>;
  readonly schedules: readonly ScheduledCuts[];
}

interface NowKnown {
  readonly fundingRatio: Explained<Decimal>;
  readonly action: PolicyAction;
  readonly indexation: Explained<Decimal>;
  /** Of the indexation, against the one proposed then. */
  readonly difference: Explained<Decimal>;
  readonly catchUp: Explained<Decimal>;
  /** Where they are others than those of the evaluation. */
  readonly rules: Regime | undefined;
}

export interface EvaluatedYear {
  readonly proposed: Evaluation;
  readonly decided: DecidedYear | undefined;
  /** By what was decided. */
  readonly after: Carried<Explained<Decimal>>;
  /** undefined: the rules known now say the same on what is known now. */
  readonly asNowKnown: NowKnown | undefined;
  readonly tenCuts: (ScheduledCuts & { readonly yearsLeft: number }) | undefined;
}

/**
 * Years from … to, both included, one after another. `rules`: those of a year's evaluation, and those known now. Refuses
 * EVALUATION_OUT_OF_ORDER `{year, missing}` for decisions of a year that is not evaluated, and what `evaluateYear` refuses.
 */
export function evaluatedYears(
  history: FundHistory,
  from: number,
  to: number,
  rules: { readonly then: (year: number) => Regime; readonly now: (year: number) => Regime },
): readonly EvaluatedYear[] {
  const astray = [...history.decided.keys()].find((year) => year < from || year > to);
  if (astray !== undefined) {
    refuse('EVALUATION_OUT_OF_ORDER', { year: astray, missing: astray < from ? from - 1 : to + 1, decided: true });
  }
  const evaluated: EvaluatedYear[] = [];
  let [carriedThen, carriedNow] = [history.opening, history.opening];
  for (let year = from; year <= to; year += 1) {
    const decided = history.decided.get(year);
    const proposed = evaluateYear(year, history.then, carriedThen, history.schedules, rules.then(year));
    const now = evaluateYear(year, history.now, carriedNow, history.schedules, rules.now(year));
    const after = carryForward(proposed, decided);
    carriedThen = { ...after, backlog: inBrief(after.backlog, `evaluations.${year}.backlogAfter`) };
    carriedNow = carryForward(now, decided);
    evaluated.push({
      proposed,
      decided,
      after,
      asNowKnown: isSame(proposed, now) ? undefined : nowKnown(proposed, now),
      tenCuts: runningCuts(history.schedules, year),
    });
  }
  return evaluated;
}

function nowKnown(then: Evaluation, { regime, input: { fundingRatio }, output: { action, indexation, catchUp } }: Evaluation): NowKnown {
  const proposed = then.output.indexation;
  const difference = explained(indexation.value.minus(proposed.value), () => ({
    ...{ name: 'difference', unit: 'fraction', formula: 'as now known − as proposed; decisions stand', article: 'nl-ftk, section 8' },
    inputs: [indexation, proposed],
  }));
  return { fundingRatio, action, indexation, difference, catchUp, rules: sameRules(then.regime, regime) ? undefined : regime };
}

function isSame(then: Evaluation, now: Evaluation): boolean {
  const same = (field: 'fundingRatio' | 'ambition' | 'growth'): boolean => then.input[field].value.eq(now.input[field].value);
  const sameFacts = same('fundingRatio') && same('ambition') && same('growth');
  const sameCatchUp = sameRules(then.regime, now.regime) || then.output.catchUp.value.eq(now.output.catchUp.value);
  const sameOutput = then.output.action === now.output.action && then.output.indexation.value.eq(now.output.indexation.value);
  return sameFacts && sameOutput && sameCatchUp;
}

/** The last series that is not over at the start of a year, this year's cut among those left. */
function runningCuts(schedules: readonly ScheduledCuts[], year: number): EvaluatedYear['tenCuts'] {
  const running = schedules.findLast((schedule) => year >= schedule.year && year <= schedule.year + CUTS_IN_SERIES);
  if (running === undefined) return undefined;
  return { ...running, yearsLeft: running.year + CUTS_IN_SERIES - Math.max(year, running.year + 1) + 1 };
}
