/** Changes of the calculation basis (terms, sections 33 and 34) and of the terms (section 37), as a fund announces them. */
import { minorToDecimal } from '#money/amount.js';
import { completedMonths, dayOf, firstOfMonth, LAST_DATE, monthIndex, type CivilDate } from '#money/civil-date.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ChangeRules, PaidByValue } from '../../frame/capabilities/changes.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { basisChange, type BasisVersion } from '../assumptions/basis-change.js';
import { LAST_AGE_MONTHS } from '../mortality/makeham.js';
import { readMortality } from '../operations/read-parameters.js';

/** As `dk.basisChange` computes it, at the age on that day. */
function paidByValue(state: ParticipantState, on: CivilDate, before: ParameterSet, after: ParameterSet): PaidByValue | undefined {
  const { enrolment, balanceMinor: valueMinor, diedOn } = state;
  if (enrolment === undefined || valueMinor <= 0 || (diedOn !== undefined && diedOn <= on)) return undefined;
  const ageMonths = completedMonths(enrolment.birthDate, on);
  if (ageMonths > LAST_AGE_MONTHS) return undefined;
  const { monthlyOld, monthlyNew, change } = basisChange(
    minorToDecimal(valueMinor),
    on,
    ageMonths,
    versionIn(before, on),
    versionIn(after, on),
  );
  return { ageMonths, valueMinor, monthlyOldMinor: roundPostedMinor(monthlyOld), monthlyNewMinor: roundPostedMinor(monthlyNew), change };
}

function versionIn(parameters: ParameterSet, on: CivilDate): BasisVersion {
  return { parameters, basis: 'calculationRate', mortality: readMortality(parameters, monthIndex(on)) };
}

/** A month uses the row in force on its first day (section 1). */
function countsFrom(from: CivilDate): CivilDate | undefined {
  if (dayOf(from) === 1) return from;
  const next = monthIndex(from) + 1;
  return next > monthIndex(LAST_DATE) ? undefined : firstOfMonth(next);
}

export const CHANGE_RULES: ChangeRules = {
  parameters: {
    // The supplementary assumptions of the expected basis change without further ado (appendix C).
    basis: ['calculationRate', 'mortality'],
    // Covers and their prices (appendix B).
    terms: ['spouseRate', 'groupCovers', 'minContribution', 'expiryAge', 'groupPremium', 'riskPremium', 'adminFee'],
  },
  countsFrom,
  onValueDate: new Set(['mortality', 'spouseRate', 'groupCovers', 'minContribution', 'expiryAge']),
  paidByValue,
};
