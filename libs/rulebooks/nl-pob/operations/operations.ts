/** All operations of the rulebook (`accrual calculate pob.…`). */
import type { Operation } from '../../frame/operation.js';
import { exemptionOperation, performanceTestOperation, restructureOperation, withdrawOperation } from './exemptions.js';
import { catchUpOperation, indexationOperation, premiumDiscountOperation } from './indexation.js';
import { dataBreachOperation, lateInterestOperation } from './late-interest.js';
import { deadlineOperation, invoiceOperation, premiumOperation } from './premium.js';
import { savingsOperation } from './savings.js';

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
