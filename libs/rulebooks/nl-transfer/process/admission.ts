/** What a transfer needs before its first step: a receiver that may take it, an organ that speaks for the sender's participants. */
import { refuse } from '#ledger/kernel/refusal.js';
import type { Organ } from '../../frame/capabilities/collective-transfer.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    RECEIVER_NOT_ALLOWED: { readonly receiver: string | null; readonly allowed: readonly string[] };
  }
}

export interface Receiver {
  readonly type: string | undefined;
  /** Legal ground of a transfer to a premium pension institution, where one is recorded. */
  readonly ppiGround: string | undefined;
}

/** Answer 1: an industry-wide fund, a general fund or an insurer. */
const RECEIVERS: readonly string[] = ['bpf', 'apf', 'insurer'];

/** Answers 1, 6 and 8: a premium pension institution on a recorded legal ground and for capital alone (assumption). */
export function refuseReceiver({ type, ppiGround }: Receiver, rightsType: string | undefined): void {
  if (type !== undefined && RECEIVERS.includes(type)) return;
  if (type === 'ppi' && ppiGround !== undefined && ppiGround !== '' && rightsType === 'dcCapital') return;
  refuse('RECEIVER_NOT_ALLOWED', { receiver: type ?? null, allowed: RECEIVERS });
}

/** Answers 1 and 9 name both bodies without saying which fund has which, so it is a required fact. */
export function organOf(organ: string | undefined): Organ {
  if (organ === 'accountabilityBody' || organ === 'stakeholderBody') return organ;
  return refuse('MISSING_FACT', { fact: 'sender.organ', choices: ['accountabilityBody', 'stakeholderBody'] });
}
