/** A decision as a write takes it: no events where the ledger already holds all of it. */
import type { Decision, DecidedEvent } from '#ledger/kernel/decision.js';
import type { Outcome } from '#ledger/kernel/refusal.js';

export function outcomeOf<Event extends DecidedEvent>(decision: Decision<Event>): Outcome<readonly Event[]> {
  switch (decision.status) {
    case 'refused':
      return { status: 'refused', refusal: decision.refusal };
    case 'no-change':
      return { status: 'done', value: [] };
    case 'decided':
      return { status: 'done', value: decision.events };
    default:
      return unreachable(decision);
  }
}

function unreachable(decision: never): never {
  throw new Error(`no outcome for ${JSON.stringify(decision)}`);
}
