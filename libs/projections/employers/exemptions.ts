/** An employer's exemptions: ground, since when, conditions and when they fall due, what became of each (nl-pob chapter V). */
import type { Exemption, ExemptionCondition } from '#ledger/employer/exemptions/events.js';
import type { EmployerObjection } from '#ledger/employer/objections/events.js';
import { LAST_DATE, nextDay, type CivilDate } from '#money/civil-date.js';
import { EMPLOYER, type AffiliatedState } from '#portfolio/employer.js';
import { dateColumn, textColumn, wholeColumn } from '../columns.js';
import { amount, choice, date, list, orNull, record, text, type SchemaFields } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

const CONDITION_STATUS = ['standing', 'due', 'overdue', 'met'] as const;
type ConditionStatus = (typeof CONDITION_STATUS)[number];

const STATUS = ['requested', 'granted', 'in-force', 'refused', 'withdrawn', 'lapsed', 'continued'] as const;
type Status = (typeof STATUS)[number];

/** Plain JSON, as entries are kept. */
type Condition = {
  readonly code: string;
  readonly text: string | null;
  readonly due: CivilDate | null;
  readonly metOn: CivilDate | null;
  /** standing: at all times. */
  readonly status: ConditionStatus;
};

export interface ListedExemption {
  /** Reference of its request, or of what made it go over. */
  readonly exemption: string;
  readonly kind: string;
  readonly article: string | null;
  readonly requestedOn: CivilDate | null;
  readonly decidedOn: CivilDate | null;
  readonly failed: readonly string[];
  readonly from: CivilDate;
  /** First day on which it does not hold any more. */
  readonly endedFrom: CivilDate | null;
  readonly cause: string | null;
  readonly outcome: string | null;
  /** Null: all employees. */
  readonly participants: readonly string[] | null;
  readonly conditions: readonly Condition[];
  /** The first that is still to be met. */
  readonly nextDue: CivilDate | null;
  readonly compensation: string | null;
  readonly status: Status;
  readonly eventIds: readonly string[];
}

export interface ExemptionsAnswer {
  readonly employerId: string;
  readonly exemptions: readonly ListedExemption[];
}

const EXEMPTION: SchemaFields = {
  exemption: text,
  kind: text,
  article: orNull(text),
  requestedOn: orNull(date),
  decidedOn: orNull(date),
  failed: list(text),
  from: date,
  endedFrom: orNull(date),
  cause: orNull(text),
  outcome: orNull(text),
  participants: orNull(list(text)),
  conditions: list(record({ code: text, text: orNull(text), due: orNull(date), metOn: orNull(date), status: choice(...CONDITION_STATUS) })),
  nextDue: orNull(date),
  compensation: orNull(amount),
  status: choice(...STATUS),
  eventIds: list(text),
};

export const exemptionsProjection: View<NoQuestion, ExemptionsAnswer, AffiliatedState> = {
  name: 'exemptions',
  version: 1,
  summary: 'Exemptions from participation: ground, from when, conditions and what falls due; over all employers what falls due first.',
  subject: EMPLOYER,
  capability: 'exemptions',
  question: {},
  schema: record({ employerId: text, exemptions: list(record(EXEMPTION)) }),
  flat: {
    columns: [
      textColumn('employerId'),
      textColumn('exemption'),
      textColumn('kind'),
      textColumn('article'),
      textColumn('status'),
      dateColumn('requestedOn'),
      dateColumn('decidedOn'),
      dateColumn('from'),
      dateColumn('endedFrom'),
      wholeColumn('participants', 'named; empty for all employees'),
      textColumn('failed', 'codes of what is not met'),
      textColumn('conditions', 'codes'),
      wholeColumn('overdue', 'conditions past their day'),
      dateColumn('nextDue'),
    ],
    rows: ({ employerId, exemptions }) =>
      exemptions.map((one) => [
        ...[employerId, one.exemption, one.kind, one.article, one.status, one.requestedOn, one.decidedOn, one.from, one.endedFrom],
        one.participants?.length ?? null,
        one.failed.join(' '),
        one.conditions.map(({ code }) => code).join(' '),
        one.conditions.filter(({ status }) => status === 'overdue').length,
        one.nextDue,
      ]),
  },
  standing: {
    entries: {
      fields: EXEMPTION,
      of: ({ exemptions }) =>
        exemptions.map((exemption, ordinal) => ({ sortedBy: exemption.nextDue ?? LAST_DATE, ordinal, entry: { ...exemption } })),
    },
  },
  view: ({ id, state, coordinates: { asOf } }) => ({
    employerId: id,
    exemptions: [
      ...state.exemptions.map((exemption) => listed(exemption, asOf)),
      ...state.employerObjections.map((objection) => listedObjection(objection, asOf)),
    ],
  }),
};

function listed(exemption: Exemption, asOf: CivilDate): ListedExemption {
  const { reference, kind, article, requestedOn, decidedOn, failed, from, endedFrom, cause, outcome } = exemption;
  const status = statusOn(exemption, asOf);
  const isHeld = status === 'in-force' || status === 'continued' || status === 'granted';
  const conditions = exemption.conditions.map((one) => conditionOn(one, asOf));
  const open = isHeld ? conditions.filter((one) => one.due !== null && one.metOn === null) : [];
  return {
    exemption: reference,
    kind,
    article: article ?? null,
    requestedOn: requestedOn ?? null,
    decidedOn: decidedOn ?? null,
    failed,
    from,
    endedFrom: endedFrom ?? null,
    cause: cause ?? null,
    outcome: outcome ?? null,
    participants: exemption.participants ?? null,
    conditions,
    nextDue: open.map(({ due }) => due as CivilDate).sort()[0] ?? null,
    compensation: exemption.compensation?.amount ?? null,
    status,
    eventIds: exemption.eventIds,
  };
}

/** VI.5: an employer hangs its exemption up; VI.10: that of a legal entity has a last day, from the day after which it may be renewed. */
function listedObjection({ data, end, eventIds }: EmployerObjection, asOf: CivilDate): ListedExemption {
  const { from, requestedOn, reference, lapsesOn, condition } = data;
  const lapsedFrom = lapsesOn === undefined ? undefined : nextDay(lapsesOn);
  const endedFrom = end?.on ?? lapsedFrom;
  const isOver = endedFrom !== undefined && asOf >= endedFrom;
  const status = isOver ? (end === undefined ? 'lapsed' : 'withdrawn') : asOf < from ? 'granted' : 'in-force';
  const conditions: readonly ExemptionCondition[] = [
    { code: 'MUST:HANG_UP_VI.5' },
    ...(condition === undefined ? [] : [{ code: 'MAY:ADMINISTRATION_VI.5', text: condition }]),
  ];
  return {
    exemption: reference,
    kind: 'objections',
    article: 'VI.1',
    requestedOn,
    decidedOn: null,
    failed: [],
    from,
    endedFrom: endedFrom ?? null,
    cause: end?.cause ?? null,
    outcome: null,
    participants: null,
    conditions: conditions.map((one) => conditionOn(one, asOf)),
    nextDue: isOver ? null : (lapsesOn ?? null),
    compensation: null,
    status,
    eventIds,
  };
}

/** Granted for a day to come it does not hold yet; withdrawn from a day to come it still does. */
function statusOn({ status, from, endedFrom, outcome }: Exemption, asOf: CivilDate): Status {
  const isHeld = status === 'in-force' || status === 'continued' || (status === 'withdrawn' && endedFrom !== undefined && asOf < endedFrom);
  if (!isHeld) return status;
  if (asOf < from) return 'granted';
  return outcome === undefined ? 'in-force' : 'continued';
}

function conditionOn({ code, text: told, due, metOn }: ExemptionCondition, asOf: CivilDate): Condition {
  const status = metOn !== undefined ? 'met' : due === undefined ? 'standing' : due < asOf ? 'overdue' : 'due';
  return { code, text: told ?? null, due: due ?? null, metOn: metOn ?? null, status };
}
