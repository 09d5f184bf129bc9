/** A JSON file of one object, or of a list of them, taken apart into the objects' own texts: an amount is read as it is written. */
import { jsonOf, type JsonFault } from '#ledger/kernel/json-fault.js';
import { refuse } from '#ledger/kernel/refusal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_JSON: { readonly file: string } & JsonFault;
  }
}

export interface ObjectText {
  /** 1-based line on which the object begins. */
  readonly line: number;
  readonly text: string;
}

/** Refuses NOT_JSON. */
export function objectTexts(json: string, file: string): readonly ObjectText[] {
  const read = jsonOf(json);
  if ('fault' in read) return refuse('NOT_JSON', { file, ...read.fault });
  const { value } = read;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || list.some((item) => typeof item !== 'object' || item === null || Array.isArray(item))) {
    refuse('NOT_JSON', { file, fault: 'no-objects' });
  }
  return cut(json, Array.isArray(value) ? 1 : 0);
}

/** The objects that begin at a depth of brackets; the text is known to be JSON. */
function cut(json: string, depthOfObjects: number): readonly ObjectText[] {
  const found: ObjectText[] = [];
  let [depth, line, inText, begun] = [0, 1, false, { at: 0, line: 1 }];
  for (let at = 0; at < json.length; at += 1) {
    const char = json[at] as string;
    if (char === '\n') line += 1;
    if (inText) {
      if (char === '\\') at += 1;
      else if (char === '"') inText = false;
    } else if (char === '"') {
      inText = true;
    } else if (char === '{' || char === '[') {
      if (char === '{' && depth === depthOfObjects) begun = { at, line };
      depth += 1;
    } else if (char === '}' || char === ']') {
      depth -= 1;
      if (char === '}' && depth === depthOfObjects) found.push({ line: begun.line, text: json.slice(begun.at, at + 1) });
    }
  }
  return found;
}
