/** The sweep: the whole portfolio at any coordinates, in parallel, streamed to a file in the fixed order of streams. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { JsonValue } from '#ledger/kernel/json.js';
import type { Instant } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { runPortfolio } from '#portfolio/run-portfolio.js';
import { COORDINATE_COLUMNS } from '../../columns.js';
import { resolveCoordinates, type AskedCoordinates, type Coordinates } from '../../coordinates.js';
import { flatViewNamed, type FlatView } from '../../views/views.js';
import { job, type OutputFormat, type SweptPortion, type SweptReject } from './answers.js';
import { csvLine } from './csv.js';
import { formatOf, openOutput, removeLeftovers, textOutput, type SweepOutput } from './output.js';

export interface SweepOptions {
  /** Read in this thread where there is no URL; else only asked for its head. */
  readonly journal: JournalReader;
  /** `sqlite:FILE`, which every worker opens for itself. */
  readonly journalUrl?: string | undefined;
  readonly clock: () => Instant;
  /** Name of a view that has a table. */
  readonly model: string;
  readonly coordinates?: AskedCoordinates | undefined;
  /** Parameters of the view, by name; what is left out takes its default. */
  readonly question?: object | undefined;
  /** Only subjects of this fund. */
  readonly fundId?: string | undefined;
  /** FILE.csv, FILE.ndjson or FILE.parquet; without it, and without `into`, the answers are only counted and digested. */
  readonly out?: string | undefined;
  /** Whoever takes the answers as they come, in the order of streams, instead of a file. */
  readonly into?: SweepReader | undefined;
  /** 0: in this thread; default one for each core. */
  readonly workers?: number | undefined;
  /** This thread takes portions as well; default yes. One that answers others does not. */
  readonly alsoHere?: boolean | undefined;
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SweepReader {
  readonly format: 'csv' | 'ndjson';
  /** Lines, the header of a CSV first; the sweep goes on once they are taken. */
  readonly lines: (text: string) => Promise<void>;
  readonly rejects: (rejected: readonly SweptReject[]) => Promise<void>;
}

export interface SweepProgress {
  readonly answers: number;
  /**
   * Subjects whose scheme has no such answer (correction windows, say), and those that begin after the value date; they stand in no
   * file.
   */
  readonly notApplicable: number;
  readonly rejected: number;
  readonly events: number;
}

export interface SweepReport extends SweepProgress {
  readonly model: string;
  readonly coordinates: Coordinates;
  /** The journal was read up to here. */
  readonly position: bigint;
  readonly out: string | null;
  /** Subjects that refused, with code and message; null where none did. */
  readonly rejects: string | null;
  /** The digest of the portfolio: SHA-256 over its answers' digests (hex, joined without anything between), in the order of streams. */
  readonly digest: string;
  /** What the view adds up, in the fixed order of portions; none where it adds up nothing. */
  readonly totals: readonly JsonValue[];
}

/**
 * Answers one view for every subject known at the coordinates. Subjects that refuse, or whose events cannot be read, go to
 * `OUT.rejects.csv` (id, code, message). An aborted sweep leaves no file. Refuses UNKNOWN_MODEL, UNKNOWN_OUTPUT_FORMAT and what
 * `resolveCoordinates` refuses.
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const { journal, journalUrl, out, workers, signal } = options;
  const view = flatViewNamed(options.model);
  const head = await journal.head();
  const fund = options.fundId === undefined ? undefined : await readFund(options.journal, options.fundId);
  const coordinates = resolveCoordinates(options.coordinates ?? {}, head, options.clock, fund);
  const upTo = typeof coordinates.knownAt === 'bigint' ? coordinates.knownAt : head.position;
  const format: OutputFormat = options.into?.format ?? (out === undefined ? 'none' : formatOf(out));
  if (out !== undefined) await removeLeftovers(out);
  const files = options.into === undefined ? await filesOf(view, out, format) : await takenBy(options.into, view);
  const digest = createHash('sha256');
  const totals: JsonValue[] = [];
  const progress = { answers: 0, notApplicable: 0, rejected: 0, events: 0 };
  try {
    const { question = {}, fundId } = options;
    const data = { view: view.name, question, fundId, coordinates, format, upTo, rulesUpTo: head.position };
    const source = { journal, journalUrl };
    for await (const { result } of runPortfolio({
      source,
      job,
      data,
      subject: view.subject.kind,
      workers,
      alsoHere: options.alsoHere ?? true,
      signal,
    })) {
      await files.add(result);
      digest.update(result.digests);
      for (const count of ['answers', 'notApplicable', 'rejected', 'events'] as const) progress[count] += result[count];
      if (result.totals !== null) totals.push(result.totals);
      options.onProgress?.({ ...progress });
    }
    signal?.throwIfAborted();
    await files.finish();
  } catch (error) {
    await files.discard();
    throw error;
  }
  const rejects = out !== undefined && progress.rejected > 0 ? rejectsFile(out) : null;
  return { model: view.name, coordinates, position: upTo, out: out ?? null, rejects, ...progress, totals, digest: digest.digest('hex') };
}

interface SweptFiles {
  readonly add: (portion: SweptPortion) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

async function takenBy({ format, lines, rejects }: SweepReader, { flat }: FlatView): Promise<SweptFiles> {
  if (format === 'csv') await lines(csvLine([...flat.columns, ...COORDINATE_COLUMNS].map(({ name }) => name)));
  return {
    add: async (portion) => {
      if (portion.text !== '') await lines(portion.text);
      if (portion.rejects.length > 0) await rejects(portion.rejects);
    },
    finish: async () => undefined,
    discard: async () => undefined,
  };
}

async function filesOf({ flat, subject }: FlatView, out: string | undefined, format: OutputFormat): Promise<SweptFiles> {
  const output = await openOutput(out ?? '', [...flat.columns, ...COORDINATE_COLUMNS], format);
  const rejects = rejectsOutput(out, `${subject.kind}Id`);
  return {
    add: async ({ text, rejects: rejected }) => {
      await output.add(text);
      await rejects.add(rejected.map(({ id, code, message }) => csvLine([id, code, message])).join(''));
    },
    finish: async () => {
      await rejects.finish();
      await output.finish();
    },
    discard: async () => {
      await rejects.discard();
      await output.discard();
    },
  };
}

function rejectsFile(out: string): string {
  return `${out}.rejects.csv`;
}

/** Comes into being with the first reject; an earlier run's is removed where this one has none. */
function rejectsOutput(out: string | undefined, idColumn: string): SweepOutput {
  let output: SweepOutput | undefined;
  return {
    add: async (text) => {
      if (text === '' || out === undefined) return;
      output ??= await textOutput(rejectsFile(out), csvLine([idColumn, 'code', 'message']));
      await output.add(text);
    },
    finish: async () => {
      if (output !== undefined) await output.finish();
      else if (out !== undefined) await rm(rejectsFile(out), { force: true });
    },
    discard: async () => output?.discard(),
  };
}
