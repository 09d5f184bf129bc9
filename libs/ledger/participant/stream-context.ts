import type { Enrolment } from './enrolment/events.js';
import type { ParticipantEvent } from './events.js';
import type { CorrectionContext } from './incomes/correct-income.js';
import type { SalaryContext } from './salaries/salary-problems.js';
import type { ParticipantState } from './state.js';

/** All that a decision about an enrolled participant may look at, beside the stream's keys. Each takes the part that it needs. */
export interface StreamContext extends SalaryContext {
  readonly enrolment: Enrolment;
  /** All that is known, whatever the value dates. */
  readonly state: ParticipantState;
  /** The whole stream, in revision order. */
  readonly events: readonly ParticipantEvent[];
  readonly idOf: (key: string) => string;
  /** See `CorrectionContext`. */
  readonly settle: CorrectionContext<ParticipantState>['settle'];
  readonly isReadLater?: CorrectionContext<ParticipantState>['isReadLater'];
  readonly occurrence: number;
}
