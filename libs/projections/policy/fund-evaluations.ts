/** A fund's policy year by year: what the rules proposed, what the board decided, and what they would propose on what is known now. */
import { fundStream } from '#ledger/subjects.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { LAST_DATE } from '#money/civil-date.js';
import type { Clock } from '#money/clock.js';
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import { foldFund, rulesInForce } from '#portfolio/rules-in-force.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import type { EvaluatedPolicyYear, PolicyVariant } from '#rulebooks/frame/capabilities/policy.js';
import { answerOf, type Answer } from '../answer.js';
import { resolveCoordinates, selectionOf, type AskedCoordinates } from '../coordinates.js';

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
  const coordinates = resolveCoordinates({ ...asked, asOf: asked.asOf ?? LAST_DATE }, await journal.head(), clock);
  const events = await readWhole(journal, fundStream(fundId));
  const counted = eventsInEffect(events, selectionOf(coordinates));
  const { established } = foldFund(events);
  if (established === undefined) return refuse('UNKNOWN_FUND', `the ledger has no fund ${fundId}`, { fundId });
  const fund = foldFund(counted);
  const rules = rulesInForce(established.scheme, fund, coordinates.rulesKnownAt);
  const years = capabilityOf(rules.rulebook, 'policy').evaluations(fund, variant);
  const view = {
    fundId,
    variant: Object.keys(variant).length === 0 ? null : variant,
    years: years.filter(({ year }) => year >= from && year <= to),
  };
  return answerOf(view, coordinates, rules, counted.reduce((last, { position }) => (position > last ? position : last), 0n));
}
