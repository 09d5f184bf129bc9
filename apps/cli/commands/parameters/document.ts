/** A parameters document from YAML or JSON, by the file's name. */
import { basename } from 'node:path';
import { documentFault, type JsonObject } from '#ledger/kernel/json.js';
import { jsonOf } from '#ledger/kernel/json-fault.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { utf8Text } from '#reprocessing/formats/utf8-text.js';

/** A string, with the number that it names where it is a member's name; no match begins within a string. */
const VALUE_IN_JSON = /"(?:[^"\\]|\\.)*"(?:\s*:\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?))?/g;

/**
 * Refuses UNKNOWN_FORMAT, NOT_UTF8 and INVALID_PARAMETER_FILE. An entry's `value: 0.0475`, in YAML and in JSON alike, is taken as it is
 * written, never by way of a binary number.
 */
export async function readDocument(file: string): Promise<JsonObject> {
  const name = basename(file).toLowerCase();
  const text = utf8Text(file);
  const document = name.endsWith('.json') ? fromJson(text, file) : /\.ya?ml$/.test(name) ? await fromYaml(text, file) : unknownFormat(file);
  const fault = documentFault(document);
  if (fault !== undefined) refuse('INVALID_PARAMETER_FILE', { file, place: '', fault: 'json', json: fault });
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document as JsonObject;
  return refuse('INVALID_PARAMETER_FILE', { file, place: '', fault: 'no-document' });
}

function fromJson(text: string, file: string): unknown {
  // What it says of a fault names the place in the text as it stands.
  const read = jsonOf(text);
  if ('fault' in read) return refuse('INVALID_PARAMETER_FILE', { file, place: '', fault: 'json', json: read.fault });
  return JSON.parse(
    text.replace(VALUE_IN_JSON, (member: string, number?: string) =>
      number === undefined || !member.startsWith('"value"') ? member : `${member.slice(0, -number.length)}"${number}"`,
    ),
  );
}

async function fromYaml(text: string, file: string): Promise<unknown> {
  const { isMap, isScalar, parseDocument, visit } = await import('yaml');
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) refuse('INVALID_PARAMETER_FILE', { file, place: '', fault: 'yaml', reason: error.message.trim() });
  visit(document, {
    Pair: (_key, { key, value }) => {
      if (isScalar(key) && key.value === 'value' && isScalar(value) && typeof value.value === 'number' && value.source !== undefined) {
        value.value = value.source;
      }
    },
  });
  return isMap(document.contents) ? document.toJS({ maxAliasCount: 100 }) : undefined;
}

function unknownFormat(file: string): never {
  return refuse('UNKNOWN_FORMAT', { file, wanted: 'yaml-or-json' });
}
