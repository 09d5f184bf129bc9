/** All operations of the rulebook (`accrual calculate pob.…`). */
import type { Operation } from '../frame/operation.js';
import { exemptionOperation, performanceTestOperation, restructureOperation, withdrawOperation } from './operations/exemptions.js';
import { catchUpOperation, indexationOperation, premiumDiscountOperation } from './operations/indexation.js';
import { dataBreachOperation, lateInterestOperation } from './operations/late-interest.js';
import { deadlineOperation, invoiceOperation, premiumOperation } from './operations/premium.js';
import { savingsOperation } from './operations/savings.js';

export const pobOperations: readonly Operation[] = [
  premiumOperation,
  invoiceOperation,
  lateInterestOperation,
  dataBreachOperation,
  deadlineOperation,
  exemptionOperation,
  performanceTestOperation,
  restructureOperation,
  withdrawOperation,
  savingsOperation,
  indexationOperation,
  catchUpOperation,
  premiumDiscountOperation,
];
