/** A browser for the console's tests: the machine's own Chromium, else the one that npm brings. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import chromiumOfNpm from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** `ACCRUAL_CHROMIUM`, else what the path has. */
function ownChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [process.env['ACCRUAL_CHROMIUM'], ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))];
  return candidates.find((file) => file !== undefined && file !== '' && existsSync(file));
}

export async function openBrowser(): Promise<Browser> {
  const own = ownChromium();
  if (own !== undefined) return chromium.launch({ executablePath: own, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  return chromium.launch({
    executablePath: await chromiumOfNpm.executablePath(),
    args: [...chromiumOfNpm.args, '--disable-dev-shm-usage'],
    headless: true,
  });
}
