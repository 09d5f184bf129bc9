/** How a route says what it answers: its schema and every problem it may give. */
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { PROBLEM_JSON } from '../http/answer-error.js';
import { statusOf } from '../http/problem.js';

const PROBLEM_CONTENT = { [PROBLEM_JSON]: { schema: { $ref: '#/components/schemas/Problem' } } };
const EVERYWHERE = ['INTERNAL_ERROR', 'REQUEST_TIMED_OUT', 'JOURNAL_UNAVAILABLE', 'MISDIRECTED_REQUEST'];
export const COORDINATE_PROBLEMS = [
  'INVALID_REQUEST',
  'CONFLICTING_COORDINATES',
  'KNOWLEDGE_IN_FUTURE',
  'POSITION_BEYOND_END',
  'POSITION_NOT_REACHED',
];
/** Of a question about one subject. */
export const SUBJECT_PROBLEMS = [...COORDINATE_PROBLEMS, 'UNREADABLE_EVENT', 'NOT_YET_KNOWN', 'BEFORE_FIRST_EVENT', 'MISSING_PARAMETER'];
export const LIST_PROBLEMS = [...COORDINATE_PROBLEMS, 'INVALID_CURSOR'];
export const IDEMPOTENCY_PROBLEMS = ['IDEMPOTENCY_KEY_REQUIRED', 'INVALID_IDEMPOTENCY_KEY', 'IDEMPOTENCY_KEY_REUSED'];
const WRITE_PROBLEMS = [
  ...IDEMPOTENCY_PROBLEMS,
  'INVALID_REQUEST',
  'INVALID_JSON',
  'INVALID_IF_MATCH',
  'WRONG_EXPECTED_REVISION',
  'REVISION_MISMATCH',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNREADABLE_EVENT',
  'ACTOR_REQUIRED',
  'JOURNAL_IO_ERROR',
  'JOURNAL_DISK_FULL',
  'EVENT_ID_CONFLICT',
  'JOURNAL_IN_USE',
  'JOURNAL_BUSY',
  'DISK_FULL',
  'READ_ONLY_DISK',
];

/** Stands in the list of a calculation: what an operation refuses, its rulebook says. */
export const REFUSED_BY_OPERATION = 'and every refusal of the operation';

interface AnswerOptions {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Name in `SCHEMAS`, of an answer in JSON. */
  readonly schema?: string;
  /** Types of an answer that is text, instead of JSON or beside it. */
  readonly media?: readonly string[];
  readonly problems: readonly string[];
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Documents an operation: its answer, and its problems by status with their codes. */
export function Answers(options: AnswerOptions): MethodDecorator {
  const { id, summary, description, schema, media = [], problems, status = 200, headers = {} } = options;
  const byStatus = new Map<number, string[]>();
  for (const code of [...problems, ...EVERYWHERE]) {
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  }
  return applyDecorators(
    ApiOperation({ operationId: id, summary, ...(description === undefined ? {} : { description }) }),
    ApiHeader({
      name: 'X-Request-Id',
      required: false,
      description: 'Comes back, and stands in the log; made where it is absent.',
      schema: { type: 'string' },
    }),
    ApiResponse({
      status,
      description: summary,
      headers: {
        'X-Request-Id': { description: 'Id of the request in the log.', schema: { type: 'string' } },
        ...Object.fromEntries(
          Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: 'string' as const } }]),
        ),
      },
      content: {
        ...(schema === undefined ? {} : { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } }),
        ...Object.fromEntries(media.map((type) => [type, { schema: { type: 'string' as const } }])),
      },
    }),
    ...[...byStatus.entries()]
      .sort(([a], [b]) => a - b)
      .map(([problemStatus, codes]) =>
        ApiResponse({ status: problemStatus, description: [...new Set(codes)].join(', '), content: PROBLEM_CONTENT }),
      ),
  );
}

type ReadingOptions = Required<Pick<AnswerOptions, 'id' | 'summary' | 'schema'>>;

/** A subject's reading: with its digest as the ETag, the stream's revision, and 304 where the caller has the answer already. */
export function ReadingAnswers({
  subject,
  ...options
}: ReadingOptions & Pick<AnswerOptions, 'problems'> & { readonly subject: string }): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The digest of an answer, in quotes: 304 where it would be the same again. Or *: 304 where there is any.',
      schema: { type: 'string' },
    }),
    Answers({
      ...options,
      headers: {
        ETag: 'Digest of the answer, in quotes: for If-None-Match.',
        'Accrual-Revision': `Revision of the ${subject}’s stream, in quotes: for If-Match of a write.`,
      },
    }),
    ApiResponse({ status: 304, description: 'The answer has the digest that If-None-Match names, or it is *.' }),
  );
}

export const ActorHeader = ApiHeader({
  name: 'X-Accrual-Actor',
  required: false,
  description: 'The person who acts, named by a trusted proxy that lets no caller set it; required where roles are on.',
  schema: { type: 'string', maxLength: 120 },
});

export const IdempotencyKeyHeader = ApiHeader({
  name: 'Idempotency-Key',
  required: true,
  description: 'Names this one intent, e.g. a UUID. The same key and body: the same answer again, nothing written twice; another ' +
    'body: 422. A refusal is kept as well: a new key has it decided anew.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
});

/** A write: appended at once (201), or held by the ledger already (200); the same again for the same key. */
export function WriteAnswers(options: Pick<AnswerOptions, 'id' | 'summary' | 'problems'>): MethodDecorator {
  const headers = {
    'Accrual-Revision': 'Revision of the stream after the write, in quotes.',
    'Idempotent-Replayed': 'true where the key had been answered before.',
  };
  const problems = [...WRITE_PROBLEMS, ...options.problems];
  return applyDecorators(
    IdempotencyKeyHeader,
    ActorHeader,
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The stream’s Accrual-Revision: 412 where it has moved since.',
      schema: { type: 'string' },
    }),
    Answers({ ...options, problems, schema: 'Written', status: 201, headers }),
    ApiResponse({
      status: 200,
      description: 'The ledger already holds all of it; nothing was appended.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Written' } } },
    }),
  );
}
