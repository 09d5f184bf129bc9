import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocument } from './document.js';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'accrual-document-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

it.each([
  ['a number', '0.0475', '0.0475'],
  ['a number with zeros at its end', '0.10', '0.10'],
  ['a number that a binary one cannot hold', '0.1234567890123456789', '0.1234567890123456789'],
  ['a negative number', '-12', '-12'],
  ['a text', '"0.0475"', '0.0475'],
])('JSON and YAML take %s as it is written', async (_what, value, taken) => {
  const json = await readDocument(
    written('a.json', `{"scheme": "x", "parameters": [{"entries": [{"from": "2005-01-01", "value" : ${value}}]}]}`),
  );
  const yaml = await readDocument(written('a.yaml', `scheme: x\nparameters:\n- entries:\n  - {from: 2005-01-01, value: ${value}}\n`));
  expect(json).toEqual({ scheme: 'x', parameters: [{ entries: [{ from: '2005-01-01', value: taken }] }] });
  expect(yaml).toEqual(json);
});

it('leaves alone what only looks so: texts, other names, tables', async () => {
  const text = '{"note": "\\"value\\": 0.5", "years": 3, "value": [1, {"age": 60, "u": 0.5}], "xvalue": 0.5}';
  expect(await readDocument(written('b.json', text))).toEqual(JSON.parse(text));
});

it('names the place of a fault in the text as it stands', async () => {
  await expect(readDocument(written('c.json', '{"value": 0.5, "a" 1}'))).rejects.toMatchObject({
    refusal: { code: 'INVALID_PARAMETER_FILE' },
  });
});
