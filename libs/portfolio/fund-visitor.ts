/** The subjects of one fund in a portion, each folded with the rules that count for it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { attempt, type Refusal } from '#ledger/kernel/refusal.js';
import type { Selection } from '#ledger/kernel/selection.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import type { AsKnown } from './besides.js';
import { foldFailure } from './fold-failure.js';
import { foldSubject, type FoldedSubject } from './folded-subject.js';
import { pinnedRules } from './pinned-rules.js';
import type { Portion } from './portions.js';
import type { RulesInForce } from './rules-in-force.js';
import type { TolerantReader } from './tolerant-reader.js';
import { visitPortion } from './visitor.js';

/** One that could not be told, with the reason. */
export interface FailedSubject {
  readonly id: string;
  readonly refusal: Refusal;
}

export interface VisitedFund {
  readonly subjects: number;
  readonly events: number;
  readonly failed: readonly FailedSubject[];
}

/** Plain data, to pass between threads. */
export interface FundRun {
  readonly fundId: string;
  readonly upTo: bigint;
  /** Facts that take effect up to this day; without it all count: a fact of next month changes no year that is decided. */
  readonly on?: CivilDate;
}

export type VisitFund<State, B = never> = (
  portion: Portion,
  subject: (id: string, state: State, events: readonly RecordedEvent[], rules: RulesInForce, besides: B | undefined) => void,
) => Promise<VisitedFund>;

/** `besides`: what each rests on beside its own stream, where it is asked. */
export function fundVisitor<State extends object, B = never>(
  subject: FoldedSubject<State>,
  { fundId, upTo, on = LAST_DATE }: FundRun,
  reading: TolerantReader,
  besides?: AsKnown<B>,
): VisitFund<State, B> {
  const selection: Selection = { asOf: on, positionUpTo: upTo };
  const rules = pinnedRules(reading.reader, upTo, undefined);
  const isOfFund = (first: RecordedEvent | undefined): boolean => first !== undefined && subject.homeOf(first).fundId === fundId;
  /** Of one whose first event cannot be read nobody can say whose it is: every fund names it. */
  const mayBeOfFund = (first: RecordedEvent | undefined): boolean => {
    const home: unknown = first === undefined ? undefined : subject.homeOf(first).fundId;
    return typeof home !== 'string' || home === fundId;
  };
  return async (portion, each) => {
    const counts = { subjects: 0, events: 0, failed: [] as FailedSubject[] };
    const fail = (id: string, refusal: Refusal): void => void counts.failed.push({ id, refusal });
    const visit = { subject, reading, rules, selection, upTo, ...(besides === undefined ? {} : { besides }) };
    await visitPortion<State, B>(portion, visit, {
      subject: (id, events, inForce, beside) => {
        if (!isOfFund(events[0])) return;
        counts.subjects += 1;
        counts.events += events.length;
        try {
          const outcome = attempt(() => each(id, foldSubject(subject, id, events, selection).state, events, inForce, beside));
          if (outcome.status === 'refused') fail(id, outcome.refusal);
        } catch (error) {
          fail(id, foldFailure(subject, id, events, selection, error).refusal);
        }
      },
      refused: (id, events, refused) => {
        if (isOfFund(events[0])) fail(id, refused);
      },
      failed: (id, failure, events) => {
        if (mayBeOfFund(events[0])) fail(id, failure.refusal);
      },
    });
    return counts;
  };
}
