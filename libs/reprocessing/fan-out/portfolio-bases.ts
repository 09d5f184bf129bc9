/** What a group's result is allotted by, of all participants of a fund. */
import type { JournalReader } from '#journal/port.js';
import { addMinor } from '#money/amount.js';
import { runPortfolio } from '#portfolio/run-portfolio.js';
import type { AllotmentBases, AllotmentMoment } from '#rulebooks/frame/capabilities/results.js';
import { refuseNotCounted } from '../refusals.js';
import { job } from './allotment-bases.js';

export interface PortfolioBases {
  readonly sums: AllotmentBases;
  readonly participants: readonly { readonly id: string; readonly bases: AllotmentBases }[];
}

export interface BasesSource {
  readonly journal: JournalReader;
  readonly journalUrl?: string | undefined;
  readonly fundId: string;
  readonly workers?: number | undefined;
}

/**
 * One number a participant and base is kept: shares by largest remainder need all keys at once. Refuses
 * PARTICIPANT_NOT_COUNTED where one cannot be: a sum without it would be wrong for all.
 */
export async function portfolioBases(
  { journal, journalUrl, fundId, workers }: BasesSource,
  moment: AllotmentMoment,
): Promise<PortfolioBases> {
  const { position } = await journal.head();
  const sums = { value: 0, premiums: 0, fees: 0 };
  const participants: { id: string; bases: AllotmentBases }[] = [];
  const data = { fundId, moment, upTo: position };
  for await (const { result } of runPortfolio({ source: { journal, journalUrl }, job, data, subject: 'participant', workers })) {
    const [failed] = result.failed;
    if (failed !== undefined) refuseNotCounted(failed, 'value-to-allot-by');
    for (const [index, id] of result.ids.entries()) {
      const bases = result.bases[index] as AllotmentBases;
      participants.push({ id, bases });
      for (const base of ['value', 'premiums', 'fees'] as const) sums[base] = addMinor(sums[base], bases[base]);
    }
  }
  return { sums, participants };
}
