/** Child processes that run the program as built, for what worker threads and kills show. */
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const DIST = resolve('dist');

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  /** Lines on stdout, each a JSON document. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into documents of every shape
  readonly lines: readonly any[];
  readonly errors: string;
}

const PRELUDE = `
const { openStandingModels } = await import('${built('libs/projections/run/open-standing.js')}');
const { openTolerantReader } = await import('${built('libs/portfolio/tolerant-reader.js')}');
const { sweep } = await import('${built('libs/projections/run/sweep/sweep.js')}');
const [journalUrl, readModelUrl, out] = process.argv.slice(2);
const { reader } = await openTolerantReader(journalUrl);
const clock = () => '2026-01-01T00:00:00.000Z';
const say = (document) => process.stdout.write(JSON.stringify(document) + '\\n');
const die = () => process.kill(process.pid, 'SIGKILL');
const models = (asOf) => openStandingModels(readModelUrl, reader, { clock, asOf, journalUrl, workers: 2 });
const contents = async (standing, model) => {
  const all = [];
  for (let after = ''; after !== null; ) {
    const page = await standing.list(model, { after, limit: 1000 });
    all.push(...page.items.map((item) => [item.subjectId, item.answer?.digest ?? item.refusal.code]));
    after = page.next;
  }
  return all;
};
`;

function built(path: string): string {
  return pathToFileURL(join(DIST, path)).href;
}

/** Runs a module's text; it ends by itself, by its own hand, or is killed after some milliseconds. */
export async function runBuilt(
  folder: string,
  body: string,
  args: readonly string[],
  killAfterMilliseconds?: number,
): Promise<Ended> {
  if (!existsSync(join(DIST, 'libs'))) throw new Error('this test runs the program as built: npm run build first');
  const script = join(folder, 'child.mjs');
  writeFileSync(script, `${PRELUDE}\n${body}\nawait reader.close();\n`);
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = killAfterMilliseconds === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds);
  let [text, errors] = ['', ''];
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) =>
    child.on('close', (...ended) => done(ended)),
  );
  clearTimeout(timer);
  const lines = text.split('\n').filter((line) => line.endsWith('}') || line.endsWith(']'));
  return { code, signal, errors, lines: lines.map((line) => JSON.parse(line) as unknown) };
}
