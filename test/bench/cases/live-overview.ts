import { participantStream } from '#ledger/subjects.js';
import { openSqliteJournalReader } from '#journal/sqlite/journal.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import type { BenchCase, Setting, Way } from '../case.js';
import { AS_OF, CLOCK, EVENTS_EACH, journalFile, OPTIONS, participantId, participantsOf } from '../ledger.js';
import { latencies, spread } from '../measure.js';
import { rawReader } from '../raw.js';

type Size = (setting: Setting) => number;

function byAccrual(eventsOf: Size): Way {
  return {
    run: async (setting) => {
      const events = eventsOf(setting);
      const journal = await openSqliteJournalReader(journalFile(setting.folder, events), OPTIONS);
      const live = liveRunner(journal, CLOCK);
      const measured = await latencies(setting.operations, async (index) => {
        const participant = participantId(spread(index, participantsOf(events)));
        const { benefits } = await live.ask(coverageProjection, participant, { asOf: AS_OF }, undefined);
        if (benefits.length === 0) throw new Error(`${participant} has no benefits`);
      });
      await journal.close();
      return measured;
    },
  };
}

/** The same bytes read and parsed, and the amounts added up. */
function byHand(eventsOf: Size): Way {
  return {
    isBaseline: true,
    run: async (setting) => {
      const events = eventsOf(setting);
      const reader = rawReader(journalFile(setting.folder, events));
      const measured = await latencies(setting.operations, (index) =>
        reader.sum(participantStream(participantId(spread(index, participantsOf(events))))),
      );
      reader.close();
      return measured;
    },
  };
}

const SMALL: Size = () => 100_000;
const LARGE: Size = ({ largeEvents }) => largeEvents;

export const liveOverview: BenchCase = {
  name: 'live-overview',
  about: `coverage overview of one participant of ${EVENTS_EACH} events, from the journal, in a small and a large one`,
  unit: 'answers',
  journals: (setting) => [SMALL(setting), LARGE(setting)],
  ways: { small: byAccrual(SMALL), large: byAccrual(LARGE), 'raw small': byHand(SMALL), 'raw large': byHand(LARGE) },
  aims: [
    { measure: 'p50', way: 'small', against: 'raw small', most: 1.3 },
    { measure: 'p99', way: 'small', against: 'raw small', most: 1.3 },
    { measure: 'p50', way: 'large', against: 'raw large', most: 1.3 },
    { measure: 'p99', way: 'large', against: 'raw large', most: 1.3 },
    { measure: 'p50', way: 'large', against: 'small', most: 1.1 },
    { measure: 'p99', way: 'large', against: 'small', most: 1.25 },
  ],
};
