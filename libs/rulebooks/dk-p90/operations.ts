/** All operations of the rulebook (`accrual calculate dk.…`). */
import type { Operation } from '../frame/operation.js';
import { annualAccountOperation } from './operations/account.js';
import { annuityOperation, basisChangeOperation } from './operations/annuity.js';
import { assumptionVersionOperation } from './operations/assumption-version.js';
import { groupCoverOperation } from './operations/group-cover.js';
import { overviewOperation, projectionOperation } from './operations/projection.js';
import { emergencyOperation, specialBonusOperation, yearResultOperation } from './operations/results.js';

export const dkOperations: readonly Operation[] = [
  annuityOperation,
  projectionOperation,
  overviewOperation,
  groupCoverOperation,
  annualAccountOperation,
  yearResultOperation,
  emergencyOperation,
  specialBonusOperation,
  assumptionVersionOperation,
  basisChangeOperation,
];
