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
/** Where a request carries its id: a member costs less than an entry in a map of all requests. */
const ID = Symbol('request id');
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The scope of the request whose call stack this is, undefined outside of any. */
export function currentRequest(): RequestScope | undefined {
  return scopes.getStore();
}

export function requestIdOf(request: Request): string | undefined {
  return (request as { [ID]?: string })[ID];
}

/** Takes the caller's `X-Request-Id` where it is well-formed, else makes one; sends it back. */
export function requestScope(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const given = request.get('X-Request-Id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    (request as { [ID]?: string })[ID] = requestId;
    response.setHeader('X-Request-Id', requestId);
    scopes.run(new ScopeOfRequest(requestId, response), next);
  };
}

/** The signal is made for whoever asks for it: most requests are answered before anyone could leave. */
class ScopeOfRequest implements RequestScope {
  readonly requestId: string;
  readonly response: Response;
  private controller: AbortController | undefined;
  private isClosed = false;

  constructor(requestId: string, response: Response) {
    this.requestId = requestId;
    this.response = response;
    response.once('close', () => {
      this.isClosed = true;
      this.controller?.abort();
    });
  }

  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.isClosed) this.controller.abort();
    }
    return this.controller.signal;
  }
}
