/**
 * The console's files: built into one folder, served under /console/, where every path without a file of its own is the page itself.
 * The root leads there, and where no console is built to the documentation.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { sendProblem } from '../http/answer-error.js';
import { problemOf } from '../http/problem.js';

const ROOT = '/console/';
const DOCS = '/docs';
/** Their names change with their content. */
const ASSETS = '/console/assets/';
const A_YEAR = 'public, max-age=31536000, immutable';

/** Where `npm run build` puts it: found from this module, in a checkout, in the package and in the image. */
export function builtConsole(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist', 'apps', 'console');
}

export function serveConsole(app: NestExpressApplication, folder: string | undefined): void {
  const page = folder === undefined ? undefined : join(folder, 'index.html');
  if (folder !== undefined) serveFiles(app, folder);
  app.use((request: Request, response: Response, next: NextFunction) => {
    const { path, method } = request;
    if (method !== 'GET' && method !== 'HEAD') return next();
    if (path === '/') return response.redirect(302, isBuilt(page) ? ROOT : DOCS);
    if (path === '/console') return response.redirect(302, ROOT);
    if (!path.startsWith(ROOT) || path.startsWith(ASSETS)) return next();
    if (!isBuilt(page)) {
      return sendProblem(response, problemOf('UNKNOWN_ROUTE', { lacks: 'console' }));
    }
    response.sendFile(page, { etag: false, lastModified: false, cacheControl: false });
  });
}

/** Looked at where it is asked for: a console that is built later is found, and no other request waits for the disk. */
function isBuilt(page: string | undefined): page is string {
  return page !== undefined && existsSync(page);
}

function serveFiles(app: NestExpressApplication, folder: string): void {
  app.useStaticAssets(folder, {
    prefix: ROOT,
    index: false,
    redirect: false,
    etag: false,
    lastModified: false,
    setHeaders: (response) => void response.setHeader('Cache-Control', A_YEAR),
  });
}
