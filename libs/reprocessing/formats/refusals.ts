/** What files of rows refuse, as a whole or row by row. */
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { Utf8Fault } from '#ledger/kernel/utf8.js';
import type { QuoteFault } from './csv-record.js';
import type { InputKind } from './rows.js';

/** What a file's name must end in. */
export type FormatsWanted = 'rows' | 'yaml-or-json';

/** What a file holds instead of text. */
export type NoText = 'archive' | 'compressed' | 'binary';

/** Of an object that stands in a line of its own, which names its columns for itself. */
interface InLine {
  readonly in?: 'line';
}

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `holds`: nothing at all, or no row beneath its header. `columns`: of its rows, where it has others than those of its kind. */
    EMPTY_FILE: {
      readonly file: string;
      readonly holds: 'nothing' | 'no-rows';
      readonly wanted: 'header' | 'objects' | 'rows';
      readonly columns?: readonly string[];
    };
    UNKNOWN_FORMAT: { readonly file: string; readonly wanted: FormatsWanted };
    HISTORY_NEEDS_MIGRATE: { readonly file: string };
    NOT_A_TEXT_FILE: { readonly file: string; readonly holds: NoText };
    NOT_NDJSON: { readonly file: string };
    /** Of a file in an encoding that is known by its beginning; else with the byte at fault. */
    NOT_UTF8:
      | { readonly encoding: 'UTF-16'; readonly file: string }
      /** The byte counts from the beginning of the line: `of` a file of rows or of the input, else of the one that the place names. */
      | (Utf8Fault & { readonly encoding?: undefined; readonly file?: string } & (
          | { readonly of?: 'line' }
          | { readonly of: 'stdin'; readonly line: number }
        ));
    LINE_TOO_LONG: { readonly longestBytes: number; readonly file?: string };
    WRONG_LINE_END: { readonly file: string };
    INVALID_HEADER: { readonly file: string };
    WRONG_SEPARATOR: { readonly file: string; readonly separator: string };
    DUPLICATE_COLUMN: { readonly column: string; readonly file?: string };
    /** `required`: all that a file of the kind must have. */
    MISSING_COLUMN: {
      readonly columns: readonly string[];
      readonly column?: string;
      readonly kind?: InputKind;
      readonly required?: readonly string[];
    };
    /** `kind`: whose columns are known. `record`: the kind of row that does not have it, in a file of several kinds. */
    UNKNOWN_COLUMN: InLine & { readonly column: string } & (
      | { readonly known: readonly string[]; readonly kind?: InputKind | 'decisions' | 'fields'; readonly record?: undefined }
      | { readonly record: string; readonly leave: 'empty' | 'out'; readonly known?: undefined }
    );
    RECORDED_AT_NEEDS_MIGRATE: InLine & { readonly column: string };
    UNKNOWN_RECORD: { readonly record: string; readonly known: readonly string[] };
    INVALID_QUOTE: QuoteFault;
    UNTERMINATED_QUOTE: Record<never, never>;
    MALFORMED_ROW: QuoteFault | { readonly quote: 'never-closed' };
    WRONG_COLUMN_COUNT: { readonly columns: number; readonly expected: number };
    /** `found`: as JSON writes it. */
    INVALID_FIELD: { readonly column: string; readonly found: string; readonly numbers: 'allowed' | 'in-quotes' };
    DUPLICATE_FIELD: { readonly column: string };
  }
}

/** What is wrong with a row, and the line of the file where it stands. */
export type RowProblem = Refusal & { readonly line: number };
