/** What has to come for a transfer to be in time, and by when; over all open transfers the earliest first. */
import { TRANSFER, type ProposedTransfer } from '#portfolio/transfer.js';
import type { OwedStep } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { list, record, text } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';
import { dossierProjection, OWED_STEP } from './dossier.js';

export interface OwedView {
  readonly transferId: string;
  readonly state: string;
  readonly owed: readonly OwedStep[];
}

export const owedProjection: View<NoQuestion, OwedView, ProposedTransfer> = {
  name: 'owed',
  version: 1,
  summary: 'What has to come for collective transfers to be in time, the earliest first.',
  subject: TRANSFER,
  capability: 'collectiveTransfer',
  question: {},
  schema: record({ transferId: text, state: text, owed: list(record(OWED_STEP)) }),
  standing: {
    entries: {
      fields: { ...OWED_STEP, state: text },
      of: ({ owed, state }) => owed.map(({ what, latest }, ordinal) => ({ sortedBy: latest, ordinal, entry: { what, latest, state } })),
    },
  },
  view: ({ also, id }) => {
    const { state, owed } = also(dossierProjection);
    return { transferId: id, state, owed };
  },
};
