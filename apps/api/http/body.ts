/** Request bodies: JSON within a size and a depth; everything else is a problem before any handler sees it. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { documentFault } from '#ledger/kernel/json.js';
import type { JsonFault } from '#ledger/kernel/json-fault.js';
import { refusal } from '#ledger/kernel/refusal.js';
import { repeatedKey } from '#ledger/kernel/repeated-key.js';
import { utf8Fault } from '#ledger/kernel/utf8.js';
import { problemOfError, sendProblem } from './answer-error.js';
import { problemOf, problemOfRefusal, type Problem } from './problem.js';
import { requestIdOf } from './request-scope.js';

/** Where a file comes as the body, and what it may be. */
const UPLOAD_PATH = /^\/v1\/(reprocessings|transfers\/[^/]+\/(snapshot|acceptances|forwarded))\/?$/;
const isUploadPath = (path: string): boolean => UPLOAD_PATH.test(path);
const FILE_TYPE = /^(text\/csv|application\/x-ndjson)\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?$/i;
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?$/i;

/** Refuses a body that is not `application/json`. Comes before the parser. */
export function onlyJsonBodies(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
    const type = request.headers['content-type'];
    if (isUploadPath(request.path) && request.method === 'POST') {
      const encoding = request.headers['content-encoding'] ?? 'identity';
      if (encoding !== 'identity') return sendProblem(response, problemOf('UNSUPPORTED_MEDIA_TYPE', { of: 'encoding', found: encoding }));
      if (type !== undefined && FILE_TYPE.test(type)) return next();
      return sendProblem(response, problemOf('UNSUPPORTED_MEDIA_TYPE', { of: 'file', found: type ?? null }));
    }
    if ((!hasBody && request.method !== 'POST') || (type !== undefined && JSON_TYPE.test(type))) return next();
    sendProblem(response, problemOf('UNSUPPORTED_MEDIA_TYPE', { of: 'body', found: type ?? null }));
  };
}

/**
 * A body in which a name stands twice, looked for where the parser is about to read, as it would take the last in silence; or one that is
 * not UTF-8: read all the same, it would be other letters.
 */
class UnreadableBody extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.fault);
  }
}

/** For the body parser's `verify`. */
export function refuseUnreadable(_request: IncomingMessage, _response: ServerResponse, bytes: Buffer): void {
  const fault = isUtf8(bytes) ? undefined : utf8Fault(bytes);
  if (fault !== undefined) throw new UnreadableBody({ fault: 'no-utf8', ...fault });
  const text = bytes.toString('utf8');
  const name = isJson(text) ? repeatedKey(text) : undefined;
  if (name !== undefined) throw new UnreadableBody({ fault: 'name-twice', name });
}

/** What is no JSON at all the parser tells of. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Refuses nesting beyond what any request needs, and text that is none. Comes after the parser. */
export function wholesomeBodies(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const fault = documentFault(request.body);
    if (fault === undefined) return next();
    sendProblem(response, invalidJson(fault));
  };
}

/** Answers the errors of the body parser and of every other middleware. */
export function middlewareErrors(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    sendProblem(response, bodyProblem(error) ?? problemOfError(error, logger, requestIdOf(request)));
  };
}

function invalidJson(fault: JsonFault): Problem {
  return problemOfRefusal(refusal('INVALID_JSON', { ...fault, of: 'body' }));
}

function bodyProblem(error: unknown): Problem | undefined {
  if (error instanceof UnreadableBody) return invalidJson(error.fault);
  const { type, limit, message } = error as { readonly type?: string; readonly limit?: number; readonly message?: string };
  if (error instanceof URIError) return problemOf('INVALID_REQUEST', { fault: 'path-encoding' });
  switch (type) {
    case 'entity.too.large':
      return problemOf('BODY_TOO_LARGE', { limit: limit ?? 0, of: 'body' });
    case 'entity.parse.failed':
      return invalidJson({ fault: 'no-json', reason: message ?? '' });
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return problemOf('UNSUPPORTED_MEDIA_TYPE', { reason: `the body must be UTF-8 JSON: ${message ?? ''}` });
    case 'request.aborted':
    case 'request.size.invalid':
      return problemOf('INVALID_REQUEST', { fault: 'body-cut' });
    default:
      return undefined;
  }
}
