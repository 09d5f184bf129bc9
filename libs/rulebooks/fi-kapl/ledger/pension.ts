/** The funded pension of a participant of the ledger (sections 7 and 8): its incomes, its pensions, and what follows. */
import { minorToDecimal } from '#money/amount.js';
import type { Decimal } from '#money/decimal.js';
import { endOfYear, LAST_DATE, yearOf, type CivilDate } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { DISABILITY, OLD_AGE } from '#ledger/participant/pensions/benefits.js';
import type { Disability } from '#ledger/participant/life/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { StartedPension } from '#ledger/participant/pensions/state.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { disabilityBehind, endOf } from '../../frame/granted-pensions.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { DisabilityPension } from '../funded-pension/counted-income.js';
import { fundedPension, type FundedPension } from '../funded-pension/funded-pension.js';
import { oldAgePensionTaken } from '../funded-pension/pension-taken.js';
import { incomeYears } from './income-year.js';
import { insuredOf } from './insured-of.js';
import { tellFundedPension, type FundedPensionTold, type LedgerIncome } from './pension-told.js';

/** `correctedUpTo`: as they stood on that day, without later corrections; as they stand without it. */
export function pensionIncomes(state: ParticipantState, correctedUpTo: CivilDate = LAST_DATE): readonly LedgerIncome[] {
  return incomeYears(state).flatMap(({ year, employers }) =>
    // Whichever came first: the order of arrival changes no answer.
    employers.toSorted((a, b) => (a.employerId < b.employerId ? -1 : 1)).map(({ employerId, versions: all }) => {
      const versions = all.filter(({ correctedOn }) => correctedOn === undefined || correctedOn <= correctedUpTo);
      const current = versions.at(-1);
      if (current === undefined) throw new Error(`employer ${employerId} has no income of ${year}`);
      const part = versions.findLast(({ earnedBefore23 }) => earnedBefore23 !== undefined)?.earnedBefore23;
      return {
        year,
        employerId,
        amount: minorToDecimal(current.amountMinor),
        coverage: current.coverage,
        disability: false,
        earnedBefore23: part === undefined ? undefined : minorToDecimal(part),
        eventIds: versions.map(({ eventId }) => eventId),
      };
    }),
  );
}

/** Granted by the end of a year and continuing at the start of the next (section 9). */
export function continues({ grantedOn, endsOn }: StartedPension, year: number): boolean {
  return grantedOn <= endOfYear(year) && (endsOn === undefined || endsOn > endOfYear(year));
}

export interface LedgerPension extends FundedPension {
  /** E^r_v with how it came about. */
  readonly explained: Explained<Decimal>;
  readonly incomes: readonly LedgerIncome[];
  /** The first old-age pension granted by the end of the year: when the pension was taken (section 8). */
  readonly oldAge: StartedPension | undefined;
  /** The old-age pension in payment. */
  readonly inPayment: StartedPension | undefined;
}

/** E^r_v; `correctedUpTo` as in `pensionIncomes`. Refuses what `fundedPension` refuses. */
export function fundedPensionOf(state: ParticipantState, year: number, parameters: ParameterSet, correctedUpTo?: CivilDate): LedgerPension {
  const insured = insuredOf(state);
  const incomes = pensionIncomes(state, correctedUpTo).filter((income) => income.year <= year);
  const oldAges = state.pensions.filter(({ benefit, grantedOn }) => benefit === OLD_AGE && grantedOn <= endOfYear(year));
  const [oldAge] = oldAges;
  const taken = oldAge === undefined ? undefined : oldAgePensionTaken(oldAge.grantedOn, oldAge.startsOn);
  const disabilityPensions = disabilityPensionsOf(state);
  const funded = fundedPension(parameters, { insured, year, incomes, disabilityPensions, pensionTakenYear: taken?.pensionTakenYear });
  const inPayment = oldAges.find((pension) => continues(pension, year));
  const told: FundedPensionTold = { insured, year, incomes, taken, events: oldAge?.eventIds ?? [] };
  return { ...funded, incomes, oldAge, inPayment, explained: explained(funded.yearly, () => tellFundedPension(parameters, funded, told)) };
}

/** Years of a disability pension fall out only up to this one (section 7). */
const LAST_DAY_OF_OLD_RULES = '2004-12-31';

/**
 * A disability pension of the ledger is taken as one that was computed with the time left to pension age, for another cause than any
 * before it (assumptions: no file tells either).
 */
function disabilityPensionsOf(state: ParticipantState): readonly DisabilityPension[] {
  return state.pensions
    .filter(({ benefit, startsOn }) => benefit === DISABILITY && startsOn <= LAST_DAY_OF_OLD_RULES)
    .map((pension) => ({
      decisionYear: yearOf(pension.grantedOn),
      beginsOn: pension.startsOn,
      incapacityOn: disabilityOf(state, pension).beganOn,
      endsOn: endOf(state, pension),
      earlierSameCause: false,
    }));
}

/** The disability that a pension is paid for. Refuses MISSING_INPUT. */
export function disabilityOf(state: ParticipantState, pension: StartedPension): Disability {
  const found = disabilityBehind(state, pension);
  if (found !== undefined) return found;
  return refuse('MISSING_INPUT', { field: 'beganOn', pensionFrom: pension.startsOn });
}
