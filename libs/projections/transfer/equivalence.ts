/** The tests of a collective transfer as they were assessed: by snapshot and tolerance. */
import { refuse } from '#ledger/kernel/refusal.js';
import { TRANSFER, type ProposedTransfer } from '#portfolio/transfer.js';
import { exact, flag, list, mapOf, record, sha256, text } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';
import { assessmentOf } from './dossier-of.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_ASSESSED: { readonly transferId: string };
  }
}

export interface EquivalenceView {
  readonly transferId: string;
  readonly snapshot: string;
  readonly basis: string;
  readonly tolerance: { readonly individual: string; readonly collective: string; readonly group: string };
  /** What transfer.equivalence answered. */
  readonly [outcome: string]: unknown;
}

export const equivalenceProjection: View<NoQuestion, EquivalenceView, ProposedTransfer> = {
  name: 'equivalence',
  version: 1,
  summary: 'Whether a collective transfer is equivalent and balanced, as it was assessed.',
  subject: TRANSFER,
  capability: 'collectiveTransfer',
  question: {},
  schema: record({
    transferId: text,
    snapshot: sha256,
    basis: text,
    tolerance: record({ individual: exact, collective: exact, group: exact }),
    oldValue: exact,
    newValue: exact,
    collectiveRatio: exact,
    groupRatios: mapOf(exact),
    spread: exact,
    individualFailures: list(text),
    actuarialEquivalence: flag,
    collectiveEquivalence: flag,
    balance: flag,
    transferRatio: exact,
  }),
  refuses: ['NOT_ASSESSED'],
  view: ({ id, state }) => {
    const assessed = assessmentOf(state);
    if (assessed === undefined) return refuse('NOT_ASSESSED', { transferId: id });
    const { snapshot, basis, tolerance, output } = assessed.data;
    return { transferId: id, snapshot, basis, tolerance, ...output };
  },
};
