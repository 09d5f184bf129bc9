/** A demand for data, and their delivery (nl-pob 4.1, 4.2). */
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import { employerDayProblem, referenceTaken, type EmployerContext } from '../deciding/context.js';
import type { Ground } from '../law/duty.js';
import type { DutyEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    FINAL_DEADLINE_PASSED: { readonly employerId: string; readonly finalDeadline: string; readonly sentOn: string };
  }
}

type Told = Decision<Decided<DutyEventData>>;
export type YesOrNo = 'yes' | 'no';

export interface DemandData {
  readonly obligation: string;
  readonly ground: Ground;
  readonly dataDeadline: CivilDate;
  readonly sentOn: CivilDate;
  readonly finalDeadline: CivilDate;
  readonly fineAnnounced: YesOrNo;
  readonly reference: string;
}

/** DataDemanded on the day of sending. Refuses what `employerDayProblem` does, FINAL_DEADLINE_PASSED and DEMAND_ALREADY_SENT. */
export function demandData(command: DemandData, context: EmployerContext): Told {
  const { sentOn, finalDeadline, fineAnnounced, reference } = command;
  const { id: employerId } = context;
  const problem = employerDayProblem('sentOn', sentOn, context);
  if (problem !== undefined) return problem;
  if (finalDeadline < sentOn) return refused('FINAL_DEADLINE_PASSED', { employerId, finalDeadline, sentOn });
  const { obligation, ground, dataDeadline } = command;
  const data = { obligation, ground, dataDeadline, sentOn, finalDeadline, fineAnnounced: fineAnnounced === 'yes', reference };
  return placedUnderKey<Decided<DutyEventData>>(
    { type: 'DataDemanded', effectiveDate: sentOn, key: `demand:${JSON.stringify(comparableText(reference))}`, data },
    context.standing,
    () => referenceTaken('DEMAND_ALREADY_SENT', reference, employerId),
  );
}

export interface DeliverData {
  readonly obligation: string;
  readonly deliveredOn: CivilDate;
  readonly complete: YesOrNo;
  readonly reference: string;
}

/** DataDelivered on its day. Refuses what `employerDayProblem` does, and DELIVERY_ALREADY_RECORDED. */
export function deliverData({ obligation, deliveredOn, complete, reference }: DeliverData, context: EmployerContext): Told {
  const problem = employerDayProblem('deliveredOn', deliveredOn, context);
  if (problem !== undefined) return problem;
  const data = { obligation, deliveredOn, complete: complete === 'yes', reference };
  return placedUnderKey<Decided<DutyEventData>>(
    { type: 'DataDelivered', effectiveDate: deliveredOn, key: `delivery:${JSON.stringify(comparableText(reference))}`, data },
    context.standing,
    () => referenceTaken('DELIVERY_ALREADY_RECORDED', reference, context.id),
  );
}
