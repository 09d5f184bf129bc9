/** The correction windows of a participant, seen from a correction year. */
import { amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { WindowSettlement, WindowsView } from '#rulebooks/frame/capabilities/windows.js';
import { SETTLEMENT_AMOUNTS, type SettlementAmounts } from '#ledger/schemes/incomes.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { dateColumn, moneyColumn, textColumn, wholeColumn } from '../columns.js';
import { yearParameter } from '../questions.js';
import type { Cell, View } from '../view.js';
import { windowsSchema } from './schema.js';

export interface WindowsQuestion {
  readonly correctionYear: number;
}

export interface WindowsAnswer extends WindowsView {
  readonly participantId: string;
}

export const windowsProjection: View<WindowsQuestion, WindowsAnswer> = {
  name: 'windows',
  version: 1,
  summary: 'Correction windows, by income year: which a correction still moves, and what has been settled.',
  subject: PARTICIPANT,
  capability: 'windows',
  question: { correctionYear: yearParameter('the year that the windows are seen from') },
  schema: windowsSchema,
  flat: {
    columns: [
      textColumn('participantId'),
      ...['correctionYear', 'windowFrom', 'windowTo', 'incomeYear'].map((name) => wholeColumn(name, 'calendar year')),
      textColumn('status'),
      wholeColumn('lastCorrectionYear', 'calendar year'),
      dateColumn('closesOn'),
      ...['incomeReported', 'incomeCurrent', 'premium', 'smoothingPart'].map(moneyColumn),
      ...['versions', 'settlements', 'timeBarred'].map((name) => wholeColumn(name, 'number')),
      ...SETTLEMENT_AMOUNTS.map(moneyColumn),
    ],
    rows: rowsOf,
  },
  standing: {},
  view: ({ id, state, coordinates, rules, question }) => ({
    participantId: id,
    ...capabilityOf(rules.rulebook, 'windows')(state, question.correctionYear, coordinates.asOf, rules.parameters),
  }),
};

/** A row for each income year. */
function rowsOf({ participantId, correctionYear, windowFrom, windowTo, years }: WindowsAnswer): readonly (readonly Cell[])[] {
  return years.map((year) => {
    const settled = year.settlements.filter(({ timeBarred }) => !timeBarred);
    return [
      ...[participantId, correctionYear, windowFrom, windowTo],
      ...[year.incomeYear, year.status, year.lastCorrectionYear, year.closesOn],
      ...[year.income.reported, year.income.current, year.premium, year.smoothingPart],
      ...[year.versions.length, settled.length, year.settlements.length - settled.length],
      ...SETTLEMENT_AMOUNTS.map((amount) => sumOf(settled, amount)),
    ];
  });
}

function sumOf(settlements: readonly WindowSettlement[], amount: keyof SettlementAmounts): string {
  return formatMinor(sumMinor(settlements, (settlement) => amountMinor(settlement[amount])));
}
