/**
 * The request that is being answered, carried along its asynchronous calls: its id for the log, its response for an error
 * thrown where no handler can catch it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

interface RequestScope {
  readonly requestId: string;
  readonly response: Response;
  /** Aborts once the response is closed: nobody waits for the work any more. */
  readonly signal: AbortSignal;
}

const scopes = new AsyncLocalStorage<RequestScope>();
const requestIds = new WeakMap<Request, string>();
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The scope of the request whose call stack this is, undefined outside of any. */
export function currentRequest(): RequestScope | undefined {
  return scopes.getStore();
}

export function requestIdOf(request: Request): string | undefined {
  return requestIds.get(request);
}

/** Takes the caller's `X-Request-Id` where it is well-formed, else makes one; sends it back. */
export function requestScope(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const given = request.get('X-Request-Id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    requestIds.set(request, requestId);
    response.setHeader('X-Request-Id', requestId);
    const closed = new AbortController();
    response.once('close', () => closed.abort());
    scopes.run({ requestId, response, signal: closed.signal }, next);
  };
}
