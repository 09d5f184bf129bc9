/** The OpenAPI document is whole: every route is in it, and everything it refers to exists. */
import { FACT_NAMES } from '#ledger/declared-facts.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { RULES, type LintedDocument } from '../testing/openapi-rules.js';
import { startServer, stopServers } from '../testing/server.js';

const { VIEWS } = await import('#projections/views/views.js');

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly headers?: Readonly<Record<string, object>>;
        readonly content?: Readonly<Record<string, { readonly schema: object }>>;
      }
    >
  >;
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document as any client reads it
let document: any;
let operations: readonly { readonly path: string; readonly method: string; readonly operation: Operation }[];
let routes: readonly string[];

beforeAll(async () => {
  const server = await startServer({ trialBalance: async () => ({ accounts: [] }) as never, audit: {} as never });
  document = (await server.get('/openapi.json')).body;
  operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const router = (server.api.app.getHttpAdapter().getInstance() as unknown as { router: { stack: readonly Layer[] } }).router;
  routes = router.stack.flatMap(({ route }) =>
    route === undefined ? [] : Object.keys(route.methods).map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`),
  );
  await stopServers();
});

it('an operation takes If-None-Match where its answer has an ETag, and tells of 304 there; nowhere else', () => {
  const [takes, has, tells] = [
    ({ parameters = [] }: Operation) => parameters.some(({ name }) => name === 'If-None-Match'),
    ({ responses }: Operation) => responses['200']?.headers?.['ETag'] !== undefined,
    ({ responses }: Operation) => responses['304'] !== undefined,
  ].map((is) => operations.filter(({ operation }) => is(operation)).map(({ method, path }) => `${method} ${path}`));
  expect(has).toEqual(expect.arrayContaining(['get /v1/participants/{id}/coverage', 'get /v1/employers/{id}/statement']));
  expect([takes, tells]).toEqual([has, has]);
});

it('has every route of the server, and no other', () => {
  const served = routes.filter((route) => !/ \/(docs|openapi)/.test(route) && !route.includes('*'));
  expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual([...served].sort());
  expect(served).toEqual(
    expect.arrayContaining([
      ...['coverage', 'windows', 'account', 'overview', 'liabilities', 'worklist', 'history', 'explain', 'diff'].map(
        (name) => `get /v1/participants/{id}/${name}`,
      ),
      ...['incomes', 'contributions', 'corrections', 'annulments', 'transfers', 'disabilities', 'pensions', 'payments', 'deaths'].map(
        (name) => `post /v1/participants/{id}/${name}`,
      ),
      ...[
        'participants',
        'trial-balance',
        'checkpoints',
        'checkpoints/latest',
        'proofs',
        'batches',
        'batches/{id}',
        'events',
        'funds/{id}/history',
        'funds/{id}/changes',
        'parameters/{fundId}',
        'parameters/{fundId}/timeline',
      ].map((name) => `get /v1/${name}`),
      ...[
        'participants',
        'funds/{id}/parameters',
        'funds/{id}/decisions',
        'funds/{id}/changes',
        'funds/{id}/notices',
        'funds/{id}/fan-outs',
        'calculate/{op}',
      ].map((name) => `post /v1/${name}`),
      ...['health/live', 'health/ready', 'metrics'].map((name) => `get /${name}`),
    ]),
  );
});

it('has a route and a schema for every read model: a new one is its folder and its row', () => {
  const asked = operations.map(({ method, path }) => `${method} ${path}`);
  for (const { name, subject, schema } of VIEWS) {
    expect(asked).toContain(`get /v1/${subject.kind}s/{id}/${name}`);
    const answer = operations.find(({ path }) => path === `/v1/${subject.kind}s/{id}/${name}`)?.operation.responses['200'];
    const { $ref } = answer?.content?.['application/json']?.schema as { readonly $ref: string };
    const told = document.components.schemas[$ref.slice('#/components/schemas/'.length)].properties;
    expect(Object.keys(told)).toEqual(expect.arrayContaining(Object.keys(schema['properties'] as object)));
  }
});

it('is an OpenAPI 3.1 document with what the specification requires', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  expect([typeof document.info.title, typeof document.info.version]).toEqual(['string', 'string']);
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, operation } of operations) {
    expect(operation.summary.length).toBeGreaterThan(5);
    expect(operation.tags).toHaveLength(1);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = operation.parameters ?? [];
    expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(inPath);
    expect(new Set(parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).size).toBe(parameters.length);
    for (const parameter of parameters) {
      expect([path, parameter.name, typeof parameter.description, typeof parameter.schema]).toEqual([
        path,
        parameter.name,
        'string',
        'object',
      ]);
      if (parameter.in === 'path') expect(parameter.required).toBe(true);
    }
  }
});

it('says what each operation answers, and as which problem it fails', () => {
  for (const { path, method, operation } of operations) {
    const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
    expect([path, success?.[1].content === undefined]).toEqual([path, false]);
    if (path === '/metrics') continue;
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['500', '503']));
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(response.description).not.toBe('');
      if (Number(status) >= 400) {
        expect(response.content).toEqual({ 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } });
      }
    }
    if (method === 'post') {
      expect(operation.requestBody?.content['application/json']?.schema).toBeDefined();
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '413', '415', '422']));
    }
  }
  const writes = operations.filter(
    ({ path, method }) =>
      method === 'post' &&
      !path.startsWith('/v1/calculate') &&
      !/\/(fan-outs|what-if|invoices|interest-runs)$|employers\/\{id\}\/decisions$/.test(path),
  );
  expect(writes).toHaveLength(FACT_NAMES.length + 5);
  for (const { operation } of writes) {
    const headers = (operation.parameters ?? []).filter((parameter) => parameter.in === 'header').map(({ name }) => name);
    expect(headers).toEqual(expect.arrayContaining(['Idempotency-Key', 'If-Match']));
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '201', '409', '412', '422', '507']));
  }
});

it('refers to nothing that is not there, and every schema is one', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference as string);
  expect(references.length).toBeGreaterThan(50);
  const schemas = document.components.schemas as Record<string, object>;
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\/components\/schemas\//);
    expect(Object.keys(schemas)).toContain(reference.slice('#/components/schemas/'.length));
  }
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');
  for (const name of Object.keys(schemas)) expect(() => ajv.compile({ $ref: `api#/components/schemas/${name}` })).not.toThrow();
});

describe('lint', () => {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document as any client reads it
  let whole: any;
  beforeAll(async () => {
    const [standing, runs] = [
      { models: [], status: async () => [] } as never,
      { tell: () => undefined, waiting: () => 0, end: async () => undefined } as never,
    ];
    const {
      api: { document: served },
    } = await startServer({
      trialBalance: async () => ({}) as never,
      audit: {} as never,
      standing,
      reprocessing: { runs, folder: '.', rolesAreOn: false },
      transfers: {} as never,
      portfolio: {} as never,
      invoicing: {} as never,
      studies: {} as never,
    });
    whole = JSON.parse(JSON.stringify(served));
    await stopServers();
  });

  it.each(Object.entries(RULES))('%s', (_rule, find) => expect(find(whole as LintedDocument)).toEqual([]));

  /** What each rule is there for, done to the document. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const BROKEN: { readonly [rule: string]: (broken: any) => void } = {
    'servers are named': (broken) => delete broken.servers,
    'security is declared, and by schemes that there are': (broken) => (broken.security = [{ nobody: [] }]),
    'title, version, licence and description are there': (broken) => delete broken.info.license,
    'paths are in kebab case, without a slash at the end': (broken) => (broken.paths['/v1/some_where/'] = {}),
    'operations have ids of one form': (broken) => delete broken.paths['/v1/participants'].get.operationId,
    'summaries are there, and end without a full stop': (broken) => (broken.paths['/v1/participants'].get.summary += '.'),
    'tags are declared': (broken) => (broken.paths['/v1/participants'].get.tags = ['elsewhere']),
    'declared tags are used': (broken) => broken.tags.push({ name: 'spare' }),
    'every answer of 2xx says what it holds': (broken) => delete broken.paths['/v1/participants'].get.responses['200'].content,
    'every operation says how it fails, save the metrics, which never do': (broken) =>
      (broken.paths['/v1/participants'].get.responses = {}),
    'bodies are schemas that say something': (broken) =>
      (broken.paths['/v1/participants'].post.requestBody.content['application/json'].schema = {}),
    'fields of bodies are closed: no list of anything, no object with any fields': (broken) =>
      (broken.components.schemas.PublishParametersBody.properties.parameters.items = {}),
    'schemas are used': (broken) => (broken.components.schemas.Spare = {}),
    'names of schemas are those that a component may have': (broken) => (broken.components.schemas['a b'] = {}),
    'enumerations have a type': (broken) => (broken.components.schemas.Spare = { enum: ['a'] }),
    'lists say of what': (broken) => (broken.components.schemas.Spare = { type: 'array' }),
  };

  it.each(Object.entries(RULES))('finds where it does not hold: %s', (rule, find) => {
    const broken = structuredClone(whole);
    BROKEN[rule]?.(broken);
    expect(find(broken as LintedDocument)).not.toEqual([]);
  });
});
