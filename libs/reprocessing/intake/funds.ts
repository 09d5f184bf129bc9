/** The funds that subjects belong to: each is established once, by the first subject that names it, and each has a day of its own. */
import type { JournalReader, StreamAppend } from '#journal/port.js';
import { foundedOn } from '#ledger/declared-facts.js';
import { fundStream } from '#ledger/subjects.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { SchemeTerms } from '#ledger/facts/scheme-terms.js';
import type { CivilDate } from '#money/civil-date.js';
import { inTimeZone, todayOf, UTC, type Clock } from '#money/clock.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { fundOf, type FoundingRow } from '../formats/rows.js';
import type { Schemes } from './schemes.js';
import { toAppend, type Stamp } from '../batch/stamp.js';

const ESTABLISHED_KEY = 'established';

/** The beginning of a fund, on the value date of the first event that names it. */
export function fundEstablished(
  fundId: string,
  { scheme, currency }: Pick<SchemeTerms, 'scheme' | 'currency'>,
  on: CivilDate,
  timeZone?: string,
): DecidedFundEvent {
  const data = { fundId, scheme, currency, ...(timeZone === undefined ? {} : { timeZone }) };
  return { type: 'FundEstablished', key: ESTABLISHED_KEY, effectiveDate: on, data };
}

export interface Funds {
  /** Looks the funds up, where that has not been done. */
  readonly load: (fundIds: Iterable<string>) => Promise<void>;
  /** The scheme of a fund that is established or about to be. */
  readonly schemeOf: (fundId: string) => string | undefined;
  /** The day at a fund; of one that is not loaded, or that says nothing of its zone, the ledger's. */
  readonly todayOf: (fundId: string) => CivilDate;
  /** Notes that a subject joins a fund; a new fund is established with the next write. */
  readonly join: (row: FoundingRow, stamp: Stamp) => void;
  /** The establishments to write, each once. */
  readonly take: () => readonly StreamAppend[];
}

export function fundsOf(journal: JournalReader, schemes: Schemes, clock: Clock): Funds {
  const known = new Map<string, KnownFund>();
  // One moment for all: a file is of one day, however long it takes.
  const now = clock();
  const moment = inTimeZone(() => now, clock.timeZone ?? UTC);
  let waiting: StreamAppend[] = [];
  return {
    load: async (fundIds) => {
      for (const fundId of fundIds) if (!known.has(fundId)) known.set(fundId, await readKnown(journal, fundId, moment));
    },
    schemeOf: (fundId) => known.get(fundId)?.scheme,
    todayOf: (fundId) => known.get(fundId)?.today ?? todayOf(moment),
    join: (row, stamp) => {
      const fundId = fundOf(row);
      const { scheme } = row;
      const terms = schemes.terms(scheme);
      if (known.get(fundId)?.scheme !== undefined || terms === undefined) return;
      known.set(fundId, { scheme, today: todayOf(moment) });
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

interface KnownFund {
  readonly scheme: string | undefined;
  readonly today: CivilDate;
}

async function readKnown(journal: JournalReader, fundId: string, moment: Clock): Promise<KnownFund> {
  const fund = await readFund(journal, fundId);
  return { scheme: fund.established?.scheme, today: todayOf(moment, fund) };
}
