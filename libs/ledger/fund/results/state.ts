/** Results, allotments and reductions as the fund's events tell them. */
import type { CivilDate } from '#money/civil-date.js';
import type { Recorded } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import type { DecisionGrounds } from '../policy/events.js';
import type { AllotmentBase, DecidedAllotment, ResultsEventData } from './events.js';

/** A group's bonus, or what a deficit takes, at the year's end. */
export interface DeclaredAllotment {
  readonly decision: string;
  readonly year: number;
  readonly group: string;
  readonly kind: ResultsEventData['BonusDeclared']['kind'];
  readonly by: AllotmentBase;
  readonly allotment: DecidedAllotment;
}

export interface GroupResult {
  readonly eventId: string;
  readonly year: number;
  readonly group: string;
  /** Undefined at the year's end. */
  readonly on: CivilDate | undefined;
  readonly result: string;
  readonly bonus: string;
  readonly creditReduction: string;
  readonly valueDeduction: string;
  readonly closingBuffer: string;
}

export interface DeclaredReduction extends DecisionGrounds {
  readonly decision: string;
  readonly on: CivilDate;
  readonly by:
    | { readonly kind: 'rate'; readonly rate: string }
    | { readonly kind: 'share'; readonly base: AllotmentBase; readonly allotment: DecidedAllotment };
  readonly reason: string;
}

export interface ResultsSlice {
  readonly results: readonly GroupResult[];
  readonly allotments: readonly DeclaredAllotment[];
  readonly reductions: readonly DeclaredReduction[];
}

export function initialResults(): ResultsSlice {
  return { results: [], allotments: [], reductions: [] };
}

export const foldResults: FoldByCopy<ResultsEventData, ResultsSlice> = {
  ContributionGroupResultReported: ({ results }, { id, data }) => {
    const { year, group, on, result, bonus, creditReduction, valueDeduction, closingBuffer } = data;
    return { results: [...results, { eventId: id, year, group, on, result, bonus, creditReduction, valueDeduction, closingBuffer }] };
  },
  BonusDeclared: ({ allotments }, { id, data: { year, group, kind, by, allotment } }) => ({
    allotments: [...allotments, { decision: id, year, group, kind, by, allotment }],
  }),
  ReductionDecided: ({ reductions }, event) => ({ reductions: [...reductions, reductionOf(event)] }),
};

function reductionOf({ id, data }: Recorded<ResultsEventData, 'ReductionDecided'>): DeclaredReduction {
  const { on, rate, share, ...grounds } = data;
  if (share !== undefined) return { decision: id, on, by: { kind: 'share', base: share.by, allotment: share.allotment }, ...grounds };
  if (rate !== undefined) return { decision: id, on, by: { kind: 'rate', rate }, ...grounds };
  throw new Error(`the reduction ${id} has neither a rate nor a share`);
}
