/** The capability of what a fund has to tell by when: a participant whose accrual begins, and those whom a changed scheme concerns. */
import type { SchemeChangeData } from '#ledger/fund/changes/events.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Employment, Month } from './invoicing.js';

export interface StartLetterTerm {
  /** First day of the first month that accrues. */
  readonly accrualBegan: CivilDate;
  readonly lastDate: CivilDate;
}

export interface NoticeRules {
  /** Undefined where nothing has accrued up to that month, which is included. */
  readonly startLetter: (employments: readonly Employment[], through: Month) => StartLetterTerm | undefined;
  /** Who has to be told of a scheme that changes from a day on. */
  readonly schemeChange: (from: CivilDate) => SchemeChangeData['tell'];
}
