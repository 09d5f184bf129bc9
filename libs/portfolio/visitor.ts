/** The subjects of a portion, one after another, each with the rules that count for it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { Selection } from '#ledger/kernel/selection.js';
import { prefixOf } from '#ledger/subjects.js';
import type { AsKnown, Besides } from './besides.js';
import { foldFailure, unreadableFailure, type FoldFailure } from './fold-failure.js';
import type { FoldedSubject } from './folded-subject.js';
import type { PinnedRules } from './pinned-rules.js';
import { readPortion, type Portion } from './portions.js';
import type { RulesInForce } from './rules-in-force.js';
import type { TolerantReader } from './tolerant-reader.js';

export interface SubjectVisitor<B = Besides> {
  /** `besides`: where the visit asks it. */
  readonly subject: (id: string, events: readonly RecordedEvent[], rules: RulesInForce, besides: B | undefined) => void;
  /** Its rules are refused: an unknown scheme, say. */
  readonly refused: (id: string, events: readonly RecordedEvent[], refused: Refusal) => void;
  /** Its events, or its fund's, cannot be read; `events`: as they stand. */
  readonly failed: (id: string, failure: FoldFailure, events: readonly RecordedEvent[]) => void;
}

export interface Visit<State extends object, B = Besides> {
  readonly subject: FoldedSubject<State>;
  readonly reading: TolerantReader;
  readonly rules: PinnedRules;
  /** Which events count, where a failure is looked into. */
  readonly selection: Selection;
  readonly upTo: bigint;
  /** Where what is told of a participant rests on more than its stream and the rules. */
  readonly besides?: AsKnown<B>;
}

export function visitPortion<State extends object, B = Besides>(
  portion: Portion,
  visit: Visit<State, B>,
  visitor: SubjectVisitor<B>,
): Promise<void> {
  const { subject: { kind }, reading, upTo } = visit;
  return readPortion(reading.reader, kind, portion, upTo, ({ stream, events }) => visitStream(stream, events, visit, visitor));
}

/** One subject's stream; answers a promise only where its fund has to be read first. */
export function visitStream<State extends object, B = Besides>(
  stream: string,
  events: readonly RecordedEvent[],
  visit: Visit<State, B>,
  visitor: SubjectVisitor<B>,
): void | Promise<void> {
  const { subject, reading, rules, selection, upTo } = visit;
  const id = stream.slice(prefixOf(subject.kind).length);
  const unreadable = reading.unreadable(stream, upTo);
  if (unreadable !== undefined) return visitor.failed(id, unreadableFailure(unreadable), events);
  const { fundId, scheme } = subject.homeOf(events[0] as RecordedEvent);
  const inForce = rules(fundId, scheme);
  if (!(inForce instanceof Promise)) return told(id, events, inForce, visit, visitor);
  return inForce.then(
    (read) => told(id, events, read, visit, visitor),
    (error: unknown) => {
      if (error instanceof Refused) return visitor.refused(id, events, error.refusal);
      return visitor.failed(id, foldFailure(subject, id, events, selection, error), events);
    },
  );
}

function told<State extends object, B>(
  id: string,
  events: readonly RecordedEvent[],
  rules: RulesInForce,
  { subject: { kind }, besides }: Visit<State, B>,
  visitor: SubjectVisitor<B>,
): void | Promise<void> {
  const asked = besides?.(kind, events, rules);
  if (!(asked instanceof Promise)) return visitor.subject(id, events, rules, asked);
  return asked.then((read) => visitor.subject(id, events, rules, read));
}
