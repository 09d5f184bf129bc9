/** The coverage overview: premiums charged, and the funded old-age pension (section 8) where its parameters are published. */
import { yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { attempt } from '#ledger/refusal.js';
import type { IncomeVersion, ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters.js';
import type { Benefit, CoverageView } from '../../frame/rulebook.js';
import type { PensionIncome } from '../funded-pension/counted-income.js';
import { fundedPension } from '../funded-pension/funded-pension.js';
import { premiumsUpTo } from './account.js';
import { incomeYears } from './income-year.js';
import { insuredOf } from './insured-of.js';

/** The last year whose end has come: figures at the end of v are known from 31 December of v on. */
export function lastCompleteYear(asOf: CivilDate): number {
  return asOf.endsWith('-12-31') ? yearOf(asOf) : yearOf(asOf) - 1;
}

export function pensionIncomes(state: ParticipantState): readonly PensionIncome[] {
  return incomeYears(state).flatMap(({ year, current }) =>
    (current as readonly IncomeVersion[]).map(({ amountMinor, coverage }) => ({
      year,
      amount: new Decimal(amountMinor).div(100),
      coverage,
      disability: false,
    })),
  );
}

export function coverageView(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): CoverageView {
  const year = lastCompleteYear(asOf);
  const pension = attempt(() =>
    fundedPension(parameters, { insured: insuredOf(state), year, incomes: pensionIncomes(state), disabilityPensions: [] }),
  );
  const benefits: Benefit[] = [];
  const notes = ['The value is what the participant’s employers were charged: annual premiums and settled corrections. It is not owned by the participant.'];
  if (pension.status === 'done') {
    benefits.push({
      benefit: 'old-age-pension',
      amount: roundPosted(pension.value.yearly),
      currency: 'EUR',
      frequency: 'yearly',
      basis: 'accrued',
      condition: `funded part, as at the end of ${year}`,
      validUntil: null,
      figure: 'coverage.old-age-pension',
    });
  } else {
    notes.push(`The funded old-age pension is not shown: ${pension.refusal.code}: ${pension.refusal.message}`);
  }
  return { value: premiumsUpTo(state, asOf, parameters), benefits, assumptions: [], notes };
}
