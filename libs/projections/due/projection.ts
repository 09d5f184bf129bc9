/** What is due to a participant, entitlement by entitlement, and who is, the one due for longest first (see `dueOf`). */
import { ENTITLEMENT_KINDS } from '#ledger/participant/entitlements/events.js';
import { RIGHTS_KINDS } from '#ledger/participant/rights/booked-rights.js';
import { formatMinor } from '#money/amount.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { dateColumn, moneyColumn, textColumn } from '../columns.js';
import { dueOf, movesOf, type DueMoves } from './items.js';
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

/** What settling moves, and what it settles. */
export interface DueView extends DueMoves {
  readonly participantId: string;
  /** In order of value date; none where all is booked. */
  readonly entitlements: readonly DueEntitlement[];
}

/** The entry of one who is due. */
export type DueEntry = DueMoves & {
  /** Value date of the first entitlement that no longer fits. */
  readonly since: string;
  readonly entitlements: number;
};

/** Beside rights: what is booked on the account of one who saves in the place of premium. */
const SAVINGS_KINDS = ['savings-deposit', 'savings-interest', 'savings-payout', 'savings-void'] as const;
const KINDS = [...ENTITLEMENT_KINDS, ...RIGHTS_KINDS, ...SAVINGS_KINDS] as const;

const ENTITLEMENT: SchemaFields = { kind: choice(...KINDS), period: text, effectiveDate: date, booked: amount, due: amount };
const ENTRY: SchemaFields = { since: date, entitlements: whole, difference: amount };

export const dueProjection: View<NoQuestion, DueView> = {
  name: 'due',
  version: 3,
  summary: 'Whose booked interest, bonus, charges, rights or savings no longer fit what is known, and by how much; settling books it.',
  subject: PARTICIPANT,
  capability: ['corrections', 'pensionRights'],
  question: {},
  schema: record({ participantId: text, difference: amount, entitlements: list(record(ENTITLEMENT)) }, { pensionYearly: amount }),
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
    keepsResting: true,
    entries: {
      fields: ENTRY,
      of: ({ participantId: _whose, entitlements, ...moves }) => {
        const since = entitlements[0]?.effectiveDate;
        return since === undefined
          ? []
          : [{ sortedBy: since, ordinal: 0, entry: { since, entitlements: entitlements.length, ...moves } }];
      },
    },
  },
  view: (seen) => {
    const due = dueOf(seen);
    return {
      participantId: seen.id,
      ...movesOf(due),
      entitlements: due.map(({ kind, period, effectiveDate, bookedMinor, dueMinor }) => ({
        kind,
        period,
        effectiveDate,
        booked: formatMinor(bookedMinor),
        due: formatMinor(dueMinor),
      })),
    };
  },
};
