/** The live runner: one participant, any coordinates, straight from the journal. */
import type { Instant } from '#money/civil-date.js';
import { participantStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import { eventsInEffect, isKnown } from '#ledger/kernel/selection.js';
import type { JournalReader } from '#journal/port.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { answerOf, type Answer } from './answer.js';
import { knowledgeOf, resolveCoordinates, type AskedCoordinates, type Coordinates } from './coordinates.js';
import { explainFigure } from './explain/explain-figure.js';
import { historyView, type HistoryEntry, type HistoryView } from './history/projection.js';
import { foldParticipant } from './participant-fold.js';
import { answerForStream, type Projection } from './projection.js';
import { rulesFromJournal, type RulesInForce } from './rules-in-force.js';
import { foldFailure } from './sweep/fold-failure.js';

export interface ExplainedFigure {
  readonly participantId: string;
  readonly figure: Figure;
  /** The events that the tree names, with their place in the source files. */
  readonly events: readonly HistoryEntry[];
}

export interface LiveRunner {
  readonly ask: <Question, View extends object>(
    projection: Projection<Question, View>,
    participantId: string,
    asked: AskedCoordinates,
    question: Question,
  ) => Promise<Answer<View>>;
  readonly explain: (participantId: string, figure: string, asked: AskedCoordinates) => Promise<Answer<ExplainedFigure>>;
  /** Any stream: a participant's, a fund's, a batch's. */
  readonly history: (stream: string, asked: AskedCoordinates) => Promise<Answer<HistoryView>>;
}

export function liveRunner(journal: JournalReader, clock: () => Instant): LiveRunner {
  const rules = rulesFromJournal(journal);
  const subject = async (participantId: string, asked: AskedCoordinates): Promise<Subject> => {
    const coordinates = resolveCoordinates(asked, await journal.head(), clock());
    const events = await readWhole(journal, participantStream(participantId));
    const enrolment = events[0]?.data as unknown as Enrolment | undefined;
    if (enrolment === undefined) {
      foldParticipant(participantId, events, coordinates); // refuses UNKNOWN_PARTICIPANT
      throw new Error('unreachable');
    }
    return { coordinates, events, rules: await rules.rulesFor(enrolment.fundId, enrolment.scheme, coordinates.rulesKnownAt) };
  };
  return {
    ask: async (projection, participantId, asked, question) => {
      const { coordinates, events, rules: inForce } = await subject(participantId, asked);
      return namingTheEvent(participantId, events, coordinates, () => answerForStream(projection, participantId, events, coordinates, inForce, question));
    },
    explain: async (participantId, name, asked) => {
      const { coordinates, events, rules: inForce } = await subject(participantId, asked);
      const state = namingTheEvent(participantId, events, coordinates, () => foldParticipant(participantId, events, coordinates));
      const counted = eventsInEffect(events, { asOf: coordinates.asOf, ...knowledgeOf(coordinates) });
      const history = historyView('', events, coordinates).events;
      const figure = explainFigure(name, { state, counted, history, asOf: coordinates.asOf, rules: inForce });
      const ids = eventIdsOf(figure);
      const named = history.filter(({ id }) => ids.has(id));
      return answerOf({ participantId, figure, events: named }, coordinates, inForce, state.lastPosition);
    },
    history: async (stream, asked) => {
      const coordinates = resolveCoordinates({ ...asked, asOf: asked.asOf ?? '9999-12-31' }, await journal.head(), clock());
      const events = await readWhole(journal, stream);
      if (events.length === 0) {
        return refuse('UNKNOWN_STREAM', `the journal has no stream ${stream}`, { stream });
      }
      const view = historyView(stream, events, coordinates);
      const last = view.events.at(-1) ?? refuseUnheard(stream, events[0] as RecordedEvent, coordinates);
      return answerOf(view, coordinates, undefined, BigInt(last.position));
    },
  };
}

/** A stream of which nothing had been recorded, or nothing had taken effect. */
function refuseUnheard(stream: string, first: RecordedEvent, coordinates: Coordinates): never {
  const { recordedAt, position, effectiveDate } = first;
  const { asOf, knownAt } = coordinates;
  if (!isKnown(first, knowledgeOf(coordinates))) {
    refuse('NOT_YET_KNOWN', `the ledger knows ${stream} since ${recordedAt} (position ${position}), not at ${knownAt}`, { stream, knownSince: recordedAt, position: String(position) });
  }
  return refuse('BEFORE_FIRST_EVENT', `nothing of ${stream} had taken effect by ${asOf}; its first event does on ${effectiveDate}`, { stream, asOf });
}

/** Refuses EVENT_NOT_FOLDABLE where an event stops the fold: whoever asks can take it back. A fault of a view stays one. */
function namingTheEvent<T>(participantId: string, events: readonly RecordedEvent[], coordinates: Coordinates, answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refused) throw error;
    const { code, message, eventId } = foldFailure(participantId, events, coordinates, error);
    if (code !== 'EVENT_NOT_FOLDABLE' || eventId === null) throw error;
    return refuse(code, `${message}; if it is wrong, \`accrual annul ${participantId} ${eventId}\` takes it back`, { participantId, eventId });
  }
}

interface Subject {
  readonly coordinates: Coordinates;
  readonly events: readonly RecordedEvent[];
  readonly rules: RulesInForce;
}

/** All events of one stream; a participant's is small. */
export async function readWhole(journal: JournalReader, stream: string): Promise<readonly RecordedEvent[]> {
  const pages: (readonly RecordedEvent[])[] = [];
  for await (const page of journal.readStream(stream)) pages.push(page);
  return pages.length === 1 ? (pages[0] as readonly RecordedEvent[]) : pages.flat();
}

function eventIdsOf(figure: Figure, into: Set<string> = new Set()): ReadonlySet<string> {
  for (const id of figure.events) into.add(id);
  for (const input of figure.inputs) eventIdsOf(input, into);
  return into;
}
