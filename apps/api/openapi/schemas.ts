/** JSON Schemas (2020-12) of what the API answers. A test holds them against real answers. */
import { BATCH_KINDS } from '#ledger/batch/events.js';
import { CHANGE_KINDS, NOTIFIED, SCHEME_PARTIES } from '#ledger/fund/changes/events.js';
import { STANDING_MODELS } from '#projections/run/standing/model.js';
import {
  amount,
  anything,
  choice,
  count,
  date,
  exact,
  instant,
  list,
  mapOf,
  open,
  orNull,
  record,
  sha256,
  text,
  uuid,
  whole,
  type AnswerSchema,
} from '#projections/schema-parts.js';
import { gridFields } from '#projections/grid/schema.js';
import { CORRECTION_STATUSES } from '#rulebooks/frame/capabilities/invoicing.js';
import { PARAMETER_STATUSES } from '#rulebooks/frame/parameters/publication.js';
import { CALCULATION_SCHEMAS } from './calculation-schemas.js';
import { INVOICING_SCHEMAS } from './invoicing-schemas.js';
import { ref } from './ref.js';
import { REPROCESSING_SCHEMAS } from './reprocessing-schemas.js';
import { PARAMETER_SCHEMAS } from './parameter-schemas.js';
import { AUDIT_SCHEMAS } from './audit-schemas.js';
import { ACCOUNTABILITY_SCHEMAS } from './accountability-schemas.js';
import { POLICY_SCHEMAS } from './policy-schemas.js';
import { TRANSFER_SCHEMAS } from './transfer-schemas.js';
import { coordinateFields, KEPT_SUBJECTS, VIEW_SCHEMAS } from './view-schemas.js';

const freshness = {
  readModels: choice('none', 'current', 'behind', 'building', 'not-followed', 'unreachable'),
  standing: list(
    record({
      model: text,
      position: whole,
      lag: { ...whole, description: 'Events between it and the journal’s end.' },
      quarantined: whole,
    }),
  ),
};

function page(item: string): AnswerSchema {
  return record({
    items: list(ref(item)),
    next: { ...orNull(text), description: 'Cursor of the next page; null on the last one.' },
    knownAt: { anyOf: [instant, whole], description: 'Knowledge time that all pages of the list share.' },
    position: whole,
  });
}

const sums: Record<string, AnswerSchema> = {
  commodity: { ...text, description: 'A currency, or a currency per year for rights.' },
  debit: amount,
  credit: amount,
  balance: { ...amount, description: 'debit − credit' },
};
const eventFields: Record<string, AnswerSchema> = {
  id: uuid,
  stream: text,
  revision: whole,
  position: whole,
  type: text,
  schemaVersion: whole,
  effectiveDate: { ...date, description: 'Value date.' },
  recordedAt: { ...instant, description: 'Knowledge time.' },
  actor: text,
  data: open,
};
const eventOptions: Record<string, AnswerSchema> = { migratedAt: instant, causationId: text, correlationId: text, source: open };

const { digest: _ofAnswers, digestVersion: _ofThem, ...origin } = coordinateFields;
const coverageDigest: AnswerSchema = { ...orNull(sha256), description: 'Digest of the coverage overview there; null where it is refused.' };
const cause = record(
  {
    cause: { ...text, description: 'late contribution, income correction, interest, parameter …, passage of time …' },
    amount,
    events: list(record({ id: uuid, type: text, effectiveDate: date, recordedAt: instant, source: orNull(open) })),
  },
  {},
  'The amounts of the causes add up to the movement.',
);

const parameterEntry = record(
  { from: date, value: anything, reference: text, status: text, announced: date },
  {
    to: date,
    note: text,
    change: record({ kind: choice(...CHANGE_KINDS), event: uuid }, {}, 'The change of basis or terms that published it.'),
  },
);

const figureDecision: AnswerSchema = {
  ...record(
    { eventId: uuid, on: date, rate: exact, reference: text },
    { reason: text, evaluation: whole, rule: text, schedule: uuid },
  ),
  description: 'What the fund decided: from when, its rate, why, and by which evaluation under the rules of funding.',
};

const liabilitiesOfYear = record({
  year: whole,
  components: list(record({ formula: text, name: text, amount: exact, amountPosted: amount })),
  total: { ...orNull(exact), description: 'Null where a part is missing.' },
  totalPosted: orNull(amount),
  missing: list(text),
});


export const SCHEMAS: Readonly<Record<string, AnswerSchema>> = {
  ...VIEW_SCHEMAS,
  ...CALCULATION_SCHEMAS,
  SupposedReport: {
    type: 'object',
    description: 'A row of an input file: its columns and their texts.',
    properties: { participantId: text },
    required: ['participantId'],
    additionalProperties: { type: ['string', 'number'] },
  },
  FundLiabilities: record({
    fundId: text,
    year: whole,
    sums: record({
      participants: count,
      ...Object.fromEntries(['liabilities', 'indexRaises', 'incomeBases'].map((name) => [name, mapOf(exact)])),
      ...Object.fromEntries(['premium', 'smoothingPart', 'indexCorrection'].map((name) => [name, exact])),
    }),
    liabilities: liabilitiesOfYear,
    previous: { ...orNull(liabilitiesOfYear), description: 'Of the year before; null where the fund is not rolled forward.' },
    smoothingFund: orNull(
      record({
        year: whole,
        ...Object.fromEntries(
          ['previousFund', 'indexCorrection', 'accumulation', 'halfYear', 'excessInterest', 'fund', 'claim'].map((name) => [name, exact]),
        ),
        fundPosted: amount,
        claimPosted: amount,
      }),
    ),
    figure: ref('Figure'),
    notes: { ...list(text), description: 'What the ledger does not know of its participants.' },
    rejected: { ...count, description: 'Participants left out: GET /v1/sweeps/liabilities says why.' },
    portfolio: { ...sha256, description: 'Digest over the participants’ answers.' },
    ...coordinateFields,
  }),
  PublishedParameter: record(
    {
      name: text,
      entries: {
        ...list(
          record({ from: date, value: anything, reference: text, status: choice(...PARAMETER_STATUSES) }, { to: orNull(date), note: text }),
        ),
        minItems: 1,
      },
    },
    { unit: text, note: text },
    'A parameter with the values that it has from day to day; the rulebook says what its value may be.',
  ),
  Event: record(eventFields, eventOptions),
  HistoryEntry: record({ ...eventFields, annulledBy: orNull(uuid) }, eventOptions),
  History: record({ stream: text, events: list(ref('HistoryEntry')), ...coordinateFields }),
  Figure: record(
    {
      name: text,
      value: text,
      unit: text,
      formula: text,
      article: text,
      parameters: list(record({ name: text, unit: text, entry: parameterEntry })),
      inputs: list(ref('Figure')),
      events: list(uuid),
    },
    { rounding: text, note: text, decision: figureDecision },
  ),
  Explanation: record({ participantId: text, figure: ref('Figure'), events: list(ref('HistoryEntry')), ...coordinateFields }),
  Diff: record({
    participantId: text,
    since: record(
      { ...origin, coverageDigest },
      {},
      'The coordinates that the figures move from; those they move to stand in the answer itself.',
    ),
    coverageDigest,
    moved: list(record({ figure: text, from: amount, to: amount, movement: amount, causes: list(cause) })),
    unmoved: list(record({ figure: text, amount })),
    notes: list(text),
    ...coordinateFields,
  }),
  Grid: record({ ...gridFields, ...coordinateFields }),
  ParticipantListed: record({
    participantId: text,
    scheme: text,
    fundId: text,
    enrolledOn: date,
    revision: whole,
    position: whole,
    lastRecordedAt: instant,
  }),
  Participants: page('ParticipantListed'),
  EmployerListed: record({
    employerId: text,
    scheme: text,
    fundId: text,
    kind: choice('mandatory', 'voluntary'),
    affiliatedOn: date,
    agreement: orNull(text),
    employees: orNull(whole),
    revision: whole,
    position: whole,
    lastRecordedAt: instant,
  }),
  Employers: page('EmployerListed'),
  Events: page('Event'),
  Batch: record({
    batchId: text,
    kind: choice(...BATCH_KINDS),
    subject: text,
    digest: sha256,
    status: choice('planned', 'approved', 'committing', 'completed'),
    actor: text,
    plannedAt: instant,
    completedAt: orNull(instant),
    approvals: list(record({ actor: text, approvedAt: instant, note: text })),
    appended: whole,
    repeated: whole,
    refused: whole,
    refusals: list(record({ line: whole, code: text, message: text })),
    details: open,
    position: whole,
  }),
  Batches: page('Batch'),
  ...INVOICING_SCHEMAS,
  PremiumLines: page('PremiumLine'),
  Checkpoints: page('Checkpoint'),
  ...AUDIT_SCHEMAS,
  FundChanges: record({
    fundId: text,
    changes: list(
      record({
        id: { ...uuid, description: 'Of the BasisChanged or TermsChanged event: its data hold what the change does.' },
        kind: choice(...CHANGE_KINDS),
        announced: date,
        from: { ...date, description: 'The first day on which one of its rows begins.' },
        parameters: list(text),
        material: { type: 'boolean' },
        reference: text,
        recordedAt: instant,
        notices: list(record({ eventId: uuid, to: choice(...NOTIFIED), on: date, reference: text })),
        owed: {
          ...list(choice(...NOTIFIED)),
          description: 'Who is still to be told: the supervisor of every change, the members of one that is material.',
        },
      }),
    ),
    ...coordinateFields,
  }, {
    schemeChanges: {
      ...list(
        record({
          eventId: { ...uuid, description: 'Of the TermsChanged event.' },
          announced: date,
          from: { ...date, description: 'The first day of the scheme as changed.' },
          what: text,
          reference: text,
          notices: list(
            record({
              to: choice(...SCHEME_PARTIES),
              lastDate: date,
              toldOn: orNull(date),
              reference: orNull(text),
              daysLate: { ...orNull(count), description: 'Days after the last one on which it was given, 0 in time; null until it is.' },
              eventId: orNull(uuid),
            }),
          ),
        }),
      ),
      description: 'Only where there are any: changes of the scheme in words, and who has to be told of them by when.',
    },
  }),
  Operations: record({
    operations: list(record({ name: text, article: text, summary: text, input: anything, output: anything })),
  }),
  TrialBalance: record({
    accounts: list(record({ account: text, ...sums })),
    totals: list(record(sums, {}, 'The sum of all accounts of a commodity; debit and credit are equal.')),
    events: { ...count, description: 'Events in effect at the coordinates, with or without postings.' },
    notCounted: list(record({ stream: text, code: text, message: text }, {}, 'A stream that cannot be read, and so stands in no account.')),
    ...coordinateFields,
  }),
  EmployerCorrections: record({
    employerId: text,
    on: { ...date, description: 'As it would be decided on this day.' },
    corrections: list(
      record({
        participantId: text,
        month: text,
        as: choice('premium', 'savings'),
        debtor: choice('employer', 'participant'),
        before: amount,
        after: amount,
        difference: amount,
        status: choice(...CORRECTION_STATUSES),
        onFinal: { type: 'boolean', description: 'Of next-invoice: on the final invoice of its year, which is still to come.' },
      }),
    ),
    totals: record({}, Object.fromEntries(CORRECTION_STATUSES.map((status) => [status, amount])), 'Of the differences, by status.'),
  }),
  StandingStatus: record({
    models: list(
      record(
        {
          model: choice(...STANDING_MODELS),
          asOf: date,
          position: { ...whole, description: 'Every event up to here has been taken in.' },
          lag: { ...count, description: 'Events between it and the journal’s end; of very many, at least so many.' },
          building: orNull(record({ asOf: date, since: instant, owner: text }, {}, 'A generation under construction.')),
          refused: { ...count, description: 'Subjects whose answer is a refusal.' },
          missingParameter: { ...count, description: 'Those of the refused that wait for a parameter.' },
          quarantined: { ...count, description: 'Subjects set aside because of an event at fault.' },
        },
        KEPT_SUBJECTS,
      ),
    ),
  }),
  Refusal: {
    type: 'object',
    description: 'Why there is no answer; details stand as further members.',
    properties: { code: text, message: text },
    required: ['code', 'message'],
    additionalProperties: true,
  },
  Written: record({
    status: { ...choice('appended', 'unchanged'), description: 'unchanged: the ledger already held all of it.' },
    stream: text,
    revision: { ...whole, description: 'Revision of the stream after the request.' },
    events: list(
      record({ id: uuid, stream: text, type: text, revision: whole, position: whole, effectiveDate: date, recordedAt: instant }),
    ),
  }),
  FanOut: {
    anyOf: [
      record(
        { status: choice('running'), fundId: text, participants: count, events: count },
        {},
        'It goes on in the background; ask again, or look at /v1/batches?kind=fan-out.',
      ),
      record({
        status: choice('completed'),
        batch: text,
        fundId: text,
        participants: { ...count, description: 'Looked at.' },
        booked: { ...count, description: 'For whom something was booked.' },
        events: count,
        totals: { type: 'object', additionalProperties: amount, description: 'Effect on the values by type of event.' },
        rightsMoved: { type: 'object', additionalProperties: amount, description: 'Effect on pension rights, a year, by type of event.' },
        failed: list(record({ participantId: text, code: text, message: text })),
        resumed: { type: 'boolean', description: 'It went on from where an earlier run had stopped.' },
        seconds: { type: 'number' },
      }),
    ],
  },
  ...REPROCESSING_SCHEMAS,
  Session: record({
    person: { ...text, description: 'Recorded with every event that a request writes; empty where roles are on and nobody is named.' },
    mayWrite: { type: 'boolean', description: 'There are routes for writing.' },
    fourEyes: { type: 'boolean', description: 'Another person than the planner approves, and every write names its person.' },
    environment: { ...orNull(text), description: 'What the operator calls this ledger.' },
  }),
  ...PARAMETER_SCHEMAS,
  ...TRANSFER_SCHEMAS,
  ...POLICY_SCHEMAS,
  ...ACCOUNTABILITY_SCHEMAS,
  Live: record({ status: choice('live') }),
  Ready: record({ status: choice('ready'), position: whole, ...freshness }),
  Standing: record(freshness),
  Problem: {
    type: 'object',
    description: 'A problem document (RFC 9457). Details of the refusal stand as further members.',
    properties: {
      type: { type: 'string', description: 'urn:accrual:problem: and the code in kebab case; stable.' },
      title: text,
      status: whole,
      detail: { ...text, description: 'What was wrong, where, and what to do.' },
      code: { ...text, description: 'The same code as on the command line and in files.' },
      errors: list(record({ field: text, message: text })),
      errorId: { ...uuid, description: 'Where the log holds an error that should not happen.' },
    },
    required: ['type', 'title', 'status', 'detail', 'code'],
    additionalProperties: true,
  },
};
