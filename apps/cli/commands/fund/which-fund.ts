/** The fund a command means: the named one, or the only one there is. */
import type { JournalReader } from '#journal/port.js';
import { prefixOf } from '#ledger/subjects.js';
import { refuse } from '#ledger/kernel/refusal.js';

/** Refuses NO_FUND and FUND_NOT_NAMED. */
export async function whichFund(journal: JournalReader, named: string | undefined, scheme?: string): Promise<string> {
  if (named !== undefined) return named;
  const prefix = prefixOf('fund');
  const funds: string[] = [];
  for await (const page of journal.streamHeads(prefix)) for (const { stream } of page) funds.push(stream.slice(prefix.length));
  const candidates = scheme !== undefined && funds.includes(scheme) ? [scheme] : funds;
  if (candidates.length === 1) return candidates[0] as string;
  if (funds.length === 0) return refuse('NO_FUND');
  return refuse('FUND_NOT_NAMED', { funds: funds.sort() });
}
