/**
 * A participant's salary at an employer, as a dated series: it holds from its month until the next entry, and a full-time salary of 0
 * ends it. What is corrected holds from the start; what the fund estimates holds for its months until it is replaced.
 */
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

const terms = { fullTimeSalary: is.amountNotNegative, partTimeFactor: is.decimal, premiumFreeShare: is.decimal };
const salary = is.record(terms);
/** EUR a year, and shares, as decimal text. */
export type SalaryTerms = is.TypeOf<typeof salary>;

const atEmployer = { employerId: is.identifier, from: is.period };
const FACT = { ...FIRST_VERSION, movesRules: false };

export const SALARY_EVENTS = {
  SalaryReported: {
    ...FACT,
    kept: undefined,
    schema: is.record({ ...atEmployer, ...terms, currency: is.currency, reportedOn: is.date }),
  },
  /** Instead of the salary that stood from that month. */
  SalaryCorrected: {
    ...FACT,
    kept: undefined,
    schema: is.record({
      ...atEmployer,
      before: salary,
      after: salary,
      currency: is.currency,
      reason: is.text,
      correctedOn: is.date,
      supersedes: is.eventReference,
    }),
  },
  /** Set by the fund for months whose data the employer has not delivered, on a demand. */
  SalaryEstimated: {
    ...FACT,
    kept: undefined,
    schema: is.record({ ...atEmployer, to: is.period, ...terms, currency: is.currency, demand: is.text, decidedOn: is.date }),
  },
  /** The participant goes on at its own cost. */
  VoluntaryContinuationStarted: { ...FACT, kept: 'continuation', schema: is.record(atEmployer) },
  /** `to`: its last month. */
  VoluntaryContinuationEnded: { ...FACT, kept: 'continuation-end', schema: is.record({ ...atEmployer, to: is.period }) },
} satisfies AnnullableDefinitions;

export type SalaryEventData = DataOf<typeof SALARY_EVENTS>;

/** The entry of a series that holds from a month, as it is known last. */
export interface SalaryEntry extends SalaryTerms {
  readonly from: string;
  readonly eventId: string;
  readonly correctedOn: string | undefined;
  /** The day on which it was reported, or corrected last. */
  readonly toldOn: string;
}

export interface SalaryEstimate extends SalaryTerms {
  readonly demand: string;
  readonly from: string;
  readonly to: string;
  readonly decidedOn: string;
  readonly eventId: string;
  /** Of its event: which of one day was told last. */
  readonly revision: number;
}

/** What is known of a participant's work at one employer. */
export interface SalaryRecord {
  /** In no order; one for each month from which a salary holds. */
  readonly entries: SalaryEntry[];
  /** In the order in which they were set: by the day of the decision, of one day as the ledger was told (assumption). */
  readonly estimates: SalaryEstimate[];
  readonly voluntary: { readonly from: string; to: string | undefined }[];
}

export interface SalariesSlice {
  /** By employer. */
  readonly salaries: Map<string, SalaryRecord>;
}

export function initialSalaries(): SalariesSlice {
  return { salaries: new Map() };
}

function recordAt({ salaries }: SalariesSlice, employerId: string): SalaryRecord {
  let record = salaries.get(employerId);
  if (record === undefined) {
    record = { entries: [], estimates: [], voluntary: [] };
    salaries.set(employerId, record);
  }
  return record;
}

/** Of one month the last that the ledger came to know holds. */
function enter({ entries }: SalaryRecord, entry: SalaryEntry): void {
  const index = entries.findIndex(({ from }) => from === entry.from);
  if (index < 0) entries.push(entry);
  else entries[index] = entry;
}

/** The salary among other things. */
export function salaryIn({ fullTimeSalary, partTimeFactor, premiumFreeShare }: SalaryTerms): SalaryTerms {
  return { fullTimeSalary, partTimeFactor, premiumFreeShare };
}

export const foldSalaries: FoldInPlace<SalaryEventData, SalariesSlice> = {
  SalaryReported: (slice, { id, data }) =>
    enter(recordAt(slice, data.employerId), {
      from: data.from,
      ...salaryIn(data),
      eventId: id,
      correctedOn: undefined,
      toldOn: data.reportedOn,
    }),
  SalaryCorrected: (slice, { id, data: { employerId, from, after, correctedOn } }) =>
    enter(recordAt(slice, employerId), { from, ...after, eventId: id, correctedOn, toldOn: correctedOn }),
  SalaryEstimated: (slice, { id, revision, data }) => {
    const { employerId, from, to, demand, decidedOn } = data;
    const { estimates } = recordAt(slice, employerId);
    const isBefore = (one: SalaryEstimate): boolean =>
      one.decidedOn === decidedOn ? one.revision < revision : one.decidedOn < decidedOn;
    estimates.splice(estimates.findLastIndex(isBefore) + 1, 0, { demand, from, to, decidedOn, ...salaryIn(data), eventId: id, revision });
  },
  VoluntaryContinuationStarted: (slice, { data: { employerId, from } }) => {
    recordAt(slice, employerId).voluntary.push({ from, to: undefined });
  },
  VoluntaryContinuationEnded: (slice, { data: { employerId, from, to } }) => {
    const span = recordAt(slice, employerId).voluntary.find((one) => one.from === from);
    if (span !== undefined) span.to = to;
  },
};
