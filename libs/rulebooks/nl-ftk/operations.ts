/** All operations of the rulebook (`accrual calculate ftk.…`). */
import type { Operation } from '../frame/operation.js';
import { almOperation, compareOperation, scenarioOperation } from './operations/alm.js';
import { curveOperation, premiumOperation } from './operations/curve.js';
import { decisionOperation, premiumBasisOperation, recoveryPlanOperation } from './operations/decisions.js';
import { evaluationsOperation } from './operations/evaluations.js';
import { parametersOperation } from './operations/parameters.js';
import { adjustOperation, mvevCutsOperation, recoveryPathOperation } from './operations/policy.js';

export const ftkOperations: readonly Operation[] = [
  parametersOperation,
  adjustOperation,
  recoveryPathOperation,
  mvevCutsOperation,
  curveOperation,
  premiumOperation,
  scenarioOperation,
  almOperation,
  compareOperation,
  evaluationsOperation,
  decisionOperation,
  recoveryPlanOperation,
  premiumBasisOperation,
];
