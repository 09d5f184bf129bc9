/** Publishes a parameters file to a fund; a new fund is established where that was asked for, or where it bears its scheme's name. */
import type { AppendOutcome, JournalReader } from '#journal/port.js';
import { fundStream } from '#ledger/subjects.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { refuse, Refused } from '#ledger/kernel/refusal.js';
import { openJournal, type Workspace } from '#engine/workspace.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { fileDigest } from '#reprocessing/intake/file-digest.js';
import { publishParameters } from '#reprocessing/intake/publish-parameters.js';
import { todayOf } from '#money/clock.js';
import { findRulebook, rulebookWithLaw } from '#rulebooks/registry.js';
import { whichFund } from '../fund/which-fund.js';
import { readDocument } from './document.js';

export interface PublicationReport {
  readonly fundId: string;
  readonly file: string;
  readonly sha256: string;
  /** `repeated`: the fund published exactly this before. */
  readonly status: 'published' | 'repeated';
  readonly announced: string;
  readonly established: boolean;
  readonly parameters: readonly { readonly name: string; readonly entries: number }[];
}

export interface PublishOptions {
  readonly fund?: string;
  readonly establish?: boolean;
}

/** `fund` defaults to the scheme's id, as for participants. Refuses what `publishParameters` and `whichFund` refuse. */
export async function publishFile(
  workspace: Workspace,
  file: string,
  { fund, establish }: PublishOptions,
  actor: string,
): Promise<PublicationReport> {
  const document = await readDocument(file);
  const { scheme } = document;
  if (typeof scheme !== 'string') return refuse('INVALID_PARAMETER_FILE', { file, place: 'scheme', fault: 'kind', wanted: 'text' });
  const { sha256 } = await fileDigest(file);
  const journal = await openJournal(workspace);
  try {
    const fundId = fund ?? (await fundOf(scheme, journal));
    const state = await readFund(journal, fundId);
    const decided = publishParameters({ fundId, document, today: (fund) => todayOf(workspace.clock, fund), establish }, state);
    if (decided.status === 'refused') throw new Refused({ ...decided.refusal, inFile: file });
    const events = decided.value;
    if (events.length > 0) {
      const stream = fundStream(fundId);
      const stamp = { actor, correlationId: `parameters-${sha256.slice(0, 16)}` };
      const expected = state.lastRevision < 0 ? ('no-stream' as const) : state.lastRevision;
      const [outcome] = await journal.append([{ stream, expected, events: events.map((event) => toAppend(stream, event, stamp)) }]);
      refuseIfRefused(outcome);
    }
    return reportOf(fundId, file, sha256, events, document['announced'] as string, document['parameters'] as Listed);
  } finally {
    await journal.close();
  }
}

/** One named like the scheme; for rules of funding the fund of a scheme that goes by them. */
async function fundOf(scheme: string, journal: JournalReader): Promise<string> {
  if (findRulebook(scheme) !== undefined) return scheme;
  return whichFund(journal, undefined, rulebookWithLaw(scheme).id);
}

type Listed = readonly { readonly name: string; readonly entries: readonly unknown[] }[];

function reportOf(
  fundId: string,
  file: string,
  sha256: string,
  events: readonly DecidedFundEvent[],
  announced: string,
  parameters: Listed,
): PublicationReport {
  return {
    fundId,
    file,
    sha256,
    status: events.length > 0 ? 'published' : 'repeated',
    announced,
    established: events.some(({ type }) => type === 'FundEstablished'),
    parameters: parameters.map(({ name, entries }) => ({ name, entries: entries.length })),
  };
}

function refuseIfRefused(outcome: AppendOutcome | undefined): void {
  if (outcome?.status === 'refused') throw new Refused(outcome.refusal);
}
