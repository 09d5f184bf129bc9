/** A figure by its name, as one that can be read off the answers of a view: what every cell of a grid is. */
import { SETTLEMENT_AMOUNTS } from '#ledger/schemes/incomes.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { ACCOUNT_LINE_KINDS } from '#ledger/participant/account/account.js';
import { yearOf } from '#money/civil-date.js';
import { accountProjection, type AccountAnswer } from '../account/projection.js';
import { coverageProjection } from '../coverage/projection.js';
import { rightsProjection } from '../rights/projection.js';
import { viewer, type Seen } from '../view.js';
import { windowsProjection } from '../windows/projection.js';

/** What a view says of the figure; `amount` is undefined where its answer has no such figure. */
export interface MeasuredFigure {
  readonly amount: string | undefined;
  /** The answer names an illustrative assumption. */
  readonly illustrative: boolean;
}

/** Reads one figure at a place; refuses what its view refuses there. */
export type Measure = (seen: Seen) => MeasuredFigure;

const ACCOUNT_FIGURE = /^account\.([1-9]\d{3})\.([a-z]+)$/;
/** Pension rights, EUR a year. */
const RIGHTS_FIGURE = /^rights\.(?:([1-9]\d{3})\.)?(opening|accrual|indexation|reduction|catch-up|adjustment|closing)$/;
const WINDOWS_FIGURE = new RegExp(`^windows\\.([1-9]\\d{3})\\.(${SETTLEMENT_AMOUNTS.join('|')})$`);

/**
 * `account.closing` (of the value date's own year), `coverage.value`, a benefit by the name that the coverage gives it,
 * `account.YEAR.opening|closing|LINE`, `rights.closing`, `rights.YEAR.LINE`, `windows.CORRECTION-YEAR.AMOUNT` (those of a settlement).
 * Refuses UNKNOWN_FIGURE for an account's line that does not exist.
 */
export function measureOf(figure: string): Measure {
  if (figure === 'account.closing') return (seen) => ({ amount: viewer(seen, undefined)(accountProjection).closing, illustrative: false });
  const [, accountYear, line] = ACCOUNT_FIGURE.exec(figure) ?? [];
  if (accountYear !== undefined && line !== undefined) return accountFigure(figure, Number(accountYear), line);
  const [, rightsYear, rightsLine] = RIGHTS_FIGURE.exec(figure) ?? [];
  if (rightsLine !== undefined) return rightsFigure(rightsYear === undefined ? undefined : Number(rightsYear), rightsLine);
  const [, correctionYear, total] = WINDOWS_FIGURE.exec(figure) ?? [];
  if (correctionYear !== undefined) {
    return (seen) => {
      const { totals } = viewer(seen, { correctionYear: Number(correctionYear) })(windowsProjection);
      return { amount: totals[total as keyof typeof totals], illustrative: false };
    };
  }
  return (seen) => {
    const { value, benefits, assumptions } = viewer(seen, undefined)(coverageProjection);
    const amount = figure === 'coverage.value' ? value : benefits.find((benefit) => benefit.figure === figure)?.amount;
    return { amount, illustrative: assumptions.some(({ status }) => status === 'illustrative') };
  };
}

function accountFigure(figure: string, year: number, line: string): Measure {
  const names = ['opening', ...ACCOUNT_LINE_KINDS, 'closing'];
  if (!names.includes(line)) {
    refuse('UNKNOWN_FIGURE', { figure, of: 'account', known: names.map((name) => `account.${year}.${name}`) });
  }
  return (seen) => ({ amount: amountOf(viewer(seen, { year })(accountProjection), line), illustrative: false });
}

/** Without a year that of the value date. */
function rightsFigure(year: number | undefined, line: string): Measure {
  return (seen) => {
    const { opening, lines, closing } = viewer(seen, { year: year ?? yearOf(seen.coordinates.asOf) })(rightsProjection);
    const moved = lines.find(({ kind }) => kind === line)?.amount ?? '0.00';
    return { amount: line === 'opening' ? opening : line === 'closing' ? closing : moved, illustrative: false };
  };
}

/** A line that the year does not have is zero. */
function amountOf({ opening, lines, closing }: AccountAnswer, line: string): string {
  if (line === 'opening') return opening;
  if (line === 'closing') return closing;
  return lines.find(({ kind }) => kind === line)?.amount ?? '0.00';
}
