/** Builds the API from what it is handed, listens, and stops without losing a request. */
import 'reflect-metadata';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { RequestHandler } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { refuseAddress } from '../listening.js';
import { ApiModule } from './api.module.js';
import { serveConsole } from './console/serve-console.js';
import { DEFAULT_LIMITS, type ApiDependencies, type ApiLimits } from './dependencies.js';
import { bodyPace } from './http/body-pace.js';
import { middlewareErrors, onlyJsonBodies, refuseUnreadable, wholesomeBodies } from './http/body.js';
import { compressAnswers } from './http/compressed.js';
import { ExpressServer } from './http/express-server.js';
import { asOneHandler } from './http/one-handler.js';
import { guardProcess, type ErrorEvents } from './http/process-guard.js';
import { answerProtocolErrors } from './http/protocol-errors.js';
import { requestLog } from './http/request-log.js';
import { requestScope } from './http/request-scope.js';
import { isLoopback, loopbackNamesOnly, ownSiteOnly, securityHeaders } from './http/security-headers.js';
import { silentConnections } from './http/silent-connections.js';
import { routePaths, type RouteTable } from './http/unknown-route.js';
import { validation } from './http/validation.js';
import { nestLogger } from './operations/nest-logger.js';
import type { Lifecycle } from './operations/lifecycle.js';
import { createMetrics, type Metrics } from './operations/metrics.js';
import { operationsProbes } from './operations/probes.js';
import { openApiDocument, serveDocument } from './openapi/document.js';
import { countReprocessings } from './reprocessing/metrics.js';

const DEFAULT_HOST = '127.0.0.1';

export interface Api {
  readonly app: NestExpressApplication;
  readonly document: OpenAPIObject;
  /** Listens on the loopback address unless told otherwise; port 0 takes a free one. Answers where; refuses ADDRESS_NOT_AVAILABLE. */
  readonly listen: (port: number, host?: string) => Promise<{ readonly host: string; readonly port: number; readonly url: string }>;
  /** Stops accepting, finishes the requests in flight, closes the journal. Calling it again waits for the same stop. */
  readonly stop: () => Promise<void>;
}

export async function createApi(dependencies: ApiDependencies): Promise<Api> {
  const limits: ApiLimits = { ...DEFAULT_LIMITS, ...dependencies.limits };
  const probes = operationsProbes(dependencies.journal, dependencies.standing);
  const metrics = createMetrics(probes, dependencies.standing);
  countReprocessings(metrics.registry, dependencies.writes?.reprocessing?.runs);
  const lifecycle: Lifecycle = { stopping: false, boundToLoopback: true, streams: new Set() };
  const routes: RouteTable = { paths: [] };
  const module = ApiModule.with({ dependencies, metrics, probes, lifecycle, routes });
  const app = await NestFactory.create<NestExpressApplication>(module, new ExpressServer(limits), {
    bodyParser: false,
    logger: nestLogger(dependencies.logger),
    abortOnError: false,
  });
  useMiddleware(app, dependencies, limits, metrics, lifecycle);
  app.useGlobalPipes(validation());
  const document = openApiDocument(app);
  serveDocument(app, document);
  routes.paths = routePaths(document);
  await app.init();
  const endSilent = silentConnections(app.getHttpServer() as Server);
  answerProtocolErrors(app.getHttpServer() as Server);
  let guard: (() => void) | undefined;
  let stopped: Promise<void> | undefined;
  return {
    app,
    document,
    listen: async (port, host = DEFAULT_HOST) => {
      lifecycle.boundToLoopback = isLoopback(host);
      const server: Server = app.getHttpServer();
      server.requestTimeout = Math.max(limits.requestMilliseconds, limits.uploadMilliseconds);
      server.headersTimeout = Math.min(10_000, limits.requestMilliseconds);
      server.keepAliveTimeout = 5_000;
      server.listen(port, host);
      await once(server, 'listening').catch((error: unknown) => refuseAddress(error, port, host));
      guard = guardProcess(process as ErrorEvents, dependencies.logger);
      const { port: bound } = server.address() as AddressInfo;
      return { host, port: bound, url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}` };
    },
    stop: () => {
      stopped ??= stop(app, dependencies, limits, lifecycle, endSilent).finally(() => guard?.());
      return stopped;
    },
  };
}

function useMiddleware(
  app: NestExpressApplication,
  { logger, consoleFolder }: ApiDependencies,
  limits: ApiLimits,
  metrics: Metrics,
  lifecycle: Lifecycle,
): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    asOneHandler([
      requestScope(),
      requestLog(logger, metrics),
      securityHeaders(),
      loopbackNamesOnly(() => lifecycle.boundToLoopback),
      ownSiteOnly(() => lifecycle.boundToLoopback),
      closeWhileStopping(lifecycle),
      compressAnswers(),
      bodyPace(limits),
      onlyJsonBodies(),
    ]),
  );
  const parser = { limit: limits.bodyBytes, strict: false, verify: refuseUnreadable };
  app.useBodyParser('json', parser);
  app.use(wholesomeBodies());
  app.use(middlewareErrors(logger));
  serveConsole(app, consoleFolder);
}

/** Connections are not kept for a next request once the server is on its way down. */
function closeWhileStopping(lifecycle: Lifecycle): RequestHandler {
  return (_request, response, next) => {
    if (lifecycle.stopping) response.setHeader('Connection', 'close');
    next();
  };
}

/** Over a connection that is open when the server begins to stop, a request may be on its way for so long. */
const SILENT_MS = 250;

async function stop(
  app: NestExpressApplication,
  { journal, logger, close, writes }: ApiDependencies,
  limits: ApiLimits,
  lifecycle: Lifecycle,
  endSilent: () => void,
): Promise<void> {
  lifecycle.stopping = true;
  for (const end of lifecycle.streams) end();
  const interrupted = writes?.reprocessing?.runs.end(); // plans and commits need not wait for the requests in flight
  const server: Server = app.getHttpServer();
  if (server.listening) {
    const closed = once(server, 'close');
    server.close();
    const sweep = setInterval(() => server.closeIdleConnections(), 25).unref(); // those that have just been answered
    const silence = setTimeout(endSilent, SILENT_MS);
    const impatience = setTimeout(() => {
      logger.warn({ milliseconds: limits.stopMilliseconds }, 'requests in flight did not end in time; their connections are cut');
      server.closeAllConnections();
    }, limits.stopMilliseconds);
    await closed;
    clearInterval(sweep);
    clearTimeout(silence);
    clearTimeout(impatience);
  }
  await interrupted;
  await app.close();
  await close?.();
  await journal.close();
}

/** Stops the API on SIGTERM or SIGINT; `then` runs once everything is closed. */
export function stopOnSignals(
  api: Pick<Api, 'stop'>,
  signals: Pick<NodeJS.EventEmitter, 'once'>,
  then: (error?: unknown) => void,
): void {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    signals.once(signal, () => {
      api.stop().then(
        () => then(),
        (error: unknown) => then(error),
      );
    });
  }
}
