/** Projectors as built, in processes of their own, so that they can be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const MAIN = resolve('dist/programs/accrual-projector.js');

export interface ProjectorChild {
  readonly url: string;
  readonly process: ChildProcess;
  /** Log lines so far. */
  readonly log: () => readonly Readonly<Record<string, unknown>>[];
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a projector; answers once it listens, or has ended before (`url` is empty then). */
export async function startChild(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<ProjectorChild> {
  if (!existsSync(MAIN)) throw new Error('this test runs the program as built: npm run build first');
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--workers', '0', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  const log = () =>
    text
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) =>
    child.on('close', (code, signal) => done({ code, signal })),
  );
  const listening = new Promise<string>((done) => {
    child.stderr.on('data', (chunk) => {
      text += String(chunk);
      const found = log().find(({ url }) => url !== undefined);
      if (found !== undefined) done(String(found['url']));
    });
  });
  const url = await Promise.race([listening, ended.then(() => '')]);
  return { url, process: child, log, ended };
}

/** On a connection of its own: one that is kept may be closed by the other side while this process is busy, just as it is used again. */
function get(url: string): Promise<Response> {
  return fetch(url, { headers: { connection: 'close' } });
}

export async function getText(url: string): Promise<string> {
  return (await get(url)).text();
}

export async function getJson(url: string): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const response = await get(url);
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
}

/** Asks again until the answer is as wanted; says what it was at the end where it never is. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, milliseconds = 30_000): Promise<T> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask().catch((error: unknown) => error as T);
    if (!(answer instanceof Error) && wanted(answer)) return answer;
    if (performance.now() > deadline)
      throw new Error(`never as wanted; at last: ${answer instanceof Error ? String(answer) : JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
