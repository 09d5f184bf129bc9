/** A file as a whole against its funds' limits, and against the files of its kind that were committed before. */
import { oneEvent } from '#journal/one-event.js';
import type { JournalReader } from '#journal/port.js';
import { batchStream } from '#ledger/subjects.js';
import { flagInWords } from '#words/english-flags.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { amountMinor, formatMinor } from '#money/amount.js';
import { todayOf, type Clock } from '#money/clock.js';
import { readFund, rulesInForce } from '#portfolio/rules-in-force.js';
import { plausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import { readLife } from './batch-life.js';
import type { PlanReport } from './make-plan.js';
import { FILES_LOOKED_AT, type FileTotals, type PatternGatherer } from './plausibility/patterns.js';

export interface FileContext {
  readonly journal: JournalReader;
  readonly kind: string;
  /** This file's own batch: its earlier plans are no other files. */
  readonly batchId: string;
  readonly clock: Clock;
}

export async function judgeFile(gatherer: PatternGatherer, context: FileContext): Promise<Pick<PlanReport, 'patterns' | 'totals'>> {
  const funds = gatherer.funds();
  const last = funds.length === 0 ? [] : await lastFiles(context);
  const patterns: PlanReport['patterns'][number][] = [];
  const totals: { [fundId: string]: { rows: number; amount: string } } = {};
  for (const fundId of funds) {
    const fund = await readFund(context.journal, fundId);
    const { parameters } = await rulesInForce(fund.established?.scheme ?? '', fund, undefined);
    const earlier = last.flatMap((file) => file[fundId] ?? []);
    const found = gatherer.patterns(fundId, plausibilityLimits(parameters, todayOf(context.clock, fund)), earlier);
    patterns.push(...found.map((pattern) => ({ fundId, ...flagInWords(pattern) })));
    const { rows, amountMinor: minor } = gatherer.totals(fundId);
    totals[fundId] = { rows, amount: formatMinor(minor) };
  }
  return { patterns, totals };
}

/** Totals by fund, the newest file first; of files that were committed: what was planned and thrown away is no measure. */
async function lastFiles(context: FileContext): Promise<readonly { readonly [fundId: string]: FileTotals }[]> {
  const batches = await batchesOfKind(context);
  const files: { readonly [fundId: string]: FileTotals }[] = [];
  for (const { batchId } of batches.sort((a, b) => (a.position < b.position ? 1 : -1))) {
    if (files.length === FILES_LOOKED_AT) break;
    const plan = [...(await readLife(context.journal, batchId)).values()].findLast(({ completed }) => completed !== undefined);
    if (plan !== undefined) files.push(totalsIn(plan.details['fileTotals']));
  }
  return files;
}

/** The other files of the kind, by where the journal first tells of them. */
async function batchesOfKind({
  journal,
  kind,
  batchId: own,
}: FileContext): Promise<{ readonly batchId: string; readonly position: bigint }[]> {
  const prefix = batchStream('');
  const found: { readonly batchId: string; readonly position: bigint }[] = [];
  for await (const heads of journal.streamHeads(`${prefix}reprocess-`)) {
    for (const { stream } of heads) {
      const batchId = stream.slice(prefix.length);
      if (batchId === own) continue;
      const first = await oneEvent(journal, stream);
      if (first?.data['subject'] === kind) found.push({ batchId, position: first.position });
    }
  }
  return found;
}

/** Plans of earlier versions tell none. */
function totalsIn(told: JsonObject[string] | undefined): { readonly [fundId: string]: FileTotals } {
  const byFund = (told ?? {}) as { readonly [fundId: string]: { readonly rows: number; readonly amount: string } };
  return Object.fromEntries(
    Object.entries(byFund).map(([fundId, { rows, amount }]) => [fundId, { rows, amountMinor: amountMinor(amount) }]),
  );
}
