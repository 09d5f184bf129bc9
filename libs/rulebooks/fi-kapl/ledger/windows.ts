/** The correction windows of a participant (section 11). */
import { NOTHING_SETTLED } from '#ledger/schemes/fi-kapl/incomes.js';
import { formatMinor } from '#money/amount.js';
import type { Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Settlement } from '#ledger/participant/incomes/state.js';
import type { WindowSettlement, WindowsView, WindowYear } from '../../frame/capabilities/windows.js';
import { named, postedFigure, type Explained } from '../../frame/figures/explained.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { closesOn, lastCorrectionYear, windowFrom, windowStatus, windowTo } from '../corrections/window.js';
import { currentIncome, settledBase } from '../corrections/year-of-incomes.js';
import { annualPremium } from '../premium/annual-premium.js';
import { totalIncome } from '../premium/income-base.js';
import { smoothingPart } from '../premium/smoothing-part.js';
import { incomeYears, type IncomeYear } from './income-year.js';
import { insuredOf } from './insured-of.js';
import { settledIn, settledOf, type SettledAmount } from './settlements.js';

export function windowsView(
  state: ParticipantState,
  correctionYear: number,
  parameters: ParameterSet,
  only?: ReadonlySet<number>,
): WindowsView {
  const shown = incomeYears(state).filter(({ year }) => only === undefined || only.has(year));
  const total = (amount: SettledAmount): string => formatMinor(settledIn(shown, correctionYear, amount, parameters).value);
  return {
    correctionYear,
    windowFrom: windowFrom(correctionYear),
    windowTo: windowTo(correctionYear),
    years: shown.map((year) => windowYear(state, year, correctionYear, parameters)),
    totals: {
      premiumDelta: total('premiumDelta'),
      premiumInterest: total('premiumInterest'),
      smoothingDelta: total('smoothingDelta'),
      smoothingInterest: total('smoothingInterest'),
      total: total('total'),
    },
  };
}

/** The figures of an income year, each by the last part of its name. */
export const YEAR_FIGURES = {
  income: (_state: ParticipantState, year: IncomeYear): Explained => currentIncome(year),
  incomeBase: (_state: ParticipantState, year: IncomeYear, parameters: ParameterSet): Explained => settledBase(parameters, year),
  premium: (_state: ParticipantState, year: IncomeYear, parameters: ParameterSet): Explained =>
    premium(parameters, year, settledBase(parameters, year)),
  smoothingPart: (state: ParticipantState, year: IncomeYear, parameters: ParameterSet): Explained =>
    smoothing(state, parameters, year, settledBase(parameters, year)),
  settlements: (_state: ParticipantState, year: IncomeYear, parameters: ParameterSet): Explained =>
    settledOf(year, parameters, currentIncome(year)),
} as const;

function premium(parameters: ParameterSet, { year }: IncomeYear, base: Explained<Decimal>): Explained<string> {
  return named(postedFigure(annualPremium(parameters, year, base)), `windows.${year}.premium`);
}

function smoothing(state: ParticipantState, parameters: ParameterSet, { year }: IncomeYear, base: Explained<Decimal>): Explained<string> {
  return named(postedFigure(smoothingPart(parameters, insuredOf(state), year, base)), `windows.${year}.smoothingPart`);
}

function windowYear(state: ParticipantState, year: IncomeYear, correctionYear: number, parameters: ParameterSet): WindowYear {
  const base = settledBase(parameters, year);
  const versions = year.employers
    .flatMap(({ employerId, versions: list }) => list.map((version) => ({ employerId, ...version })))
    .sort((a, b) => a.revision - b.revision);
  return {
    incomeYear: year.year,
    status: windowStatus(year.year, correctionYear),
    lastCorrectionYear: lastCorrectionYear(year.year),
    closesOn: closesOn(year.year),
    income: { reported: roundPosted(totalIncome(year.reported)), current: roundPosted(currentIncome(year).value) },
    premium: premium(parameters, year, base).value,
    smoothingPart: smoothing(state, parameters, year, base).value,
    versions: versions.map(({ employerId, amountMinor: minor, recordedAt, correctedOn, eventId, reason }) => ({
      employerId,
      amount: formatMinor(minor),
      recordedAt,
      correctedOn: correctedOn ?? null,
      eventId,
      reason: reason ?? null,
    })),
    settlements: year.settlements.map((settlement) => windowSettlement(settlement, isLastOfItsIncome(year, settlement))),
  };
}

/** Whether no correction of a later day of the same employer's income has been settled: a refund that is left stands until then. */
function isLastOfItsIncome({ employers, settlements }: IncomeYear, settlement: Settlement): boolean {
  const own = employers.find(({ versions }) => versions.some(({ eventId }) => eventId === settlement.data.correction));
  const last = own?.versions.findLast(({ eventId }) => settlements.some(({ data }) => data.correction === eventId));
  return last !== undefined && last.eventId === settlement.data.correction;
}

function windowSettlement({ status, eventId, data }: Settlement, isLast: boolean): WindowSettlement {
  const shown = {
    eventId,
    correctionYear: data.correctionYear,
    incomeBefore: data.incomeBefore,
    incomeAfter: data.incomeAfter,
  };
  if (status === 'time-barred') {
    return { ...shown, kind: 'correction', ...NOTHING_SETTLED, timeBarred: true, article: data.article };
  }
  const { kind, premiumDelta, premiumInterest, smoothingDelta, smoothingInterest, total, leftOut } = data;
  const settled = {
    ...shown,
    kind,
    premiumDelta,
    premiumInterest,
    smoothingDelta,
    smoothingInterest,
    total,
    timeBarred: false,
    article: null,
  };
  return leftOut === undefined ? settled : { ...settled, leftOut: { ...leftOut, standing: isLast } };
}
