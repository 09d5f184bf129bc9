/** A rulebook operation: one calculation of the law on a JSON input, without a ledger (`accrual calculate`). */
import type { JsonObject } from '#ledger/kernel/json.js';

/** JSON Schema 2020-12, as data. */
export type JsonSchema = JsonObject | boolean;

export interface Operation {
  /** `fi.annualPremium` */
  readonly name: string;
  /** Article and formula, as cited in the rulebook. */
  readonly article: string;
  /** One line for `calculate --list`. */
  readonly summary: string;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  /** It may take seconds: not to be made in a thread that others wait for. */
  readonly takesLong?: true;
  /**
   * Called with an input that has passed the schema. Answers exact decimal strings (at least 12 significant digits) and
   * posted amounts with two decimals. Throws `Refused` where the law or a missing parameter says no.
   */
  readonly calculate: (input: JsonObject) => JsonObject;
}
