/** What the API says of what the door itself ends a request with. */
import type { HttpProblems } from '../problems.js';

const NOTHING_WRITTEN = 'nothing was written';
const AGAIN = 'with the same Idempotency-Key';

const LACKS: { readonly [what in Extract<HttpProblems['UNKNOWN_ROUTE'], { readonly lacks: string }>['lacks']]: string } = {
  writes: 'this server does not write',
  invoicing: 'this server invoices nobody',
  studies: 'this server makes no studies',
  proofs: 'this server gives no checkpoints and proofs',
  'trial-balance': 'this server has no trial balance',
  'data-folder': 'this server has no data folder, which transfers need',
  console: 'the console is not built here; `npm run build` builds it',
};

const COORDINATES: { readonly [of in HttpProblems['CONFLICTING_COORDINATES']['of']]: string } = {
  'as-then': 'asThen sets knownAt and rulesKnownAt; give either it or them',
  'known-at-of-cursor': 'a cursor holds the knownAt of its first page; give either',
  'after-of-cursor': 'a cursor holds where its page begins; give either after or cursor',
  'fund-of-participant': 'a participant belongs to one fund; name either participantId or fundId',
};

const NOT_HTTP: { readonly [fault in HttpProblems['INVALID_HTTP']['fault']]: string } = {
  'not-http': 'what came is not HTTP/1.1',
  'no-path': 'what is asked for is neither a path nor an address of this server',
  'no-host': 'a request of HTTP/1.1 names the host that it is for (Host)',
};

function invalidRequest(given: HttpProblems['INVALID_REQUEST']): string {
  if ('errors' in given) {
    const { errors, errorsInAll = errors.length } = given;
    const more = errorsInAll > errors.length ? [`and ${errorsInAll - errors.length} more`] : [];
    const told = [...errors.map(({ message }) => message), ...more].join('; ');
    return told === '' ? 'the request is not valid' : told;
  }
  switch (given.fault) {
    case 'path-encoding':
      return 'the path is not well-formed percent-encoding';
    case 'body-cut':
      return 'the body ended before its announced length';
    case 'no-proof-named':
      return 'name the event with eventId, or the size of an earlier checkpoint with from';
    case 'actor':
      return 'X-Accrual-Actor must be 1 to 120 printable ASCII characters';
    case 'file-name':
      return 'name the file with ?file=NAME.csv, NAME.ndjson or NAME.jsonl, or with Content-Disposition: letters a to z, ' +
        `digits, dots, dashes and underscores, at most 100; found ${given.found === null ? 'none' : JSON.stringify(given.found)}`;
    case 'file-type':
      return `${given.file} came as ${given.found ?? 'no type'}; a .csv is text/csv, a .ndjson or .jsonl is application/x-ndjson`;
    case 'upload-cut':
      return `the upload was cut: ${given.reason}`;
    case 'other':
      return given.reason;
    default:
      return unknownFault(given);
  }
}

function unknownFault(given: never): never {
  throw new Error(`no words for ${JSON.stringify(given)}`);
}

function unsupported(given: HttpProblems['UNSUPPORTED_MEDIA_TYPE']): string {
  if ('reason' in given) return given.reason;
  const found = given.found ?? 'no Content-Type';
  switch (given.of) {
    case 'body':
      return `the body must be application/json in UTF-8, found ${found}`;
    case 'file':
      return `the file must come as text/csv or application/x-ndjson in UTF-8, found ${found}`;
    case 'encoding':
      return `the file must come as it is, found Content-Encoding ${found}; unpack it first`;
  }
}

export const PROBLEMS_ENGLISH: { readonly [C in keyof HttpProblems]: (details: HttpProblems[C]) => string } = {
  ACTOR_REQUIRED: () => 'roles are on: the proxy before this server names the person in X-Accrual-Actor',
  BODY_TOO_LARGE: (given) =>
    'reason' in given ? given.reason : `the ${given.of} is larger than ${given.limit} bytes; send it in parts`,
  CONFLICTING_COORDINATES: ({ of }) => COORDINATES[of],
  CROSS_SITE_REQUEST: ({ site }) =>
    `this server listens on a loopback address and answers no request from another site, found Sec-Fetch-Site ${site}`,
  DISK_FULL: () => `the disk under the journal is full; ${NOTHING_WRITTEN}. Free space, then send the request again ${AGAIN}`,
  EMPTY_FILE: () => 'the body is empty; send the file as the body of the request',
  HEADERS_TOO_LARGE: () => 'the path and the headers of a request are larger than 16 KiB; send less',
  IDEMPOTENCY_KEY_REQUIRED: () =>
    'a write needs an Idempotency-Key, e.g. a UUID made for this one request; a repeat with the same key is answered alike and writes ' +
    'nothing twice',
  IDEMPOTENCY_KEY_REUSED: () => 'this Idempotency-Key stands for another request; make a new key for a new intent',
  INTERNAL_ERROR: ({ errorId }) => `an error that should not happen; the log holds it under ${errorId}`,
  INVALID_CURSOR: ({ fault }) =>
    fault === 'altered'
      ? 'the cursor is not one that this API gave; begin again without it'
      : 'the cursor was made for another list or other filters; repeat the filters of the first page, or begin again without it',
  INVALID_HTTP: ({ fault }) => NOT_HTTP[fault],
  INVALID_IDEMPOTENCY_KEY: () => 'Idempotency-Key must be 1 to 200 visible ASCII characters',
  INVALID_IF_MATCH: ({ found }) => `If-Match must be the Accrual-Revision of the stream such as "7", found ${found}`,
  INVALID_REQUEST: invalidRequest,
  JOURNAL_IN_USE: () => `another process writes to the journal; ${NOTHING_WRITTEN}. Send the request again later ${AGAIN}`,
  JOURNAL_UNAVAILABLE: () => `the journal cannot be read or written just now; ${NOTHING_WRITTEN}`,
  JOURNAL_UNREACHABLE: () => 'the journal cannot be read just now',
  METHOD_NOT_ALLOWED: (given) =>
    'reason' in given ? given.reason : `${given.path} takes ${given.allowed.join(', ')}, not ${given.method}`,
  MISDIRECTED_REQUEST: () => 'this server listens on a loopback address and answers to localhost, 127.0.0.1 and [::1] alone',
  NOT_READY: ({ reason }) => reason,
  POSITION_NOT_REACHED: ({ of, position, minPosition }) =>
    `the ${of === 'journal' ? of : `${of} model`} stands at position ${position}, not yet at ${minPosition}; send the request again in a moment`,
  READ_MODELS_BEHIND: ({ behind, most }) =>
    `${behind.map(({ model, lag }) => `${model} is ${lag} events behind`).join(', ')}; at most ${most} count as current`,
  READ_MODELS_BUILDING: ({ building }) =>
    `${building.join(', ')}: not built yet; the server or a projector builds what is missing by itself`,
  READ_MODELS_NOT_FOLLOWED: () =>
    'nothing moves the standing models on: a partition has no projector, or this server no longer follows the journal',
  READ_MODELS_UNREACHABLE: ({ asked }) =>
    asked === 'by-a-probe'
      ? 'the standing models cannot be read just now: their database, or the journal, does not answer'
      : 'the database of the read models does not answer just now; questions that fold from the journal are answered all the same',
  READ_ONLY_DISK: () => `the journal cannot be read or written just now; ${NOTHING_WRITTEN}`,
  REQUEST_TIMED_OUT: ({ milliseconds }) =>
    `no answer within ${milliseconds} ms; a write may still take effect: repeat it with the same Idempotency-Key`,
  REQUEST_TOO_SLOW: (given) =>
    'part' in given
      ? 'the request did not come in whole in time; send it again over a faster connection'
      : `the body came at less than ${given.bytesPerSecond} bytes a second; send it again over a faster connection`,
  REVISION_MISMATCH: ({ stream, actual }) =>
    `${stream} has moved: ${actual < 0 ? 'it does not exist' : `it stands at revision ${actual}`}; read it again and decide anew`,
  ROLES_ARE_ON: () =>
    'a correction takes effect on the word of one person here, and roles are on: send it as a reprocessing, which another person approves',
  STOPPING: () => 'the server is stopping; it finishes the requests in flight',
  TOO_MANY_PORTFOLIO_READS: ({ running, waiting }) =>
    `${running} requests go through the whole portfolio and ${waiting} wait; send this one again later`,
  UNKNOWN_ROUTE: (given) =>
    'reason' in given ? given.reason
    : 'lacks' in given ? LACKS[given.lacks]
    : `there is no ${given.path}; /docs shows the routes, /openapi.json lists them`,
  UNREADABLE_EVENT: ({ reason, stream }) => `${reason}. GET /v1/events?streamPrefix=${stream} shows it as it stands`,
  UNSUPPORTED_EXPECTATION: ({ found }) => `this server meets no expectation but 100-continue, found ${found}`,
  UNSUPPORTED_MEDIA_TYPE: unsupported,
};
