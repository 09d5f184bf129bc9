/** The exemption that a decision is about. */
import { refused, type Decision } from '../../kernel/decision.js';
import { isSameText } from '../../kernel/text.js';
import type { EmployerContext } from '../deciding/context.js';
import { isInForce, type Exemption, type ExemptionsSlice } from './events.js';

export type ExemptionContext = EmployerContext<ExemptionsSlice>;

type Found = { readonly status: 'found'; readonly exemption: Exemption } | Extract<Decision<never>, { readonly status: 'refused' }>;

export function exemptionOf({ exemptions }: ExemptionsSlice, reference: string): Exemption | undefined {
  return exemptions.find((one) => isSameText(one.reference, reference));
}

/** UNKNOWN_EXEMPTION, and EXEMPTION_NOT_IN_FORCE for one that was not granted or has ended. */
export function exemptionInForce(slice: ExemptionsSlice, reference: string, employerId: string): Found {
  const exemption = exemptionOf(slice, reference);
  if (exemption === undefined) return unknownExemption(reference, employerId) as Found;
  if (isInForce(exemption)) return { status: 'found', exemption };
  return refused(
    'EXEMPTION_NOT_IN_FORCE',
    `employer ${employerId}: its exemption ${JSON.stringify(reference)} is ${exemption.status}; only one that is in force is changed`,
    { employerId, exemption: reference, status: exemption.status },
  ) as Found;
}

export function unknownExemption(reference: string, employerId: string): Decision<never> {
  return refused(
    'UNKNOWN_EXEMPTION',
    `employer ${employerId} has no exemption ${JSON.stringify(reference)}: it is known by the reference of its request`,
    { employerId, exemption: reference },
  );
}
