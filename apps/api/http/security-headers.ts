/** Headers that keep an answer out of caches, frames and other origins' pages. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { problemOf } from './problem.js';
import { sendProblem } from './answer-error.js';

const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** The documentation page brings its own script and styles, and nothing from elsewhere. */
const DOCS_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "frame-ancestors 'none'";

/** The console is of files of this server, and asks this server alone. */
const CONSOLE_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

function policyOf(path: string): string {
  if (/^\/docs(\/|$)/.test(path)) return DOCS_POLICY;
  return /^\/console(\/|$)/.test(path) ? CONSOLE_POLICY : API_POLICY;
}

export function securityHeaders(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Content-Security-Policy', policyOf(request.path));
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

export function isLoopback(host: string): boolean {
  return host === '::1' || LOOPBACK_HOST.test(host);
}

/**
 * On a loopback address only requests to a loopback name are answered: a foreign page whose name was rebound to this
 * machine would otherwise read and write here with the visitor's browser.
 */
export function loopbackNamesOnly(isBoundToLoopback: () => boolean): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (!isBoundToLoopback() || LOOPBACK_HOST.test(request.get('Host') ?? '')) return next();
    sendProblem(response, problemOf('MISDIRECTED_REQUEST'));
  };
}

/** What may be opened by a link on another site's page: it shows nothing of the ledger by itself. */
const MAY_BE_LINKED = /^\/(?:docs(?:\/|$)|console(?:\/|$)|$)/;

/**
 * On a loopback address a browser's request from another site's page is refused: that page could not read the answer, but it
 * could make the ledger work. Browsers say where a request comes from (Fetch Metadata); other clients say nothing.
 */
export function ownSiteOnly(isBoundToLoopback: () => boolean): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const site = request.get('Sec-Fetch-Site');
    const isOwn = site === undefined || site === 'same-origin' || site === 'none';
    const isLink = request.get('Sec-Fetch-Mode') === 'navigate' && request.method === 'GET' && MAY_BE_LINKED.test(request.path);
    if (!isBoundToLoopback() || isOwn || isLink) return next();
    sendProblem(response, problemOf('CROSS_SITE_REQUEST', { site }));
  };
}
