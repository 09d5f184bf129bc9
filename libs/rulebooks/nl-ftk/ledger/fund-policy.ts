/** The funding policy of a Dutch fund, on its own stream (nl-ftk section 8). */
import type { PolicyRules } from '../../frame/capabilities/policy.js';
import { FUNDING_LAW } from '../publishable.js';
import {
  bindIndexation,
  catchUpAllowed,
  expectedPath,
  scheduleTenCuts,
  setPremiumBasis,
  setRecoveryPlan,
  takeScheduledCuts,
  withinEvaluation,
} from './board.js';
import { valued } from './cash-flows.js';
import { dutiesOn } from './duties.js';
import { evaluate } from './evaluate-fund.js';
import { policyFigures } from './figures.js';
import { shownYears } from './shown-years.js';
import { studied } from './studied.js';

export const FUND_POLICY: PolicyRules = {
  law: FUNDING_LAW,
  evaluate,
  recoveryPlan: setRecoveryPlan,
  within: withinEvaluation,
  bindIndexation,
  catchUpAllowed,
  tenCuts: scheduleTenCuts,
  scheduledCuts: takeScheduledCuts,
  premiumBasis: setPremiumBasis,
  studied,
  valued,
  expectedPath,
  evaluations: shownYears,
  duties: dutiesOn,
  figures: policyFigures,
};
