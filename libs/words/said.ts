/** A refusal in words, for whoever writes to people: pages, problem documents, files of rejects. */
import type { JsonValue } from '#ledger/kernel/json.js';
import type { Refusal, RefusalCode } from '#ledger/kernel/refusal.js';
import { ENGLISH } from './english.js';
import type { OwnWords, Say } from './words.js';

interface Details {
  readonly [detail: string]: JsonValue | undefined;
}

/** A refusal with its sentence, as surfaces hand it on and keep it. */
export interface ToldRefusal extends Details {
  readonly code: string;
  readonly message: string;
}

/**
 * The sentence: what was wrong, where, and what to do. `own`: words of the surface that says it, before the common ones. A code of another
 * version, without a sentence here, is told with its details.
 */
export function said(refusal: Refusal, own: OwnWords = {}): string {
  return sentenceOf(refusal, detailsOf(refusal), own);
}

/** The refusal with its sentence, and the names of the details that the sentence does not tell. */
export function withWordsAndRest(refusal: Refusal, own: OwnWords): { readonly told: ToldRefusal; readonly untold: readonly string[] } {
  const details = detailsOf(refusal);
  const read = new Set<string>();
  const watched = new Proxy(details, {
    get: (target, name: string) => {
      read.add(name);
      return target[name];
    },
  });
  const message = sentenceOf(refusal, watched, own);
  return { told: { ...withWords(refusal, own), message }, untold: Object.keys(details).filter((name) => !read.has(name)) };
}

function detailsOf({ code: _, ...details }: Refusal): Details {
  return details;
}

function sentenceOf({ code }: Refusal, details: Details, own: OwnWords): string {
  const words = wordsFor(code, own);
  if (words === undefined) return `${code} ${JSON.stringify(details)}`;
  const sentence = words(details, (within) => said(within, own));
  return typeof details['inFile'] === 'string' ? placed(sentence, details) : `${ofWhom(details['ofSubject'])}${sentence}`;
}

function wordsFor(code: string, own: OwnWords): ((details: unknown, say: Say) => string) | undefined {
  const found = Object.hasOwn(own, code) ? own[code] : Object.hasOwn(ENGLISH, code) ? ENGLISH[code as RefusalCode] : undefined;
  return found as ((details: unknown, say: Say) => string) | undefined;
}

function ofWhom(subject: JsonValue | undefined): string {
  if (typeof subject !== 'object' || subject === null || !('kind' in subject)) return '';
  return `${String(subject['kind'])} ${String(subject['id'])}: `;
}

/** With its place in a file in front, and behind it what that means for the file. */
function placed(sentence: string, { inFile, line, taken, count }: { readonly [detail: string]: JsonValue | undefined }): string {
  const at = `${String(inFile)}${line === undefined ? '' : `, line ${String(line)}`}: ${sentence}`;
  if (taken === 'what-stands-before') return `${at}; what stands before it was taken, nothing after it`;
  if (taken === 'decisions-before') return `${at}; the decisions before it stand, none after it was taken`;
  if (taken !== 'nothing') return at;
  const more = typeof count === 'number' && count > 1 ? `; ${count - 1} more rows have problems` : '';
  return `${at}${more}; mend the file and give it as a whole`;
}

/** The refusal as surfaces hand it on: with its sentence, as those within it with theirs. */
export function withWords(refusal: Refusal, own: OwnWords = {}): ToldRefusal {
  const { code, refusal: within, problems, ...details } = refusal;
  return {
    code,
    message: said(refusal, own),
    ...details,
    ...(isRefusal(within) ? { refusal: withWords(within, own) } : within === undefined ? {} : { refusal: within }),
    ...(Array.isArray(problems) ? { problems: problems.map((one: JsonValue) => (isRefusal(one) ? withWords(one, own) : one)) } : {}),
  };
}

/** What a detail named `refusal` is, and each of those named `problems`. */
function isRefusal(detail: JsonValue | undefined): detail is Refusal {
  return typeof detail === 'object' && detail !== null && 'code' in detail && typeof detail['code'] === 'string';
}
