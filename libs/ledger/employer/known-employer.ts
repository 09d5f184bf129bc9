/** An affiliated employer as facts about its participants look at it. */
import type { EmployerLaw } from './law/law.js';
import type { EmployerState } from './state.js';

export interface KnownEmployer {
  /** All that is known, whatever the value dates. */
  readonly employer: EmployerState;
  readonly law: EmployerLaw;
}
