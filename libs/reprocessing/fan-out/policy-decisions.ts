/** What a fund reports of its funding, what the rules make of it, and that its board keeps to them. */
import type { FundDecision, DeclaredDecision } from '#ledger/fund/decisions.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { correctRatio, reportRatio, setExpectations } from '#ledger/fund/funding/report.js';
import { dayProblem } from '#ledger/fund/deciding/days.js';
import { startOfYear } from '#money/civil-date.js';
import type { PolicyOpening } from '#rulebooks/frame/capabilities/policy.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { fundingRules } from '#rulebooks/frame/parameters/funding-rules.js';
import type { DecidingFund } from './rights-decisions.js';

const ON_FUNDING = [
  'ratio',
  'correct-ratio',
  'expectations',
  'evaluate',
  'recovery-plan',
  'ten-cuts',
  'scheduled-cut',
  'premium-basis',
] as const;

type FundingCommand = Extract<DeclaredDecision, { readonly decision: (typeof ON_FUNDING)[number] }>;

export function isOnFunding(command: { readonly decision: string }): command is FundingCommand {
  return (ON_FUNDING as readonly string[]).includes(command.decision);
}

/** Refuses NOT_APPLICABLE, DECISION_IN_FUTURE and what each does. */
export function decideOnFunding(command: FundingCommand, { fund, rulebook, parameters, today }: DecidingFund): FundDecision {
  const policy = capabilityOf(rulebook, 'policy', { decision: command.decision });
  const rules = fundingRules(policy.law, fund);
  switch (command.decision) {
    case 'ratio':
      return reportRatio(command, fund, today);
    case 'correct-ratio':
      return correctRatio(command, fund, today);
    case 'expectations':
      return setExpectations(command, fund);
    case 'evaluate': {
      const { year, reference } = command;
      return dayProblem(startOfYear(year), today) ?? all(policy.evaluate({ year, reference, opening: openingOf(command) }, fund, rules));
    }
    case 'recovery-plan':
      return all(policy.recoveryPlan(command, fund, rules));
    case 'ten-cuts':
      return all(policy.tenCuts(command, fund, parameters, rules));
    case 'scheduled-cut':
      return dayProblem(startOfYear(command.year), today) ?? all(...policy.scheduledCuts(command, fund));
    case 'premium-basis':
      return all(policy.premiumBasis(command, fund, rules));
    default:
      return unreachable(command);
  }
}

/** What the first evaluated year begins with, where it is told. */
export function openingOf({
  backlog,
  below = 0,
  planElapsed,
}: Omit<Extract<FundingCommand, { readonly decision: 'evaluate' }>, 'decision'>): PolicyOpening | undefined {
  return backlog === undefined ? undefined : { backlog, below, ...(planElapsed === undefined ? {} : { planElapsed }) };
}

/** A decision of the scheme's own, held against the rules of funding where its year is evaluated, and naming the evaluation. */
export function withinRules(decision: FundDecision, { fund, rulebook }: Pick<DecidingFund, 'fund' | 'rulebook'>): FundDecision {
  const { policy } = rulebook.capabilities;
  if (decision.status !== 'decided' || policy === undefined) return decision;
  return { ...decision, events: decision.events.map((event) => policy.within(event, fund)) };
}

function all(...events: readonly (DecidedFundEvent | undefined)[]): FundDecision {
  const decided = events.filter((event) => event !== undefined);
  return decided.length === 0 ? { status: 'no-change' } : { status: 'decided', events: decided };
}

function unreachable(command: never): never {
  throw new Error(`no decision on funding: ${JSON.stringify(command)}`);
}
