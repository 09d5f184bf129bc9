/** Problem documents (RFC 9457): what every error of the API becomes. */
import { basename, isAbsolute } from 'node:path';
import { HttpStatus } from '@nestjs/common';
import type { JsonValue } from '#ledger/kernel/json.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { ToldRefusal } from '#words/said.js';
import type { HttpProblems, ProblemCode, ProblemDetails } from '../problems.js';
import { PROBLEMS_ENGLISH } from '../words/problems.js';
import { isTold, toldOverHttp } from './what-to-do.js';

export interface Problem {
  /** `urn:accrual:problem:` and the code in kebab case; stable. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The refusal's code, the same as on the command line and in files. */
  readonly code: string;
  /** Details of the refusal, as members of their own. */
  readonly [detail: string]: JsonValue | undefined;
}

/** Carries a problem from anywhere in a request to the filter that answers it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Carries what was refused before, with the sentence that was kept of it, to the same place. */
export class KeptRefused extends Error {
  readonly refusal: ToldRefusal;

  constructor(refusal: ToldRefusal) {
    super(`${refusal.code}: ${refusal.message}`);
    this.name = 'KeptRefused';
    this.refusal = refusal;
  }
}

/**
 * Statuses by code. A refusal that is not named here is 422: the request was understood, and the ledger says no.
 * 404: there is no such thing at these coordinates. 409: what is asked stands against what the ledger already holds.
 */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  INVALID_REQUEST: 400,
  INVALID_JSON: 400,
  INVALID_INPUT: 400,
  INVALID_CURSOR: 400,
  INVALID_COORDINATES: 400,
  INVALID_IF_MATCH: 400,
  INVALID_PARAMETER_FILE: 400,
  MISSING_FIELD: 400,
  INVALID_AMOUNT: 400,
  CONFLICTING_COORDINATES: 400,
  EMPTY_RANGE: 400,
  IDEMPOTENCY_KEY_REQUIRED: 400,
  INVALID_IDEMPOTENCY_KEY: 400,
  UNKNOWN_ROUTE: 404,
  UNKNOWN_PARTICIPANT: 404,
  EMPLOYER_NOT_AFFILIATED: 404,
  UNKNOWN_TRANSFER: 404,
  NO_SNAPSHOT: 404,
  NOT_ASSESSED: 404,
  NOT_COMPLETED: 404,
  UNKNOWN_STREAM: 404,
  UNKNOWN_FUND: 404,
  FUND_NOT_ESTABLISHED: 404,
  UNKNOWN_BATCH: 404,
  UNKNOWN_OPERATION: 404,
  UNKNOWN_FIGURE: 404,
  UNKNOWN_EVENT: 404,
  UNKNOWN_CHANGE: 404,
  UNKNOWN_REPROCESSING: 404,
  UNKNOWN_RUN: 404,
  UNKNOWN_PLAN: 404,
  NO_REJECTS: 404,
  NOT_YET_KNOWN: 404,
  BEFORE_FIRST_EVENT: 404,
  METHOD_NOT_ALLOWED: 405,
  WRONG_EXPECTED_REVISION: 409,
  EVENT_ID_CONFLICT: 409,
  PARTICIPANT_ALREADY_ENROLLED: 409,
  INCOME_ALREADY_REPORTED: 409,
  NOT_PLANNED: 409,
  PLAN_DIFFERS: 409,
  NOT_APPROVED: 409,
  SNAPSHOT_STALE: 409,
  LATER_STEP_STANDS: 409,
  STILL_RESTED_ON: 409,
  PARTICIPANT_TRANSFERRED: 409,
  NOTHING_TO_COMMIT: 409,
  UNDER_WAY: 409,
  ALREADY_COMMITTED: 409,
  ACTOR_REQUIRED: 403,
  ROLES_ARE_ON: 403,
  SAME_PERSON: 403,
  SECOND_PERSON_REQUIRED: 403,
  REQUEST_TOO_SLOW: 408,
  INVALID_HTTP: 400,
  UNSUPPORTED_EXPECTATION: 417,
  HEADERS_TOO_LARGE: 431,
  CROSS_SITE_REQUEST: 403,
  TOO_MANY_PORTFOLIO_READS: 429,
  TOO_MANY_REPROCESSINGS: 429,
  TOO_MANY_CALCULATIONS: 429,
  REVISION_MISMATCH: 412,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  MISDIRECTED_REQUEST: 421,
  IDEMPOTENCY_KEY_REUSED: 422,
  INTERNAL_ERROR: 500,
  UNREADABLE_EVENT: 500,
  EVENT_NOT_FOLDABLE: 500,
  PARTICIPANT_NOT_READABLE: 500,
  EMPLOYER_NOT_READABLE: 500,
  TRANSFER_NOT_READABLE: 500,
  QUARANTINED: 500,
  READ_MODEL_DAMAGED: 500,
  JOURNAL_CORRUPT: 500,
  EVIDENCE_MISSING: 500,
  EVIDENCE_ALTERED: 500,
  MERKLE_LOG_DIVERGED: 500,
  MERKLE_LOG_DAMAGED: 500,
  SELF_CHECK_UNREADABLE: 500,
  NOT_A_MERKLE_LOG: 500,
  INVALID_KEY: 500,
  JOURNAL_IN_USE: 503,
  JOURNAL_UNAVAILABLE: 503,
  JOURNAL_UNREACHABLE: 503,
  JOURNAL_ACCESS_DENIED: 503,
  JOURNAL_SERVER_ERROR: 503,
  JOURNAL_BUSY: 503,
  JOURNAL_IO_ERROR: 503,
  MERKLE_LOG_BUSY: 503,
  MERKLE_LOG_IO_ERROR: 503,
  NO_CHECKPOINT_KEY: 503,
  MODEL_NOT_BUILT: 503,
  READ_MODELS_UNREACHABLE: 503,
  READ_MODELS_BUILDING: 503,
  READ_MODELS_BEHIND: 503,
  READ_MODELS_NOT_FOLLOWED: 503,
  POSITION_NOT_REACHED: 503,
  NOT_READY: 503,
  STOPPING: 503,
  INTERRUPTED: 503,
  REQUEST_TIMED_OUT: 503,
  DISK_FULL: 507,
  JOURNAL_DISK_FULL: 507,
  READ_ONLY_DISK: 507,
};

const PROBLEM_TYPE = 'urn:accrual:problem:';

/** `INCOME_ALREADY_REPORTED` → 409; `SOMETHING_ALREADY_DONE` is a conflict as well, any other unnamed code 422. */
export function statusOf(code: string): number {
  return STATUS_BY_CODE[code] ?? (code.includes('_ALREADY_') ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY);
}

/** `UNKNOWN_PARTICIPANT` → `urn:accrual:problem:unknown-participant` */
export function problemTypeOf(code: string): string {
  return `${PROBLEM_TYPE}${code.toLowerCase().replaceAll('_', '-')}`;
}

/** `UNKNOWN_PARTICIPANT` → `Unknown participant` */
function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

interface Members {
  readonly [member: string]: JsonValue | undefined;
}

/** The document of what the door itself ends a request with. */
export function problemOf<C extends ProblemCode>(code: C, ...[details]: ProblemDetails<C>): Problem {
  const given = (details ?? {}) as HttpProblems[C];
  return documentOf(code, PROBLEMS_ENGLISH[code](given), given as Members);
}

function documentOf(code: string, detail: string, members: Members): Problem {
  const reserved = { type: problemTypeOf(code), title: titleOf(code), status: statusOf(code), detail, code };
  // Spread again: no detail of a refusal may take the place of a reserved member.
  return { ...reserved, ...members, ...reserved };
}

export function problemOfRefusal(refusal: Refusal | ToldRefusal): Problem {
  const { code, message, ...details } = toldOverHttp(byName(refusal));
  return documentOf(code, message, details);
}

/** Where the server keeps a file is for its log; the caller is told which one it is. */
function byName<R extends Refusal | ToldRefusal>(refusal: R): R {
  const names = ['file', 'inFile'].flatMap((name) => {
    const path = refusal[name];
    return typeof path === 'string' && isAbsolute(path) ? [[name, basename(path)] as const] : [];
  });
  return { ...refusal, ...Object.fromEntries(names) };
}

/** Ends a request with a problem of that code. */
export function fail<C extends ProblemCode>(code: C, ...details: ProblemDetails<C>): never {
  throw new ProblemError(problemOf(code, ...details));
}

/** The same with what was refused: anew, or before under the same key. */
export function failRefused(refusal: Refusal | ToldRefusal): never {
  throw isTold(refusal) ? new KeptRefused(refusal) : new Refused(refusal);
}
