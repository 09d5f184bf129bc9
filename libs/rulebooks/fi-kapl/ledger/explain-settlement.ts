/** What corrections settled, as trees. */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { previousDay, startOfYear, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import type { Settlement } from '#ledger/participant/state.js';
import { HALF_UP, type Figure } from '../../frame/figures/figure.js';
import { usesBetween, usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { RECOVERY_PARAMETERS } from '../../frame/parameters/recovery-policy.js';
import type { WindowsView } from '../../frame/capabilities/windows.js';
import { middleOfYear, midYearFactor } from '../accumulation/accumulation.js';
import type { IncomeYear } from './income-year.js';
import { CORRECTION_ARTICLE } from './settle.js';

const leaf = { parameters: [], inputs: [], events: [] } as const;

/** What one correction settled, or why it settled nothing. */
export function settlementFigure(settlement: Settlement, year: IncomeYear | undefined, parameters: ParameterSet): Figure {
  const { data, eventId, status } = settlement;
  const correction = [data.correction, eventId];
  if (status === 'time-barred') {
    return { ...leaf, name: `time-barred in ${data.correctionYear}`, value: '0.00', unit: 'EUR', formula: 'i < c − 8: recorded and shown, no amounts', article: data.article, events: correction };
  }
  if (data.leftOut !== undefined) return leftOutFigure(settlement, year === undefined ? undefined : correctedOn(year, data.correction), parameters);
  const { incomeYear } = data;
  const interest = data.kind === 'ordinary' ? '1' : exactText(midYearFactor(parameters, incomeYear, data.correctionYear));
  return {
    ...leaf,
    name: `${incomeYear} settled in ${data.correctionYear}`,
    value: data.total,
    unit: 'EUR',
    formula: `ΔP + ΔP·(F − 1) = ${data.premiumDelta} + ${data.premiumInterest}; income ${data.incomeBefore} → ${data.incomeAfter}; F from 1 July ${incomeYear} to 1 July ${data.correctionYear} = ${interest}; of which smoothing ${data.smoothingDelta} + ${data.smoothingInterest}`,
    article: CORRECTION_ARTICLE,
    rounding: HALF_UP,
    parameters: [
      ...usesInForce(parameters, ['annualPremiumCoefficient', 'annualIncomeThreshold', 'smoothingTable'], startOfYear(incomeYear)),
      ...usesBetween(parameters, ['calculationRate'], middleOfYear(incomeYear), previousDay(middleOfYear(data.correctionYear))),
    ],
    events: correction,
  };
}

type SettledAmount = keyof WindowsView['totals'];

/** What a correction settles, by the formula of each amount. */
export const SETTLED_AMOUNTS: { readonly [amount in SettledAmount]: string } = {
  premiumDelta: 'ΔP',
  premiumInterest: 'ΔP·(F − 1)',
  smoothingDelta: 'ΔP^T, a part of ΔP',
  smoothingInterest: 'ΔP^T·(F − 1), a part of ΔP·(F − 1)',
  total: 'ΔP + ΔP·(F − 1)',
};

export function isSettledAmount(name: string): name is SettledAmount {
  return Object.hasOwn(SETTLED_AMOUNTS, name);
}

/** One amount over all corrections of a correction year, as the windows seen from that year add it up. */
export function settledInFigure(years: readonly IncomeYear[], name: string, correctionYear: number, amount: SettledAmount, parameters: ParameterSet): Figure {
  const inputs = years.flatMap((year) => year.settlements.filter(({ data }) => data.correctionYear === correctionYear).map((one) => amountFigure(one, year, amount, parameters)));
  return {
    ...leaf,
    name,
    value: formatMinor(inputs.map(({ value }) => amountMinor(value)).reduce(addMinor, 0)),
    unit: 'EUR',
    formula: `Σ of ${SETTLED_AMOUNTS[amount]}, over what the corrections settled in ${correctionYear}`,
    article: CORRECTION_ARTICLE,
    inputs,
  };
}

/** The settlement itself where all of it is asked for, else one amount of it. */
function amountFigure(settlement: Settlement, year: IncomeYear, amount: SettledAmount, parameters: ParameterSet): Figure {
  const whole = settlementFigure(settlement, year, parameters);
  if (amount === 'total') return whole;
  return {
    ...leaf,
    name: `${amount} of ${year.year}`,
    value: settlement.status === 'settled' ? settlement.data[amount] : '0.00',
    unit: 'EUR',
    formula: SETTLED_AMOUNTS[amount],
    article: CORRECTION_ARTICLE,
    inputs: [whole],
  };
}

function correctedOn({ employers }: IncomeYear, correction: string): CivilDate | undefined {
  return employers.flatMap(({ versions }) => versions).find(({ eventId }) => eventId === correction)?.correctedOn;
}

/** A settlement that the fund's recovery policy leaves: what it would have been, and the rules that leave it. */
function leftOutFigure({ eventId, data }: Extract<Settlement, { status: 'settled' }>, on: CivilDate | undefined, parameters: ParameterSet): Figure {
  const { leftOut, correction, correctionYear, incomeBefore, incomeAfter } = data;
  if (leftOut === undefined) throw new Error(`settlement ${eventId} leaves nothing out`);
  return {
    ...leaf,
    name: `left out in ${correctionYear}`,
    value: '0.00',
    unit: 'EUR',
    formula: `${leftOut.premiumDelta} + ${leftOut.premiumInterest} = ${leftOut.total} is not taken back: ${leftOut.reason}; income ${incomeBefore} → ${incomeAfter}; of which smoothing ${leftOut.smoothingDelta} + ${leftOut.smoothingInterest}`,
    article: `recovery policy of the fund; ${CORRECTION_ARTICLE}`,
    parameters: on === undefined ? [] : usesInForce(parameters, RECOVERY_PARAMETERS.map(({ name }) => name), on),
    events: [correction, eventId],
  };
}
