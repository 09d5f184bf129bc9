/**
 * The premium account of a participant: each year's annual premium as charged at the end of that year, and what later
 * corrections settled, in the year of the correction. It is what the cost division knows of the person; no value is owned.
 */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { AccountView } from '../../frame/capabilities/account.js';
import { chargedBase } from '../corrections/year-of-incomes.js';
import { annualPremium } from '../premium/annual-premium.js';
import { incomeYears } from './income-year.js';

interface PremiumYear {
  premiumMinor: number;
  adjustmentMinor: number;
  interestMinor: number;
}

function premiumYears(state: ParticipantState, upTo: number, parameters: ParameterSet): ReadonlyMap<number, PremiumYear> {
  const years = new Map<number, PremiumYear>();
  const at = (year: number): PremiumYear => {
    const found = years.get(year) ?? { premiumMinor: 0, adjustmentMinor: 0, interestMinor: 0 };
    years.set(year, found);
    return found;
  };
  for (const year of incomeYears(state)) {
    if (year.year > upTo) continue;
    at(year.year).premiumMinor = roundPostedMinor(annualPremium(parameters, year.year, chargedBase(parameters, year)));
  }
  for (const settlement of state.settlements) {
    if (settlement.status !== 'settled' || settlement.data.correctionYear > upTo) continue;
    const year = at(settlement.data.correctionYear);
    year.adjustmentMinor = addMinor(year.adjustmentMinor, amountMinor(settlement.data.premiumDelta));
    year.interestMinor = addMinor(year.interestMinor, amountMinor(settlement.data.premiumInterest));
  }
  return years;
}

export function premiumAccount(state: ParticipantState, year: number, parameters: ParameterSet): AccountView {
  let openingMinor = 0;
  let own: PremiumYear = { premiumMinor: 0, adjustmentMinor: 0, interestMinor: 0 };
  for (const [of, movements] of premiumYears(state, year, parameters)) {
    if (of === year) own = movements;
    else openingMinor = addMinor(openingMinor, movements.premiumMinor + movements.adjustmentMinor + movements.interestMinor);
  }
  return {
    year,
    opening: formatMinor(openingMinor),
    lines: [
      { kind: 'contributions', amount: formatMinor(own.premiumMinor) },
      { kind: 'interest', amount: formatMinor(own.interestMinor) },
      { kind: 'adjustments', amount: formatMinor(own.adjustmentMinor) },
    ],
    closing: formatMinor(openingMinor + own.premiumMinor + own.interestMinor + own.adjustmentMinor),
  };
}

/** All premiums charged and settled up to a day. */
export function premiumsUpTo(state: ParticipantState, asOf: string, parameters: ParameterSet): string {
  return premiumAccount(state, yearOf(asOf), parameters).closing;
}
