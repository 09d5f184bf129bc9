/** Express as the API has it: what it does anew for each request beside the answer is done once. */
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express, RequestHandler, Response } from 'express';
import type { ApiLimits } from '../dependencies.js';
import { isPastDeadline, withDeadline } from './deadline.js';

/** The methods that routes are declared for. */
const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Routing = Record<(typeof VERBS)[number], (path: string, ...handlers: readonly RequestHandler[]) => unknown>;

export class ExpressServer extends ExpressAdapter {
  constructor(limits: ApiLimits) {
    super();
    const routing = this.getInstance<Routing>();
    for (const verb of VERBS) {
      const route = routing[verb].bind(routing);
      routing[verb] = (path, ...handlers) => route(path, ...handlers.map((handler) => withDeadline(handler, limits)));
    }
  }

  /**
   * Express gives every request and response prototypes of its own. Given to an object that stands, they leave it with a shape that no
   * other has, and no code made ready for one request fits the next: more than half of what Express and Node took for a request. So both
   * are made with these prototypes, and Express finds them there.
   */
  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    class ApiRequest extends IncomingMessage {
      /** Who answers with a digest says whether it is the one that the client has; Express does not look a second time. */
      get fresh(): boolean {
        return false;
      }
    }
    class ApiResponse extends ServerResponse<ApiRequest> {}
    app.request = Object.setPrototypeOf(ApiRequest.prototype, app.request) as Express['request'];
    app.response = Object.setPrototypeOf(ApiResponse.prototype, app.response) as Express['response'];
    this.httpServer = createServer({ IncomingMessage: ApiRequest, ServerResponse: ApiResponse }, app);
  }

  /** An object goes out as Express sends it, without asking the settings of Express for each; all else does Express. */
  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (isPastDeadline(response)) return undefined;
    const isJson = typeof body === 'object' && body !== null && statusCode === undefined && response.statusCode < 300;
    if (!isJson || body instanceof StreamableFile) return super.reply(response, body, statusCode);
    const text = JSON.stringify(body);
    if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return response.end(text);
  }
}
