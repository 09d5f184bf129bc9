/** What looks wrong in a participant's rows: each against the ledger, and against the rows before it in the file. */
import type { Flag, Usual } from '#ledger/participant/flag.js';
import { factsAfterDeath } from '#ledger/participant/loose-facts.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { parsePeriod } from '#money/civil-date.js';
import type { PlausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import type { ContributionRow, PaymentRow, Row, RowOf, TransferRow } from '../../formats/rows.js';
import { median, unusualAmount, unusualJump } from './amounts.js';
import { correctionFlags, incomeBefore, incomeFlags } from './incomes.js';
import { referenceJudge } from './same-but-for-reference.js';

/** What a taken row changes, for the patterns of the file. */
export interface RowMovement {
  readonly employerId: string | undefined;
  readonly amountMinor: number;
  /** What stood before; undefined where nothing did. */
  readonly beforeMinor: number | undefined;
}

export interface JudgedRow {
  readonly flags: readonly Flag[];
  readonly movement: RowMovement | undefined;
}

/**
 * Judges a participant's taken rows, one after another, in the order in which they are decided. `events`: the stream before them,
 * `before` its fold.
 */
export function rowJudge(
  events: readonly RecordedEvent[],
  before: ParticipantState,
  limits: PlausibilityLimits,
): (row: Row, replaced: number | undefined) => JudgedRow {
  const incomes = new Map<string, number>();
  const salaries = new Map<string, number>();
  const reported: ReportedSalary[] = [];
  const transfers = before.transfers.map(({ on, amountMinor }) => transferKey(on, amountMinor));
  const toldTwice = referenceJudge(events);
  const only = (...flags: readonly (Flag | undefined)[]): JudgedRow => ({
    flags: flags.filter((found) => found !== undefined),
    movement: undefined,
  });
  return (row, replaced) => {
    switch (row.record) {
      case 'correction': {
        const { incomeYear, employerId, amountMinor } = row;
        const key = `${incomeYear} ${employerId}`;
        const beforeMinor = incomes.get(key) ?? incomeBefore(before, row) ?? 0;
        incomes.set(key, amountMinor);
        return { flags: correctionFlags(row, beforeMinor, before, limits), movement: { employerId, amountMinor, beforeMinor } };
      }
      case 'income': {
        const { employerId, amountMinor } = row;
        return { flags: incomeFlags(row, before, limits), movement: { employerId, amountMinor, beforeMinor: undefined } };
      }
      case 'contribution': {
        const { employerId, amountMinor } = row;
        return {
          flags: contributionFlags(row, replaced, before, limits, toldTwice(row)),
          movement: { employerId, amountMinor, beforeMinor: replaced },
        };
      }
      case 'transfer': {
        const found = repeatedTransfer(row, transfers);
        transfers.push(transferKey(row.transferredOn, signed(row)));
        return only(found ?? toldTwice(row));
      }
      case 'payment':
        return only(toldTwice(row), unusualPayment(row, before, limits));
      case 'death':
        return only(...deathFlags(before, row));
      case 'salary-correction': {
        const { employerId, from, fullTimeSalaryMinor } = row;
        const key = `${from} ${employerId}`;
        const beforeMinor = salaries.get(key) ?? salaryBefore(before, row);
        salaries.set(key, fullTimeSalaryMinor);
        return {
          flags: salaryFlags(fullTimeSalaryMinor, beforeMinor, limits),
          movement: { employerId, amountMinor: fullTimeSalaryMinor, beforeMinor },
        };
      }
      case 'salary': {
        const { employerId, from, fullTimeSalaryMinor } = row;
        const held = salaryHeld(before, reported, row);
        reported.push({ employerId, from, fullTimeSalaryMinor });
        return {
          flags: salaryFlags(fullTimeSalaryMinor, held, limits, 'month-before'),
          movement: { employerId, amountMinor: fullTimeSalaryMinor, beforeMinor: undefined },
        };
      }
      default:
        return only(); // no amount of a participant that others could be held against
    }
  };
}

function deathFlags(before: ParticipantState, { diedOn }: RowOf<'death'>): readonly Flag[] {
  return factsAfterDeath({ ...before, diedOn }).map(({ code: _, ...figures }) => ({ code: 'FACTS_AFTER_DEATH', figures }));
}

/** The full-time salary that stood from that month; undefined where none did. */
function salaryBefore({ salaries }: ParticipantState, { employerId, from }: RowOf<'salary-correction'>): number | undefined {
  const entry = salaries.get(employerId)?.entries.find((one) => one.from === from);
  return entry === undefined ? undefined : amountMinor(entry.fullTimeSalary);
}

type ReportedSalary = Pick<RowOf<'salary'>, 'employerId' | 'from' | 'fullTimeSalaryMinor'>;

/** The full-time salary that held in the month before, by the ledger and by the rows before; undefined where none did. */
function salaryHeld(
  { salaries }: ParticipantState,
  rows: readonly ReportedSalary[],
  { employerId, from }: ReportedSalary,
): number | undefined {
  const known = salaries.get(employerId)?.entries ?? [];
  const held = [
    ...known.map((one) => ({ from: one.from, minor: amountMinor(one.fullTimeSalary) })),
    ...rows.filter((row) => row.employerId === employerId).map((row) => ({ from: row.from, minor: row.fullTimeSalaryMinor })),
  ];
  return held.filter((one) => one.from < from).sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1)?.minor;
}

function salaryFlags(
  minor: number,
  beforeMinor: number | undefined,
  limits: PlausibilityLimits,
  against: Usual = 'before',
): readonly Flag[] {
  if (beforeMinor === undefined || (against === 'month-before' && (minor === 0 || beforeMinor === 0))) return [];
  const usual = { amountMinor: minor, usualMinor: beforeMinor, against, factor: limits.change } as const;
  return [unusualAmount(usual), unusualJump(minor, beforeMinor, limits)].filter((found) => found !== undefined);
}

const MONTHS_LOOKED_AT = 12;

/** `replaced`: the contribution whose place it takes. */
function contributionFlags(
  row: ContributionRow,
  replaced: number | undefined,
  before: ParticipantState,
  limits: PlausibilityLimits,
  toldTwice: Flag | undefined,
): readonly Flag[] {
  const { amountMinor } = row;
  if (replaced !== undefined) {
    const usual = { amountMinor, usualMinor: replaced, against: 'before', factor: limits.change } as const;
    return [unusualAmount(usual), unusualJump(amountMinor, replaced, limits)].filter((found) => found !== undefined);
  }
  const month = parsePeriod(row.period) ?? -1;
  const others = [...before.contributions]
    .filter(([of]) => of !== month && Math.abs(of - month) <= MONTHS_LOOKED_AT)
    .map(([, minor]) => minor);
  const usualMinor = median(others);
  const usual =
    usualMinor === undefined ? undefined : ({ amountMinor, usualMinor, against: 'months-around', factor: limits.change } as const);
  return [toldTwice ?? besideAnother(row, before), usual && unusualAmount(usual)].filter((found) => found !== undefined);
}

function besideAnother({ period, amountMinor }: ContributionRow, before: ParticipantState): Flag | undefined {
  const standing = before.contributions.get(parsePeriod(period) ?? -1);
  if (standing === undefined || standing === 0) return undefined;
  const figures = { period, standing: formatMinor(standing), together: formatMinor(addMinor(standing, amountMinor)) };
  return { code: 'MAY_BE_A_CORRECTION', figures };
}

function signed({ direction, amountMinor }: TransferRow): number {
  return direction === 'in' ? amountMinor : -amountMinor;
}

function transferKey(on: string, signedMinor: number): string {
  return `${on} ${signedMinor}`;
}

function repeatedTransfer(row: TransferRow, standing: readonly string[]): Flag | undefined {
  if (!standing.includes(transferKey(row.transferredOn, signed(row)))) return undefined;
  const { direction, amountMinor, transferredOn } = row;
  return { code: 'SAME_DAY_AND_AMOUNT', figures: { amount: formatMinor(amountMinor), on: transferredOn, direction } };
}

function unusualPayment({ benefit, amountMinor }: PaymentRow, before: ParticipantState, limits: PlausibilityLimits): Flag | undefined {
  const last = before.payments.filter((payment) => payment.benefit === benefit).slice(-MONTHS_LOOKED_AT);
  const usualMinor = median(last.map((payment) => -payment.amountMinor));
  if (usualMinor === undefined) return undefined;
  return unusualAmount({ amountMinor, usualMinor, against: 'last-payments', factor: limits.change });
}
