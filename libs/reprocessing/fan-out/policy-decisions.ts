/** What a fund reports of its funding, what the rules make of it, and that its board keeps to them. */
import type { FundDecision, DeclaredDecision } from '#ledger/fund/decisions.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { correctRatio, reportRatio, setExpectations } from '#ledger/fund/funding/report.js';
import { dayProblem } from '#ledger/fund/deciding/days.js';
import type { FundState } from '#ledger/fund/state.js';
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import type { PolicyRules } from '#rulebooks/frame/capabilities/policy.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';

const OF_FUNDING = ['ratio', 'correct-ratio', 'expectations', 'evaluate', 'recovery-plan'] as const;

export type FundingCommand = Extract<DeclaredDecision, { readonly decision: (typeof OF_FUNDING)[number] }>;

/** Undefined for a decision on something else. */
export function ofFunding(command: DeclaredDecision): FundingCommand | undefined {
  return (OF_FUNDING as readonly string[]).includes(command.decision) ? (command as FundingCommand) : undefined;
}

/** Refuses DECISION_IN_FUTURE and what each does. */
export function decideOnFunding(command: FundingCommand, fund: FundState, policy: PolicyRules, today: CivilDate): FundDecision {
  switch (command.decision) {
    case 'ratio':
      return reportRatio(command, fund, today);
    case 'correct-ratio':
      return correctRatio(command, fund, today);
    case 'expectations':
      return setExpectations(command, fund);
    case 'evaluate': {
      const { year, reference, backlog, below = 0, planElapsed } = command;
      const opening = backlog === undefined ? undefined : { backlog, below, ...(planElapsed === undefined ? {} : { planElapsed }) };
      return dayProblem(startOfYear(year), today) ?? one(policy.evaluate({ year, reference, opening }, fund));
    }
    case 'recovery-plan':
      return one(policy.recoveryPlan(command, fund));
    default:
      return unreachable(command);
  }
}

/** A decision of the scheme's own, held against the rules of funding where its year is evaluated. */
export function withinRules(
  decision: FundDecision,
  { fund, rulebook }: { readonly fund: FundState; readonly rulebook: Rulebook },
): FundDecision {
  const { policy } = rulebook.capabilities;
  if (decision.status === 'decided' && policy !== undefined) for (const event of decision.events) policy.refuseBeyond(event, fund);
  return decision;
}

function one(event: DecidedFundEvent | undefined): FundDecision {
  return event === undefined ? { status: 'no-change' } : { status: 'decided', events: [event] };
}

function unreachable(command: never): never {
  throw new Error(`no decision on funding: ${JSON.stringify(command)}`);
}
