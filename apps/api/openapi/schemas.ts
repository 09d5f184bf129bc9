/** JSON Schemas (2020-12) of what the API answers. A test holds them against real answers. */
import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer' };
const date: Schema = { type: 'string', format: 'date' };
const instant: Schema = { type: 'string', format: 'date-time' };
const uuid: Schema = { type: 'string', format: 'uuid' };
const amount: Schema = { type: 'string', description: 'Money, two decimals.', pattern: '^-?\\d+\\.\\d{2}$' };
const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const open: Schema = { type: 'object', additionalProperties: true };
const anything: Schema = {};

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' } as unknown as Schema] };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` } as unknown as Schema;
}

function choice(...values: readonly string[]): Schema {
  return { type: 'string', enum: [...values] };
}

/** An object with exactly these fields; those of `optional` may be absent. */
function record(required: Record<string, Schema>, optional: Record<string, Schema> = {}, description?: string): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
    ...(description === undefined ? {} : { description }),
  };
}

const coordinates: Record<string, Schema> = {
  asOf: { ...date, description: 'Value date of the answer.' },
  knownAt: { anyOf: [instant, whole], description: 'Knowledge time: an instant, or the position that was asked for.' },
  rulesKnownAt: { ...orNull(instant), description: 'Rules announced by then count.' },
  position: { ...whole, description: 'Position of the last event that the answer counts.' },
  rulebook: orNull(record({ id: text, version: text, parameters: text })),
  digest: { ...sha256, description: 'SHA-256 of the canonical form (RFC 8785) of the answer without the digest.' },
};

function page(item: string): Schema {
  return record({
    items: list(ref(item)),
    next: { ...orNull(text), description: 'Cursor of the next page; null on the last one.' },
    knownAt: { anyOf: [instant, whole], description: 'Knowledge time that all pages of the list share.' },
    position: whole,
  });
}

const totals = { premiumDelta: amount, premiumInterest: amount, smoothingDelta: amount, smoothingInterest: amount, total: amount };

const windowYear = record({
  incomeYear: whole,
  status: choice('open', 'closed', 'not-yet'),
  lastCorrectionYear: whole,
  closesOn: date,
  income: record({ reported: amount, current: amount }),
  premium: amount,
  smoothingPart: amount,
  versions: list(
    record({ employerId: text, amount, recordedAt: instant, correctedOn: orNull(date), eventId: uuid, reason: orNull(text) }),
  ),
  settlements: list(
    record({
      eventId: uuid,
      kind: choice('correction', 'ordinary'),
      correctionYear: whole,
      incomeBefore: amount,
      incomeAfter: amount,
      ...totals,
      timeBarred: { type: 'boolean' },
      article: orNull(text),
    }),
  ),
});

const eventFields: Record<string, Schema> = {
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
const eventOptions: Record<string, Schema> = { migratedAt: instant, causationId: text, correlationId: text, source: open };

const parameterEntry = record({ from: date, value: anything, reference: text, status: text, announced: date }, { to: date, note: text });

export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Coverage: record({
    participantId: text,
    scheme: text,
    value: amount,
    benefits: list(
      record({
        benefit: text,
        amount,
        currency: text,
        frequency: choice('monthly', 'yearly', 'lump-sum'),
        basis: choice('guaranteed', 'accrued', 'expected'),
        condition: orNull(text),
        validUntil: orNull(date),
        figure: { ...text, description: 'Name for explain.' },
      }),
    ),
    assumptions: list(record({ name: text, value: text, from: date, reference: text, status: text })),
    notes: list(text),
    ...coordinates,
  }),
  Windows: record({
    participantId: text,
    correctionYear: whole,
    windowFrom: whole,
    windowTo: whole,
    years: list(windowYear),
    totals: record(totals, {}, 'total = premium amounts; the smoothing amounts are a part of them.'),
    ...coordinates,
  }),
  Account: record({
    participantId: text,
    year: whole,
    opening: amount,
    lines: list(
      record({
        kind: choice('contributions', 'interest', 'bonus', 'administration', 'insurance', 'adjustments', 'transfers', 'benefits'),
        amount,
      }),
    ),
    closing: { ...amount, description: 'opening + lines' },
    ...coordinates,
  }),
  Event: record(eventFields, eventOptions),
  HistoryEntry: record({ ...eventFields, annulledBy: orNull(uuid) }, eventOptions),
  History: record({ stream: text, events: list(ref('HistoryEntry')), ...coordinates }),
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
    { rounding: text, note: text },
  ),
  Explanation: record({ participantId: text, figure: ref('Figure'), events: list(ref('HistoryEntry')), ...coordinates }),
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
  Events: page('Event'),
  Batch: record({
    batchId: text,
    kind: choice('import', 'fan-out', 'reprocessing', 'commands'),
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
  Parameters: record({
    fundId: text,
    scheme: text,
    at: date,
    parameters: list(
      record({ name: text, unit: text, from: date, to: orNull(date), value: anything, reference: text, status: text, announced: date }),
    ),
    ...coordinates,
  }),
  Operations: record({
    operations: list(record({ name: text, article: text, summary: text, input: anything, output: anything })),
  }),
  CalculationOutput: { ...open, description: 'The output of the operation; GET /v1/calculate has its schema.' },
  TrialBalance: {
    type: 'object',
    properties: coordinates,
    required: ['asOf', 'knownAt', 'position', 'digest'],
    additionalProperties: true,
  },
  Written: record({
    status: { ...choice('appended', 'unchanged'), description: 'unchanged: the ledger already held all of it.' },
    stream: text,
    revision: { ...whole, description: 'Revision of the stream after the request.' },
    events: list(
      record({ id: uuid, type: text, revision: whole, position: whole, effectiveDate: date, recordedAt: instant }),
    ),
  }),
  Live: record({ status: choice('live') }),
  Ready: record({
    status: choice('ready'),
    position: whole,
    standing: list(record({ model: text, position: whole, lag: whole, quarantined: whole })),
  }),
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
