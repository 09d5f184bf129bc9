/** The live runner: one subject, any coordinates, straight from the journal. */
import { LAST_DATE, type Instant } from '#money/civil-date.js';
import { goneOverIn } from '#ledger/participant/deciding/gone-over.js';
import { stateOf, streamOf } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import { eventsInEffect, isKnown, type Knowledge } from '#ledger/kernel/selection.js';
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import { eventIdsOf, type Figure } from '#rulebooks/frame/figures/figure.js';
import { besidesAsKnown } from '#portfolio/besides.js';
import { foldFailure } from '#portfolio/fold-failure.js';
import { withForwarded } from '#portfolio/forwarded-facts.js';
import { foldSubject, type FoldedSubject } from '#portfolio/folded-subject.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { strictReader } from '#portfolio/tolerant-reader.js';
import { answerOf, type Answer } from '../answer.js';
import { knowledgeOf, resolveCoordinates, selectionOf, type AskedCoordinates, type Coordinates } from '../coordinates.js';
import { showing } from '../due/note.js';
import { explainByName } from '../explain/explain-figure.js';
import { historyView, type HistoryEntry, type HistoryView } from '../history/projection.js';
import type { AskedQuestion, Seen, View } from '../view.js';

export interface ExplainedFigure {
  readonly participantId: string;
  readonly figure: Figure;
  /** The events that the tree names, with their place in the source files. */
  readonly events: readonly HistoryEntry[];
}

export interface LiveRunner {
  /** `id`: of the view's subject. What is left out of the question takes its default. */
  readonly ask: <Question extends object, Shown extends object, State extends object>(
    view: View<Question, Shown, State>,
    id: string,
    asked: AskedCoordinates,
    question: AskedQuestion<Question> | undefined,
  ) => Promise<Answer<Shown>>;
  /** The answer with what it was made from, for whoever goes on from there. */
  readonly askSeen: <Question extends object, Shown extends object, State extends object>(
    view: View<Question, Shown, State>,
    id: string,
    asked: AskedCoordinates,
    question: AskedQuestion<Question> | undefined,
  ) => Promise<{ readonly answer: Answer<Shown>; readonly seen: Seen<State> }>;
  /** The answer, and another view of the same subject at the same coordinates: what a page of the answer is made from. */
  readonly askBeside: <Question extends object, Shown extends object, Beside extends object, State extends object>(
    view: View<Question, Shown, State>,
    beside: View<object, Beside, State>,
    id: string,
    asked: AskedCoordinates,
    question: AskedQuestion<Question> | undefined,
  ) => Promise<{ readonly answer: Answer<Shown>; readonly beside: Beside }>;
  readonly explain: (participantId: string, figure: string, asked: AskedCoordinates) => Promise<Answer<ExplainedFigure>>;
  /** Any stream: a participant's, a fund's, a batch's. */
  readonly history: (stream: string, asked: AskedCoordinates) => Promise<Answer<HistoryView>>;
}

export function liveRunner(journal: JournalReader, clock: () => Instant): LiveRunner {
  const rules = rulesFromJournal(journal);
  const fold = async <State extends object>(
    subject: FoldedSubject<State>,
    id: string,
    asked: AskedCoordinates,
  ): Promise<Read<State>> => {
    const head = await journal.head();
    const events = await readWhole(journal, streamOf(subject.kind, id));
    const first = events[0] ?? subject.refuseUnknown(id);
    const { fundId, scheme } = subject.homeOf(first);
    const inForce = await rules.rulesFor(fundId, scheme, asked.rulesKnownAt);
    const coordinates = resolveCoordinates(asked, head, clock, inForce.fund);
    const telling = <T>(answer: () => T): T => namingTheEvent(subject, id, events, coordinates, answer);
    const folded = telling(() => foldSubject(subject, id, events, selectionOf(coordinates)));
    const besidesOf = besidesAsKnown(strictReader(journal), knowledgeOf(coordinates), head.position);
    const besides = await besidesOf(subject.kind, events, inForce);
    return {
      seen: { id, state: folded.state, coordinates, rules: inForce, events, besides },
      lastPosition: folded.lastPosition,
      events,
      telling,
    };
  };
  const askSeen: LiveRunner['askSeen'] = async (view, id, asked, question) => {
    const { seen, lastPosition, telling } = await fold(view.subject, id, asked);
    const shown = telling(() => showing(seen, question)(view));
    return { answer: answerOf(shown, seen.coordinates, seen.rules, lastPosition), seen };
  };
  return {
    ask: async (view, id, asked, question) => (await askSeen(view, id, asked, question)).answer,
    askSeen,
    askBeside: async (view, besideView, id, asked, question) => {
      const { seen, lastPosition, telling } = await fold(view.subject, id, asked);
      const show = showing(seen, question);
      const [shown, beside] = telling(() => [show(view), show(besideView)] as const);
      return { answer: answerOf(shown, seen.coordinates, seen.rules, lastPosition), beside };
    },
    explain: async (participantId, name, asked) => {
      const { seen, lastPosition, events: own } = await fold(PARTICIPANT, participantId, asked);
      const { coordinates, rules: inForce } = seen;
      const isOfEmployers = inForce.rulebook.capabilities.figures?.isOfEmployersBooks?.(name) === true;
      const events = isOfEmployers ? await withLateFacts(journal, participantId, own, knowledgeOf(coordinates)) : own;
      const { state } = events === own ? seen : foldSubject(PARTICIPANT, participantId, events, selectionOf(coordinates));
      const counted = eventsInEffect(events, selectionOf(coordinates));
      const history = historyView('', events, coordinates).events;
      const fund = () => inForce.fundAsKnown(knowledgeOf(coordinates));
      const figure = explainByName(name, { state, counted, history, asOf: coordinates.asOf, rules: inForce, fund });
      const ids = eventIdsOf(figure);
      const named = history.filter(({ id }) => ids.has(id));
      return answerOf({ participantId, figure, events: named }, coordinates, inForce, lastPosition);
    },
    history: async (stream, asked) => {
      const coordinates = resolveCoordinates({ ...asked, asOf: asked.asOf ?? LAST_DATE }, await journal.head(), clock);
      const events = await readWhole(journal, stream);
      if (events.length === 0) {
        return refuse('UNKNOWN_STREAM', { because: 'asked-for', stream });
      }
      const view = historyView(stream, events, coordinates);
      const last = view.events.at(-1) ?? refuseUnheard(stream, events[0] as RecordedEvent, coordinates);
      return answerOf(view, coordinates, undefined, BigInt(last.position));
    },
  };
}

/**
 * With what came in since the participant went over; the same where it has not. Of both what was known: at the end of the stream stands
 * what the ledger knew before other events of it.
 */
async function withLateFacts(
  journal: JournalReader,
  participantId: string,
  events: readonly RecordedEvent[],
  knowledge: Knowledge,
): Promise<readonly RecordedEvent[]> {
  const goneOver = goneOverIn(events);
  if (goneOver === undefined) return events;
  const transfer = stateOf('transfer', await readWhole(journal, streamOf('transfer', goneOver.transfer)), { asOf: LAST_DATE });
  return withForwarded(events, transfer, participantId).filter((event) => isKnown(event, knowledge));
}

/** A stream of which nothing had been recorded, or nothing had taken effect. */
function refuseUnheard(stream: string, first: RecordedEvent, coordinates: Coordinates): never {
  const { recordedAt, position, effectiveDate } = first;
  const { asOf, knownAt } = coordinates;
  if (!isKnown(first, knowledgeOf(coordinates))) {
    refuse('NOT_YET_KNOWN', { stream, knownSince: recordedAt, position: String(position), knownAt: String(knownAt) });
  }
  return refuse('BEFORE_FIRST_EVENT', { stream, firstOn: effectiveDate, asOf });
}

interface Read<State extends object> {
  readonly seen: Seen<State>;
  readonly lastPosition: bigint;
  readonly events: readonly RecordedEvent[];
  /** Runs what may meet an event that cannot be told. */
  readonly telling: <T>(answer: () => T) => T;
}

/** Refuses EVENT_NOT_FOLDABLE where an event stops the fold: whoever asks can take it back. A fault of a view stays one. */
function namingTheEvent<T, State extends object>(
  subject: FoldedSubject<State>,
  id: string,
  events: readonly RecordedEvent[],
  coordinates: Coordinates,
  answer: () => T,
): T {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refused) throw error;
    const { refusal } = foldFailure(subject, id, events, selectionOf(coordinates), error);
    if (refusal.code !== 'EVENT_NOT_FOLDABLE') throw error;
    throw new Refused({ ...refusal, annul: true });
  }
}
