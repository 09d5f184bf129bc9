/** An employer that a run left out: nothing was written for it. */
import type { Refusal } from '#ledger/kernel/refusal.js';
import { said } from '#words/said.js';

export interface FailedEmployer {
  readonly employerId: string;
  readonly code: string;
  readonly message: string;
}

export function failedEmployer(employerId: string, refusal: Refusal): FailedEmployer {
  return { employerId, code: refusal.code, message: said(refusal) };
}
