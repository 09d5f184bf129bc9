/** Refusals of files: of rows and of JSON, as a whole or row by row. */
import type { DocumentFault } from '#ledger/kernel/json.js';
import type { JsonFault } from '#ledger/kernel/json-fault.js';
import type { Refusals } from '#ledger/kernel/refusal.js';
import { quotedText } from '#ledger/kernel/text.js';
import type { Utf8Fault } from '#ledger/kernel/utf8.js';
import type { RefusalWords } from './words.js';

const SAVE_AS_UTF_8 = 'save it as UTF-8 (in a spreadsheet "CSV UTF-8")';

const EMPTY: { readonly [wanted in Refusals['EMPTY_FILE']['wanted']]: string } = {
  header: 'the first line must name the columns',
  objects: 'each line must be an object',
  rows: 'give at least one row',
};

const NO_TEXT: { readonly [holds in Refusals['NOT_A_TEXT_FILE']['holds']]: string } = {
  archive: 'a ZIP archive or a spreadsheet (XLSX); export it as CSV',
  compressed: 'GZIP-compressed; unpack it first',
  binary: 'binary',
};

const ENDINGS: { readonly [wanted in Refusals['UNKNOWN_FORMAT']['wanted']]: string } = {
  rows: '.csv or .ndjson',
  'yaml-or-json': '.yaml, .yml or .json',
};

function quoteInWords(told: Refusals['MALFORMED_ROW']): string {
  switch (told.quote) {
    case 'within-a-field':
      return `a quote within ${quotedText(told.found)}; put the whole field in quotes and double the inner ones`;
    case 'text-after-it':
      return `text after a closing quote: ${quotedText(told.found)}`;
    case 'never-closed':
      return 'a quote is never closed';
  }
}

/** The end of a sentence that begins with what holds it. */
export function documentFaultInWords(told: DocumentFault): string {
  switch (told.fault) {
    case 'too-deep':
      return `nests deeper than ${told.most} levels`;
    case 'too-many-names':
      return `names ${told.names} things in one object, and ${told.most} are enough for any`;
    case 'half-of-a-pair':
      return 'holds half of a surrogate pair, which is no text';
  }
}

export function jsonFaultInWords(told: JsonFault): string {
  switch (told.fault) {
    case 'no-json':
      return `is not JSON: ${told.reason}`;
    case 'name-twice':
      return `names ${quotedText(told.name)} twice in one object; keep one`;
    case 'no-utf8':
      return `is no text: ${notUtf8(told)}`;
    case 'no-object':
      return 'must hold one object';
    case 'no-objects':
      return 'must hold one object, or a list of objects, with the columns of an input file';
    default:
      return documentFaultInWords(told);
  }
}

function notUtf8({ byte, found }: Utf8Fault): string {
  return `byte ${byte} (${found}) is not UTF-8, and no other encoding is guessed; ${SAVE_AS_UTF_8}`;
}

function invalidJson(told: Refusals['INVALID_JSON']): string {
  if (told.of === 'body') return told.fault === 'no-utf8' ? `of the body, ${notUtf8(told)}` : `the body ${jsonFaultInWords(told)}`;
  if (told.of === 'stdin') return `line ${told.line} ${jsonFaultInWords(told)}`;
  if (told.file !== undefined) return `${told.file} ${jsonFaultInWords(told)}`;
  if (told.fault === 'no-object') return 'the line is no JSON object; write one object a line, without a comma after it';
  return `the line ${jsonFaultInWords(told)}`;
}

function inLine(told: { readonly in?: 'line' }): string {
  return told.in === undefined ? '' : 'the line: ';
}

function unknownColumn(told: Refusals['UNKNOWN_COLUMN']): string {
  if (told.known === undefined) return `${told.column} does not belong to record ${told.record}; leave it ${told.leave}`;
  const whose = told.kind === undefined || told.kind === 'fields' ? 'there are' : `${told.kind} have`;
  return `${inLine(told)}unknown ${told.kind === 'fields' ? 'field' : 'column'} ${quotedText(told.column)}; ${whose} ${told.known.join(', ')}`;
}

export const OF_FILES = {
  EMPTY_FILE: ({ file, holds, wanted, columns }) =>
    `${file} ${holds === 'nothing' ? 'is empty' : 'has no rows'}; ` +
    `${columns === undefined ? EMPTY[wanted] : `${wanted === 'header' ? 'its first line names the columns' : 'their columns are'} ${columns.join(', ')}`}`,
  UNKNOWN_FORMAT: ({ file, wanted }) => `${file}: the name must end in ${ENDINGS[wanted]}, as its content is`,
  HISTORY_NEEDS_MIGRATE: ({ file }) => `${file}: history comes from an older system; import it as migrated`,
  NOT_A_TEXT_FILE: ({ file, holds }) => `${file} is no text file: it is ${NO_TEXT[holds]}`,
  NOT_NDJSON: ({ file }) => `${file} is a JSON array; write one object a line`,
  NOT_UTF8: (told) =>
    told.encoding === 'UTF-16'
      ? `${told.file} is UTF-16; ${SAVE_AS_UTF_8}`
      : `${told.of === 'stdin' ? `line ${told.line}: ` : told.of === 'line' ? 'of the line, ' : ''}${notUtf8(told)}`,
  LINE_TOO_LONG: ({ longestBytes }) =>
    `the line is longer than ${longestBytes} bytes; a line feed or a closing quote may be missing`,
  WRONG_LINE_END: () => 'lines end in a carriage return alone; save the file with line feeds',
  INVALID_HEADER: () => "the header's quotes do not close",
  WRONG_SEPARATOR: ({ separator }) =>
    `the columns are separated by ${separator === '\t' ? 'tabs' : `"${separator}"`}; separate them by commas, with a decimal point in amounts`,
  DUPLICATE_COLUMN: ({ column }) => `column ${column} stands twice; keep one`,
  MISSING_COLUMN: ({ columns, kind, required = [] }) =>
    `missing column ${columns.join(', ')}${kind === undefined ? '' : `; ${kind} need ${required.join(', ')}`}`,
  UNKNOWN_COLUMN: unknownColumn,
  RECORDED_AT_NEEDS_MIGRATE: ({ column, ...told }) =>
    `${inLine(told)}column ${column} is history of an older system; import it as migrated, or take the column out`,
  UNKNOWN_RECORD: ({ record, known }) => `record: ${quotedText(record)} is none of ${known.join(', ')}`,
  INVALID_QUOTE: quoteInWords,
  UNTERMINATED_QUOTE: () => 'a quoted field does not close; close it, or double a quote within it',
  MALFORMED_ROW: quoteInWords,
  WRONG_COLUMN_COUNT: ({ columns, expected }) =>
    `the line has ${columns} columns, the header ${expected}; a comma within a field needs quotes around it`,
  INVALID_FIELD: ({ column, found, numbers }) =>
    numbers === 'allowed'
      ? `${column}: ${found} is neither text nor a number`
      : `${column}: ${found} is no text; write numbers in quotes, so that they stay exact`,
  DUPLICATE_FIELD: ({ column }) => `field ${quotedText(column)} stands twice; keep one`,
  INVALID_JSON: invalidJson,
} satisfies Partial<RefusalWords>;
