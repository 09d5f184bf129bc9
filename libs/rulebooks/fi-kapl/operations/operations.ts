/** All operations of the rulebook (`accrual calculate fi.…`). */
import type { Operation } from '../../frame/operation.js';
import { accumulationOperation, interestFactorOperation } from './accumulation.js';
import { correctionWindowOperation, indexCorrectionOperation } from './corrections.js';
import { fundRollForwardOperation } from './fund.js';
import { fundedPensionOperation, indexOperation, oldAgePensionTakenOperation } from './funded-pension.js';
import { annuityOperation, futureLiabilitiesOperation, liabilityOperation } from './liabilities.js';
import { annualPremiumOperation, smoothingPartOperation } from './premium.js';

export const fiOperations: readonly Operation[] = [
  annualPremiumOperation,
  smoothingPartOperation,
  interestFactorOperation,
  accumulationOperation,
  correctionWindowOperation,
  annuityOperation,
  indexOperation,
  oldAgePensionTakenOperation,
  fundedPensionOperation,
  liabilityOperation,
  futureLiabilitiesOperation,
  fundRollForwardOperation,
  indexCorrectionOperation,
];
