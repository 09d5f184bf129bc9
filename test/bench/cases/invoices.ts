import { join } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { StreamAppend } from '#journal/port.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import type { BenchCase, Setting } from '../case.js';
import { FUND, PARTICIPANTS_AN_EMPLOYER, prepareEmployers } from '../employers.js';
import { CLOCK, OPTIONS } from '../ledger.js';
import { stopwatch } from '../measure.js';
import { journalOf } from '../planned.js';
import { rawWriter } from '../raw.js';

/** A participant's enrolment, salary and first charge, of an employer's hundredth. */
const EVENTS_EACH = 5;
const COMMAND = { kind: 'monthly', month: '2018-04', sentOn: '2018-04-08' } as const;

function participantsOf(events: number): number {
  return Math.max(PARTICIPANTS_AN_EMPLOYER, Math.round(events / EVENTS_EACH));
}

const prepare = ({ scratch, events }: Setting): Promise<void> => prepareEmployers(scratch, participantsOf(events), ['2018-03']);

const byRun = (workers: number) => async ({ scratch, events }: Setting) => {
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  const watch = stopwatch();
  const { lines, failed } = await watch.during(() =>
    runInvoices({
      journal,
      journalUrl: `sqlite:${journalOf(scratch)}`,
      fundId: FUND,
      command: COMMAND,
      clock: CLOCK,
      actor: 'bench',
      workers,
    }),
  );
  await watch.during(() => journal.close());
  if (lines !== participantsOf(events) || failed.length > 0) throw new Error(`${lines} of ${participantsOf(events)} lines were invoiced`);
  return watch.measured(lines);
};

/** The events of March's run written by hand, an employer's at once. */
async function byHand({ scratch, events }: Setting) {
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  const writes: StreamAppend[][] = [];
  for await (const page of journal.readAll({ filter: { types: ['PremiumInvoiced', 'PremiumCharged'] } })) {
    for (const event of page) {
      if (event.type === 'PremiumInvoiced') writes.push([]);
      writes.at(-1)?.push({ stream: event.stream, expected: 'any', events: [asWritten(event)] });
    }
  }
  await journal.close();
  const writer = rawWriter(join(scratch, 'raw.sqlite'));
  const watch = stopwatch();
  await watch.during(() => {
    for (const write of writes) writer.append(write);
    writer.close();
  });
  return watch.measured(participantsOf(events));
}

function asWritten({ id, type, schemaVersion, effectiveDate, actor, data }: RecordedEvent): StreamAppend['events'][number] {
  return { id, type, schemaVersion, effectiveDate, actor, correlationId: 'bench', data };
}

export const invoices: BenchCase = {
  name: 'invoices',
  about: 'a month invoiced to employers of a hundred participants each: read, decided and written, each employer all or nothing',
  unit: 'premium lines',
  journals: () => [],
  ways: {
    '1 worker': { prepare, run: byRun(1), mostRounds: 2 },
    '2 workers': { prepare, run: byRun(2), mostRounds: 2 },
    'raw append': { prepare, run: byHand, isBaseline: true, mostRounds: 2 },
  },
  aims: [{ measure: 'rate', way: '2 workers', against: 'raw append', least: 0.1 }, { measure: 'memory', way: '2 workers', most: 1_000 }],
};
