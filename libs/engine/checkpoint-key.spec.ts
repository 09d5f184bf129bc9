/** The key's file: made once, whole or not at all, and never instead of one that was named. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointKeyOf, checkpointKeyOrNew, makeCheckpointKey } from './checkpoint-key.js';
import { locateWorkspace } from './workspace.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is made under a name, readable by its owner alone, and stays', () => {
  const workspace = locateWorkspace(join(folder, 'data'), { ACCRUAL_CHECKPOINT_KEY: '' });
  const made = makeCheckpointKey(workspace, 'pension.example/ledger');
  expect(statSync(join(folder, 'data', 'checkpoint.key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'data'))).toEqual(['checkpoint.key']);
  expect([checkpointKeyOf(workspace).text, checkpointKeyOrNew(workspace).text]).toEqual([made.text, made.text]);
  expect(() => makeCheckpointKey(workspace, 'another.example')).toThrow('KEY_ALREADY_MADE');
  expect(readFileSync(join(folder, 'data', 'checkpoint.key'), 'utf8')).toBe(`${made.text}\n`);
});

it('is made where a checkpoint is asked for first, under a name of its own', () => {
  const workspace = locateWorkspace(folder, {});
  expect(() => checkpointKeyOf(workspace)).toThrow('NO_CHECKPOINT_KEY');
  const made = checkpointKeyOrNew(workspace);
  expect(made.verifier.name).toMatch(/^accrual-ledger\/[0-9a-f]{8}$/);
  expect(checkpointKeyOrNew(workspace).text).toBe(made.text);
});

it('that a setting names must be there, and be one', () => {
  const named = locateWorkspace(folder, { ACCRUAL_CHECKPOINT_KEY: join(folder, 'secret') });
  expect(() => checkpointKeyOrNew(named)).toThrow('NO_CHECKPOINT_KEY');
  writeFileSync(join(folder, 'secret'), '');
  expect(() => checkpointKeyOrNew(named)).toThrow('INVALID_KEY');
});

it('leaves nothing behind where it cannot be written', () => {
  const workspace = locateWorkspace(folder, {});
  mkdirSync(join(folder, 'checkpoint.key'));
  expect(() => makeCheckpointKey(workspace, 'x.example')).toThrow('KEY_ALREADY_MADE');
  expect(readdirSync(folder)).toEqual(['checkpoint.key']);
});
