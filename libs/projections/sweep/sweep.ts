/** The sweep: the whole portfolio at any coordinates, in parallel, streamed to a file in the fixed order of streams. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Instant } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import { resolveCoordinates, type AskedCoordinates, type Coordinates } from '../coordinates.js';
import type { LiabilitySums } from '#rulebooks/frame/capabilities/liabilities.js';
import { addUp, type CarriedSums } from '../liabilities/sums.js';
import { csvLine } from './csv.js';
import { formatOf, openOutput, removeLeftovers, textOutput, type SweepOutput } from './output.js';
import { PARTICIPANTS } from './participants.js';
import { runPortfolio } from './pool.js';
import type { SweepModel, SweepQuestion } from './tasks.js';

export interface SweepOptions {
  /** Read in this thread where there is no URL; else only asked for its head. */
  readonly journal: JournalReader;
  /** `sqlite:FILE`, which every worker opens for itself. */
  readonly journalUrl?: string | undefined;
  readonly clock: () => Instant;
  readonly model: SweepModel;
  readonly coordinates?: AskedCoordinates | undefined;
  readonly question?: SweepQuestion | undefined;
  /** FILE.csv, FILE.ndjson or FILE.parquet; without it the answers are only counted and digested. */
  readonly out?: string | undefined;
  /** 0: in this thread; default one for each core. */
  readonly workers?: number | undefined;
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SweepProgress {
  readonly answers: number;
  /** Participants whose scheme has no such answer (correction windows, say), and those enrolled after the value date; they stand in no file. */
  readonly notApplicable: number;
  readonly rejected: number;
  readonly events: number;
}

export interface SweepReport extends SweepProgress {
  readonly model: SweepModel;
  readonly coordinates: Coordinates;
  /** The journal was read up to here. */
  readonly position: bigint;
  readonly out: string | null;
  /** Participants that refused, with code and message; null where none did. */
  readonly rejects: string | null;
  /** The digest of the portfolio: SHA-256 over its answers' digests (hex, joined without anything between), in the order of streams. */
  readonly digest: string;
  /** Of liabilities; zeros for the other models. */
  readonly sums: LiabilitySums;
}

/**
 * Answers one model for every participant known at the coordinates. Participants that refuse, or whose events cannot be
 * read, go to `OUT.rejects.csv` (participantId, code, message). An aborted sweep leaves no file.
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const head = await options.journal.head();
  const coordinates = resolveCoordinates(options.coordinates ?? {}, head, options.clock());
  const upTo = typeof coordinates.knownAt === 'bigint' ? coordinates.knownAt : head.position;
  const format = options.out === undefined ? 'none' : formatOf(options.out);
  if (options.out !== undefined) await removeLeftovers(options.out);
  const output = await openOutput(options.out ?? '', options.model, format);
  const rejects = rejectsOutput(options.out);
  const digest = createHash('sha256');
  const sums: CarriedSums[] = [];
  const progress = { answers: 0, notApplicable: 0, rejected: 0, events: 0 };
  try {
    const results = runPortfolio<'sweep'>({
      source: { journal: options.journal, journalUrl: options.journalUrl },
      job: {
        kind: 'sweep',
        model: options.model,
        question: options.question ?? {},
        coordinates,
        format,
        upTo,
      },
      prefix: PARTICIPANTS,
      workers: options.workers,
      alsoHere: true,
      signal: options.signal,
    });
    for await (const { result } of results) {
      await output.add(result.text);
      await rejects.add(result.rejects);
      digest.update(result.digests);
      progress.answers += result.answers;
      progress.notApplicable += result.notApplicable;
      progress.rejected += result.rejected;
      progress.events += result.events;
      sums.push(result.sums);
      options.onProgress?.({ ...progress });
    }
    options.signal?.throwIfAborted();
    await rejects.finish();
    await output.finish();
  } catch (error) {
    await rejects.discard();
    await output.discard();
    throw error;
  }
  return {
    model: options.model,
    coordinates,
    position: upTo,
    out: options.out ?? null,
    rejects: options.out !== undefined && progress.rejected > 0 ? rejectsFile(options.out) : null,
    ...progress,
    sums: addUp(sums),
    digest: digest.digest('hex'),
  };
}

function rejectsFile(out: string): string {
  return `${out}.rejects.csv`;
}

/** Comes into being with the first reject; an earlier run's is removed where this one has none. */
function rejectsOutput(out: string | undefined): SweepOutput {
  let output: SweepOutput | undefined;
  return {
    add: async (text) => {
      if (text === '' || out === undefined) return;
      output ??= await textOutput(rejectsFile(out), csvLine(['participantId', 'code', 'message']));
      await output.add(text);
    },
    finish: async () => {
      if (output !== undefined) await output.finish();
      else if (out !== undefined) await rm(rejectsFile(out), { force: true });
    },
    discard: async () => output?.discard(),
  };
}
