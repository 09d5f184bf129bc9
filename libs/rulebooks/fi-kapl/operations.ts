/** All operations of the rulebook (`accrual calculate fi.…`). */
import type { Operation } from '../frame/operation.js';
import { accumulationOperation, interestFactorOperation } from './operations/accumulation.js';
import { correctionWindowOperation, indexCorrectionOperation } from './operations/corrections.js';
import { fundRollForwardOperation } from './operations/fund.js';
import { fundedPensionOperation, indexOperation, oldAgePensionTakenOperation } from './operations/funded-pension.js';
import { annuityOperation, futureLiabilitiesOperation, liabilityOperation } from './operations/liabilities.js';
import { annualPremiumOperation, smoothingPartOperation } from './operations/premium.js';

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
