/** A study of an average fund under funding rules, as the API computes it. Shares of simulations, not money: doubles will do. */
import { write } from '../api/ask.js';

interface Fan {
  readonly median: string;
  readonly low: string;
  readonly high: string;
}

export interface Outcome {
  readonly cutProbability: string;
  readonly anyCutProbability: string;
  readonly meanCut: string;
  readonly fundingRatio0: string;
  readonly meanFundingRatio: string;
  /** Age → what is received as a share of fully indexed pensions. */
  readonly pensionResult: Readonly<Record<string, Fan>>;
  /** Year of birth → net profit. */
  readonly netProfit: Readonly<Record<string, string>>;
}

export interface StudyInput {
  readonly regime: string;
  readonly years: number;
  readonly scenarios: number;
  readonly seed: number;
}

/** A calculation: it takes the key that every request with a body takes, and appends nothing. */
export function studyOf(input: StudyInput): Promise<Outcome> {
  return write<Outcome>('/v1/calculate/ftk.alm', input, crypto.randomUUID());
}
