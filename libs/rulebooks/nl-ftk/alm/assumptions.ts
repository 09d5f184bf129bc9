/** What the study assumes where nothing else is given, with where it stands and how sure it is (nl-ftk section 4). */
import type { AlmParameters } from '#actuarial/alm/parameters.js';

export const DEFAULT_PARAMETERS: AlmParameters = {
  r0: 0.02,
  rateMean: 0.025,
  rateReversion: 0.1,
  rateVol: 0.005,
  inflation0: 0.02,
  inflationMean: 0.02,
  inflationPersistence: 0.5,
  inflationVol: 0.01,
  wageSpread: 0.005,
  equityVol: 0.17,
  priceOfRisk: 0.2,
  equityShare: 0.56,
  hedge: 0.4,
  planEquityReturn: 0.07,
  rateHistory: [0.036, 0.038, 0.042, 0.041, 0.034, 0.03, 0.024, 0.018, 0.017],
  mortality: [0.0002, 5.4, 0.04],
  fundingRatio0: 1.08,
  backlog0: 0.1,
  convergence: 0.1,
  discountThreshold: 1.45,
  discountShare: 0.1,
  priorAccrual: 0.02,
};
