/** A fund as its events tell it: what it published, declared and closed. */
import type { Currency } from '#money/amount.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { RecordedEvent } from '../kernel/envelope.js';
import type { FundEvent } from '../event.js';
import type { JsonObject } from '../kernel/json.js';
import type { AnnouncedChange } from './changes/changes.js';
import type { AllotmentBase, AllotmentKind, DecidedAllotment } from './events.js';

export interface Publication {
  readonly eventId: string;
  readonly announced: CivilDate;
  readonly recordedAt: Instant;
  readonly parameters: readonly JsonObject[];
}

export interface DeclaredInterest {
  readonly decision: string;
  readonly rate: string;
}

/** A group's bonus, or what a deficit takes, at the year's end. */
export interface DeclaredAllotment {
  readonly decision: string;
  readonly year: number;
  readonly group: string;
  readonly kind: AllotmentKind;
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

export interface DeclaredReduction {
  readonly decision: string;
  readonly on: CivilDate;
  readonly by:
    | { readonly kind: 'rate'; readonly rate: string }
    | { readonly kind: 'share'; readonly base: AllotmentBase; readonly allotment: DecidedAllotment };
  readonly reason: string;
}

/** A year's special bonus provisions. */
export interface DeclaredSpecialBonus {
  readonly decision: string;
  readonly year: number;
  readonly pool: string;
  readonly valueSum: string;
  readonly rate: string;
  readonly allotment: DecidedAllotment;
  /** In the journal: what stands before it was known when the fund decided. */
  readonly position: bigint;
  /** The fund as it was then. */
  readonly before: FundState;
}

export interface FundState {
  readonly established: { readonly fundId: string; readonly scheme: string; readonly currency: Currency } | undefined;
  readonly publications: readonly Publication[];
  readonly interest: ReadonlyMap<number, DeclaredInterest>;
  readonly allotments: readonly DeclaredAllotment[];
  readonly results: readonly GroupResult[];
  readonly reductions: readonly DeclaredReduction[];
  /** In the order of their years. */
  readonly specialBonus: readonly DeclaredSpecialBonus[];
  /** Year → the decision that closed it. */
  readonly closedYears: ReadonlyMap<number, string>;
  /** In the order in which they were recorded. */
  readonly changes: readonly AnnouncedChange[];
  readonly lastRevision: number;
}

export const INITIAL_FUND: FundState = {
  established: undefined,
  publications: [],
  interest: new Map(),
  allotments: [],
  results: [],
  reductions: [],
  specialBonus: [],
  closedYears: new Map(),
  changes: [],
  lastRevision: -1,
};

export function evolveFund(state: FundState, event: FundEvent): FundState {
  const next = { ...state, lastRevision: Math.max(state.lastRevision, event.revision) };
  switch (event.type) {
    case 'FundEstablished':
      return { ...next, established: event.data };
    case 'ParametersPublished':
      return {
        ...next,
        publications: [
          ...state.publications,
          {
            eventId: event.id,
            announced: event.data.announced,
            recordedAt: event.recordedAt,
            parameters: event.data.parameters,
          },
        ],
      };
    case 'InterestRateDeclared':
      return {
        ...next,
        interest: new Map(state.interest).set(event.data.year, { decision: event.id, rate: event.data.rate }),
      };
    case 'BonusDeclared': {
      const { year, group, kind, by, allotment } = event.data;
      return { ...next, allotments: [...state.allotments, { decision: event.id, year, group, kind, by, allotment }] };
    }
    case 'ContributionGroupResultReported': {
      const { year, group, on, result, bonus, creditReduction, valueDeduction, closingBuffer } = event.data;
      const reported = { eventId: event.id, year, group, on, result, bonus, creditReduction, valueDeduction, closingBuffer };
      return { ...next, results: [...state.results, reported] };
    }
    case 'ReductionDecided': {
      return { ...next, reductions: [...state.reductions, reductionOf(event)] };
    }
    case 'SpecialBonusDeclared': {
      const { year, pool, valueSum, rate, allotment } = event.data;
      const declared = { decision: event.id, year, pool, valueSum, rate, allotment, position: event.position, before: state };
      return { ...next, specialBonus: [...state.specialBonus, declared] };
    }
    case 'YearClosed':
      return { ...next, closedYears: new Map(state.closedYears).set(event.data.year, event.id) };
    case 'BasisChanged':
    case 'TermsChanged':
      return { ...next, changes: [...state.changes, changeOf(event)] };
    case 'ChangeNotified': {
      const { change, ...notice } = event.data;
      const told = (one: AnnouncedChange): AnnouncedChange => (one.id === change ? { ...one, notices: [...one.notices, { eventId: event.id, ...notice }] } : one);
      return { ...next, changes: state.changes.map(told) };
    }
    case 'FundingRatioReported':
    case 'IndexationDecided':
      return next; // kept as history; the schemes that act on them read the events
    default:
      return unreachable(event);
  }
}

function changeOf(event: Extract<FundEvent, { type: 'BasisChanged' | 'TermsChanged' }>): AnnouncedChange {
  const { id, type, effectiveDate, recordedAt, source } = event;
  const { announced, publication, parameters, material, reference } = event.data;
  const kind = type === 'BasisChanged' ? 'basis' : 'terms';
  return { id, type, effectiveDate, recordedAt, ...(source === undefined ? {} : { source }), kind, announced, publication, parameters, material, reference, notices: [] };
}

function reductionOf({ id, data }: Extract<FundEvent, { type: 'ReductionDecided' }>): DeclaredReduction {
  const { on, rate, share, reason } = data;
  if (share !== undefined) return { decision: id, on, by: { kind: 'share', base: share.by, allotment: share.allotment }, reason };
  if (rate !== undefined) return { decision: id, on, by: { kind: 'rate', rate }, reason };
  throw new Error(`the reduction ${id} has neither a rate nor a share`);
}

function unreachable(event: never): never {
  const { type, stream, revision } = event as RecordedEvent;
  throw new Error(`no fold for ${type}: ${stream} revision ${revision}`);
}
