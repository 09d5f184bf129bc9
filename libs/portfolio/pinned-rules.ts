/** The rules of a run: read once for each fund as they stood at the run's position, and the same for all its workers. */
import type { Instant } from '#money/civil-date.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { fundStream } from '#ledger/subjects.js';
import type { JournalReader } from '#journal/port.js';
import { foldFund, rulesInForce, type RulesInForce } from './rules-in-force.js';

export type PinnedRules = (fundId: string, scheme: string) => RulesInForce | Promise<RulesInForce>;

export function pinnedRules(reader: JournalReader, upTo: bigint, rulesKnownAt: Instant | undefined): PinnedRules {
  const known = new Map<string, RulesInForce>();
  return (fundId, scheme) => {
    const key = `${fundId} ${scheme}`;
    const rules = known.get(key);
    if (rules !== undefined) return rules;
    return readFundUpTo(reader, fundId, upTo).then(async (events) => {
      const read = await rulesInForce(scheme, foldFund(events), rulesKnownAt, events);
      known.set(key, read);
      return read;
    });
  };
}

async function readFundUpTo(reader: JournalReader, fundId: string, upTo: bigint): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const page of reader.readStream(fundStream(fundId))) {
    for (const event of page) {
      if (event.position > upTo) return events;
      events.push(event);
    }
  }
  return events;
}
