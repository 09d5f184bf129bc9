/**
 * Whatever is sent, no route answers a problem that it does not list: requests made from the OpenAPI document itself, each with one
 * field that is far away, wrong for its subject, or nothing. The client of these specifications throws where a code is not listed.
 */
import { FINN, seed, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

interface FieldSchema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly example?: unknown;
  readonly items?: object;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: FieldSchema;
    readonly example?: unknown;
  }[];
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: { readonly $ref?: string } } } };
}

let server: Served;
let remove: () => void;
let operations: readonly { readonly path: string; readonly method: string; readonly operation: Operation }[];
let schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, FieldSchema>> }>>;

beforeAll(async () => {
  const place = temporaryFolder();
  remove = place.remove;
  server = await serveHere(place.folder);
  await seed(server);
  await server.post('/v1/employers', { employerId: 'E1', scheme: 'nl-pob', kind: 'mandatory', affiliatedOn: '2010-01-01' });
  await server.post('/v1/participants', { ...FINN, participantId: 'P1', scheme: 'nl-pob' });
  const document = server.api.document as unknown as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: typeof schemas };
  };
  schemas = document.components.schemas;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
});
afterAll(async () => {
  await stopServers();
  remove();
});

/** Values of a field, the likely one first. */
function valuesOf({ type, format, pattern, enum: choices, minimum, example, items }: FieldSchema): readonly unknown[] {
  const likely = example === undefined ? [] : [example];
  if (choices !== undefined) return [...likely, ...choices];
  if (format === 'date') return [...likely, '2010-06-15', '1001-01-01', '2023-03-02', '9999-12-31'];
  if (format === 'uuid') return ['00000000-0000-4000-8000-000000000000'];
  if (type === 'boolean') return [true, false];
  if (type === 'integer') return [...likely, 2005, minimum ?? 0, 9999];
  if (type === 'array') return [items === undefined ? [] : [{ name: 'nothing', entries: [] }]];
  if (pattern?.includes('\\d') === true) return [...likely, '1000.00', '0', '999999999999.99', '2010-06'];
  return [...likely, 'X1', '2005-01-01', '1'];
}

/** The likely request, and for each field the others with one value changed, or the field left out. */
function variants(fields: Readonly<Record<string, FieldSchema>>): readonly Readonly<Record<string, unknown>>[] {
  const base = Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, valuesOf(schema)[0]]));
  return [
    base,
    ...Object.entries(fields).flatMap(([name, schema]) =>
      [...valuesOf(schema).slice(1), undefined].map((value) => ({ ...base, [name]: value })),
    ),
  ];
}

/** Of each kind, and none. */
function subjectsOf(path: string): readonly string[] {
  if (!path.includes('{')) return [''];
  if (path.startsWith('/v1/participants')) return ['F1', 'D1', 'P1', 'nobody'];
  return path.startsWith('/v1/employers')
    ? ['E1', 'nobody']
    : path.startsWith('/v1/funds') || path.startsWith('/v1/parameters')
      ? ['fi-kapl', 'dk-p90', 'nowhere']
      : ['F1'];
}

it('writes', async () => {
  let sent = 0;
  for (const { path, method, operation } of operations) {
    const body = operation.requestBody?.content['application/json']?.schema.$ref;
    if (method !== 'post' || body === undefined || path.startsWith('/v1/reprocessings') || path.startsWith('/v1/calculate')) continue;
    const fields = schemas[body.split('/').at(-1) ?? '']?.properties ?? {};
    for (const subject of subjectsOf(path)) {
      for (const wanted of subject.startsWith('no') ? variants(fields).slice(0, 1) : variants(fields)) {
        await server.post(path.replace('{id}', subject), wanted);
        sent += 1;
      }
    }
  }
  expect(sent).toBeGreaterThan(500);
}, 120_000);

it('readings', async () => {
  let sent = 0;
  for (const { path, method, operation } of operations) {
    if (method !== 'get' || path.startsWith('/health') || path === '/metrics') continue;
    const fields = Object.fromEntries(
      (operation.parameters ?? [])
        .filter((each) => each.in === 'query')
        .map(({ name, schema, example }) => [name, { ...schema, ...(example === undefined ? {} : { example }) }]),
    );
    for (const subject of subjectsOf(path)) {
      for (const wanted of variants(fields)) {
        const { minPosition: _waits, ...asked } = wanted;
        const query = new URLSearchParams(
          Object.entries(asked).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])),
        );
        await server.get(`${path.replace(/\{\w+\}/g, subject)}?${query.toString()}`);
        sent += 1;
      }
    }
  }
  expect(sent).toBeGreaterThan(200);
}, 120_000);
