/** What an error of any kind becomes for the caller. An error nobody foresaw gets an id, and its text stays in the log. */
import { randomUUID } from 'node:crypto';
import { HttpException } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { UnknownEvent } from '#ledger/kernel/event-types.js';
import { refusalOf, type Refusal } from '#ledger/kernel/refusal.js';
import { machineryFailure } from './machinery-failure.js';
import type { ToldRefusal } from '#words/said.js';
import { KeptRefused, ProblemError, problemOf, problemOfRefusal, type Problem } from './problem.js';

export const PROBLEM_JSON = 'application/problem+json';

const BY_HTTP_STATUS: Readonly<Record<number, (reason: string) => Problem>> = {
  400: (reason) => problemOf('INVALID_REQUEST', { fault: 'other', reason }),
  404: (reason) => problemOf('UNKNOWN_ROUTE', { reason }),
  405: (reason) => problemOf('METHOD_NOT_ALLOWED', { reason }),
  413: (reason) => problemOf('BODY_TOO_LARGE', { reason }),
  415: (reason) => problemOf('UNSUPPORTED_MEDIA_TYPE', { reason }),
  503: (reason) => problemOf('NOT_READY', { reason }),
};

export function problemOfError(error: unknown, logger: Logger, requestId: string | undefined): Problem {
  if (error instanceof ProblemError) return error.problem;
  const refusal = error instanceof KeptRefused ? error.refusal : refusalOf(error);
  if (refusal !== undefined) return refused(refusal, logger, requestId);
  if (error instanceof HttpException) {
    const known = BY_HTTP_STATUS[error.getStatus()];
    if (known !== undefined) return known(error.message);
  }
  if (error instanceof UnknownEvent) return unreadable(error, logger, requestId);
  const machinery = machineryFailure(error);
  const errorId = randomUUID();
  logger.error({ err: error, errorId, requestId }, machinery?.code ?? 'an error that should not happen');
  return machinery === undefined ? problemOf('INTERNAL_ERROR', { errorId }) : { ...machinery, errorId };
}

/** A refusal that is the server's own fault is for its operators as well. */
function refused(refusal: Refusal | ToldRefusal, logger: Logger, requestId: string | undefined): Problem {
  const problem = problemOfRefusal(refusal);
  if (problem.status >= 500) logger[problem.status === 503 ? 'warn' : 'error']({ refusal, requestId }, refusal.code);
  return problem;
}

/** An event that the program does not know stops what rests on its stream, and nothing else. */
function unreadable(error: UnknownEvent, logger: Logger, requestId: string | undefined): Problem {
  const errorId = randomUUID();
  logger.error({ err: error, errorId, requestId }, 'UNREADABLE_EVENT');
  return problemOf('UNREADABLE_EVENT', { stream: error.stream, eventId: error.eventId, errorId, reason: error.message });
}

/** Sends the problem, unless an answer is on its way already. */
export function sendProblem(response: Response, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem.status === 503 || problem.status === 429) response.setHeader('Retry-After', '5');
  response.status(problem.status).setHeader('Content-Type', PROBLEM_JSON);
  response.end(JSON.stringify(problem));
}
