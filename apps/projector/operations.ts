/** The projector's small HTTP server: live (the process answers), ready (the partition is kept and close behind), metrics. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probing, type Probe } from '#engine/probe.js';
import { jsonPosition } from '#projections/answer.js';
import { refuseAddress } from '../listening.js';
import { projectorMetrics } from './metrics.js';
import { progressOf, type ProjectorProgress } from './progress.js';
import { partitionNameOf, type ProjectorSettings, type ProjectorState } from './state.js';

export interface Operations {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Refuses ADDRESS_NOT_AVAILABLE. */
export async function serveOperations(settings: ProjectorSettings, state: ProjectorState): Promise<Operations> {
  const { host, port, logger } = settings;
  const progress = probing(() => progressOf(settings, state));
  const metrics = projectorMetrics(settings, state, progress);
  const server = createServer((request, response) => {
    answer(request.url ?? '', response).catch((error: unknown) => {
      logger.error({ err: error, url: request.url }, 'a request could not be answered');
      if (!response.headersSent) sendJson(response, 500, { status: 'failed' });
      else response.end();
    });
  });
  const answer = async (url: string, response: ServerResponse): Promise<void> => {
    switch (url) {
      case '/health/live':
        return sendJson(response, 200, { status: 'live' });
      case '/health/ready': {
        const readiness = await readinessOf(settings, state, progress);
        return sendJson(response, readiness.status === 'ready' ? 200 : 503, readiness);
      }
      case '/metrics':
        response.setHeader('Content-Type', metrics.contentType);
        response.end(await metrics.metrics());
        return;
      default:
        return sendJson(response, 404, { status: 'not-found' });
    }
  };
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => refuseAddress(error, port, host));
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Readiness {
  readonly status: 'ready' | 'behind' | 'building' | 'unreachable' | 'opening' | 'waiting' | 'stopping';
  readonly partition: string;
  readonly position?: number;
  readonly lag?: number;
  readonly heldBy?: string | null;
}

async function readinessOf(
  settings: ProjectorSettings,
  state: ProjectorState,
  progress: Probe<ProjectorProgress | undefined>,
): Promise<Readiness> {
  const partition = partitionNameOf(settings.partition);
  if (state.status === 'waiting') return { status: 'waiting', partition, heldBy: state.heldBy };
  if (state.status !== 'keeping' || state.opened === undefined) {
    return { status: state.status === 'keeping' ? 'opening' : state.status, partition };
  }
  const reached = await progress();
  if (reached.status !== 'answered') return { status: 'unreachable', partition };
  if (reached.value === undefined) return { status: 'building', partition };
  const { position, lag } = reached.value;
  return { status: lag > settings.maxLag ? 'behind' : 'ready', partition, position: jsonPosition(position), lag };
}

function sendJson(response: ServerResponse, status: number, document: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify(document)}\n`);
}
