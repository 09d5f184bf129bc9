/** What an answer about a participant rests on beside its own stream and the rules: what runners ask who fold participants. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Knowledge } from '#ledger/kernel/selection.js';
import type { SubjectKind } from '#ledger/subjects.js';
import type { TermsOfEmployers } from '#rulebooks/frame/employments.js';
import { lastCarriedOut, type CarriedOut } from './carried-out.js';
import { employersAsKnown } from './employers-as-known.js';
import { PARTICIPANT } from './participant.js';
import type { RulesInForce } from './rules-in-force.js';
import type { TolerantReader } from './tolerant-reader.js';

export interface Besides {
  /** What its employers mean for it. */
  readonly employers: TermsOfEmployers;
  /** How far its fund has carried out what it decided; undefined where it never did. */
  readonly carriedOut: CarriedOut | undefined;
}

/**
 * Of a subject with these events (its whole stream); undefined where its scheme or kind rests on nothing else.
 * A promise where something is read.
 */
export type AsKnown<B> = (
  kind: SubjectKind,
  events: readonly RecordedEvent[],
  rules: Pick<RulesInForce, 'rulebook' | 'fund'>,
) => B | undefined | Promise<B>;
export type BesidesAsKnown = AsKnown<Besides>;

/** By one knowledge; `upTo`: how far the run reads. Of each fund and each employer it is read once. */
export function besidesAsKnown(reading: TolerantReader, knowledge: Knowledge, upTo: bigint): BesidesAsKnown {
  const employersOf = employersAsKnown(reading, knowledge, upTo);
  const carried = new Map<string, CarriedOut | undefined>();
  const readCarried = async (fundId: string, { fund }: Pick<RulesInForce, 'fund'>): Promise<CarriedOut | undefined> => {
    const found = await lastCarriedOut(reading.reader, fundId, fund.lastRevision, knowledge);
    carried.set(fundId, found);
    return found;
  };
  return (kind, events, rules) => {
    const employers = employersOf(kind, events, rules);
    if (employers === undefined) return undefined;
    const { fundId } = PARTICIPANT.homeOf(events[0] as RecordedEvent);
    if (!(employers instanceof Promise) && carried.has(fundId)) return { employers, carriedOut: carried.get(fundId) };
    return Promise.all([employers, carried.has(fundId) ? carried.get(fundId) : readCarried(fundId, rules)]).then(
      ([read, carriedOut]) => ({ employers: read, carriedOut }),
    );
  };
}
