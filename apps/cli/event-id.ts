/** Ids of events as a person types them: the end of one is enough where it names one event of the stream. */
import { streamOf, type SubjectKind } from '#ledger/subjects.js';
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import { unknownParticipant } from '#ledger/participant/unknown.js';
import type { JournalReader } from '#journal/port.js';

interface OfSubject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** How a refusal names the subject. */
type OfStream = Partial<Record<`${SubjectKind}Id`, string>>;

/** What is told apart in the ends of ids: their beginnings tell times, which events of one import share. */
const LEAST_LENGTH = 8;
const WHOLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The ends of the ids, as long as it takes to tell them apart. */
export function shortIds(ids: readonly string[]): (id: string) => string {
  let length = LEAST_LENGTH;
  while (length < 36 && new Set(ids.map((id) => id.slice(-length))).size < new Set(ids).size) length += 1;
  return (id) => id.slice(-length);
}

/**
 * The whole id: as given, or of the one event of the stream that ends in it. Refuses UNKNOWN_PARTICIPANT, UNKNOWN_STREAM, UNKNOWN_EVENT and
 * AMBIGUOUS_EVENT.
 */
export async function wholeEventId(journal: JournalReader, { kind, id: ofSubject }: OfSubject, given: string): Promise<string> {
  const asked = given.toLowerCase().replace(/^…/, '');
  if (WHOLE_ID.test(asked)) return asked;
  const ids: string[] = [];
  const stream = streamOf(kind, ofSubject);
  for await (const page of journal.readStream(stream)) ids.push(...page.map(({ id }) => id));
  if (ids.length === 0) {
    if (kind === 'participant') throw new Refused(unknownParticipant(ofSubject));
    return refuse('UNKNOWN_STREAM', { because: 'asked-for', stream });
  }
  const of: OfStream = { [`${kind}Id`]: ofSubject };
  const found = /^[0-9a-f-]{4,36}$/.test(asked) ? ids.filter((id) => id.endsWith(asked)) : [];
  const [only, ...others] = found;
  if (only === undefined) return refuse('UNKNOWN_EVENT', { ...of, endsIn: given });
  if (others.length > 0) return refuse('AMBIGUOUS_EVENT', { ...of, given, eventIds: found });
  return only;
}
