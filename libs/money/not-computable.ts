/**
 * Numbers from which nothing can be computed or posted. Extreme inputs and parameters lead to them as well as mistakes, so at an
 * edge they are a refusal, not a fault of the program. `code`: the refusal's.
 */
export class NotComputable extends RangeError {
  readonly code: 'AMOUNT_OUT_OF_RANGE' | 'NO_ANNUITY_VALUE' | 'SCENARIO_OUT_OF_RANGE' | 'CUT_NOT_POSSIBLE';
  /** Fields of the refusal beside its message. */
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: NotComputable['code'], message: string, details: NotComputable['details'] = {}) {
    super(message);
    this.name = 'NotComputable';
    this.code = code;
    this.details = details;
  }
}
