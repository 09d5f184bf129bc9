/** Rights and savings of nl-pob, as the books call them. */
import type { PensionRightsRules } from '../../frame/capabilities/pension-rights.js';
import { payoutDate } from '../savings/savings-account.js';
import { accrualOfYear } from './accrual.js';
import { pensionRights, rightsDifferences } from './rights.js';
import { savingsBookings, savingsDifferences } from './savings-bookings.js';

export const PENSION_RIGHTS: PensionRightsRules = {
  accrual: accrualOfYear,
  rights: pensionRights,
  rightsDifferences,
  payoutOn: payoutDate,
  savings: savingsBookings,
  savingsDifferences,
};
