/**
 * One rule for text from outside, at every door: Unicode NFC, blanks of every kind folded to one space, none at the ends, and
 * no sign that a reader cannot see. Two texts that look alike are then one text. What older programs let in is never
 * rewritten; comparisons fold both sides.
 */

/** Control and format characters, line separators, and what Unicode says to draw nothing for: joiners, fillers, marks of direction. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN.source, 'gu');
const BLANKS = /\p{Zs}+/gu;
/** Nothing that folding could change: nearly all texts. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** The text as it is kept: NFC, trimmed, blanks folded. Signs that cannot be seen stay: `textFault` names them. */
export function foldedText(text: string): string {
  return PLAIN.test(text) || text === '' ? text : text.normalize('NFC').replace(BLANKS, ' ').trim();
}

/** What is compared, and what keys are made of, where a text may be older than the rule. */
export function comparableText(text: string): string {
  return PLAIN.test(text) ? text : foldedText(text.replace(ALL_UNSEEN, ''));
}

/** Without the byte order mark that some programs put before a text. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

export function isSameText(one: string, other: string): boolean {
  return one === other || comparableText(one) === comparableText(other);
}

/** What is wrong with a text; `sign`: `U+200B`. */
export type TextFault =
  | { readonly fault: 'control-characters' | 'half-of-a-pair' }
  | { readonly fault: 'unseen-character'; readonly sign: string };

/** Why a text cannot be taken, undefined where it can. */
export function textFault(text: string): TextFault | undefined {
  if (PLAIN.test(text)) return undefined;
  if (!text.isWellFormed()) return { fault: 'half-of-a-pair' };
  const unseen = UNSEEN.exec(text)?.[0];
  return unseen === undefined ? undefined : { fault: 'unseen-character', sign: codePoint(unseen) };
}

/** `U+200B` */
function codePoint(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Blanks that look like a space and are none. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;
const BEYOND_ASCII = /[^ -~]/gu;

/** The beginning of a text, as a refusal holds it: well-formed, so that JSON can. */
export function shortText(text: string, longest = 60): string {
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text.toWellFormed();
}

/** A text in quotes as JSON writes it, with every sign that misleads the eye escaped; cut after `longest` characters. */
export function quotedText(text: string, longest = 60): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(shown).replace(MISLEADING, escaped);
}

/** Two texts in quotes; where they look alike, all that is not ASCII is escaped, so that the difference shows. */
export function quotedApart(one: string, other: string): readonly [string, string] {
  const alike = one !== other && comparableText(one) === comparableText(other);
  const shown = (text: string): string => (alike ? JSON.stringify(text).replace(BEYOND_ASCII, escaped) : quotedText(text, 500));
  return [shown(one), shown(other)];
}

/** `\u200b`, as JSON escapes it. */
function escaped(sign: string): string {
  return sign.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

/** The text within a page: nothing of it is markup. */
export function escapedHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
