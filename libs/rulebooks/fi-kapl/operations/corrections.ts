/** fi.correctionWindow and fi.indexCorrection. */
import type { JsonObject } from '#ledger/kernel/json.js';
import type { IncomeCoverage } from '#ledger/schemes/fi-kapl/incomes.js';
import { exactText } from '#money/decimal.js';
import { formatMinor, sumMinor } from '#money/amount.js';
import { roundPosted } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import { incomeHistory, type CorrectedIncome, type ReportedIncome, type SettlementOfYear } from '../corrections/income-history.js';
import { indexCorrection } from '../corrections/index-terms.js';
import { closesOn, lastCorrectionYear, windowFrom, windowStatus, windowTo } from '../corrections/window.js';
import { readDay, readDecimal, readList, readOptionalDay, readOptionalDecimal, readYear } from '../../frame/operation-input.js';
import { actuarialText, readCoverage, readInsured, readOptionalInstant, readOptionalLaw, readParameters } from './read.js';
import * as is from './schema.js';

const settledAmounts = {
  premiumDeltaPosted: is.posted,
  premiumInterestPosted: is.posted,
  smoothingDeltaPosted: is.posted,
  smoothingInterestPosted: is.posted,
  totalPosted: is.posted,
};

export const correctionWindowOperation: Operation = {
  name: 'fi.correctionWindow',
  article: 'decree 800/2005, Annex 1, 2.4',
  summary: 'Eight-year window of a correction year: years, settlements and totals of one person',
  input: is.inputOf({
    birthDate: is.date,
    sex: is.sex,
    incomes: is.list(
      is.record({ year: is.year, employerId: is.identifier, amount: is.amount, 'coverage?': is.coverage, 'recordedAt?': is.instant }),
    ),
    'corrections?': is.list(
      is.record({
        incomeYear: is.year,
        employerId: is.identifier,
        amount: is.amount,
        'coverage?': is.coverage,
        correctedOn: is.date,
        'recordedAt?': is.instant,
      }),
    ),
    correctionYear: is.year,
    'asOf?': is.date,
    'knownAt?': is.instant,
  }),
  output: is.record({
    windowFrom: is.year,
    windowTo: is.year,
    years: is.list(
      is.record({
        incomeYear: is.year,
        status: { enum: ['closed', 'open', 'not-yet'] },
        lastCorrectionYear: is.year,
        closesOn: is.date,
        reportedPosted: is.posted,
        currentPosted: is.posted,
        premiumPosted: is.posted,
        smoothingPosted: is.posted,
      }),
    ),
    settlements: is.list(
      is.record({
        incomeYear: is.year,
        correctionYear: is.year,
        kind: { enum: ['correction', 'ordinary'] },
        timeBarred: is.flag,
        incomeBeforePosted: is.posted,
        incomeAfterPosted: is.posted,
        ...settledAmounts,
      }),
    ),
    totals: is.record(settledAmounts),
  }),
  calculate: (input) => {
    const correctionYear = readYear(input, 'correctionYear');
    const at = { asOf: readOptionalDay(input, 'asOf'), knownAt: readOptionalInstant(input, 'knownAt') };
    const incomes = readList(input, 'incomes').map(readIncome);
    const corrections = readList(input, 'corrections').map(readCorrection);
    const history = incomeHistory(readParameters(input), readInsured(input), incomes, corrections, at);
    return {
      windowFrom: windowFrom(correctionYear),
      windowTo: windowTo(correctionYear),
      years: history.years.map((year) => ({
        incomeYear: year.incomeYear,
        status: windowStatus(year.incomeYear, correctionYear),
        lastCorrectionYear: lastCorrectionYear(year.incomeYear),
        closesOn: closesOn(year.incomeYear),
        reportedPosted: roundPosted(year.reported),
        currentPosted: roundPosted(year.current),
        premiumPosted: roundPosted(year.premium),
        smoothingPosted: roundPosted(year.smoothing),
      })),
      settlements: history.settlements.map((settlement) => ({
        incomeYear: settlement.incomeYear,
        correctionYear: settlement.correctionYear,
        kind: settlement.kind,
        timeBarred: settlement.timeBarred,
        incomeBeforePosted: roundPosted(settlement.incomeBefore),
        incomeAfterPosted: roundPosted(settlement.incomeAfter),
        ...amountsOf([settlement]),
      })),
      totals: amountsOf(history.settlements.filter((settlement) => settlement.correctionYear === correctionYear)),
    };
  },
};

/** Sums of posted amounts. */
function amountsOf(settlements: readonly SettlementOfYear[]): JsonObject {
  const total = (of: (settlement: SettlementOfYear) => number): string => formatMinor(sumMinor(settlements, of));
  return {
    premiumDeltaPosted: total((one) => one.premiumDeltaMinor),
    premiumInterestPosted: total((one) => one.premiumInterestMinor),
    smoothingDeltaPosted: total((one) => one.smoothingDeltaMinor),
    smoothingInterestPosted: total((one) => one.smoothingInterestMinor),
    totalPosted: total((one) => one.totalMinor),
  };
}

function readIncome(income: JsonObject): ReportedIncome {
  return {
    incomeYear: readYear(income, 'year'),
    employerId: income['employerId'] as string,
    amount: readDecimal(income, 'amount'),
    coverage: readCoverage(income),
    recordedAt: readOptionalInstant(income, 'recordedAt'),
  };
}

function readCorrection(correction: JsonObject): CorrectedIncome {
  return {
    incomeYear: readYear(correction, 'incomeYear'),
    employerId: correction['employerId'] as string,
    amount: readDecimal(correction, 'amount'),
    coverage: correction['coverage'] as IncomeCoverage | undefined,
    correctedOn: readDay(correction, 'correctedOn'),
    recordedAt: readOptionalInstant(correction, 'recordedAt'),
  };
}

export const indexCorrectionOperation: Operation = {
  name: 'fi.indexCorrection',
  article: 'decree 800/2005, Annex 1, 2.4, second part',
  summary: 'What a change of the funded pension moves in the index raise of a year, settled two years later',
  input: is.inputOf({
    birthDate: is.date,
    sex: is.sex,
    year: is.year,
    deltaFundedPension: is.decimal,
    pensioner: is.flag,
    'startAge?': is.decimal,
    'startLaw?': is.law,
  }),
  output: is.record({ factor: is.exact, amount: is.exact, accumulation: is.exact, settlementYear: is.year, settledPosted: is.posted }),
  calculate: (input) => {
    const start = { age: readOptionalDecimal(input, 'startAge')?.toNumber(), law: readOptionalLaw(input, 'startLaw') };
    const corrected = indexCorrection(
      readParameters(input),
      readInsured(input),
      readYear(input, 'year'),
      readDecimal(input, 'deltaFundedPension'),
      input['pensioner'] === true ? start : undefined,
    );
    return {
      factor: actuarialText(corrected.factor),
      amount: actuarialText(corrected.amount),
      accumulation: exactText(corrected.accumulation),
      settlementYear: corrected.settlementYear,
      settledPosted: roundPosted(corrected.settled),
    };
  },
};
