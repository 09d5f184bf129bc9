/** The funds that subjects belong to; each is established once, by the first subject that names it. */
import { eventId } from '#journal/event-id.js';
import type { JournalReader, StreamAppend } from '#journal/port.js';
import { foundedOn } from '#ledger/declared-facts.js';
import { fundStream } from '#ledger/subjects.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { SchemeTerms } from '#ledger/facts/scheme-terms.js';
import type { CivilDate } from '#money/civil-date.js';
import { fundOf, type FoundingRow } from '../formats/rows.js';
import type { Schemes } from './schemes.js';
import { toAppend, type Stamp } from '../batch/stamp.js';

const ESTABLISHED_KEY = 'established';

/** The beginning of a fund, on the value date of the first event that names it. */
export function fundEstablished(
  fundId: string,
  { scheme, currency }: Pick<SchemeTerms, 'scheme' | 'currency'>,
  on: CivilDate,
): DecidedFundEvent {
  return { type: 'FundEstablished', key: ESTABLISHED_KEY, effectiveDate: on, data: { fundId, scheme, currency } };
}

export interface Funds {
  /** Looks the funds up, where that has not been done. */
  readonly load: (fundIds: Iterable<string>) => Promise<void>;
  /** The scheme of a fund that is established or about to be. */
  readonly schemeOf: (fundId: string) => string | undefined;
  /** Notes that a subject joins a fund; a new fund is established with the next write. */
  readonly join: (row: FoundingRow, stamp: Stamp) => void;
  /** The establishments to write, each once. */
  readonly take: () => readonly StreamAppend[];
}

export function fundsOf(journal: JournalReader, schemes: Schemes): Funds {
  const known = new Map<string, string | undefined>();
  let waiting: StreamAppend[] = [];
  return {
    load: async (fundIds) => {
      for (const fundId of fundIds) if (!known.has(fundId)) known.set(fundId, await establishedScheme(journal, fundId));
    },
    schemeOf: (fundId) => known.get(fundId),
    join: (row, stamp) => {
      const fundId = fundOf(row);
      const { scheme } = row;
      const terms = schemes.terms(scheme);
      if (known.get(fundId) !== undefined || terms === undefined) return;
      known.set(fundId, scheme);
      const stream = fundStream(fundId);
      waiting.push({
        stream,
        expected: 'any',
        events: [toAppend(stream, fundEstablished(fundId, terms, foundedOn(row.record, row)), stamp)],
      });
    },
    take: () => {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}

async function establishedScheme(journal: JournalReader, fundId: string): Promise<string | undefined> {
  const stream = fundStream(fundId);
  for await (const [first] of journal.readStream(stream, { limit: 1 })) {
    if (first?.type === 'FundEstablished') return first.data['scheme'] as string;
  }
  const found = await journal.findEvents([eventId(stream, ESTABLISHED_KEY)]);
  return [...found.values()][0]?.data['scheme'] as string | undefined;
}
