/**
 * Files whose rows are one fact together: the cash flows of a day, the forward rates of months. Each is read as a whole; one bad row
 * refuses all of it, and the same file again changes nothing.
 */
import { basename } from 'node:path';
import * as is from '#ledger/facts/field.js';
import { readInstant } from '#ledger/facts/field.js';
import { refusal, refuse, Refused } from '#ledger/kernel/refusal.js';
import type { Currency } from '#money/amount.js';
import type { Instant } from '#money/civil-date.js';
import type { RowProblem } from '../formats/refusals.js';
import type { FundCommand } from './declare.js';
import { readDeclaredRows, refuseRows, type DeclaredRow } from '../formats/declared-rows.js';
import { RECORDED_AT } from '../formats/rows.js';
import { endOfPeriod } from '../intake/forward-rates.js';

export const FIGURE_KINDS = ['cash-flows', 'forward-rates'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

export function isFigureKind(kind: string): kind is FigureKind {
  return (FIGURE_KINDS as readonly string[]).includes(kind);
}

const fundId = is.identifier({ description: 'Fund.', example: 'nl-pob' });
const reference = is.text({ description: 'What the figure rests on.', example: 'actuary' });
const recordedAt = is.optional(is.text({ description: 'When the older system recorded it.' }, 40));

/** Years ahead that flows reach at most. */
const MOST_YEARS_AHEAD = 200;

const CASH_FLOW_ROW = {
  fundId,
  on: is.date({ description: 'Day of the rights that pay them.', example: '2021-01-01' }),
  m: is.count({ description: 'Years from the day, 0 what is paid at once.', example: 0 }),
  amountMinor: is.amount({ description: 'Paid in that year, undiscounted.', example: '100.00' }),
  currency: is.currency(),
  reference,
  reason: is.optional(is.text({ description: 'Why these take the place of flows that are reported.' })),
  recordedAt,
};

const FORWARD_RATE_ROW = {
  month: is.period({ description: 'Month of the rate.', example: '2015-01' }),
  rate: is.decimal({ description: 'Forward rate of one year in twenty years, effective a year.', example: '0.035' }),
  reference,
  fundId: is.optional(fundId),
  announced: is.optional(is.date({ description: 'Day on which it became known. Default: the last day of the last month.' })),
  recordedAt,
};

/** What the rows of one day, or of all months, come to. */
export interface FundFigure {
  /** undefined: the only fund. */
  readonly fundId: string | undefined;
  readonly command: FundCommand;
  readonly rows: number;
  /** Line of the first row. */
  readonly line: number;
  readonly recordedAt: Instant | undefined;
}

/** Refuses what `readDeclaredRows` does, and rows that do not go together. */
export function readFigures(kind: FigureKind, file: string, migrate: boolean): Promise<readonly FundFigure[]> {
  switch (kind) {
    case 'cash-flows':
      return cashFlowsOf(file, migrate);
    case 'forward-rates':
      return forwardRatesOf(file, migrate);
    default:
      return kind satisfies never;
  }
}

async function cashFlowsOf(file: string, migrate: boolean): Promise<readonly FundFigure[]> {
  const rows = await readDeclaredRows(file, CASH_FLOW_ROW);
  const byDay = groupedBy(rows, ({ fundId: fund, on }) => `${fund} ${on}`);
  refuseProblems(file, rows.flatMap((row) => (row.values.m > MOST_YEARS_AHEAD ? [tooFar(row)] : [])));
  return byDay.map((ofDay): FundFigure => {
    const [first] = ofDay as [DeclaredRow<typeof CASH_FLOW_ROW>];
    const { on, currency, reference: rests, reason } = first.values;
    const stamped = recordedOf(file, ofDay, migrate);
    refuseProblems(file, unlike(ofDay, ['currency', 'reference', 'reason'], { of: 'cash-flows', on }));
    const flowsMinor = Array.from({ length: Math.max(...ofDay.map(({ values: { m } }) => m)) + 1 }, () => 0);
    const seen = new Set<number>();
    for (const { line, values: { m, amountMinor } } of ofDay) {
      if (seen.has(m)) refuseProblems(file, [{ ...refusal('DUPLICATE_ROW', { of: 'cash-flows', on, m }), line }]);
      if (amountMinor < 0) refuseProblems(file, [{ ...refusal('INVALID_AMOUNT', { column: 'amount', least: '0.00' }), line }]);
      seen.add(m);
      flowsMinor[m] = amountMinor;
    }
    const gap = flowsMinor.findIndex((_, m) => !seen.has(m));
    if (gap !== -1) refuseProblems(file, [{ ...refusal('MISSING_ROW', { on, m: gap }), line: first.line }]);
    const command = { decision: 'cash-flows', on, currency: currency as Currency, flowsMinor, reference: rests, reason } as const;
    return { fundId: first.values.fundId, command, rows: ofDay.length, line: first.line, recordedAt: stamped };
  });
}

function tooFar({ line, values: { m } }: DeclaredRow<typeof CASH_FLOW_ROW>): RowProblem {
  return { ...refusal('OUT_OF_RANGE', { field: 'm', value: String(m), most: MOST_YEARS_AHEAD }), line };
}

async function forwardRatesOf(file: string, migrate: boolean): Promise<readonly FundFigure[]> {
  const rows = await readDeclaredRows(file, FORWARD_RATE_ROW);
  const [first] = rows as readonly [DeclaredRow<typeof FORWARD_RATE_ROW>];
  refuseProblems(file, unlike(rows, ['fundId', 'announced'], { of: 'forward-rates' }));
  const twice = groupedBy(rows, ({ month }) => month).flatMap(([, again]) => (again === undefined ? [] : [again.line]));
  refuseProblems(file, twice.map((line) => ({ ...refusal('DUPLICATE_ROW', { of: 'forward-rates' }), line })));
  const last = rows.map(({ values: { month } }) => month).reduce((a, b) => (a > b ? a : b));
  const announced = first.values.announced ?? endOfPeriod(last);
  const months = rows.map(({ values: { month, rate, reference: rests } }) => ({ month, rate, reference: rests }));
  const command = { decision: 'forward-rates', announced, months } as const;
  return [{ fundId: first.values.fundId, command, rows: rows.length, line: first.line, recordedAt: recordedOf(file, rows, migrate) }];
}


/** What rows make up together. */
interface Figures {
  readonly of: 'cash-flows' | 'forward-rates' | 'one-fact';
  readonly on?: string;
}

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `m`: the year ahead; of rates the month. */
    DUPLICATE_ROW: Figures & { readonly m?: number };
    MISSING_ROW: { readonly on: string; readonly m: number };
    ROWS_DO_NOT_AGREE: Figures & { readonly column: string; readonly otherLine: number };
  }
}

interface Row {
  readonly line: number;
  readonly values: { readonly [property: string]: unknown };
}

function refuseProblems(file: string, problems: readonly RowProblem[]): void {
  if (problems.length > 0) refuseRows(file, problems);
}

/** Rows that do not say of the whole what the first says. */
function unlike(rows: readonly Row[], properties: readonly string[], figures: Figures): readonly RowProblem[] {
  const [first] = rows as readonly [Row];
  return rows.flatMap(({ line, values }) => {
    const other = properties.find((property) => values[property] !== first.values[property]);
    return other === undefined ? [] : [{ ...refusal('ROWS_DO_NOT_AGREE', { ...figures, column: other, otherLine: first.line }), line }];
  });
}

function groupedBy<R extends Row>(rows: readonly R[], keyOf: (values: R['values']) => string): readonly (readonly R[])[] {
  const groups = new Map<string, R[]>();
  for (const row of rows) groups.set(keyOf(row.values), [...(groups.get(keyOf(row.values)) ?? []), row]);
  return [...groups.values()];
}

/** One knowledge time for the whole. */
function recordedOf(file: string, rows: readonly Row[], migrate: boolean): Instant | undefined {
  refuseProblems(file, unlike(rows, [RECORDED_AT], { of: 'one-fact' }));
  const [first] = rows as readonly [Row];
  const text = first.values[RECORDED_AT] as string | undefined;
  if (text === undefined) return undefined;
  if (!migrate) {
    refuse('RECORDED_AT_NEEDS_MIGRATE', { column: RECORDED_AT, inFile: basename(file), line: 1 });
  }
  try {
    return readInstant(text, RECORDED_AT);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refuseRows(file, [{ ...error.refusal, line: first.line }]);
  }
}
