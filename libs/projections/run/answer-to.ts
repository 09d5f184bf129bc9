/** The answer of a view for one subject's stream. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Besides } from '#portfolio/besides.js';
import { foldSubject } from '#portfolio/folded-subject.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import { answerOf, type Answer } from '../answer.js';
import { selectionOf, type Coordinates } from '../coordinates.js';
import { showing } from '../due/note.js';
import type { AskedQuestion, View } from '../view.js';

/** Pure. `events`: the subject's stream, in revision order. */
export function answerTo<Question extends object, Shown extends object, State extends object>(
  view: View<Question, Shown, State>,
  id: string,
  events: readonly RecordedEvent[],
  coordinates: Coordinates,
  rules: RulesInForce,
  question: AskedQuestion<Question> | undefined,
  besides: Besides | undefined,
): Answer<Shown> {
  const { state, lastPosition } = foldSubject(view.subject, id, events, selectionOf(coordinates));
  return answerOf(showing({ id, state, coordinates, rules, events, besides }, question)(view), coordinates, rules, lastPosition);
}
