/**
 * Rules that the OpenAPI document is held to, beside being valid: what generators of clients, gateways and readers trip over. Each
 * finds places; none may find any.
 */
type Node = { readonly [key: string]: unknown };

export interface LintedDocument extends Node {
  readonly paths: { readonly [path: string]: { readonly [method: string]: LintedOperation } };
  readonly components: { readonly schemas: { readonly [name: string]: Node }; readonly securitySchemes?: Node };
}

interface LintedOperation extends Node {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly (Node & { readonly name: string; readonly in: string })[];
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema?: Node } } };
  readonly responses: { readonly [status: string]: { readonly content?: Node } };
}

type Finds = (document: LintedDocument) => readonly string[];

export const RULES: { readonly [rule: string]: Finds } = {
  'servers are named': ({ servers }) => (Array.isArray(servers) && servers.length > 0 ? [] : ['servers']),
  'security is declared, and by schemes that there are': ({ security, components }) => {
    if (!Array.isArray(security)) return ['security'];
    const named = (security as readonly Node[]).flatMap((one) => Object.keys(one));
    return named.filter((name) => components.securitySchemes?.[name] === undefined);
  },
  'title, version, licence and description are there': ({ info }) =>
    ['title', 'version', 'license', 'description'].filter((field) => (info as Node | undefined)?.[field] === undefined),
  'paths are in kebab case, without a slash at the end': ({ paths }) =>
    Object.keys(paths).filter((path) => !/^(\/([a-z0-9]+(-[a-z0-9]+)*|\{[a-zA-Z]+\}))+$/.test(path)),
  'operations have ids of one form': (document) =>
    each(document, ({ operationId }) => (/^[a-z][A-Za-z0-9]+$/.test(operationId ?? '') ? [] : ['operationId'])),
  'summaries are there, and end without a full stop': (document) =>
    each(document, ({ summary }) => (summary !== undefined && summary !== '' && !summary.endsWith('.') ? [] : ['summary'])),
  'tags are declared': (document) => {
    const declared = new Set(((document['tags'] ?? []) as readonly { readonly name: string }[]).map(({ name }) => name));
    return each(document, ({ tags = [] }) => tags.filter((tag) => !declared.has(tag)));
  },
  'declared tags are used': (document) => {
    const used = new Set(Object.values(document.paths).flatMap((item) => Object.values(item).flatMap(({ tags = [] }) => tags)));
    return ((document['tags'] ?? []) as readonly { readonly name: string }[]).map(({ name }) => name).filter((name) => !used.has(name));
  },
  'every answer of 2xx says what it holds': (document) =>
    each(document, ({ responses }) =>
      Object.entries(responses).flatMap(([status, { content }]) =>
        /^2/.test(status) && status !== '204' && content === undefined ? [status] : [],
      ),
    ),
  'every operation says how it fails, save the metrics, which never do': (document) =>
    each(document, ({ responses }, path) =>
      Object.keys(responses).some((status) => /^[45]/.test(status)) || path === '/metrics' ? [] : ['responses'],
    ),
  'bodies are schemas that say something': (document) =>
    each(document, ({ requestBody }) =>
      Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) => (Object.keys(schema ?? {}).length === 0 ? [type] : [])),
    ),
  'fields of bodies are closed: no list of anything, no object with any fields': (document) =>
    bodiesOf(document).flatMap(([name, schema]) => openPlaces(schema).map((place) => `${name}${place}`)),
  'schemas are used': (document) => {
    const text = JSON.stringify(document);
    return Object.keys(document.components.schemas).filter((name) => !text.includes(`"#/components/schemas/${name}"`));
  },
  'names of schemas are those that a component may have': ({ components }) =>
    Object.keys(components.schemas).filter((name) => !/^[a-zA-Z0-9._-]+$/.test(name)),
  'enumerations have a type': (document) => placesOf(document, (node) => Array.isArray(node['enum']) && node['type'] === undefined),
  'lists say of what': (document) => placesOf(document, (node) => node['type'] === 'array' && node['items'] === undefined),
};

function each(document: LintedDocument, find: (operation: LintedOperation, path: string) => readonly string[]): readonly string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => find(operation, path).map((what) => `${method} ${path}: ${what}`)),
  );
}

/** Schemas that bodies are made of, save those of operations, which the rulebooks declare. */
function bodiesOf({ components: { schemas } }: LintedDocument): readonly (readonly [string, Node])[] {
  return Object.entries(schemas).filter(([name]) => /Body$|^PublishedParameter$/.test(name));
}

function openPlaces(schema: Node): readonly string[] {
  return placesOf(
    schema,
    (node) =>
      (node['type'] === 'object' && node['properties'] === undefined) ||
      (node['type'] === 'array' && Object.keys((node['items'] ?? {}) as Node).length === 0),
  );
}

function placesOf(value: unknown, isFound: (node: Node) => boolean, place = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(item, isFound, `${place}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, item]) =>
    key === 'example' || key === 'examples' ? [] : placesOf(item, isFound, `${place}/${key}`),
  );
  return isFound(value as Node) ? [place === '' ? '/' : place, ...inside] : inside;
}
