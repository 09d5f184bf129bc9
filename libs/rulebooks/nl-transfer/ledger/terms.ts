/** What a transfer begins with: its parties and terms; and the tests on its snapshot, by the operation that anyone may call. */
import type { JsonObject } from '#ledger/kernel/json.js';
import type { EquivalenceRequest, ProposedTerms, TransferTerms } from '../../frame/capabilities/collective-transfer.js';
import { entryInForce, missingParameter, type ParameterSet } from '../../frame/parameters/parameters.js';
import { equivalenceOperation } from '../operations/equivalence.js';
import { SCHEME } from '../parameters.js';
import { organOf, refuseReceiver } from '../process/admission.js';

/** In the order of section 3: the months of the review, the receiver, the organ. */
export function transferTermsOf(proposed: ProposedTerms, parameters: ParameterSet): TransferTerms {
  const { transferDate, schemeChange, receiver, rightsType, organ } = proposed;
  const months = entryInForce(parameters, 'reviewMonths', transferDate)?.value ?? missingParameter(SCHEME, 'reviewMonths', transferDate);
  refuseReceiver(receiver, rightsType);
  return { organ: organOf(organ), schemeChange, transferDate, reviewMonths: Number(months) };
}

export function equivalenceOfSnapshot({ transferDate, transferValue, tolerance, rows }: EquivalenceRequest): JsonObject {
  const participants = rows.map(({ participantId, group, oldRight, newRight, factor }) => ({
    id: participantId,
    group,
    oldRight,
    newRight,
    factor,
  }));
  const given = Object.fromEntries(Object.entries(tolerance).filter(([, value]) => value !== undefined)) as JsonObject;
  return equivalenceOperation.calculate({ transferDate, transferValue, tolerance: given, participants }) as JsonObject;
}
