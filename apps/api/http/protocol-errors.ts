/** What Node answers by itself, before there is a request to speak of: made problem documents like every other error. */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_JSON } from './answer-error.js';
import { problemOf, type Problem } from './problem.js';

const BY_ERROR: Readonly<Record<string, readonly [code: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: ['HEADERS_TOO_LARGE', 'the path and the headers of a request are larger than 16 KiB; send less'],
  ERR_HTTP_REQUEST_TIMEOUT: ['REQUEST_TOO_SLOW', 'the request did not come in whole in time; send it again over a faster connection'],
};
const NOT_HTTP = ['INVALID_HTTP', 'what came is not HTTP/1.1'] as const;

/** Answers what cannot be parsed, came too slowly, or expects what this server does not do. */
export function answerProtocolErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const [code, detail] = BY_ERROR[error.code ?? ''] ?? NOT_HTTP;
    socket.end(rawAnswer(problemOf(code, detail)));
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const problem = problemOf(
      'UNSUPPORTED_EXPECTATION',
      `this server meets no expectation but 100-continue, found ${request.headers.expect ?? ''}`,
    );
    end(response, problem);
  });
  Object.assign(server, { requireHostHeader: false }); // Node would answer an empty body
  const handlers = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const fault = faultOf(request);
    if (fault !== undefined) return end(response, problemOf('INVALID_HTTP', fault));
    for (const handler of handlers) handler.call(server, request, response);
  });
}

/** What no handler would see: Express answers a target that it cannot take apart with a page of its own. */
function faultOf({ url = '', headers, httpVersion }: IncomingMessage): string | undefined {
  const isAddress = /^https?:\/\//i.test(url) && URL.canParse(url);
  if (!url.startsWith('/') && url !== '*' && !isAddress) return 'what is asked for is neither a path nor an address of this server';
  if (httpVersion === '1.1' && headers.host === undefined) return 'a request of HTTP/1.1 names the host that it is for (Host)';
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
