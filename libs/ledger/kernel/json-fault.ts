/** What is wrong with JSON from outside, as text or as what it says. */
import { repeatedKey } from './repeated-key.js';
import type { DocumentFault, JsonValue } from './json.js';
import type { Utf8Fault } from './utf8.js';

export type JsonFault =
  /** `reason`: the parser's own words. */
  | { readonly fault: 'no-json'; readonly reason: string }
  | { readonly fault: 'name-twice'; readonly name: string }
  | ({ readonly fault: 'no-utf8' } & Utf8Fault)
  | { readonly fault: 'no-object' }
  /** Neither an object nor a list of them. */
  | { readonly fault: 'no-objects' }
  | DocumentFault;

export const NO_OBJECT: JsonFault = { fault: 'no-object' };

/** The value, in which no name stands twice, or why there is none. */
export function jsonOf(text: string): { readonly value: JsonValue } | { readonly fault: JsonFault } {
  try {
    const value = JSON.parse(text) as JsonValue;
    const twice = repeatedKey(text);
    return twice === undefined ? { value } : { fault: { fault: 'name-twice', name: twice } };
  } catch (error) {
    return { fault: { fault: 'no-json', reason: (error as Error).message } };
  }
}

declare module './refusal.js' {
  interface Refusals {
    /** Without a file: of a line of one, of the body of a request, or of a line that comes as input. */
    INVALID_JSON: JsonFault &
      (
        | { readonly file?: string; readonly of?: undefined }
        | { readonly of: 'body'; readonly file?: undefined }
        | { readonly of: 'stdin'; readonly line: number; readonly file?: undefined }
      );
  }
}
