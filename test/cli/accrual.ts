/** The built program, run as its users run it, on a data folder that is thrown away. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const MAIN = join(ROOT, 'dist', 'programs', 'accrual.js');

export const SAMPLES = join(ROOT, 'test', 'samples');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Accrual {
  readonly folder: string;
  readonly data: string;
  /** Writes a file; answers its path. */
  readonly file: (name: string, content: string) => string;
  readonly run: (...args: readonly string[]) => Ran;
  readonly runWith: (environment: Readonly<Record<string, string>>, ...args: readonly string[]) => Ran;
  /** Runs with --json, expects that exit code, answers the document. */
  readonly json: <T>(code: number, ...args: readonly string[]) => T;
  /** The same for NDJSON. */
  readonly lines: <T>(code: number, ...args: readonly string[]) => readonly T[];
  readonly dispose: () => void;
}

export function accrual(): Accrual {
  const folder = mkdtempSync(join(tmpdir(), 'accrual-cli-'));
  const data = join(folder, 'data');
  const runWith = (environment: Readonly<Record<string, string>>, ...args: readonly string[]): Ran => {
    const env = {
      ...process.env,
      COLUMNS: undefined,
      NODE_OPTIONS: '',
      ACCRUAL_DATA: data,
      ACCRUAL_ACTOR: 'tester',
      ACCRUAL_JOURNAL_URL: undefined,
      ACCRUAL_READ_MODEL_URL: undefined,
      ...environment,
    };
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error !== undefined) throw error;
    return { code: status, stdout, stderr };
  };
  const run = (...args: readonly string[]): Ran => runWith({}, ...args);
  const told = (code: number, args: readonly string[]): string => {
    const ran = run(...args, '--json');
    if (ran.code !== code) throw new Error(`accrual ${args.join(' ')} ended with ${ran.code}, not ${code}:\n${ran.stdout}${ran.stderr}`);
    return ran.stdout;
  };
  return {
    folder,
    data,
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    run,
    runWith,
    json: <T>(code: number, ...args: readonly string[]) => JSON.parse(told(code, args)) as T,
    lines: <T>(code: number, ...args: readonly string[]) =>
      told(code, args)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as T),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What every answer carries (CONTRACT: JSON answers). */
export const COORDINATES = {
  asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
  knownAt: expect.anything() as string | number,
  rulesKnownAt: expect.anything() as string | null,
  position: expect.any(Number) as number,
  rulebook: { id: expect.any(String) as string, version: expect.any(String) as string, parameters: expect.any(String) as string },
  digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
};
