/** The exemption of an employer with conscientious objections, and its end (nl-pob VI.1–VI.5, VI.9, VI.10). */
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, unless, type Decision } from '../../kernel/decision.js';
import type { OfSubject } from '../../kernel/annulment.js';
import type { Decided } from '../../kernel/event.js';
import { employerDayProblem, type EmployerContext } from '../deciding/context.js';
import type { ObjectorRequest } from '../law/exemption.js';
import type { EmployerObjectionEventData, EmployerObjectionsSlice } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    EMPLOYER_OBJECTION_ALREADY_GRANTED: { readonly employerId: string; readonly from: string };
    EMPLOYER_OBJECTION_ALREADY_ENDED: { readonly employerId: string; readonly from: string; readonly on: string };
    NO_OBJECTION: OfSubject & { readonly on: string };
  }
}

type Told = Decision<Decided<EmployerObjectionEventData>>;
export type EmployerObjectionContext = EmployerContext<EmployerObjectionsSlice>;

export interface ObjectAsEmployer {
  readonly requestedOn: CivilDate;
  readonly from: CivilDate;
  readonly request: ObjectorRequest;
  readonly reference: string;
  readonly condition: string | undefined;
}

/**
 * EmployerObjectionGranted, from its first day; that of a legal entity has a last day. Refuses what `employerDayProblem` does, what the law
 * does (DECLARATION_MISSING, BODY_MAJORITY_MISSING, DOCUMENTS_MISSING), and EMPLOYER_OBJECTION_ALREADY_GRANTED.
 */
export function objectAsEmployer(command: ObjectAsEmployer, context: EmployerObjectionContext): Told {
  const { requestedOn, from, request, reference, condition } = command;
  const { id: employerId, employer, law, standing } = context;
  const problem = employerDayProblem('requestedOn', requestedOn, context);
  if (problem !== undefined) return problem;
  const lapsesOn = law.exemptions.objector(request, from);
  const already = (day: CivilDate): Decision<never> =>
    refused('EMPLOYER_OBJECTION_ALREADY_GRANTED', { employerId, from: day });
  const data = {
    from,
    requestedOn,
    legalEntity: request.legalEntity,
    reference,
    ...(lapsesOn === undefined ? {} : { lapsesOn }),
    ...(condition === undefined ? {} : { condition }),
  };
  const placed = placedUnderKey<Decided<EmployerObjectionEventData>>(
    { type: 'EmployerObjectionGranted', effectiveDate: from, key: `employer-objection:${from}`, data },
    standing,
    () => already(from),
  );
  return unless(placed, () => {
    const other = employer.employerObjections.find(
      ({ data: held, end }) =>
        held.from !== from &&
        (lapsesOn === undefined || held.from <= lapsesOn) &&
        (end === undefined || end.on > from) &&
        (held.lapsesOn === undefined || held.lapsesOn >= from),
    );
    return other === undefined ? undefined : already(other.data.from);
  });
}

export interface EndEmployerObjection {
  readonly cause: EmployerObjectionEventData['EmployerObjectionEnded']['cause'];
  readonly on: CivilDate;
  readonly reference: string;
}

/** EmployerObjectionEnded. Refuses what `employerDayProblem` does, NO_OBJECTION and EMPLOYER_OBJECTION_ALREADY_ENDED. */
export function endEmployerObjection({ cause, on, reference }: EndEmployerObjection, context: EmployerObjectionContext): Told {
  const { id: employerId, employer, standing } = context;
  const problem = employerDayProblem('on', on, context);
  if (problem !== undefined) return problem;
  const objection = employer.employerObjections.findLast(({ data }) => data.from < on);
  if (objection === undefined) return refused('NO_OBJECTION', { employerId, on });
  const { from } = objection.data;
  return placedUnderKey<Decided<EmployerObjectionEventData>>(
    { type: 'EmployerObjectionEnded', effectiveDate: on, key: `employer-objection-ended:${from}`, data: { from, cause, on, reference } },
    standing,
    ({ data }) =>
      refused('EMPLOYER_OBJECTION_ALREADY_ENDED', { employerId, from, on: String(data['on']) }),
  );
}
