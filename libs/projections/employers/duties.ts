/** What an employer owes the fund in data, what it delivered, and what may be or was imposed (nl-pob chapter IV). */
import type { FineReason } from '#ledger/employer/law/duty.js';
import { claimableFor, invoicesNamed, type Claimable, type ClaimableAmount } from '#ledger/employer/data-duties/claimable.js';
import { accountOf } from '#ledger/employer/invoices/account.js';
import { deliveredOn, obligationAt } from '#ledger/employer/data-duties/obligations.js';
import { formatMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { EMPLOYER, type AffiliatedState } from '#portfolio/employer.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { dateColumn, moneyColumn, textColumn } from '../columns.js';
import { amount, choice, date, flag, list, orNull, record, text, whole } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';
import {
  claimableRow, claimableSchema, latePayments, latePaymentSchema, type ClaimableRow, type LatePaymentRow,
} from './claimable-rows.js';
import { imposedAmounts, imposedSchema, type ImposedAmount } from './imposed.js';

interface Duty {
  readonly obligation: string;
  readonly ground: 'data' | 'inspection';
  readonly dataDeadline: CivilDate;
  readonly defaultFrom: CivilDate | null;
  readonly demand: {
    readonly reference: string;
    readonly sentOn: CivilDate;
    readonly finalDeadline: CivilDate;
    readonly fineAnnounced: boolean;
  };
  readonly deliveredOn: CivilDate | null;
  readonly fineReason: FineReason;
  /** What may be imposed now; null where it may not, or nobody knows how many it employs. */
  readonly fine: string | null;
  readonly estimateAllowed: boolean;
  /**
   * What 4.8 a and b come to so far, on the invoices that claims have named; 0.00 where nothing is late, or no premium is left to pay. Null
   * while no claim has named one: 4.8 speaks of "the premium due", and which invoice the data are for only the fund can say. `claimable`
   * has it by invoice.
   */
  readonly interest: string | null;
  readonly collectionCosts: string | null;
  /** By the invoices that claims have named; else by each on which premium is left to pay, if the data are for that. */
  readonly claimable: readonly ClaimableRow[];
  readonly imposed: readonly ImposedAmount[];
}

export interface DutiesAnswer {
  readonly employerId: string;
  /** The last headcount by the value date. */
  readonly employees: number | null;
  readonly duties: readonly Duty[];
  /** Interest on late payment of every invoice on which something is left to pay, beside what late data may cost. */
  readonly latePayments: readonly LatePaymentRow[];
}

export type OwedDuty = Duty & { readonly employerId: string };

/** Of what an employer was asked for: what has not been delivered. */
export function owedOf({ employerId, duties }: DutiesAnswer): readonly OwedDuty[] {
  return duties.filter((duty) => duty.deliveredOn === null).map((duty) => ({ employerId, ...duty }));
}

const DUTY = record({
  obligation: text,
  ground: choice('data', 'inspection'),
  dataDeadline: date,
  defaultFrom: orNull(date),
  demand: record({ reference: text, sentOn: date, finalDeadline: date, fineAnnounced: flag }),
  deliveredOn: orNull(date),
  fineReason: choice('NO_DEMAND', 'DEADLINE_NOT_PASSED', 'FINE_NOT_ANNOUNCED', 'FINE'),
  fine: orNull(amount),
  estimateAllowed: flag,
  interest: orNull(amount),
  collectionCosts: orNull(amount),
  claimable: claimableSchema,
  imposed: imposedSchema,
});

export const dutiesProjection: View<NoQuestion, DutiesAnswer, AffiliatedState> = {
  name: 'duties',
  version: 2,
  summary: 'Data that an employer was asked for: deadlines, delivery, what may be imposed or claimed, what was; late interest.',
  subject: EMPLOYER,
  capability: 'employerDuties',
  question: {},
  refuses: ['MISSING_PARAMETER'],
  schema: record({ employerId: text, employees: orNull(whole), duties: list(DUTY), latePayments: latePaymentSchema }),
  flat: {
    columns: [
      textColumn('employerId'),
      textColumn('obligation'),
      textColumn('ground'),
      dateColumn('dataDeadline'),
      dateColumn('defaultFrom'),
      dateColumn('finalDeadline'),
      dateColumn('deliveredOn'),
      textColumn('fineReason'),
      moneyColumn('fine'),
      textColumn('estimateAllowed', 'yes or no'),
      moneyColumn('interest'),
      moneyColumn('collectionCosts'),
    ],
    rows: ({ employerId, duties }) =>
      duties.map((duty) => [
        ...[employerId, duty.obligation, duty.ground, duty.dataDeadline, duty.defaultFrom, duty.demand.finalDeadline, duty.deliveredOn],
        ...[duty.fineReason, duty.fine, duty.estimateAllowed ? 'yes' : 'no', duty.interest, duty.collectionCosts],
      ]),
  },
  standing: {},
  view: ({ id, state, coordinates: { asOf }, rules }) => {
    capabilityOf(rules.rulebook, 'employerDuties');
    const employees = state.headcounts.findLast(({ on }) => on <= asOf)?.employees;
    const obligations = [...new Set(state.demands.map(({ data }) => data.obligation))];
    const { duties: law, receivables } = employerLaw(rules.rulebook, rules.parameters);
    const account = accountOf(state, asOf, receivables);
    const duties = obligations.map((obligation): Duty => {
      const { data } = state.demands.findLast((one) => one.data.obligation === obligation) as AffiliatedState['demands'][number];
      const known = obligationAt(state, obligation, asOf);
      if (known === undefined) throw new Error(`employer ${id}: ${obligation} was demanded, and is no obligation`);
      const standing = law.standing(known, employees ?? 0, undefined);
      const { reference, sentOn, finalDeadline, fineAnnounced } = data;
      const imposed = state.imposed.filter((one) => one.obligation === obligation);
      const isFined = imposed.some(({ kind }) => kind === 'fine');
      const claimable = claimableFor(obligation, known, { account, receivables, duties: law, imposed });
      const isKnown = claimable.length === 0 || invoicesNamed(obligation, imposed).size > 0;
      return {
        obligation,
        ground: data.ground,
        dataDeadline: data.dataDeadline,
        defaultFrom: standing.defaultFrom ?? null,
        demand: { reference, sentOn, finalDeadline, fineAnnounced },
        deliveredOn: deliveredOn(state, obligation) ?? null,
        fineReason: standing.fineReason,
        fine: standing.fineReason !== 'FINE' || isFined || employees === undefined ? null : formatMinor(standing.fineMinor),
        estimateAllowed: standing.estimateAllowed,
        interest: isKnown ? sumOf(claimable, ({ interest }) => interest) : null,
        collectionCosts: isKnown ? sumOf(claimable, ({ collectionCosts }) => collectionCosts) : null,
        claimable: claimable.map(claimableRow),
        imposed: imposedAmounts(imposed),
      };
    });
    return { employerId: id, employees: employees ?? null, duties, latePayments: latePayments(account, receivables) };
  },
};

function sumOf(rows: readonly Claimable[], of: (row: Claimable) => ClaimableAmount): string {
  return formatMinor(sumMinor(rows, (row) => of(row).amountMinor));
}
