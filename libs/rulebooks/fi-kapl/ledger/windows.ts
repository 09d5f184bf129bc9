/** The correction windows of a participant (section 11). */
import { amountMinor, formatMinor } from '#money/amount.js';
import { roundPosted } from '#money/rounding.js';
import type { ParticipantState, Settlement } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { WindowSettlement, WindowsView, WindowYear } from '../../frame/capabilities/windows.js';
import { closesOn, lastCorrectionYear, windowFrom, windowStatus, windowTo } from '../corrections/window.js';
import { settledBase } from '../corrections/year-of-incomes.js';
import { annualPremium } from '../premium/annual-premium.js';
import { totalIncome } from '../premium/income-base.js';
import { smoothingPart } from '../premium/smoothing-part.js';
import { incomeYears, type IncomeYear } from './income-year.js';
import { insuredOf } from './insured-of.js';

const AMOUNTS = ['premiumDelta', 'premiumInterest', 'smoothingDelta', 'smoothingInterest', 'total'] as const;

export function windowsView(state: ParticipantState, correctionYear: number, parameters: ParameterSet, only?: ReadonlySet<number>): WindowsView {
  const shown = incomeYears(state).filter(({ year }) => only === undefined || only.has(year));
  const years = shown.map((year) => windowYear(state, year, correctionYear, parameters));
  const totals = { premiumDelta: 0, premiumInterest: 0, smoothingDelta: 0, smoothingInterest: 0, total: 0 };
  for (const { settlements } of years) {
    for (const settlement of settlements) {
      if (settlement.correctionYear !== correctionYear) continue;
      for (const name of AMOUNTS) totals[name] += amountMinor(settlement[name]);
    }
  }
  return {
    correctionYear,
    windowFrom: windowFrom(correctionYear),
    windowTo: windowTo(correctionYear),
    years,
    totals: {
      premiumDelta: formatMinor(totals.premiumDelta),
      premiumInterest: formatMinor(totals.premiumInterest),
      smoothingDelta: formatMinor(totals.smoothingDelta),
      smoothingInterest: formatMinor(totals.smoothingInterest),
      total: formatMinor(totals.total),
    },
  };
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
    income: { reported: roundPosted(totalIncome(year.reported)), current: roundPosted(totalIncome(year.current)) },
    premium: roundPosted(annualPremium(parameters, year.year, base)),
    smoothingPart: roundPosted(smoothingPart(parameters, insuredOf(state), year.year, base)),
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

/** Whether no later correction of the same employer's income has been settled: a refund that is left stands until then. */
function isLastOfItsIncome({ employers, settlements }: IncomeYear, settlement: Settlement): boolean {
  const own = employers.find(({ versions }) => versions.some(({ eventId }) => eventId === settlement.data.correction));
  const corrections = new Set(own?.versions.map(({ eventId }) => eventId));
  return settlements.filter(({ data }) => corrections.has(data.correction)).at(-1) === settlement;
}

function windowSettlement({ status, eventId, data }: Settlement, isLast: boolean): WindowSettlement {
  const shown = {
    eventId,
    correctionYear: data.correctionYear,
    incomeBefore: data.incomeBefore,
    incomeAfter: data.incomeAfter,
  };
  if (status === 'time-barred') {
    const none = { premiumDelta: '0.00', premiumInterest: '0.00', smoothingDelta: '0.00', smoothingInterest: '0.00', total: '0.00' };
    return { ...shown, kind: 'correction', ...none, timeBarred: true, article: data.article };
  }
  const { kind, premiumDelta, premiumInterest, smoothingDelta, smoothingInterest, total, leftOut } = data;
  const settled = { ...shown, kind, premiumDelta, premiumInterest, smoothingDelta, smoothingInterest, total, timeBarred: false, article: null };
  return leftOut === undefined ? settled : { ...settled, leftOut: { ...leftOut, standing: isLast } };
}
