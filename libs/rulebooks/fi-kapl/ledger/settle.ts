/** What follows in the journal from a corrected income: the event that settles it, or that keeps it as time-barred (2.4). */
import { formatMinor, minorToDecimal } from '#money/amount.js';
import type { Decimal } from '#money/decimal.js';
import type { DecidedParticipantEvent } from '#ledger/event.js';
import type { IncomeVersion, ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { leftOutBecause } from '../../frame/parameters/recovery-policy.js';
import type { IncomeCorrection } from '../../frame/capabilities/corrections.js';
import { settleCorrection } from '../corrections/settle.js';
import { totalIncome, type YearIncome } from '../premium/income-base.js';
import { roundPosted } from '#money/rounding.js';
import { insuredOf } from './insured-of.js';

export const CORRECTION_ARTICLE = 'decree 800/2005, Annex 1, 2.4';

export function settlementEvent(
  state: ParticipantState,
  correction: IncomeCorrection,
  correctionId: string,
  parameters: ParameterSet,
): Pick<DecidedParticipantEvent, 'type' | 'data'> {
  const known: YearIncome[] = [];
  const before: YearIncome[] = [];
  const after: YearIncome[] = [];
  const corrected = { amountMinor: correction.afterMinor, coverage: correction.coverageAfter };
  const left = correctionsLeftOut(state);
  for (const { employerId, versions } of state.incomes.get(correction.incomeYear)?.values() ?? []) {
    const settledLast = versions.filter(({ eventId }) => !left.has(eventId)).at(-1) as IncomeVersion;
    known.push(versions.at(-1) as IncomeVersion);
    before.push(settledLast);
    after.push(employerId === correction.employerId ? corrected : settledLast);
  }
  const settled = settleCorrection(parameters, {
    insured: insuredOf(state),
    incomeYear: correction.incomeYear,
    correctedOn: correction.correctedOn,
    before,
    after,
  });
  const shared = {
    correction: correctionId,
    incomeYear: correction.incomeYear,
    correctionYear: settled.correctionYear,
    incomeBefore: roundPosted(totalIncome(known)),
    incomeAfter: roundPosted(totalIncome(known).plus(change(correction))),
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
  const reason = leftOutBecause(parameters, { amountMinor: settled.totalMinor, year: correction.incomeYear, decidedOn: correction.correctedOn });
  if (reason === undefined) return { type: 'CorrectionSettled', data: { ...shared, kind: settled.kind, ...amounts } };
  const nothing = { premiumDelta: '0.00', premiumInterest: '0.00', smoothingDelta: '0.00', smoothingInterest: '0.00', total: '0.00' };
  return { type: 'CorrectionSettled', data: { ...shared, kind: settled.kind, ...nothing, leftOut: { ...amounts, reason } } };
}

/** Corrections whose refund the recovery policy left: what was settled before them still stands, so later ones are settled against that. */
function correctionsLeftOut(state: ParticipantState): ReadonlySet<string> {
  return new Set(state.settlements.flatMap((one) => (one.status === 'settled' && one.data.leftOut !== undefined ? [one.data.correction] : [])));
}

function change({ before, afterMinor }: IncomeCorrection): Decimal {
  return minorToDecimal(afterMinor - before.amountMinor);
}
