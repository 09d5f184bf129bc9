/** Last days that the regulations set: each with the article it stands in. */
import { addDays, addMonths, endOfYear, previousDay, type CivilDate } from '#money/civil-date.js';

/** 2.11: the claim to undue premium lapses three years after the end of the calendar year that it was paid for. */
const REFUND_YEARS = 3;

export function refundLastDate(premiumYear: number): CivilDate {
  return endOfYear(premiumYear + REFUND_YEARS);
}

/** Last day by the day from which a term runs. */
export const LAST_DATES = {
  /** VI.10: thirty days from receipt, to De Nederlandsche Bank. */
  objection: (received: CivilDate) => addDays(received, 30),
  /** VI.10: a legal entity's exemption lapses after five years. */
  legalEntityExemption: (from: CivilDate) => previousDay(addMonths(from, 60)),
  /** V.6.3: another provider within twelve months of the grant. */
  otherProvision: (granted: CivilDate) => addMonths(granted, 12),
  /** 4.5: the start letter (Pension Act 21) within three months of the start of accrual. */
  participantInfo: (accrualStarted: CivilDate) => addMonths(accrualStarted, 3),
  /** VII: the notice of a changed scheme within three months of the change. */
  schemeChangeInfo: (changed: CivilDate) => addMonths(changed, 3),
} as const;

export type TermType = keyof typeof LAST_DATES;
