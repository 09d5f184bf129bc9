/** What an employer owes the fund in data, what it delivered, and what may be or was imposed (nl-pob chapter IV). */
import type { FineReason } from '#ledger/employer/law/duty.js';
import { deliveredOn, obligationAt } from '#ledger/employer/data-duties/obligations.js';
import { formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { EMPLOYER, type AffiliatedState } from '#portfolio/employer.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { dateColumn, moneyColumn, textColumn } from '../columns.js';
import { amount, choice, date, flag, list, orNull, record, text, whole } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';
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
  readonly imposed: readonly ImposedAmount[];
}

export interface DutiesAnswer {
  readonly employerId: string;
  /** The last headcount by the value date. */
  readonly employees: number | null;
  readonly duties: readonly Duty[];
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
  imposed: imposedSchema,
});

export const dutiesProjection: View<NoQuestion, DutiesAnswer, AffiliatedState> = {
  name: 'duties',
  version: 1,
  summary: 'Data that an employer was asked for: deadlines, delivery, what may be imposed and what was.',
  subject: EMPLOYER,
  capability: 'employerDuties',
  question: {},
  schema: record({ employerId: text, employees: orNull(whole), duties: list(DUTY) }),
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
    ],
    rows: ({ employerId, duties }) =>
      duties.map(({ obligation, ground, dataDeadline, defaultFrom, demand, deliveredOn: delivered, fineReason, fine, estimateAllowed }) => [
        employerId,
        obligation,
        ground,
        dataDeadline,
        defaultFrom,
        demand.finalDeadline,
        delivered,
        fineReason,
        fine,
        estimateAllowed ? 'yes' : 'no',
      ]),
  },
  standing: {},
  view: ({ id, state, coordinates: { asOf }, rules }) => {
    const employees = state.headcounts.findLast(({ on }) => on <= asOf)?.employees;
    const obligations = [...new Set(state.demands.map(({ data }) => data.obligation))];
    const law = capabilityOf(rules.rulebook, 'employerDuties');
    const duties = obligations.map((obligation): Duty => {
      const { data } = state.demands.findLast((one) => one.data.obligation === obligation) as AffiliatedState['demands'][number];
      const known = obligationAt(state, obligation, asOf);
      if (known === undefined) throw new Error(`employer ${id}: ${obligation} was demanded, and is no obligation`);
      const standing = law.standing(known, employees ?? 0, undefined, rules.parameters);
      const { reference, sentOn, finalDeadline, fineAnnounced } = data;
      const imposed = state.imposed.filter((one) => one.obligation === obligation);
      const isFined = imposed.some(({ kind }) => kind === 'fine');
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
        imposed: imposedAmounts(imposed),
      };
    });
    return { employerId: id, employees: employees ?? null, duties };
  },
};
