/** A participant's pension rights of a year: opening, what moved them, closing; by tranche, with what may still be caught up. */
import { refuse } from '#ledger/kernel/refusal.js';
import type { BookedRight } from '#ledger/participant/rights/booked-rights.js';
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import { endOfYear, yearOf } from '#money/civil-date.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { bookedAccruals, rightsDecisions, rightsTransfers } from '#rulebooks/frame/rights-due.js';
import { moneyColumn, textColumn, wholeColumn } from '../columns.js';
import { knowledgeOf } from '../coordinates.js';
import { namedYear } from '../questions.js';
import { amount, choice, date, exact, list, record, text, whole } from '../schema-parts.js';
import type { View } from '../view.js';

export interface RightsQuestion {
  readonly year: number;
}

const LINES = ['accrual', 'indexation', 'reduction', 'catch-up', 'adjustment', 'transfer'] as const;
type RightsLine = (typeof LINES)[number];

export interface RightsAnswer {
  readonly participantId: string;
  readonly year: number;
  /** EUR a year, as are all amounts here. */
  readonly opening: string;
  readonly lines: readonly { readonly kind: RightsLine; readonly amount: string }[];
  readonly closing: string;
  /** By year of accrual, unrounded, on the value date; what came with a group by the year in which it came. None of one who has gone. */
  readonly tranches: readonly { readonly year: number; readonly right: string; readonly transferredOn?: string }[];
  readonly owed: readonly {
    readonly kind: 'reduction' | 'missed';
    readonly ofYear: number;
    readonly rate: string;
    readonly rightBefore: string;
    readonly amountYearly: string;
    readonly lastDecision: number;
  }[];
}

/** Refuses YEAR_NOT_BEGUN for a year after the value date. */
export const rightsProjection: View<RightsQuestion, RightsAnswer> = {
  name: 'rights',
  version: 2,
  summary: 'Pension rights of a year: opening, accrual, indexation, reductions, catch-up, adjustments, closing; and by tranche.',
  subject: PARTICIPANT,
  capability: 'pensionRights',
  question: { year: namedYear('the calendar year') },
  refuses: ['YEAR_NOT_BEGUN'],
  schema: record({
    participantId: text,
    year: whole,
    opening: amount,
    lines: list(record({ kind: choice(...LINES), amount })),
    closing: { ...amount, description: 'opening + lines' },
    tranches: list(record({ year: whole, right: exact }, { transferredOn: date })),
    owed: list(
      record({
        kind: choice('reduction', 'missed'),
        ofYear: whole,
        rate: exact,
        rightBefore: amount,
        amountYearly: amount,
        lastDecision: whole,
      }),
    ),
  }),
  flat: {
    columns: [textColumn('participantId'), wholeColumn('year', 'calendar year'), ...['opening', ...LINES, 'closing'].map(moneyColumn)],
    rows: ({ participantId, year, opening, lines, closing }) => {
      const moved = new Map(lines.map(({ kind, amount: by }) => [kind, by]));
      return [[participantId, year, opening, ...LINES.map((kind) => moved.get(kind) ?? '0.00'), closing]];
    },
  },
  view: ({ id, state, coordinates, rules, question: { year } }) => {
    const { asOf } = coordinates;
    const law = capabilityOf(rules.rulebook, 'pensionRights');
    if (year > yearOf(asOf)) {
      refuse('YEAR_NOT_BEGUN', { of: 'rights', participantId: id, year, asOf });
    }
    const booked = [...state.bookedRights.values()];
    const moves = [...booked, ...state.rightsTransferred];
    const openingMinor = sumOf(moves.filter(({ on }) => on <= endOfYear(year - 1)));
    const transferredMinor = sumOf(state.rightsTransferred.filter(({ on }) => yearOf(on) === year));
    const lines = LINES.map((kind) => ({ kind, minor: kind === 'transfer' ? transferredMinor : movedMinor(booked, kind, year) })).filter(
      ({ minor }) => minor !== 0,
    );
    const { tranches, owed } = law.rights(
      bookedAccruals(state),
      rightsDecisions(rules.fundAsKnown(knowledgeOf(coordinates))),
      asOf,
      rightsTransfers(state),
    );
    return {
      participantId: id,
      year,
      opening: formatMinor(openingMinor),
      lines: lines.map(({ kind, minor }) => ({ kind, amount: formatMinor(minor) })),
      closing: formatMinor(addMinor(openingMinor, sumMinor(lines, ({ minor }) => minor))),
      tranches,
      owed: owed.map(({ kind, ofYear, rate, rightBeforeMinor, amountMinor, lastDecision }) => ({
        kind,
        ofYear,
        rate,
        rightBefore: formatMinor(rightBeforeMinor),
        amountYearly: formatMinor(amountMinor),
        lastDecision,
      })),
    };
  },
};

function sumOf(moves: readonly { readonly amountMinor: number }[]): number {
  return sumMinor(moves, ({ amountMinor }) => amountMinor);
}

/** First bookings under their own kind; what was derived again since under `adjustment`. */
function movedMinor(booked: readonly BookedRight[], kind: Exclude<RightsLine, 'transfer'>, year: number): number {
  const ofYear = booked.filter(({ on }) => yearOf(on) === year);
  if (kind === 'adjustment') return sumMinor(ofYear, ({ adjustedMinor }) => adjustedMinor);
  return sumMinor(
    ofYear.filter(({ key }) => key.kind === kind),
    ({ amountMinor, adjustedMinor }) => amountMinor - adjustedMinor,
  );
}
