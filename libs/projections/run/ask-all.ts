/** What a view says of every subject of its kind, asked one after another; one that cannot be told is set aside and named. */
import type { JournalReader } from '#journal/port.js';
import { UnknownEvent } from '#ledger/kernel/event-types.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import { prefixOf } from '#ledger/subjects.js';
import { said } from '#words/said.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import type { AskedQuestion, View } from '../view.js';
import type { LiveRunner } from './live.js';

export interface SetAside {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  /** The event at fault, where one is known. */
  readonly eventId: string | null;
}

export interface AskedOfAll<Shown extends object> {
  /** In order of their ids; those that had not begun, or whose scheme has nothing of the kind, are left out. */
  readonly answers: readonly Answer<Shown>[];
  readonly setAside: readonly SetAside[];
}

const NOTHING_TO_SAY: readonly string[] = ['BEFORE_FIRST_EVENT', 'NOT_YET_KNOWN', 'NOT_APPLICABLE'];
/** Refusals that are about one subject, or the rules of its fund; any other is about the question. */
const OF_THE_SUBJECT: readonly string[] = ['EVENT_NOT_FOLDABLE', 'MISSING_PARAMETER', 'UNKNOWN_SCHEME'];

export async function askAll<Question extends object, Shown extends object, State extends object>(
  live: Pick<LiveRunner, 'ask'>,
  journal: JournalReader,
  view: View<Question, Shown, State>,
  asked: AskedCoordinates,
  question: AskedQuestion<Question> | undefined,
): Promise<AskedOfAll<Shown>> {
  const prefix = prefixOf(view.subject.kind);
  const ids: string[] = [];
  for await (const heads of journal.streamHeads(prefix)) for (const { stream } of heads) ids.push(stream.slice(prefix.length));
  const answers: Answer<Shown>[] = [];
  const setAside: SetAside[] = [];
  for (const id of ids.sort()) {
    try {
      answers.push(await live.ask(view, id, asked, question));
    } catch (error) {
      const refused = error instanceof Refused ? error.refusal : undefined;
      if (refused !== undefined && NOTHING_TO_SAY.includes(refused.code)) continue;
      setAside.push(whySetAside(id, error, refused));
    }
  }
  return { answers, setAside };
}

function whySetAside(id: string, error: unknown, refused: Refusal | undefined): SetAside {
  if (refused !== undefined && OF_THE_SUBJECT.includes(refused.code)) {
    const { code, eventId } = refused;
    return { id, code, message: said(refused), eventId: typeof eventId === 'string' ? eventId : null };
  }
  if (error instanceof UnknownEvent) return { id, code: 'UNREADABLE_EVENT', message: error.message, eventId: error.eventId };
  throw error;
}
