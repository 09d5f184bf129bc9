/** What the command prints: one JSON document or a page of text on stdout, everything else on stderr. */
import type { Refusal } from '#ledger/kernel/refusal.js';
import { markedDocument, markedPage } from './incomplete.js';
import { spoken } from './what-to-do.js';

/** `line`: one document of many, on a line of its own, also on a terminal. */
export function printJson(value: unknown, as: 'document' | 'line' = 'document'): void {
  process.stdout.write(`${JSON.stringify(markedDocument(value), bigintAsText, as === 'document' && process.stdout.isTTY ? 2 : undefined)}\n`);
}

export function printText(text: string): void {
  const page = markedPage(text);
  process.stdout.write(page.endsWith('\n') ? page : `${page}\n`);
}

export function notice(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * An error a person can act on, once: a JSON document on stdout, else on stderr code, message and the details that the message does not
 * tell.
 */
export function printRefusal(refusal: Refusal, json: boolean): void {
  const { told, untold } = spoken(refusal);
  if (json) return printJson({ error: told });
  const { code, message } = told;
  const rest = untold
    .map((name) => [name, told[name]] as const)
    .filter(([, detail]) => detail !== undefined)
    .map(([name, detail]) => `  ${name}: ${typeof detail === 'string' ? detail : JSON.stringify(detail)}\n`);
  process.stderr.write(`${code}: ${message}\n${rest.join('')}`);
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
