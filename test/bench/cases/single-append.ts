import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { StreamAppend } from '#journal/port.js';
import { participantStream } from '#ledger/subjects.js';
import type { BenchCase, Setting } from '../case.js';
import { contribution, journalFile, OPTIONS, participantId, participantsOf } from '../ledger.js';
import { latencies, spread } from '../measure.js';
import { rawWriter } from '../raw.js';

/** A copy of a standing journal, to be written to. */
function copyOf({ folder, scratch, events }: Setting): string {
  const file = join(scratch, 'journal.sqlite');
  copyFileSync(journalFile(folder, events), file);
  return file;
}

function oneMore(index: number, participants: number): StreamAppend {
  const participant = spread(index, participants);
  const stream = participantStream(participantId(participant));
  const employer = contribution(stream, '2024-12', '2025-01-10', 10_000 + index, index + 1, participant + index);
  return { stream, expected: 'any', events: [{ ...employer, id: `00000000-0000-8000-8000-${String(index).padStart(12, '0')}` }] };
}

export const singleAppend: BenchCase = {
  name: 'single-append',
  about: 'one event a durable write, to participants here and there',
  unit: 'appends',
  journals: ({ events }) => [events],
  ways: {
    accrual: {
      run: async (setting) => {
        const journal = await openSqliteJournal(copyOf(setting), OPTIONS);
        const measured = await latencies(setting.operations, async (index) => {
          const [outcome] = await journal.append([oneMore(index, participantsOf(setting.events))]);
          if (outcome?.status !== 'appended') throw new Error('an append was refused');
        });
        await journal.close();
        return measured;
      },
    },
    raw: {
      isBaseline: true,
      run: async (setting) => {
        const writer = rawWriter(copyOf(setting));
        const measured = await latencies(setting.operations, (index) => writer.append([oneMore(index, participantsOf(setting.events))]));
        writer.close();
        return measured;
      },
    },
  },
  aims: [
    { measure: 'p50', way: 'accrual', against: 'raw', most: 1.25 },
    { measure: 'p99', way: 'accrual', against: 'raw' },
  ],
};
