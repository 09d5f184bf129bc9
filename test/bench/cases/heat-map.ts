/** One figure of a participant at 60 value dates and 60 knowledge times, as the console's time machine asks for it. */
import { join } from 'node:path';
import { openSqliteJournal, openSqliteJournalReader } from '#journal/sqlite/journal.js';
import { gridOfParticipant } from '#projections/grid/grid.js';
import type { BenchCase, Setting, Way } from '../case.js';
import { CLOCK, EVENTS_EACH, fundAppend, OPTIONS, participantAppend, participantId } from '../ledger.js';
import { latencies } from '../measure.js';
import { rawReader } from '../raw.js';

const STEPS = 60;
const PARTICIPANT = participantId(2);
const SHARE = 0.02;

const journalIn = ({ scratch }: Setting): string => join(scratch, 'journal.sqlite');

/** A history that the ledger came to know in sixty steps, a day each. */
async function prepare(setting: Setting): Promise<void> {
  let now = '2024-10-01T10:00:00.000Z';
  const journal = await openSqliteJournal(journalIn(setting), { ...OPTIONS, clock: () => now });
  await journal.append([fundAppend()]);
  const { stream, events } = participantAppend(2);
  const each = Math.ceil(EVENTS_EACH / STEPS);
  for (let step = 0; step * each < events.length; step += 1) {
    now = `2024-${String(10 + Math.floor(step / 30)).padStart(2, '0')}-${String(1 + (step % 30)).padStart(2, '0')}T12:00:00.000Z`;
    const [outcome] = await journal.append([{ stream, expected: 'any', events: events.slice(step * each, (step + 1) * each) }]);
    if (outcome?.status !== 'appended') throw new Error('an append was refused');
  }
  await journal.close();
}

function gridOf(figure: string): Way {
  return {
    prepare,
    run: async (setting) => {
      const journal = await openSqliteJournalReader(journalIn(setting), OPTIONS);
      const measured = await latencies(Math.ceil(setting.operations * SHARE), async () => {
        const { values, known } = await gridOfParticipant(journal, CLOCK, PARTICIPANT, { figure, steps: STEPS }, () => undefined);
        if (values.length < STEPS / 2 || known.length < STEPS / 2) throw new Error(`a map of ${values.length} by ${known.length}`);
      });
      await journal.close();
      return measured;
    },
  };
}

export const heatMap: BenchCase = {
  name: 'heat-map',
  about: `one figure at ${STEPS} value dates and ${STEPS} knowledge times of ${EVENTS_EACH} events, beside a raw read and parse of them`,
  unit: 'maps',
  journals: () => [],
  ways: {
    coverage: gridOf('coverage.value'),
    account: gridOf('account.closing'),
    raw: {
      isBaseline: true,
      prepare,
      run: async (setting) => {
        const reader = rawReader(journalIn(setting));
        const measured = await latencies(setting.operations, () => reader.sum(`participant-${PARTICIPANT}`));
        reader.close();
        return measured;
      },
    },
  },
  aims: [
    // Milliseconds, as whoever moves the mouse counts them.
    { measure: 'p50', way: 'coverage', most: 150 },
    { measure: 'p50', way: 'account', most: 150 },
    { measure: 'p50', way: 'coverage', against: 'raw', most: 150 },
    { measure: 'p50', way: 'account', against: 'raw', most: 60 },
  ],
};
