/** The mark that an answer carries which the fund never gave: what is supposed, and what it stands in the place of. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import { entriesBetween, type Parameter, type ParameterEntry, type ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { HasParameters } from '#rulebooks/frame/parameters/publishable.js';
import { readParameterFile } from '#rulebooks/frame/parameters/publication.js';

export interface NamedFile {
  readonly file: string;
  readonly sha256: string;
}

export interface WhatIfMark {
  readonly rules: NamedFile | null;
  readonly reports: NamedFile | null;
  /** The values that the rules file supposes, and what each of them stands in the place of. */
  readonly parameters: readonly SupposedParameter[];
  /** What the ledger would hold beside what it holds. */
  readonly events: readonly { readonly type: string; readonly effectiveDate: CivilDate; readonly data: JsonObject }[];
}

type ShownEntry = Pick<ParameterEntry, 'from' | 'value' | 'status' | 'reference'> & { readonly to: CivilDate | null };

export interface SupposedParameter extends ShownEntry {
  readonly name: string;
  readonly insteadOf: readonly ShownEntry[];
}

/** They lie over everything that was published or is official, whatever their status and the day they name; their reference says so. */
export function asSupposed({ file, document }: NamedFile & { readonly document: JsonObject }, rules: HasParameters): readonly Parameter[] {
  return readParameterFile(document, rules).parameters.map((parameter) => ({
    ...parameter,
    entries: parameter.entries.map((entry) => ({ ...entry, reference: `what if, ${file}: ${entry.reference}`, hypothetical: true })),
  }));
}

export function markOfRules(supposed: readonly Parameter[], standing: ParameterSet): readonly SupposedParameter[] {
  return supposed.flatMap(({ name, entries }) =>
    entries.map((entry) => ({ name, ...shownEntry(entry), insteadOf: replacedBy(entry, name, standing) })),
  );
}

/** What is in force on the days of an entry without it. */
function replacedBy({ from, to = LAST_DATE }: ParameterEntry, name: string, standing: ParameterSet): readonly ShownEntry[] {
  return entriesBetween(standing, name, from, to).map(shownEntry);
}

function shownEntry({ from, to, value, status, reference }: ParameterEntry): ShownEntry {
  return { from, to: to ?? null, value, status, reference };
}
