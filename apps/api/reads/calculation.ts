/** One calculation of the law, by the function that the command line calls as well. */
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { calculate, problemOfInput } from '#rulebooks/calculate.js';
import { OPERATIONS } from '#rulebooks/operations.js';
import { currentRequest } from '../http/request-scope.js';
import type { Served } from './served.js';

export interface CalculationQuestion {
  readonly operation: string;
  readonly input: JsonValue;
}

/** What may take seconds is made in a thread of its own, once its input is known to be right. */
export async function calculation({ calculateApart }: Served, { operation, input }: CalculationQuestion): Promise<JsonObject> {
  const known = OPERATIONS.get(operation);
  const isApart = calculateApart !== undefined && known?.takesLong === true && problemOfInput(known, input) === undefined;
  const result = isApart ? await calculateApart({ operation, input }, currentRequest()?.signal) : calculate(operation, input);
  if (result.status === 'refused') throw new Refused(result.error);
  return result.output;
}
