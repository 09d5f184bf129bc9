/** All operations of the rulebook (`accrual calculate dk.…`). */
import type { Operation } from '../../frame/operation.js';
import { annualAccountOperation } from './account.js';
import { annuityOperation, basisChangeOperation } from './annuity.js';
import { assumptionVersionOperation } from './assumption-version.js';
import { groupCoverOperation } from './group-cover.js';
import { overviewOperation, projectionOperation } from './projection.js';
import { emergencyOperation, specialBonusOperation, yearResultOperation } from './results.js';

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
