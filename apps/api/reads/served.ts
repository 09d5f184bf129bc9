/** What a reading is made from: all that the API was built from, with its limits filled in. */
import type { ApiDependencies, ApiLimits } from '../dependencies.js';

export interface Served extends ApiDependencies {
  readonly limits: ApiLimits;
}
