/** What Node answers by itself, before there is a request to speak of: made problem documents like every other error. */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_JSON } from './answer-error.js';
import { problemOf, type Problem } from './problem.js';

const BY_ERROR: Readonly<Record<string, () => Problem>> = {
  HPE_HEADER_OVERFLOW: () => problemOf('HEADERS_TOO_LARGE'),
  ERR_HTTP_REQUEST_TIMEOUT: () => problemOf('REQUEST_TOO_SLOW', { part: 'head' }),
};

/** Answers what cannot be parsed, came too slowly, or expects what this server does not do. */
export function answerProtocolErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const problem = BY_ERROR[error.code ?? '']?.() ?? problemOf('INVALID_HTTP', { fault: 'not-http' });
    socket.end(rawAnswer(problem));
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    end(response, problemOf('UNSUPPORTED_EXPECTATION', { found: request.headers.expect ?? '' }));
  });
  Object.assign(server, { requireHostHeader: false }); // Node would answer an empty body
  const handlers = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const fault = faultOf(request);
    if (fault !== undefined) return end(response, problemOf('INVALID_HTTP', { fault }));
    for (const handler of handlers) handler.call(server, request, response);
  });
}

/** What no handler would see: Express answers a target that it cannot take apart with a page of its own. */
function faultOf({ url = '', headers, httpVersion }: IncomingMessage): 'no-path' | 'no-host' | undefined {
  const isAddress = /^https?:\/\//i.test(url) && URL.canParse(url);
  if (!url.startsWith('/') && url !== '*' && !isAddress) return 'no-path';
  if (httpVersion === '1.1' && headers.host === undefined) return 'no-host';
  return undefined;
}

function end(response: ServerResponse, problem: Problem): void {
  response.writeHead(problem.status, { 'Content-Type': PROBLEM_JSON, Connection: 'close' }).end(JSON.stringify(problem));
}

function rawAnswer(problem: Problem): string {
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
