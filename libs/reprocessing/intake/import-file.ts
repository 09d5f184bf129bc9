/** Import of an input file: facts appended once, whatever happens on the way; what is refused is kept and shown. */
import { basename } from 'node:path';
import type { Journal } from '#journal/port.js';
import { refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { todayOf, type Clock } from '#money/clock.js';
import { flagInWords, type ToldFlag } from '#words/english-flags.js';
import type { InputRow } from '../formats/input.js';
import { readInput } from '../formats/read-input.js';
import type { InputKind } from '../formats/rows.js';
import { openBatch, type BatchRecord } from '../batch/batch-record.js';
import { dryRunner, writeChunk, type ChunkContext } from './chunk.js';
import { correctionsInOrder } from './correction-order.js';
import { employerDirectory } from './employer-directory.js';
import { fileDigest } from './file-digest.js';
import { fundsOf } from './funds.js';
import { flagsOfNoLongerHeld } from './no-longer-held.js';
import { namedInFile, type NamedInFile } from './named-participants.js';
import { occurrenceCounter } from './occurrences.js';
import { participantDirectory } from './participant-directory.js';
import type { RowOutcome, Work } from './plan.js';
import { rejectsFile, type RejectsFile } from './rejects-file.js';
import { rejectsMemory } from './rejects-memory.js';
import { schemesOf, type SchemeSource } from './schemes.js';

export interface ImportRequest extends SchemeSource {
  readonly journal: Journal;
  readonly kind: InputKind;
  readonly file: string;
  /** Decides everything and writes nothing, neither to the journal nor beside the file. */
  readonly dryRun: boolean;
  /** The rows' `recordedAt` becomes their knowledge time. */
  readonly migrate: boolean;
  readonly clock: Clock;
  readonly actor: string;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Rows of one durable write; default 20 000. */
  readonly chunkRows?: number | undefined;
  /** The data folder, which knows what rejects files this program wrote; without one, any that stands is kept. */
  readonly folder?: string | undefined;
  /** Stops between two chunks; the same import again goes on from there. */
  readonly signal?: AbortSignal | undefined;
}

export interface ImportProgress {
  /** Settled: appended, there already, or refused. */
  readonly rows: number;
  /** Read so far; of the file's `bytes` that is `bytesRead`. */
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly bytes: number;
}

/** All counts are rows, save `events`. */
export interface ImportReport {
  readonly batch: string;
  readonly kind: InputKind;
  readonly file: string;
  readonly sha256: string;
  readonly dryRun: boolean;
  readonly rows: number;
  /** In a dry run: what would be appended. */
  readonly appended: number;
  readonly events: number;
  /** The ledger held them already. */
  readonly repeated: number;
  readonly refused: number;
  /** Refused rows by code. */
  readonly byCode: { readonly [code: string]: number };
  readonly rejectsFile: string | undefined;
  /** Rows that look wrong: taken, or known already and not what holds. */
  readonly flagged: number;
  /** The first of them. */
  readonly flags: readonly (ToldFlag & { readonly line: number })[];
  readonly seconds: number;
}

/**
 * Rows decided and written at once, in one durable write. Large, since files by month name every participant once a month:
 * the more rows of a participant meet in one write, the fewer places of the journal it touches (measured with 1 000
 * participants: 15 000 rows/s with chunks of 2 000, 68 000 with 20 000; files by participant do not care).
 */
const ROWS_A_CHUNK = 20_000;

/** One batch for each file, by its content. */
export function importBatchId(sha256: string): string {
  return `import-${sha256.slice(0, 16)}`;
}

const FLAGS_SHOWN = 200;

type Flags = { flagged: number; readonly flags: ImportReport['flags'][number][] };

function flag(flags: Flags, one: ImportReport['flags'][number]): void {
  flags.flagged += 1;
  if (flags.flags.length < FLAGS_SHOWN) flags.flags.push(one);
}

function alikeGatherer(flags: Flags): NonNullable<ChunkContext['onAlike']> {
  return ({ line }, { id, effectiveDate, data }) => {
    const figures = { amount: String(data['amount']), on: effectiveDate, eventId: id };
    flag(flags, { line, ...flagInWords({ code: 'SAME_DAY_AND_AMOUNT', figures }) });
  };
}

type Counts = { rows: number; appended: number; events: number; repeated: number; refused: number; byCode: { [code: string]: number } };

/**
 * Imports a file. Rows come out appended, repeated or refused; a refused one never stops the others. Refuses as a whole
 * where the file cannot be read as that kind (see `readInput`), INTERRUPTED when the signal came, REJECTS_NOT_WRITTEN.
 * Rules for corrections are all those published in the ledger at the time of the import ("by then" in CONTRACT).
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const { file, kind, migrate, dryRun, journal, clock, actor } = request;
  const started = performance.now();
  const input = await readInput(file, { kind, migrate });
  const { sha256, bytes } = await fileDigest(file);
  const today = todayOf(clock);
  const details = { file: basename(file), bytes, migrate };
  const subject = { id: importBatchId(sha256), kind: 'import', subject: kind, digest: sha256, details, actor, today } as const;
  const batch = dryRun ? undefined : await openBatch(journal, subject);
  const rejects = dryRun ? undefined : rejectsFile(file, input, rejectsMemory(request.folder));
  const counts: Counts = { rows: 0, appended: 0, events: 0, repeated: 0, refused: 0, byCode: {} };
  const flags: Flags = { flagged: 0, flags: [] };
  const schemes = schemesOf(request);
  const context: ChunkContext = {
    journal,
    schemes,
    funds: fundsOf(journal, schemes, clock),
    employers: employerDirectory(journal, schemes.employerLaw),
    directory: participantDirectory(journal),
    alongside: () => batch?.take() ?? [],
    onAlike: alikeGatherer(flags),
    now: clock(),
    actor,
    batchId: importBatchId(sha256),
    file: basename(file),
    sha256,
  };
  const named = namedInFile(context.directory, dryRun);
  const settled = settlerOf(counts, { flags, named }, batch, rejects);
  try {
    const holdsCorrections = kind === 'corrections' || kind === 'salary-corrections' || kind === 'history';
    const batches = holdsCorrections
      ? correctionsInOrder(input.batches, async () => (await readInput(file, { kind, migrate })).batches, request.chunkRows)
      : input.batches;
    await takeRows(batches, { request, context, counts, settled, batch, bytes });
    for (const { line, ...one } of await named.flags()) flag(flags, { line, ...flagInWords(one) });
    const { appended, repeated, refused, ...rest } = counts;
    await batch?.complete({ appended, repeated, refused, details: rest });
  } catch (error) {
    rejects?.abandon();
    throw error;
  }
  const seconds = Math.round(performance.now() - started) / 1000;
  return { batch: importBatchId(sha256), kind, file, sha256, dryRun, ...counts, rejectsFile: rejects?.finish(), ...flags, seconds };
}

type Settle = (input: InputRow, outcome: RowOutcome) => void;

interface LookedAt {
  readonly flags: Flags;
  readonly named: NamedInFile;
}

function settlerOf(
  counts: Counts,
  { flags, named }: LookedAt,
  batch: BatchRecord | undefined,
  rejects: RejectsFile | undefined,
): Settle {
  const refused = (input: InputRow, refusal: Refusal): void => {
    counts.refused += 1;
    counts.byCode[refusal.code] = (counts.byCode[refusal.code] ?? 0) + 1;
    batch?.refuse(input.line, refusal);
    rejects?.add(input, refusal);
  };
  return (input, outcome) => {
    counts.rows += 1;
    if (outcome.status === 'refused') refused(input, outcome.refusal);
    else if (outcome.status === 'repeated') {
      counts.repeated += 1;
      for (const told of flagsOfNoLongerHeld(outcome)) flag(flags, { line: input.line, ...flagInWords(told) });
    } else {
      counts.appended += 1;
      counts.events += outcome.events;
      named.take(input);
    }
  };
}

interface Taking {
  readonly request: ImportRequest;
  readonly context: ChunkContext;
  readonly counts: Counts;
  readonly settled: Settle;
  readonly batch: BatchRecord | undefined;
  readonly bytes: number;
}

async function takeRows(
  batches: Awaited<ReturnType<typeof readInput>>['batches'],
  { request, context, counts, settled, batch, bytes }: Taking,
): Promise<void> {
  const occurrenceOf = occurrenceCounter();
  const dryRun = dryRunner(context);
  const take = async (rows: readonly InputRow[]): Promise<void> => {
    if (request.signal?.aborted === true) {
      refuse('INTERRUPTED', { during: 'import', file: request.file, rows: counts.rows });
    }
    // Rows are settled in the file's order, so that rejects file and batch read like the file.
    const outcomes = new Map<InputRow, RowOutcome>();
    const works: Work[] = [];
    for (const input of rows) {
      const { parsed, ifStanding } = input;
      const row = parsed.status === 'done' ? parsed.value : ifStanding;
      if (row !== undefined)
        works.push({ input, row, occurrence: occurrenceOf(row), refusal: parsed.status === 'refused' ? parsed.refusal : undefined });
      else if (parsed.status === 'refused') outcomes.set(input, parsed);
    }
    const note = ({ input }: Work, outcome: RowOutcome): void => void outcomes.set(input, outcome);
    await (request.dryRun ? dryRun(works, note) : writeChunk(works, context, note));
    for (const input of rows) {
      const outcome = outcomes.get(input);
      if (outcome === undefined) throw new Error(`${request.file}, line ${input.line}: the row was not settled`);
      settled(input, outcome);
    }
    await batch?.endChunk();
  };
  // Chunks are counted in rows, whatever the reader's portions, so that a repeat cuts the file at the same places.
  const chunkRows = request.chunkRows ?? ROWS_A_CHUNK;
  let waiting: readonly InputRow[] = [];
  for await (const { rows, bytesRead } of batches) {
    waiting = waiting.length === 0 ? rows : waiting.concat(rows);
    let start = 0;
    for (; waiting.length - start >= chunkRows; start += chunkRows) await take(waiting.slice(start, start + chunkRows));
    waiting = waiting.slice(start);
    request.onProgress?.({ rows: counts.rows, rowsRead: counts.rows + waiting.length, bytesRead, bytes });
  }
  if (waiting.length > 0) await take(waiting);
  request.onProgress?.({ rows: counts.rows, rowsRead: counts.rows, bytesRead: bytes, bytes });
}
