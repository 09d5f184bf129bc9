/** A file of proposals: each row begins a dossier or is refused by itself. What is refused is kept beside the file, as imports keep it. */
import type { Journal } from '#journal/port.js';
import { refusalOf, type Refusal } from '#ledger/kernel/refusal.js';
import { TRANSFER_PROPOSAL, type ProposalValues } from '#ledger/transfer/dossier/steps.js';
import { readGivenRows, type GivenRow } from '../formats/declared-rows.js';
import { rejectsFile } from '../intake/rejects-file.js';
import { rejectsMemory } from '../intake/rejects-memory.js';
import { withFlatReceiver } from './receiver-form.js';
import { recordStep, type RecordedStep } from './record.js';
import type { StepContext } from './step-context.js';

export interface RefusedProposal {
  readonly line: number;
  /** undefined where the row could not be read. */
  readonly transferId: string | undefined;
  readonly refusal: Refusal;
}

/** All counts are rows. */
export interface ProposalsReport {
  readonly file: string;
  readonly rows: number;
  readonly recorded: number;
  /** Proposals that stood already. */
  readonly repeated: number;
  readonly refused: number;
  readonly rejectsFile: string | undefined;
  /** Of the rows that were not refused, in the file's order. */
  readonly steps: readonly RecordedStep[];
  readonly problems: readonly RefusedProposal[];
}

type Place = Omit<StepContext, 'transferId'> & { readonly journal: Journal };

/** Tries every row, in order. Refuses what makes the file as a whole unreadable, and REJECTS_NOT_WRITTEN. */
export async function recordProposals(file: string, place: Place): Promise<ProposalsReport> {
  const given = await readGivenRows(file, TRANSFER_PROPOSAL, { repaired: true, flat: withFlatReceiver });
  const rejects = rejectsFile(file, given, rejectsMemory(place.folder));
  const steps: RecordedStep[] = [];
  const problems: RefusedProposal[] = [];
  try {
    for (const row of given.rows) {
      const outcome = await recordRow(row, place);
      if (outcome.status === 'done') steps.push(outcome.value);
      else {
        rejects.add(row, outcome.refusal);
        problems.push({ line: row.line, transferId: idOf(row, given.columns), refusal: outcome.refusal });
      }
    }
  } catch (error) {
    rejects.abandon();
    throw error;
  }
  const recorded = steps.filter(({ status }) => status === 'recorded').length;
  return {
    file,
    rows: given.rows.length,
    recorded,
    repeated: steps.length - recorded,
    refused: problems.length,
    rejectsFile: rejects.finish(),
    steps,
    problems,
  };
}

type Proposed = GivenRow<typeof TRANSFER_PROPOSAL>;

async function recordRow({ parsed }: Proposed, place: Place) {
  if (parsed.status === 'refused') return parsed;
  const values: ProposalValues = parsed.value;
  try {
    const value = await recordStep({ step: 'propose', values }, { ...place, transferId: values.transferId });
    return { status: 'done' as const, value };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return { status: 'refused' as const, refusal };
  }
}

function idOf({ parsed, cells }: Proposed, columns: readonly string[]): string | undefined {
  if (parsed.status === 'done') return parsed.value.transferId;
  const cell = cells?.[columns.indexOf('transferId')];
  return cell === '' ? undefined : cell;
}
