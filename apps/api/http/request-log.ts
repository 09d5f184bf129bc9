/**
 * One line a request, and its counts. The line names the route, never the path: a path holds participants' ids.
 */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Metrics } from '../operations/metrics.js';
import { requestIdOf } from './request-scope.js';

export function requestLog(logger: Logger, metrics: Metrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const begun = process.hrtime.bigint();
    metrics.requestsInFlight.inc();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
      const route = routeOf(request);
      const status = response.writableFinished ? response.statusCode : 499; // the caller went away
      metrics.requestsInFlight.dec();
      metrics.requests.observe({ method: request.method, route, status: String(status) }, seconds);
      logger[status >= 500 ? 'error' : 'info'](
        {
          requestId: requestIdOf(request),
          method: request.method,
          route,
          status,
          milliseconds: Math.round(seconds * 1e6) / 1000,
        },
        'request',
      );
    });
    next();
  };
}

/** The route's template; the same word for all paths that are no route, so that they make no new series. */
function routeOf(request: Request): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  return typeof route?.path === 'string' && !route.path.includes('*') ? route.path : 'none';
}
