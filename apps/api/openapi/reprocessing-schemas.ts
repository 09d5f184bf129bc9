/** JSON Schemas of bulk reprocessing: the state of a file, the report of its plan. */
import {
  amount,
  choice,
  count,
  date,
  instant,
  list,
  orNull,
  record,
  sha256,
  text,
  whole,
  type AnswerSchema,
} from '#projections/schema-parts.js';
import { CORRECTION_STATUSES } from '#rulebooks/frame/capabilities/invoicing.js';
import { eachSettlementAmount } from '#ledger/schemes/incomes.js';
import { REPROCESSING_KINDS } from '#reprocessing/plan/file-kind.js';
import { ref } from './ref.js';

const sums = eachSettlementAmount(() => amount);

const commitOutcome = record(
  {
    digest: { ...sha256, description: 'Of the plan that was committed.' },
    participants: count,
    events: { ...count, description: 'Events that stand in the journal by it.' },
    moved: list({
      ...text,
      description: 'Whose stream had moved since the plan: nothing of it was written. The first thousand.',
    }),
    movedCount: count,
    incomeYears: list(record({ year: whole, account: text, commodity: text, planned: amount, committed: amount })),
  },
  { employers: { ...count, description: 'Of a file about employers.' } },
  'The last commit of this file, as the journal records it: planned and committed by account and income year.',
);

const currencySummary = record(
  {
    currency: text,
    participants: count,
    total: { ...amount, description: 'Sum of all movements.' },
    leftOut: { ...amount, description: 'Overpayments that the fund’s recovery policy leaves.' },
    settled: record(sums),
    incomeYears: list(record({ incomeYear: whole, corrections: count, timeBarred: count, ...sums })),
    entitlements: { type: 'object', additionalProperties: amount, description: 'Differences of entitlements by kind.' },
    histogram: list(
      record(
        { from: orNull(amount), to: orNull(amount), participants: count },
        {},
        'Participants whose movement is at least `from` and less than `to`; null: without end.',
      ),
    ),
    largest: list(record({ participantId: text, total: amount })),
    closing: list(record({ incomeYear: whole, closesOn: date, participants: count })),
  },
  {
    premiums: list(
      record(
        { year: whole, status: choice(...CORRECTION_STATUSES), amount },
        { onFinal: { type: 'boolean', description: 'On the final invoice of its year, which is still to come.' } },
        'Premium of employers by year and by what becomes of it.',
      ),
    ),
    rights: record({ before: amount, after: amount }, {}, 'Pension rights a year of all participants of the plan.'),
  },
);

const employersSummary = record(
  {
    currency: text,
    employers: count,
    total: { ...amount, description: 'By how much they owe more; below zero: less.' },
    accounts: list(record({ account: text, amount })),
    events: list(record({ type: text, count })),
    largest: list(record({ employerId: text, total: amount })),
  },
  {},
  'Of a file about employers: what is recorded, and what they come to owe by it.',
);

const flag = {
  code: text,
  message: text,
  figures: { type: 'object', additionalProperties: true, description: 'What the flag rests on.' },
} as const;

const planRows = record({ total: count, accepted: count, timeBarred: count, noChange: count, refused: count, flagged: count });

const PLAN_REPORT = {
  digest: { ...sha256, description: 'Stands for the file, the planned events and the revisions they rest on.' },
  batch: text,
  kind: choice(...REPROCESSING_KINDS),
  file: text,
  sha256,
  plannedBy: text,
  position: { ...whole, description: 'The journal as the plan saw it.' },
  rows: planRows,
  refusedByCode: { type: 'object', additionalProperties: count },
  participants: { ...count, description: 'With something to write.' },
  events: count,
  currencies: list(currencySummary),
  flags: list(record({ line: whole, ...flag }, {}, 'A row taken that looks wrong, or known that holds no longer. The first ones.')),
  patterns: list(record({ fundId: text, ...flag }, {}, 'What looks wrong in the file as a whole.')),
  totals: {
    type: 'object',
    additionalProperties: record({ rows: count, amount }),
    description: 'Rows taken and what they come to, by fund; the next files of the kind are held against them.',
  },
  rejectsFile: orNull(text),
  seconds: { type: 'number' },
};

export const REPROCESSING_SCHEMAS: Readonly<Record<string, AnswerSchema>> = {
  Reprocessing: record({
    id: text,
    file: text,
    sha256,
    bytes: count,
    uploadedBy: text,
    uploadedAt: instant,
    status: {
      ...choice('uploaded', 'planning', 'planned', 'approved', 'committing', 'committed', 'failed'),
      description: 'uploaded: it waits for its turn. failed: see `problem`; where a commit was cut, ask for it again.',
    },
    progress: orNull(
      record({
        stage: choice('reading', 'planning', 'committing', 'reconciling'),
        done: { ...count, description: 'Bytes while reading, else participants, or employers.' },
        total: count,
        rate: { ...count, description: 'A second, since the stage began.' },
      }),
    ),
    digest: { ...orNull(sha256), description: 'Of the plan, once it is made; approval and commit name it.' },
    plan: orNull(
      record(
        { rows: planRows, participants: count, events: count, hasRejects: { type: 'boolean' } },
        { employers: count },
        'The plan in short; without events there is nothing to approve or commit.',
      ),
    ),
    plannedBy: orNull(text),
    approvedBy: orNull(text),
    commit: orNull(commitOutcome),
    problem: orNull(ref('Problem')),
    links: record(
      Object.fromEntries(
        ['self', 'events', 'report', 'movements', 'rejects', 'approval', 'commit', 'batch', 'deletion'].map((name) => [name, orNull(text)]),
      ),
      {},
      'Where to go from here; null: not now.',
    ),
  }),
  ReprocessingList: record({
    items: list(ref('Reprocessing')),
    next: { ...orNull(text), description: 'Cursor of the next page; null on the last one.' },
  }),
  PlanReport: record(PLAN_REPORT, {
    employers: { ...count, description: 'Of a file about employers: with something to write.' },
    ofEmployers: list(employersSummary),
  }),
};
