/** Why the server refused, by its code and details, in the reader's language. */
import { dateText, knowledgeText } from '../parts/amounts.js';
import { language, words } from './words.js';

/** Undefined where the catalogue does not know the code, or a detail that its sentence names is not told. */
export function sentenceOf(code: string, details: object): string | undefined {
  const { problems } = words();
  const sentence = (problems as Readonly<Record<string, string>>)[code];
  if (sentence === undefined) return undefined;
  const told = details as Readonly<Record<string, unknown>>;
  const names = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  if (names.some((name) => told[name] === undefined || told[name] === '')) return undefined;
  return sentence.replace(/\{(\w+)\}/g, (_all, name: string) => detailText(String(told[name])));
}

function detailText(detail: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(detail)) return dateText(detail, language.value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(detail)) return knowledgeText(detail, language.value, words().frame.position);
  return detail;
}
