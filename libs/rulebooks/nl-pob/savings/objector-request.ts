/** A request for exemption on conscientious objections (VI.1–VI.4, VI.10). */
import type { ObjectorRequest } from '#ledger/employer/law/exemption.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { LAST_DATES } from '../deadlines/deadlines.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    BODY_MAJORITY_MISSING: Record<never, never>;
    DOCUMENTS_MISSING: Record<never, never>;
  }
}

/** VI.2, VI.3; that the employer has no objection to its duties as employer is no reason to refuse it the rest (VI.4). */
export function grantedObjector(request: ObjectorRequest, from: CivilDate): CivilDate | undefined {
  if (!request.declaration) refuse('DECLARATION_MISSING');
  if (!request.legalEntity) return undefined;
  if (!request.bodyMajority) refuse('BODY_MAJORITY_MISSING');
  if (!request.statutes || !request.minutes) refuse('DOCUMENTS_MISSING');
  return LAST_DATES.legalEntityExemption(from);
}
