/** `accrual calculate`: one operation of a rulebook on a JSON input, without a ledger. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { JsonValue } from '#ledger/kernel/json.js';
import { withoutByteOrderMark } from '#ledger/kernel/text.js';
import { refusal, refuse } from '#ledger/kernel/refusal.js';
import { jsonOf } from '#ledger/kernel/json-fault.js';
import { utf8Fault } from '#ledger/kernel/utf8.js';
import { withWords } from '#words/said.js';
import { readableOnce } from '../input-file.js';
import { wholeText } from '../json-input.js';
import { globalsOf } from '../options.js';
import { printJson, printRefusal, printText } from '../terminal/output.js';
import { textTable } from '../terminal/table.js';

interface CalculateOptions {
  readonly batch?: string;
  readonly list?: boolean;
}

export function defineCalculate(command: Command): void {
  command
    .description('Runs one rulebook operation on a JSON input from FILE or stdin (-). The figures of the ledger come from the ' +
      'same functions.')
    .argument('[operation]', 'name of the operation, e.g. fi.annualPremium')
    .argument('[file]', 'JSON input; - or nothing: stdin')
    .option('--batch <file>', 'NDJSON lines {id, op, input} (- for stdin); answers lines {id, output} or {id, error} in order')
    .option('--list', 'all operations; with --json also their schemas')
    .addHelpText(
      'after',
      `
Example:
  echo '{"from":"2005-01-01","to":"2006-01-01"}' | accrual calculate fi.accumulation -`,
    )
    .action(async (operation: string | undefined, file: string | undefined, options: CalculateOptions, command: Command) => {
      if (options.list === true) return listOperations(globalsOf(command).json === true);
      if (options.batch !== undefined) return calculateBatch(options.batch);
      if (operation === undefined) command.error('name an operation, or use --batch or --list', { exitCode: 2 });
      return calculateOne(operation as string, file ?? '-');
    });
}

async function listOperations(json: boolean): Promise<void> {
  const { OPERATIONS } = await import('#rulebooks/operations.js');
  const operations = [...OPERATIONS.values()];
  if (json) {
    return printJson(operations.map(({ name, article, summary, input, output }) => ({ name, article, summary, input, output })));
  }
  printText(
    textTable(
      [{ head: 'operation' }, { head: 'article' }, { head: 'what it answers' }],
      operations.map(({ name, article, summary }) => [name, article, summary]),
    ),
  );
}

async function calculateOne(operation: string, file: string): Promise<void> {
  const { calculate } = await import('#rulebooks/calculate.js');
  const result = calculate(operation, inputOf(await wholeText(file), file));
  if (result.status === 'done') return printJson(result.output);
  process.exitCode = 1;
  printRefusal(result.error, true);
}

async function calculateBatch(file: string): Promise<void> {
  const { calculate } = await import('#rulebooks/calculate.js');
  const lines = createInterface({
    // A character for each byte: a line that is not UTF-8 must not become other letters.
    input: file === '-' ? process.stdin.setEncoding('latin1') : createReadStream(readableOnce(file), 'latin1'),
    crlfDelay: Infinity,
  });
  let lineNumber = 0;
  let pending = '';
  for await (const bytes of lines) {
    lineNumber += 1;
    if (bytes.trim() === '') continue;
    const answer = answerBytes(Buffer.from(bytes, 'latin1'), lineNumber, calculate);
    if ('error' in answer) process.exitCode = 1;
    pending += `${JSON.stringify(answer)}\n`;
    if (pending.length > 65_536) {
      await write(pending);
      pending = '';
    }
  }
  await write(pending);
}

function answerBytes(bytes: Buffer, line: number, calculate: typeof import('#rulebooks/calculate.js').calculate): object {
  const fault = isUtf8(bytes) ? undefined : utf8Fault(bytes);
  if (fault !== undefined) return { id: null, error: withWords(refusal('NOT_UTF8', { ...fault, of: 'stdin', line })) };
  const text = bytes.toString('utf8');
  return answerLine(line === 1 ? withoutByteOrderMark(text) : text, line, calculate);
}

function answerLine(line: string, lineNumber: number, calculate: typeof import('#rulebooks/calculate.js').calculate): object {
  const read = jsonOf(line);
  if ('fault' in read) return { id: null, error: withWords(refusal('INVALID_JSON', { ...read.fault, of: 'stdin', line: lineNumber })) };
  const request = read.value as { readonly id?: JsonValue; readonly op?: JsonValue; readonly input?: JsonValue } | null;
  if (typeof request !== 'object' || request === null || typeof request.op !== 'string') {
    return {
      id: request?.id ?? null,
      error: { code: 'INVALID_REQUEST', message: `line ${lineNumber} must be {id, op, input}`, line: lineNumber },
    };
  }
  const result = calculate(request.op, request.input ?? {});
  const id = request.id ?? null;
  return result.status === 'done' ? { id, output: result.output } : { id, error: withWords(result.error) };
}

function inputOf(text: string, file: string): JsonValue {
  const read = jsonOf(text);
  return 'value' in read ? read.value : refuse('INVALID_JSON', { file: file === '-' ? 'stdin' : file, ...read.fault });
}

function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
}
