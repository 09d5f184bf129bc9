/** The answer to a path that is no route: 405 where another method has it, else 404. */
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { problemOf, type Problem } from './problem.js';

/** The routes there are; filled once the document is made. */
export interface RouteTable {
  paths: readonly { readonly pattern: RegExp; readonly methods: readonly string[] }[];
}

export const ROUTES = Symbol('RouteTable');

export function routePaths(document: OpenAPIObject): RouteTable['paths'] {
  return Object.entries(document.paths).map(([path, item]) => ({
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`),
    methods: Object.keys(item).map((method) => method.toUpperCase()),
  }));
}

/** Sets `Allow` on the response where the path has other methods. */
export function unknownRoute(routes: RouteTable, request: Request, response: Response): Problem {
  const allowed = routes.paths.filter(({ pattern }) => pattern.test(request.path)).flatMap(({ methods }) => methods);
  if (allowed.length === 0) return problemOf('UNKNOWN_ROUTE', { path: request.path });
  if (allowed.includes('GET')) allowed.push('HEAD');
  response.setHeader('Allow', allowed.join(', '));
  return problemOf('METHOD_NOT_ALLOWED', { path: request.path, method: request.method, allowed });
}
