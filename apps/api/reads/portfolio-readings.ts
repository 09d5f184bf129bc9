/** Readings of the whole portfolio beside the balances: the liabilities of a fund. */
import type { Decimal } from '#money/decimal.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { fundLiabilitiesAt, type FundLiabilitiesView } from '#projections/fund-liabilities/fund-liabilities.js';
import { currentRequest } from '../http/request-scope.js';
import type { Served } from './served.js';

export interface FundLiabilitiesQuestion {
  readonly fundId: string;
  readonly year: number;
  readonly asked: AskedCoordinates;
  readonly previousFund: Decimal | undefined;
  readonly previousLiabilities: Decimal | undefined;
}

export function fundLiabilities(
  { portfolio, journal, clock, limits }: Served,
  { asked, ...question }: FundLiabilitiesQuestion,
): Promise<Answer<FundLiabilitiesView>> {
  // Nobody waits for it after the request's deadline.
  const signal = abortAfter(limits.requestMilliseconds);
  return fundLiabilitiesAt({ ...question, ...portfolio, journal, clock, coordinates: asked, alsoHere: false, signal });
}

/** Aborts when the caller has gone, or after so long. */
export function abortAfter(milliseconds: number): AbortSignal {
  const gone = currentRequest()?.signal;
  return AbortSignal.any([AbortSignal.timeout(milliseconds), ...(gone === undefined ? [] : [gone])]);
}
