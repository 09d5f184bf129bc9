/** A fund's stream as the answers about its policy read it: at coordinates; without a day, all that is known. */
import { fundStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { FundState } from '#ledger/fund/state.js';
import { LAST_DATE } from '#money/civil-date.js';
import type { Clock } from '#money/clock.js';
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import { foldFund, rulesInForce, type RulesInForce } from '#portfolio/rules-in-force.js';
import { policyOf } from '#rulebooks/frame/capability.js';
import { answerOf, type Answer } from '../answer.js';
import { resolveCoordinates, selectionOf, type AskedCoordinates, type Coordinates } from '../coordinates.js';

export interface FundAt {
  readonly fund: FundState;
  readonly rules: RulesInForce;
  readonly coordinates: Coordinates;
  /** The whole stream. */
  readonly events: readonly RecordedEvent[];
  /** In effect at the coordinates. */
  readonly counted: readonly RecordedEvent[];
  /** Refuses NOT_APPLICABLE. */
  readonly policy: () => ReturnType<typeof policyOf>;
  readonly answer: <View extends object>(view: View) => Answer<View>;
}

/** Refuses UNKNOWN_FUND. */
export async function fundAt(journal: JournalReader, clock: Clock, fundId: string, asked: AskedCoordinates): Promise<FundAt> {
  const head = await journal.head();
  const events = await readWhole(journal, fundStream(fundId));
  const known = foldFund(events);
  const coordinates = resolveCoordinates({ ...asked, asOf: asked.asOf ?? LAST_DATE }, head, clock, known);
  const counted = eventsInEffect(events, selectionOf(coordinates));
  const { established } = known;
  if (established === undefined) return refuse('UNKNOWN_FUND', { fundId });
  const fund = foldFund(counted);
  const rules = await rulesInForce(established.scheme, fund, coordinates.rulesKnownAt, [], known);
  const position = counted.reduce((last, event) => (event.position > last ? event.position : last), 0n);
  return {
    fund,
    rules,
    coordinates,
    events,
    counted,
    policy: () => policyOf(rules),
    answer: (view) => answerOf(view, coordinates, rules, position),
  };
}
