/**
 * Participants that rows about employers name: those for whom an exemption is to hold (nl-pob V.6). One whom the ledger does not know is
 * flagged and not refused (assumption): who is exempt need not take part yet.
 */
import type { Flag } from '#ledger/participant/flag.js';
import type { InputRow } from '../formats/input.js';
import type { Row } from '../formats/rows.js';
import type { ParticipantDirectory } from './participant-directory.js';

const IDS_SHOWN = 20;

export function participantsNamed(row: Row): readonly string[] {
  return row.record === 'exemption-request' || row.record === 'exemption-continuation' ? (row.participants ?? []) : [];
}

/** Undefined where all are known, or none is named. */
export function unknownNamed(row: Row, isKnown: (participantId: string) => boolean): Flag | undefined {
  const named = participantsNamed(row);
  const unknown = named.filter((id) => !isKnown(id));
  if (unknown.length === 0) return undefined;
  return {
    code: 'UNKNOWN_PARTICIPANTS',
    figures: { participants: unknown.slice(0, IDS_SHOWN), unknown: unknown.length, named: named.length },
  };
}

export interface NamedInFile {
  /** Told of every row that is taken. */
  readonly take: (input: InputRow) => void;
  /** Asked once the file is through: its own later rows may have enrolled whom it names. */
  readonly flags: () => Promise<readonly (Flag & { readonly line: number })[]>;
}

/** `isDryRun`: whom the file enrols is not in the ledger then. */
export function namedInFile(directory: ParticipantDirectory, isDryRun: boolean): NamedInFile {
  const naming: { readonly line: number; readonly row: Row }[] = [];
  const enrolled = new Set<string>();
  return {
    take: ({ line, parsed }) => {
      if (parsed.status === 'refused') return;
      const row = parsed.value;
      if (participantsNamed(row).length > 0) naming.push({ line, row });
      if (isDryRun && row.record === 'participant') enrolled.add(row.participantId);
    },
    flags: async () => {
      const known = await directory.find(new Set(naming.flatMap(({ row }) => participantsNamed(row))));
      return naming.flatMap(({ line, row }) => {
        const found = unknownNamed(row, (id) => known.has(id) || enrolled.has(id));
        return found === undefined ? [] : [{ line, ...found }];
      });
    },
  };
}
