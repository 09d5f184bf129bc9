/** The exemption that a decision is about. */
import { refused, type Decision } from '../../kernel/decision.js';
import { isSameText } from '../../kernel/text.js';
import type { EmployerContext } from '../deciding/context.js';
import { isInForce, type Exemption, type ExemptionsSlice } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    EXEMPTION_NOT_IN_FORCE: { readonly employerId: string; readonly exemption: string; readonly status: Exemption['status'] };
    UNKNOWN_EXEMPTION: { readonly employerId: string; readonly exemption: string };
  }
}

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
  return refused('EXEMPTION_NOT_IN_FORCE', { employerId, exemption: reference, status: exemption.status }) as Found;
}

export function unknownExemption(reference: string, employerId: string): Decision<never> {
  return refused('UNKNOWN_EXEMPTION', { employerId, exemption: reference });
}
