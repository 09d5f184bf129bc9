/** The funding policy of a Dutch fund, on its own stream (nl-ftk section 8). */
import type { PolicyRules } from '../../frame/capabilities/policy.js';
import { catchUpAllowed, expectedPath, premiumBasis, recoveryPlan, scheduledCuts, tenCuts, within } from './board.js';
import { valued } from './cash-flows.js';
import { evaluate } from './evaluate-fund.js';
import { shownYears } from './shown-years.js';

export const FUND_POLICY: PolicyRules = {
  ...{ evaluate, recoveryPlan, within, catchUpAllowed, tenCuts, scheduledCuts, premiumBasis },
  ...{ valued, expectedPath, evaluations: shownYears },
};
