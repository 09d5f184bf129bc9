/** The filter through which every error of a handler, a pipe or a bus leaves the API. */
import { Catch, Inject, Injectable, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { problemOfError, sendProblem } from './answer-error.js';
import { isPastDeadline } from './deadline.js';
import { currentRequest, requestIdOf } from './request-scope.js';
import { ROUTES, unknownRoute, type RouteTable } from './unknown-route.js';

@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly dependencies: ApiDependencies;
  private readonly routes: RouteTable;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(ROUTES) routes: RouteTable) {
    this.dependencies = dependencies;
    this.routes = routes;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (isPastDeadline(response)) return;
    if (isOfCallerGone(error)) return void response.destroy();
    const problem =
      error instanceof NotFoundException
        ? unknownRoute(this.routes, request, response) // only the router throws it; the API itself answers problems
        : problemOfError(error, this.dependencies.logger, requestIdOf(request));
    sendProblem(response, problem);
  }
}

/** Work was left because its caller had gone: nobody waits for an answer, and nothing is wrong. */
function isOfCallerGone(error: unknown): boolean {
  const signal = currentRequest()?.signal;
  return signal?.aborted === true && error === signal.reason;
}
