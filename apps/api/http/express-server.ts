/**
 * Express gives every request and response prototypes of its own. Given to an object that stands, they leave it with a shape that no
 * other has, and no code made ready for one request fits the next: more than half of what Express and Node took for a request. So both
 * are made with these prototypes, and Express finds them there.
 */
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express } from 'express';

export class ExpressServer extends ExpressAdapter {
  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    class ApiRequest extends IncomingMessage {}
    class ApiResponse extends ServerResponse<ApiRequest> {}
    app.request = Object.setPrototypeOf(ApiRequest.prototype, app.request) as Express['request'];
    app.response = Object.setPrototypeOf(ApiResponse.prototype, app.response) as Express['response'];
    this.httpServer = createServer({ IncomingMessage: ApiRequest, ServerResponse: ApiResponse }, app);
  }
}
