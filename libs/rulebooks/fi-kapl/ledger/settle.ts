/** What follows in the journal from a corrected income: the event that settles it, or that keeps it as time-barred (2.4). */
import { NOTHING_SETTLED } from '#ledger/schemes/fi-kapl/incomes.js';
import { formatMinor } from '#money/amount.js';
import type { Decided } from '#ledger/kernel/event.js';
import type { IncomeEventData } from '#ledger/participant/incomes/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { leftOutBecause } from '../../frame/parameters/recovery-policy.js';
import type { IncomeCorrection } from '../../frame/capabilities/corrections.js';
import { settleChange } from '../corrections/year-of-incomes.js';
import { roundPosted } from '#money/rounding.js';
import { knownYear } from './income-year.js';
import { insuredOf } from './insured-of.js';

export const CORRECTION_ARTICLE = 'decree 800/2005, Annex 1, 2.4';

export function settlementEvent(
  state: ParticipantState,
  correction: IncomeCorrection,
  correctionId: string,
  parameters: ParameterSet,
): Pick<Decided<IncomeEventData>, 'type' | 'data'> {
  const { employerId, before, correctedOn, incomeYear } = correction;
  const after = { amountMinor: correction.afterMinor, coverage: correction.fieldsAfter.coverage };
  const settled = settleChange(parameters, insuredOf(state), knownYear(state, incomeYear), { employerId, before, after, correctedOn });
  const shared = {
    correction: correctionId,
    incomeYear,
    correctionYear: settled.correctionYear,
    incomeBefore: roundPosted(settled.incomeBefore),
    incomeAfter: roundPosted(settled.incomeAfter),
    currency: 'EUR' as const,
    rulebook: 'fi-kapl',
  };
  if (settled.timeBarred) return { type: 'CorrectionTimeBarred', data: { ...shared, article: CORRECTION_ARTICLE } };
  const amounts = {
    premiumDelta: formatMinor(settled.premiumDeltaMinor),
    premiumInterest: formatMinor(settled.premiumInterestMinor),
    smoothingDelta: formatMinor(settled.smoothingDeltaMinor),
    smoothingInterest: formatMinor(settled.smoothingInterestMinor),
    total: formatMinor(settled.totalMinor),
  };
  const reason = leftOutBecause(parameters, { amountMinor: settled.totalMinor, year: incomeYear, decidedOn: correctedOn });
  if (reason === undefined) return { type: 'CorrectionSettled', data: { ...shared, kind: settled.kind, ...amounts } };
  return { type: 'CorrectionSettled', data: { ...shared, kind: settled.kind, ...NOTHING_SETTLED, leftOut: { ...amounts, reason } } };
}
