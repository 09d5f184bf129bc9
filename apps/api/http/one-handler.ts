/** Handlers of every request, one after another, as one: Express prepares each that it knows of anew for every request. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';

export function asOneHandler(handlers: readonly RequestHandler[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const from = (index: number): void => {
      const handler = handlers[index];
      if (handler === undefined) return next();
      // What a handler throws in a later turn would not reach the caller's `catch`.
      const onwards = (error?: unknown): void => {
        if (error !== undefined) return next(error);
        try {
          from(index + 1);
        } catch (thrown) {
          next(thrown);
        }
      };
      void handler(request, response, onwards as NextFunction);
    };
    from(0);
  };
}
