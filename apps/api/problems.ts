/**
 * What the door itself ends a request with, before or beside what is asked of the ledger: each code with its details, which the problem
 * document shows as members. The sentences stand in `words/problems.ts`, total by type. Nothing of it is kept under an Idempotency-Key.
 */

export interface FieldError {
  /** Dotted place of the field. */
  readonly field: string;
  readonly message: string;
}

/** Of a framework underneath, in its own words. */
interface InItsWords {
  readonly reason: string;
}

type InvalidRequest =
  | { readonly errors: readonly FieldError[]; readonly errorsInAll?: number }
  | { readonly fault: 'path-encoding' | 'body-cut' | 'no-proof-named' | 'actor' }
  | { readonly fault: 'file-name'; readonly found: string | null }
  | { readonly fault: 'file-type'; readonly file: string; readonly found: string | null }
  | ({ readonly fault: 'upload-cut' | 'other' } & InItsWords);

type NoDetails = Record<never, never>;

export interface HttpProblems {
  ACTOR_REQUIRED: NoDetails;
  BODY_TOO_LARGE: { readonly limit: number; readonly of: 'body' | 'file' } | InItsWords;
  /** `of`: what was given beside what stands for it already. */
  CONFLICTING_COORDINATES: { readonly of: 'as-then' | 'known-at-of-cursor' | 'after-of-cursor' | 'fund-of-participant' };
  CROSS_SITE_REQUEST: { readonly site: string };
  DISK_FULL: NoDetails;
  EMPTY_FILE: NoDetails;
  HEADERS_TOO_LARGE: NoDetails;
  IDEMPOTENCY_KEY_REQUIRED: NoDetails;
  IDEMPOTENCY_KEY_REUSED: { readonly batchId: string };
  /** `errorId`: under which the log holds it. */
  INTERNAL_ERROR: { readonly errorId: string };
  INVALID_CURSOR: { readonly fault: 'altered' | 'of-another-list' };
  INVALID_HTTP: { readonly fault: 'not-http' | 'no-path' | 'no-host' };
  INVALID_IDEMPOTENCY_KEY: NoDetails;
  INVALID_IF_MATCH: { readonly found: string };
  INVALID_REQUEST: InvalidRequest;
  JOURNAL_IN_USE: NoDetails;
  JOURNAL_UNAVAILABLE: NoDetails;
  JOURNAL_UNREACHABLE: NoDetails;
  METHOD_NOT_ALLOWED: { readonly path: string; readonly method: string; readonly allowed: readonly string[] } | InItsWords;
  MISDIRECTED_REQUEST: NoDetails;
  NOT_READY: InItsWords;
  /** `of`: `journal`, or the model that is asked. */
  POSITION_NOT_REACHED: { readonly of: string; readonly position: number; readonly minPosition: number };
  READ_MODELS_BEHIND: { readonly behind: readonly { readonly model: string; readonly lag: number }[]; readonly most: number };
  READ_MODELS_BUILDING: { readonly building: readonly string[] };
  READ_MODELS_NOT_FOLLOWED: NoDetails;
  READ_MODELS_UNREACHABLE: { readonly asked: 'for-an-answer' | 'by-a-probe' };
  READ_ONLY_DISK: NoDetails;
  REQUEST_TIMED_OUT: { readonly milliseconds: number };
  REQUEST_TOO_SLOW: { readonly bytesPerSecond: number } | { readonly part: 'head' };
  /** `actual`: -1 where there is no such stream. */
  REVISION_MISMATCH: { readonly stream: string; readonly actual: number };
  ROLES_ARE_ON: NoDetails;
  STOPPING: NoDetails;
  TOO_MANY_PORTFOLIO_READS: { readonly running: number; readonly waiting: number };
  /** `lacks`: what this server was started without. */
  UNKNOWN_ROUTE:
    | { readonly path: string }
    | { readonly lacks: 'writes' | 'invoicing' | 'studies' | 'proofs' | 'trial-balance' | 'data-folder' | 'console' }
    | InItsWords;
  UNREADABLE_EVENT: { readonly stream: string; readonly eventId: string; readonly errorId: string } & InItsWords;
  UNSUPPORTED_EXPECTATION: { readonly found: string };
  UNSUPPORTED_MEDIA_TYPE:
    | { readonly of: 'body' | 'file'; readonly found: string | null }
    | { readonly of: 'encoding'; readonly found: string }
    | InItsWords;
}

export type ProblemCode = keyof HttpProblems;

/** Where the document's own members stand, no detail does. */
type Reserved = { readonly [member in 'type' | 'title' | 'status' | 'detail' | 'code']?: never };

/** The details of a code; one that has none takes none. */
export type ProblemDetails<C extends ProblemCode> =
  Record<never, never> extends HttpProblems[C] ? [details?: Reserved] : [details: HttpProblems[C] & Reserved];
