/** A refusal in words, for whoever writes to people: pages, problem documents, files of rejects. */
import type { JsonValue } from '#ledger/kernel/json.js';
import type { Refusal, RefusalCode } from '#ledger/kernel/refusal.js';
import { ENGLISH } from './english.js';
import type { Say } from './words.js';

/** The sentence: what was wrong, where, and what to do. A code of another version, without a sentence here, is told with its details. */
export function said(refusal: Refusal): string {
  const { code, message, ...details } = refusal;
  if (message !== '') return message;
  if (!Object.hasOwn(ENGLISH, code)) return `${code} ${JSON.stringify(details)}`;
  const words = ENGLISH[code as RefusalCode] as (details: unknown, say: Say) => string;
  const sentence = words(details, said);
  return typeof details['inFile'] === 'string' ? placed(sentence, details) : `${ofWhom(details['ofSubject'])}${sentence}`;
}

function ofWhom(subject: JsonValue | undefined): string {
  if (typeof subject !== 'object' || subject === null || !('kind' in subject)) return '';
  return `${String(subject['kind'])} ${String(subject['id'])}: `;
}

/** With its place in a file in front, and behind it what that means for the file. */
function placed(sentence: string, { inFile, line, taken, count }: { readonly [detail: string]: JsonValue | undefined }): string {
  const at = `${String(inFile)}${line === undefined ? '' : `, line ${String(line)}`}: ${sentence}`;
  if (taken === 'what-stands-before') return `${at}; what stands before it was taken, nothing after it`;
  if (taken !== 'nothing') return at;
  const more = typeof count === 'number' && count > 1 ? `; ${count - 1} more rows have problems` : '';
  return `${at}${more}; mend the file and give it as a whole`;
}

/** The refusal as surfaces hand it on: with its sentence, as those within it with theirs. */
export function withWords(refusal: Refusal): Refusal {
  const { code, message: _, refusal: within, problems, ...details } = refusal;
  return {
    code,
    message: said(refusal),
    ...details,
    ...(isRefusal(within) ? { refusal: withWords(within) } : within === undefined ? {} : { refusal: within }),
    ...(Array.isArray(problems) ? { problems: problems.map((one: JsonValue) => (isRefusal(one) ? withWords(one) : one)) } : {}),
  };
}

/** What a detail named `refusal` is, and each of those named `problems`. */
function isRefusal(detail: JsonValue | undefined): detail is Refusal {
  return typeof detail === 'object' && detail !== null && 'code' in detail && 'message' in detail;
}
