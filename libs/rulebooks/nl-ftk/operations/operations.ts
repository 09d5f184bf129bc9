/** All operations of the rulebook (`accrual calculate ftk.…`). */
import type { Operation } from '../../frame/operation.js';
import { almOperation, compareOperation, scenarioOperation } from './alm.js';
import { curveOperation, premiumOperation } from './curve.js';
import { decisionOperation, premiumBasisOperation, recoveryPlanOperation } from './decisions.js';
import { evaluationsOperation } from './evaluations.js';
import { parametersOperation } from './parameters.js';
import { adjustOperation, mvevCutsOperation, recoveryPathOperation } from './policy.js';

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
