/** No route answers a problem that the OpenAPI document does not list there: held for every request that a specification sends. */
import type { OpenAPIObject } from '@nestjs/swagger';
import { REFUSED_BY_OPERATION } from '../openapi/answers.js';

export interface AnsweredProblem {
  readonly status: number;
  readonly body: { readonly code?: string } | undefined;
}

/** Throws where a request to a route was answered with a problem that its operation does not list; other paths have no list. */
export function problemsListedBy(document: OpenAPIObject): (method: string, path: string, answered: AnsweredProblem) => void {
  const routes = Object.entries(document.paths).map(([path, item]) => ({
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    item: item as Record<string, Operation>,
  }));
  return (method, path, { status, body }) => {
    const operation = routes.find(({ pattern }) => pattern.test(path.split('?')[0] ?? ''))?.item[method.toLowerCase()];
    if (status < 400 || operation === undefined || body?.code === undefined || isPlanted(operation)) return;
    const listed = (operation.responses[status]?.description ?? '').split(', ');
    if (!listed.includes(body.code) && !listed.includes(REFUSED_BY_OPERATION))
      throw new Error(`${method} ${path} answered ${status} ${body.code}, which ${operation.operationId} does not list`);
  };
}

/** A route that a specification has added says nothing of how it fails. */
function isPlanted({ responses }: Operation): boolean {
  return Object.keys(responses).every((status) => Number(status) < 400);
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly description: string } | undefined>>;
}
