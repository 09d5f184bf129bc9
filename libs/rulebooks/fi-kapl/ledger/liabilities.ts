/**
 * What one participant adds to the liabilities at the end of a year (section 9) and to the fund of the smoothing parts
 * (section 10): pensions in payment and to come, the cost of the year's index raise, and the incomes that the liabilities
 * for pensions to begin are computed from.
 */
import { amountMinor, minorToDecimal, type Currency } from '#money/amount.js';
import { addMonths, completedMonths, endOfYear, monthIndex, startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal, exactText, ZERO } from '#money/decimal.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { DISABILITY } from '#ledger/participant/pensions/benefits.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { StartedPension } from '#ledger/participant/pensions/state.js';
import { explained, named, postedFigure, type Explained } from '../../frame/figures/explained.js';
import { unknownFigure } from '../../frame/figures/figure.js';
import { endOf } from '../../frame/granted-pensions.js';
import { entryInForce, missingParameter, usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import type { ParticipantLiabilities, PensionLiability } from '../../frame/capabilities/liabilities.js';
import { indexCorrection } from '../corrections/index-terms.js';
import { chargedBase, settledBase } from '../corrections/year-of-incomes.js';
import { lawOf } from '../funded-pension/bases.js';
import { PENSION_AGE } from '../funded-pension/conversion.js';
import { indexRaiseShare } from '../funded-pension/index-number.js';
import { ageReached, FIRST_CALCULATION_YEAR, type Insured } from '../insured.js';
import { factorInPayment, factorOfFuturePension, factorTo65, type PensionStart } from '../liabilities/factors.js';
import { annualPremium } from '../premium/annual-premium.js';
import { smoothingPart } from '../premium/smoothing-part.js';
import { incomeYears, type IncomeYear } from './income-year.js';
import { insuredOf } from './insured-of.js';
import { continues, disabilityOf, fundedPensionOf, type LedgerPension } from './pension.js';
import { mortalityUses } from './pension-told.js';

/** Benefits of `PensionStarted` that are paid up to 65, with their formulas. */
const TO_65: { readonly [benefit: string]: string } = { 'individual-early-retirement': '9', 'unemployment-pension': '11' };

/** The formula that values a pension in payment other than an old-age pension. */
function formulaInPayment(benefit: string): string | undefined {
  return benefit === DISABILITY ? '8' : TO_65[benefit];
}

const FORMULAS: { readonly [formula: string]: string } = {
  '5': 'E·N_h/D_h, E = (N_65/N_z)·E^r',
  '6': 'E^r·N_65/D_h before 65; E^r·(N_65/N_{z_v})·N_h/D_h from 65',
  '8': 'E·ā, disability annuity to 65',
  '9': 'E·(N_h − N_65)/D_h',
  '11': 'E·(N_h − N_65)/D_h',
};

/** Incomes of so many years count for the liabilities of pensions to begin (formula 12). */
const YEARS_OF_INCOMES = 5;

/** One pension's liability, exact, with how it came about. */
interface Liability {
  readonly formula: string;
  readonly pensionYearly: Decimal;
  readonly factor: string;
  /** The part that the year's index raise adds. */
  readonly indexRaise: Decimal;
  readonly liability: Explained<Decimal>;
}

export function participantLiabilities(state: ParticipantState, year: number, parameters: ParameterSet): ParticipantLiabilities {
  const insured = insuredOf(state);
  const years = incomeYears(state);
  const { yearly, liabilities } = liabilitiesOf(state, year, parameters);
  return {
    year,
    age: ageReached(insured, year),
    sex: insured.sex,
    basis: basisText(parameters, insured, year),
    fundedPension: exactText(yearly),
    liabilities: liabilities.map(({ formula, pensionYearly, factor, indexRaise, liability }): PensionLiability => ({
      formula,
      pensionYearly: exactText(pensionYearly),
      factor,
      liability: exactText(liability.value),
      indexRaise: exactText(indexRaise),
    })),
    incomeBases: incomeBases(years, year, parameters),
    ...yearSums(state, years, year, parameters),
    indexCorrection: exactText(indexCorrectionSettledIn(state, year, parameters)),
    currency: 'EUR' as Currency,
  };
}

/** The funded pension of those alive at the end of the year, and all liabilities. */
function liabilitiesOf(
  state: ParticipantState,
  year: number,
  parameters: ParameterSet,
): { readonly yearly: Decimal; readonly liabilities: readonly Liability[] } {
  const alive = state.diedOn === undefined || state.diedOn > endOfYear(year);
  const started = alive ? state.pensions.filter((pension) => continues(pension, year)) : [];
  const pension = fundedPensionOf(state, year, parameters);
  const yearly = alive ? pension.yearly : ZERO;
  const funded = yearly.isZero() ? [] : [fundedLiability(parameters, insuredOf(state), year, pension)];
  return { yearly, liabilities: [...funded, ...started.flatMap((one) => paidLiability(parameters, state, year, one))] };
}

/** What a participant adds to one formula at the end of a year; refuses UNKNOWN_FIGURE where it adds nothing. */
export function liabilityOf(state: ParticipantState, year: number, formula: string, parameters: ParameterSet): Explained<Decimal> {
  const { liabilities } = liabilitiesOf(state, year, parameters);
  const found = liabilities.find((one) => one.formula === formula);
  if (found !== undefined) return found.liability;
  const known = ['fundedPension', ...liabilities.map((one) => one.formula)].map((part) => `liabilities.${year}.${part}`);
  return unknownFigure(`liabilities.${year}.${formula}`, known);
}

/** (5) where an old-age pension was granted by the end of the year and goes on, else (6); with what the year's index raise costs. */
function fundedLiability(parameters: ParameterSet, insured: Insured, year: number, pension: LedgerPension): Liability {
  const { inPayment, yearly } = pension;
  const factor =
    inPayment === undefined
      ? factorOfFuturePension(parameters, insured, year)
      : factorInPayment(parameters, insured, year, startOf(insured, inPayment));
  const liability = yearly.times(factor);
  const indexRaise = indexRaiseShare(parameters, yearOf(insured.birthDate), year).times(liability);
  const rests = {
    inputs: [named(postedFigure(pension.explained), `liabilities.${year}.fundedPension`)],
    parameters: () => mortalityUses(parameters, year),
  };
  return liabilityTold(
    parameters,
    insured,
    year,
    { formula: inPayment === undefined ? '6' : '5', pensionYearly: yearly, factor: String(factor), indexRaise },
    liability,
    rests,
  );
}

interface RestsOn {
  readonly inputs?: readonly Explained[];
  readonly events?: () => readonly string[];
  readonly parameters: () => readonly ParameterUse[];
}

function liabilityTold(
  parameters: ParameterSet,
  insured: Insured,
  year: number,
  own: Omit<Liability, 'liability'>,
  value: Decimal,
  rests: RestsOn,
): Liability {
  const { formula, pensionYearly, factor, indexRaise } = own;
  const liability = explained(value, () => {
    const of = `x = ${ageReached(insured, year)}, h = x + ½, ${insured.sex}; of which the index raise of ${year}: ${exactText(indexRaise)}`;
    return {
      name: `liabilities.${year}.${formula}`,
      unit: 'EUR',
      formula: `(${formula}) ${FORMULAS[formula] ?? ''}: ${exactText(pensionYearly)} · ${factor}, ${of}`,
      article: `decree 800/2005, Annex 1, 2.3, formula (${formula})`,
      inputs: rests.inputs ?? [],
      events: rests.events?.() ?? [],
      parameters: rests.parameters(),
      note: basisText(parameters, insured, year),
    };
  });
  return { ...own, liability };
}

/** Gompertz by cohort and sex, with the technical interest. */
function basisText(parameters: ParameterSet, insured: Insured, year: number): string {
  const { alpha, beta, shift, interest } = lawOf(parameters, insured, year);
  return `gompertz ${alpha} ${beta}, b2 ${shift}, i0 ${interest}`;
}

function startOf(insured: Insured, { startsOn }: StartedPension): PensionStart {
  return { age: ageToTheMonth(insured, startsOn) };
}

/**
 * What the division of a year settles for v = year − 2 (section 11, index terms): corrections of the year v + 1 changed the
 * funded pension on which the index raises of v were computed. Corrections of the same year v are in those terms already;
 * for those of later years the division of v + 2 has passed (assumption: they are not settled, the decree names no other year).
 * Terms of years before the decree were computed on other bases and are left out.
 */
function indexCorrectionSettledIn(state: ParticipantState, year: number, parameters: ParameterSet): Decimal {
  const v = year - 2;
  if (v < FIRST_CALCULATION_YEAR) return ZERO;
  const corrected = [...state.incomes.values()].some((employers) =>
    [...employers.values()].some(({ versions }) =>
      versions.some(({ correctedOn }) => correctedOn !== undefined && yearOf(correctedOn) === v + 1),
    ),
  );
  if (!corrected) return ZERO;
  const [before, after] = [v, v + 1].map((known) => fundedPensionOf(state, v, parameters, endOfYear(known)));
  if (before === undefined || after === undefined) throw new Error('two states were asked for');
  const delta = after.yearly.minus(before.yearly);
  if (delta.isZero()) return ZERO;
  const insured = insuredOf(state);
  return indexCorrection(parameters, insured, v, delta, before.inPayment === undefined ? undefined : startOf(insured, before.inPayment))
    .settled;
}

/** z: age at the start of the pension, to the month. */
function ageToTheMonth(insured: Insured, startsOn: string): number {
  const months = monthIndex(startsOn) - monthIndex(insured.birthDate);
  return (addMonths(insured.birthDate, months) <= startsOn ? months : months - 1) / 12;
}

/** (8), (9) and (11): disability, individual early retirement and unemployment pensions in payment. */
function paidLiability(parameters: ParameterSet, state: ParticipantState, year: number, pension: StartedPension): readonly Liability[] {
  const formula = formulaInPayment(pension.benefit);
  if (formula === undefined) return [];
  const insured = insuredOf(state);
  const pensionYearly = minorToDecimal(amountMinor(pension.amount)).times(pension.frequency === 'monthly' ? 12 : 1);
  const events = (): readonly string[] => eventsOfPaid(state, formula, year);
  const own = { formula, pensionYearly, indexRaise: ZERO };
  if (formula !== '8') {
    const factor = factorTo65(parameters, insured, year);
    const rests = { events, parameters: () => mortalityUses(parameters, year) };
    return [liabilityTold(parameters, insured, year, { ...own, factor: String(factor) }, pensionYearly.times(factor), rests)];
  }
  const ends = endOf(state, pension);
  if (ends !== undefined && ends <= endOfYear(year)) return [];
  const annuity = disabilityAnnuity(parameters, insured, disabilityOf(state, pension).beganOn, year);
  const rests = { events, parameters: () => usesInForce(parameters, ['disabilityAnnuity'], endOfYear(year)) };
  return [liabilityTold(parameters, insured, year, { ...own, factor: exactText(annuity) }, pensionYearly.times(annuity), rests)];
}

/** The grants that a formula for pensions in payment counts, for a disability pension with its disability. */
function eventsOfPaid(state: ParticipantState, formula: string, year: number): readonly string[] {
  const paid = state.pensions.filter((pension) => formulaInPayment(pension.benefit) === formula && continues(pension, year));
  return paid.flatMap((pension) => [...pension.eventIds, ...(formula === '8' ? disabilityOf(state, pension).eventIds : [])]);
}

/**
 * ā of formula (8), published as `disabilityAnnuity`: `{"<age reached>": {"<completed years since the incapacity began, at the end of
 * the year>": value}}`;
 * its bases b3 … b8 are illegible in the source. It runs to 65: nothing from then on, as with (9) and (11) (assumption). Refuses
 * MISSING_PARAMETER where the table has no such cell.
 */
function disabilityAnnuity(parameters: ParameterSet, insured: Insured, incapacityOn: CivilDate, year: number): Decimal {
  const [age, duration] = [ageReached(insured, year), Math.floor(completedMonths(incapacityOn, startOfYear(year + 1)) / 12)];
  if (age >= PENSION_AGE) return ZERO;
  const table = entryInForce(parameters, 'disabilityAnnuity', endOfYear(year))?.value as JsonObject | undefined;
  const cell = (table?.[String(age)] as JsonObject | undefined)?.[String(duration)];
  return typeof cell === 'string'
    ? new Decimal(cell)
    : missingParameter(parameters.scheme, 'disabilityAnnuity', endOfYear(year), { age, duration });
}

/** A_v … A_{v−4}, each on the bases of its own year; time-barred changes do not move them. */
function incomeBases(years: readonly IncomeYear[], year: number, parameters: ParameterSet): ParticipantLiabilities['incomeBases'] {
  const bases: { [incomeYear: string]: string } = {};
  for (const incomeYear of years) {
    if (incomeYear.year > year || incomeYear.year <= year - YEARS_OF_INCOMES) continue;
    bases[String(incomeYear.year)] = exactText(settledBase(parameters, incomeYear).value);
  }
  return bases;
}

/** P_v and P^T_v: the year's premium and its smoothing part, with what corrections settled in the year. Posted amounts. */
function yearSums(
  state: ParticipantState,
  years: readonly IncomeYear[],
  year: number,
  parameters: ParameterSet,
): Pick<ParticipantLiabilities, 'premium' | 'smoothingPart'> {
  let [premium, smoothing]: Decimal[] = [ZERO, ZERO];
  const own = years.find((one) => one.year === year);
  if (own !== undefined) {
    const base = chargedBase(parameters, own);
    premium = new Decimal(postedFigure(annualPremium(parameters, year, base)).value);
    smoothing = new Decimal(postedFigure(smoothingPart(parameters, insuredOf(state), year, base)).value);
  }
  for (const settlement of state.settlements) {
    if (settlement.status !== 'settled' || settlement.data.correctionYear !== year) continue;
    premium = (premium as Decimal).plus(settlement.data.total);
    smoothing = (smoothing as Decimal).plus(settlement.data.smoothingDelta).plus(settlement.data.smoothingInterest);
  }
  return { premium: exactText(premium as Decimal), smoothingPart: exactText(smoothing as Decimal) };
}

