/** The subject that a refusal is about, as a sentence names it. */
import type { OfSubject } from '#ledger/kernel/annulment.js';
import type { NotInModel } from '#ledger/kernel/refused-subject.js';

/** Ids of subjects among the details of a refusal: one of them at most. */
interface AnyOf {
  readonly participantId?: unknown;
  readonly employerId?: unknown;
  readonly transferId?: unknown;
  readonly fundId?: unknown;
}

/** `participant F000001`, or nothing where none is named. */
export function namedSubject(of: OfSubject | AnyOf): string {
  const { participantId, employerId, transferId, fundId }: AnyOf = of;
  if (participantId !== undefined) return `participant ${String(participantId)}`;
  if (employerId !== undefined) return `employer ${String(employerId)}`;
  if (transferId !== undefined) return `transfer ${String(transferId)}`;
  return fundId === undefined ? '' : `fund ${String(fundId)}`;
}

/** What a read model does not know. */
export function notInModel(kind: string, id: string, { model, position }: NotInModel): string {
  return `the ${model} model knows no ${kind} ${id} up to position ${position}`;
}

/** The beginning of a sentence: `participant F000001: `, or nothing. */
export function about(of: OfSubject | AnyOf): string {
  const subject = namedSubject(of);
  return subject === '' ? '' : `${subject}: `;
}
