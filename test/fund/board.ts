/** The board of the Dutch fund of a ledger, which decides in the same minutes whatever it decides. */
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { NOW, type TestLedger } from '../reprocessing/ledger.js';

export const FUND = 'nl-pob';
/** Of every decision of the board. */
export const reference = 'minutes';
export const clock = (): string => NOW;

/** A decision as a file gives it; answers the events that it came to. */
export function decideAsBoard({ journal }: Pick<TestLedger, 'journal'>, command: object): ReturnType<typeof declare> {
  return declare({ reference, ...command } as unknown as FundCommand, { journal, fundId: FUND, clock, actor: 'board', workers: 0 });
}
