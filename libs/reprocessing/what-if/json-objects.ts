/** A JSON file of one object, or of a list of them, taken apart into the objects' own texts: an amount is read as it is written. */
import { repeatedKey } from '#ledger/kernel/repeated-key.js';
import { quotedText } from '#ledger/kernel/text.js';
import { refuse } from '#ledger/kernel/refusal.js';

export interface ObjectText {
  /** 1-based line on which the object begins. */
  readonly line: number;
  readonly text: string;
}

/** Refuses NOT_JSON. */
export function objectTexts(json: string, file: string): readonly ObjectText[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return refuse('NOT_JSON', `${file} is not JSON: ${(error as Error).message}`, { file });
  }
  const twice = repeatedKey(json);
  if (twice !== undefined) refuse('NOT_JSON', `${file} names ${quotedText(twice)} twice in one object; keep one`, { file });
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (list.length === 0 || list.some((item) => typeof item !== 'object' || item === null || Array.isArray(item))) {
    refuse('NOT_JSON', `${file} must hold one object, or a list of objects, with the columns of an input file`, { file });
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
