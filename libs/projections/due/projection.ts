/** What is due to a participant, entitlement by entitlement, and who is, the one due for longest first (see `dueOf`). */
import { ENTITLEMENT_KINDS } from '#ledger/participant/entitlements/events.js';
import { formatMinor } from '#money/amount.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { dateColumn, moneyColumn, textColumn } from '../columns.js';
import { differenceOf, dueOf } from '../due-note.js';
import { amount, choice, date, list, record, text, whole, type SchemaFields } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

export interface DueEntitlement {
  readonly kind: string;
  /** The year or day that it is for. */
  readonly period: string;
  readonly effectiveDate: string;
  readonly booked: string;
  readonly due: string;
}

export interface DueView {
  readonly participantId: string;
  /** What settling moves the value by. */
  readonly difference: string;
  /** In order of value date; none where all is booked. */
  readonly entitlements: readonly DueEntitlement[];
}

/** The entry of one who is due. */
export interface DueEntry {
  /** Value date of the first entitlement that no longer fits. */
  readonly since: string;
  readonly entitlements: number;
  readonly difference: string;
}

const ENTITLEMENT: SchemaFields = { kind: choice(...ENTITLEMENT_KINDS), period: text, effectiveDate: date, booked: amount, due: amount };
const ENTRY: SchemaFields = { since: date, entitlements: whole, difference: amount };

export const dueProjection: View<NoQuestion, DueView> = {
  name: 'due',
  version: 1,
  summary: 'Whose booked interest, bonus and charges no longer fit what is known, and by how much; settling books it.',
  subject: PARTICIPANT,
  capability: 'corrections',
  question: {},
  schema: record({ participantId: text, difference: amount, entitlements: list(record(ENTITLEMENT)) }),
  flat: {
    columns: [
      textColumn('participantId'),
      textColumn('kind'),
      textColumn('period'),
      dateColumn('effectiveDate'),
      moneyColumn('booked'),
      moneyColumn('due'),
    ],
    rows: ({ participantId, entitlements }) =>
      entitlements.map(({ kind, period, effectiveDate, booked, due }) => [participantId, kind, period, effectiveDate, booked, due]),
  },
  standing: {
    entries: {
      fields: ENTRY,
      of: ({ difference, entitlements }) => {
        const since = entitlements[0]?.effectiveDate;
        return since === undefined
          ? []
          : [{ sortedBy: since, ordinal: 0, entry: { since, entitlements: entitlements.length, difference } }];
      },
    },
  },
  view: (seen) => {
    const due = dueOf(seen);
    return {
      participantId: seen.id,
      difference: differenceOf(due),
      entitlements: due.map(({ key: { kind, period }, bookedMinor, dueMinor, event: { effectiveDate } }) => ({
        kind,
        period,
        effectiveDate,
        booked: formatMinor(bookedMinor),
        due: formatMinor(dueMinor),
      })),
    };
  },
};
