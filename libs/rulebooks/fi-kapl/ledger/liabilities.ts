/**
 * What one participant adds to the liabilities at the end of a year (section 9) and to the fund of the smoothing parts
 * (section 10): pensions in payment and to come, the cost of the year's index raise, and the incomes that the liabilities
 * for pensions to begin are computed from.
 */
import { amountMinor, minorToDecimal, type Currency } from '#money/amount.js';
import { addMonths, endOfYear, monthIndex, yearOf } from '#money/civil-date.js';
import { Decimal, exactText, ZERO } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { JsonObject } from '#ledger/json.js';
import { refuse } from '#ledger/refusal.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { entryInForce, missingParameter, type ParameterSet } from '../../frame/parameters.js';
import type { ParticipantLiabilities, PensionLiability } from '../../frame/rulebook.js';
import { fundedPension } from '../funded-pension/funded-pension.js';
import { indexRaiseShare } from '../funded-pension/index-number.js';
import { oldAgePensionTaken } from '../funded-pension/pension-taken.js';
import { ageReached, type Insured } from '../insured.js';
import { factorInPayment, factorOfFuturePension, factorTo65 } from '../liabilities/factors.js';
import { annualPremium } from '../premium/annual-premium.js';
import { smoothingPart } from '../premium/smoothing-part.js';
import { pensionIncomes } from './coverage.js';
import { incomeYears, settledBase } from './income-year.js';
import { insuredOf } from './insured-of.js';

/** Benefits of `PensionStarted` that the division knows. */
export const OLD_AGE = 'old-age-pension';
const TO_65: { readonly [benefit: string]: string } = { 'individual-early-retirement': '9', 'unemployment-pension': '11' };
const DISABILITY = 'disability-pension';

type Pension = ParticipantState['pensions'][number];

/** Incomes of so many years count for the liabilities of pensions to begin (formula 12). */
const YEARS_OF_INCOMES = 5;

export function participantLiabilities(state: ParticipantState, year: number, parameters: ParameterSet): ParticipantLiabilities {
  const insured = insuredOf(state);
  const alive = state.diedOn === undefined || state.diedOn > endOfYear(year);
  const started = alive ? state.pensions.filter((pension) => pension.grantedOn <= endOfYear(year)) : [];
  const oldAge = started.find(({ benefit }) => benefit === OLD_AGE);
  const pension = fundedPension(parameters, {
    insured,
    year,
    incomes: pensionIncomes(state),
    disabilityPensions: [],
    pensionTakenYear: oldAge === undefined ? undefined : oldAgePensionTaken(oldAge.grantedOn, oldAge.startsOn).pensionTakenYear,
  }).yearly;
  const funded = alive && !pension.isZero() ? [fundedLiability(parameters, insured, year, pension, oldAge)] : [];
  return {
    year,
    age: ageReached(insured, year),
    fundedPension: exactText(alive ? pension : ZERO),
    liabilities: [...funded, ...started.flatMap((one) => paidLiability(parameters, insured, state, year, one))],
    incomeBases: incomeBases(state, year, parameters),
    ...yearSums(state, year, parameters),
    currency: 'EUR' as Currency,
  };
}

/** (5) where an old-age pension was granted by the end of the year, else (6); with what the year's index raise costs. */
function fundedLiability(parameters: ParameterSet, insured: Insured, year: number, pension: Decimal, oldAge: Pension | undefined): PensionLiability {
  const factor =
    oldAge === undefined
      ? factorOfFuturePension(parameters, insured, year)
      : factorInPayment(parameters, insured, year, { age: ageToTheMonth(insured, oldAge.startsOn) });
  const liability = pension.times(factor);
  const raise = indexRaiseShare(parameters, yearOf(insured.birthDate), year).times(liability);
  return { formula: oldAge === undefined ? '6' : '5', pensionYearly: exactText(pension), factor: String(factor), liability: exactText(liability), indexRaise: exactText(raise) };
}

/** z: age at the start of the pension, to the month. */
function ageToTheMonth(insured: Insured, startsOn: string): number {
  const months = monthIndex(startsOn) - monthIndex(insured.birthDate);
  return (addMonths(insured.birthDate, months) <= startsOn ? months : months - 1) / 12;
}

/** (8), (9) and (11): disability, individual early retirement and unemployment pensions in payment. */
function paidLiability(parameters: ParameterSet, insured: Insured, state: ParticipantState, year: number, pension: Pension): readonly PensionLiability[] {
  if (pension.benefit === OLD_AGE) return [];
  const yearly = minorToDecimal(amountMinor(pension.amount)).times(pension.frequency === 'monthly' ? 12 : 1);
  const formula = TO_65[pension.benefit];
  if (formula !== undefined) {
    const factor = factorTo65(parameters, insured, year);
    return [{ formula, pensionYearly: exactText(yearly), factor: String(factor), liability: exactText(yearly.times(factor)), indexRaise: '0' }];
  }
  if (pension.benefit !== DISABILITY) return [];
  const annuity = disabilityAnnuity(parameters, insured, state, year);
  return [{ formula: '8', pensionYearly: exactText(yearly), factor: exactText(annuity), liability: exactText(yearly.times(annuity)), indexRaise: '0' }];
}

/**
 * ā of formula (8), published as `disabilityAnnuity`: `{"<age reached>": {"<whole years since the incapacity began>": value}}`;
 * its bases b3 … b8 are illegible in the source. Refuses MISSING_PARAMETER where the table has no such cell.
 */
function disabilityAnnuity(parameters: ParameterSet, insured: Insured, state: ParticipantState, year: number): Decimal {
  const began = state.disability?.beganOn;
  if (began === undefined) return refuse('MISSING_INPUT', 'a disability pension needs the day on which the incapacity began (DisabilityBegan)', { field: 'beganOn' });
  const [age, duration] = [ageReached(insured, year), year - yearOf(began)];
  const table = entryInForce(parameters, 'disabilityAnnuity', endOfYear(year))?.value as JsonObject | undefined;
  const cell = (table?.[String(age)] as JsonObject | undefined)?.[String(duration)];
  return typeof cell === 'string' ? new Decimal(cell) : missingParameter(parameters.scheme, 'disabilityAnnuity', endOfYear(year), { age, duration });
}

/** A_v … A_{v−4}, each on the bases of its own year; time-barred changes do not move them. */
function incomeBases(state: ParticipantState, year: number, parameters: ParameterSet): ParticipantLiabilities['incomeBases'] {
  const bases: { [incomeYear: string]: string } = {};
  for (const incomeYear of incomeYears(state)) {
    if (incomeYear.year > year || incomeYear.year <= year - YEARS_OF_INCOMES) continue;
    bases[String(incomeYear.year)] = exactText(settledBase(parameters, incomeYear));
  }
  return bases;
}

/** P_v and P^T_v: the year's premium and its smoothing part, with what corrections settled in the year. Posted amounts. */
function yearSums(state: ParticipantState, year: number, parameters: ParameterSet): Pick<ParticipantLiabilities, 'premium' | 'smoothingPart'> {
  let [premium, smoothing]: Decimal[] = [ZERO, ZERO];
  const own = incomeYears(state).find((one) => one.year === year);
  if (own !== undefined) {
    const base = settledBase(parameters, own);
    premium = new Decimal(roundPosted(annualPremium(parameters, year, base)));
    smoothing = new Decimal(roundPosted(smoothingPart(parameters, insuredOf(state), year, base)));
  }
  for (const settlement of state.settlements) {
    if (settlement.status !== 'settled' || settlement.data.correctionYear !== year) continue;
    premium = (premium as Decimal).plus(settlement.data.total);
    smoothing = (smoothing as Decimal).plus(settlement.data.smoothingDelta).plus(settlement.data.smoothingInterest);
  }
  return { premium: exactText(premium as Decimal), smoothingPart: exactText(smoothing as Decimal) };
}

