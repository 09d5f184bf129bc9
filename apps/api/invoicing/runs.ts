/** Runs over the employers of a fund, one at a time for each fund: invoices, decisions on the final settlement, late interest. */
import type { Logger } from 'pino';
import type { Journal } from '#journal/port.js';
import { asJson, canonicalText } from '#ledger/kernel/json.js';
import { todayOf, type Clock } from '#money/clock.js';
import { readFund } from '#portfolio/rules-in-force.js';
import type { CivilDate } from '#money/civil-date.js';
import type { InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import { chargeInterest, type InterestReport } from '#reprocessing/invoicing/interest-run.js';
import { dayOfRun, runInvoices, type InvoiceReport } from '#reprocessing/invoicing/invoice-run.js';
import { refuseRun } from '#reprocessing/invoicing/may-begin.js';
import { longRuns } from '../writes/long-runs.js';

/** What is asked of the employers of a fund, or of one of them. */
export type WantedRun = { readonly fundId: string; readonly employerId: string | undefined } & (
  | { readonly kind: 'invoices'; readonly command: InvoiceCommand }
  | { readonly kind: 'interest'; readonly to: CivilDate }
);

export interface RunProgress {
  readonly fundId: string;
  /** Employers that are done. */
  readonly employers: number;
}

export type RunAnswer =
  | ({ readonly status: 'running' } & RunProgress)
  | ({ readonly status: 'completed' } & (InvoiceReport | InterestReport));

export interface InvoicingRuns {
  /** Refuses what keeps the run from beginning; begins nothing. */
  readonly mayBegin: (run: WantedRun) => Promise<void>;
  /** Begins it in the name of who asks for it, or joins the same one under way; answers within `milliseconds`. */
  readonly begin: (run: WantedRun, actor: string, milliseconds: number) => Promise<RunAnswer>;
  readonly end: () => Promise<void>;
}

interface RunSource {
  readonly journal: Journal;
  readonly journalUrl: string;
  readonly clock: Clock;
  readonly workers?: number | undefined;
}

export function invoicingRuns(source: RunSource, logger: Logger): InvoicingRuns {
  const runs = longRuns<RunProgress, InvoiceReport | InterestReport>(logger);
  return {
    mayBegin: async (run) => {
      const { fundId, employerId } = run;
      const on = run.kind === 'invoices' ? dayOfRun(run.command) : run.to;
      const today = todayOf(source.clock, await readFund(source.journal, fundId));
      return refuseRun(source.journal, { fundId, employerId, on }, today);
    },
    begin: (run, actor, milliseconds) => {
      const { fundId, employerId } = run;
      return runs.within(milliseconds, fundId, canonicalText(asJson(run)), {
        what: run.kind,
        start: { fundId, employers: 0 },
        work: (signal, onProgress) => {
          const common = { ...source, fundId, employerId, actor, signal };
          return run.kind === 'invoices'
            ? runInvoices({
                ...common,
                command: run.command,
                besideRequests: true,
                onProgress: ({ employers }) => onProgress({ fundId, employers }),
              })
            : chargeInterest({ ...common, to: run.to, onProgress: (employers) => onProgress({ fundId, employers }) });
        },
      });
    },
    end: runs.end,
  };
}
