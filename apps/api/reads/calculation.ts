/** One calculation of the law, by the function that the command line calls as well. */
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { calculate } from '#rulebooks/calculate.js';
import type { Served } from './served.js';

export interface CalculationQuestion {
  readonly operation: string;
  readonly input: JsonValue;
}

export async function calculation(_served: Served, { operation, input }: CalculationQuestion): Promise<JsonObject> {
  const result = calculate(operation, input);
  if (result.status === 'refused') throw new Refused(result.error);
  return result.output;
}
