/** A browser for the console's tests: the machine's own Chromium, else the one that npm brings. */
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import chromiumOfNpm from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Not those that the package proposes: in a single process the browser dies when one of several contexts is closed. */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage'];

/** `ACCRUAL_CHROMIUM`, else what the path has; `ACCRUAL_CHROMIUM=npm` passes over both. */
function ownChromium(): string | undefined {
  const named = process.env['ACCRUAL_CHROMIUM'];
  if (named === 'npm') return undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [named, ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))];
  return candidates.find((file) => file !== undefined && file !== '' && existsSync(file));
}

export async function openBrowser(): Promise<Browser> {
  const own = ownChromium();
  if (own !== undefined) return chromium.launch({ executablePath: own, args: ARGS });
  return chromium.launch({
    executablePath: await unpacked(),
    args: ARGS,
    headless: true,
    // A bare system lacks some of its libraries (NSS, expat); they come in the same package.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(tmpdir(), 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? ''].filter((each) => each !== '').join(':'),
    },
  });
}

const UNPACKED_WITHIN_MS = 90_000;
/** By this the package knows a system whose libraries it has to bring. */
const BARE_SYSTEM = 'AWS_LAMBDA_JS_RUNTIME';

/** Unpacks once, whichever of the tests that run at the same time comes first: the others wait for it. */
async function unpacked(): Promise<string> {
  const lock = join(tmpdir(), 'chromium-unpacking');
  const begun = Date.now();
  while (!taken(lock)) {
    if (Date.now() - begun > UNPACKED_WITHIN_MS) throw new Error(`${lock} stands since another test began to unpack Chromium; remove it`);
    await new Promise((done) => setTimeout(done, 200));
  }
  const before = process.env[BARE_SYSTEM];
  try {
    process.env[BARE_SYSTEM] = 'nodejs20.x';
    return await chromiumOfNpm.executablePath();
  } finally {
    if (before === undefined) delete process.env[BARE_SYSTEM];
    else process.env[BARE_SYSTEM] = before;
    rmdirSync(lock);
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
