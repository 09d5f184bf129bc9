/** What corrections settled, as the ledger booked it: single settlements, one amount of them, and sums over a correction year. */
import { addMinor, amountMinor, sumMinor } from '#money/amount.js';
import { previousDay, startOfYear, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import type { Settlement } from '#ledger/participant/incomes/state.js';
import type { WindowsView } from '../../frame/capabilities/windows.js';
import { explained, type Explained, type Telling } from '../../frame/figures/explained.js';
import { HALF_UP } from '../../frame/figures/figure.js';
import { usesBetween, usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { RECOVERY_PARAMETERS } from '../../frame/parameters/recovery-policy.js';
import { middleOfYear, midYearFactor } from '../accumulation/accumulation.js';
import type { IncomeYear } from './income-year.js';
import { CORRECTION_ARTICLE } from './settle.js';

export type SettledAmount = keyof WindowsView['totals'];

/** What a correction settles, by the formula of each amount. */
const FORMULAS: { readonly [amount in SettledAmount]: string } = {
  premiumDelta: 'ΔP',
  premiumInterest: 'ΔP·(F − 1)',
  smoothingDelta: 'ΔP^T, a part of ΔP',
  smoothingInterest: 'ΔP^T·(F − 1), a part of ΔP·(F − 1)',
  total: 'ΔP + ΔP·(F − 1)',
};

export const SETTLED_AMOUNTS = Object.keys(FORMULAS) as readonly SettledAmount[];

export function isSettledAmount(name: string): name is SettledAmount {
  return Object.hasOwn(FORMULAS, name);
}

/** What one correction settled, minor units, or why it settled nothing. `year`: its income year, where it is shown. */
export function settled(settlement: Settlement, year: IncomeYear | undefined, parameters: ParameterSet): Explained<number> {
  return explained(amountOf(settlement, 'total'), () => settlementTold(settlement, year, parameters));
}

function settlementTold(settlement: Settlement, year: IncomeYear | undefined, parameters: ParameterSet): Telling {
  const { data, eventId, status } = settlement;
  const events = [data.correction, eventId];
  if (status === 'time-barred') {
    const formula = 'i < c − 8: recorded and shown, no amounts';
    return { name: `time-barred in ${data.correctionYear}`, unit: 'EUR', formula, article: data.article, events };
  }
  if (data.leftOut !== undefined) {
    return leftOutTold(settlement, year === undefined ? undefined : correctedOn(year, data.correction), parameters);
  }
  const { incomeYear, correctionYear } = data;
  const interest = data.kind === 'ordinary' ? '1' : exactText(midYearFactor(parameters, incomeYear, correctionYear));
  const factor = `F from 1 July ${incomeYear} to 1 July ${correctionYear} = ${interest}`;
  return {
    name: `${incomeYear} settled in ${correctionYear}`,
    unit: 'EUR',
    formula:
      `ΔP + ΔP·(F − 1) = ${data.premiumDelta} + ${data.premiumInterest}; income ${data.incomeBefore} → ` +
      `${data.incomeAfter}; ${factor}; of which smoothing ${data.smoothingDelta} +
      ${data.smoothingInterest}`,
    article: CORRECTION_ARTICLE,
    rounding: HALF_UP,
    parameters: [
      ...usesInForce(parameters, ['annualPremiumCoefficient', 'annualIncomeThreshold', 'smoothingTable'], startOfYear(incomeYear)),
      ...usesBetween(parameters, ['calculationRate'], middleOfYear(incomeYear), previousDay(middleOfYear(correctionYear))),
    ],
    events,
  };
}

/** A settlement that the fund's recovery policy leaves: what it would have been, and the rules that leave it. */
function leftOutTold(
  { eventId, data }: Extract<Settlement, { status: 'settled' }>,
  on: CivilDate | undefined,
  parameters: ParameterSet,
): Telling {
  const { leftOut, correction, correctionYear, incomeBefore, incomeAfter } = data;
  if (leftOut === undefined) throw new Error(`settlement ${eventId} leaves nothing out`);
  const smoothing = `of which smoothing ${leftOut.smoothingDelta} + ${leftOut.smoothingInterest}`;
  return {
    name: `left out in ${correctionYear}`,
    unit: 'EUR',
    formula:
      `${leftOut.premiumDelta} + ${leftOut.premiumInterest} = ${leftOut.total} is not taken back: ${leftOut.reason}; ` +
      `income ${incomeBefore} → ${incomeAfter}; ${smoothing}`,
    article: `recovery policy of the fund; ${CORRECTION_ARTICLE}`,
    parameters:
      on === undefined
        ? []
        : usesInForce(
            parameters,
            RECOVERY_PARAMETERS.map(({ name }) => name),
            on,
          ),
    events: [correction, eventId],
  };
}

function correctedOn({ employers }: IncomeYear, correction: string): CivilDate | undefined {
  return employers.flatMap(({ versions }) => versions).find(({ eventId }) => eventId === correction)?.correctedOn;
}

/** Minor units; a time-barred correction has none. */
function amountOf(settlement: Settlement, amount: SettledAmount): number {
  return settlement.status === 'settled' ? amountMinor(settlement.data[amount]) : 0;
}

/** All that the corrections of an income year settled. */
export function settledOf(year: IncomeYear, parameters: ParameterSet, income: Explained): Explained<number> {
  const total = sumMinor(year.settlements, (one) => amountOf(one, 'total'));
  return explained(total, () => ({
    name: `windows.${year.year}.settlements`,
    unit: 'EUR',
    formula: 'sum of what the corrections of this income year settled',
    article: CORRECTION_ARTICLE,
    inputs: [...year.settlements.map((one) => settled(one, year, parameters)), income],
  }));
}

/** One amount over all corrections of a correction year. */
export function settledIn(
  years: readonly IncomeYear[],
  correctionYear: number,
  amount: SettledAmount,
  parameters: ParameterSet,
): Explained<number> {
  let sum = 0;
  for (const { settlements } of years) {
    for (const one of settlements) if (one.data.correctionYear === correctionYear) sum = addMinor(sum, amountOf(one, amount));
  }
  return explained(sum, () => ({
    name: `windows.${correctionYear}.${amount}`,
    unit: 'EUR',
    formula: `Σ of ${FORMULAS[amount]}, over what the corrections settled in ${correctionYear}`,
    article: CORRECTION_ARTICLE,
    inputs: years.flatMap((year) =>
      year.settlements
        .filter(({ data }) => data.correctionYear === correctionYear)
        .map((one) => amountSettled(one, year, amount, parameters)),
    ),
  }));
}

/** The settlement itself where all of it is asked for, else one amount of it. */
function amountSettled(settlement: Settlement, year: IncomeYear, amount: SettledAmount, parameters: ParameterSet): Explained<number> {
  const whole = settled(settlement, year, parameters);
  if (amount === 'total') return whole;
  const formula = FORMULAS[amount];
  return explained(amountOf(settlement, amount), () => ({
    name: `${amount} of ${year.year}`,
    unit: 'EUR',
    formula,
    article: CORRECTION_ARTICLE,
    inputs: [whole],
  }));
}
