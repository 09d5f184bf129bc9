/** A fund with employers on disk, for tests of their books: files in, runs, questions. */
import { stateOf } from '#ledger/subjects.js';
import { addMinor } from '#money/amount.js';
import { LAST_DATE } from '#money/civil-date.js';
import { postingsOf } from '#ledger/postings.js';
import type { EmployerState } from '#ledger/employer/state.js';
import type { LedgerEvent } from '#ledger/event.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { fanOut, type FanOutReport } from '#reprocessing/fan-out/fan-out.js';
import type { InputKind } from '#reprocessing/formats/rows.js';
import type { ImportReport } from '#reprocessing/intake/import-file.js';
import type { InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import { chargeInterest, type InterestReport } from '#reprocessing/invoicing/interest-run.js';
import { runInvoices, type InvoiceReport } from '#reprocessing/invoicing/invoice-run.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

export interface EmployersLedger extends TestLedger {
  /** Rows of a kind, under its columns. */
  readonly take: (kind: InputKind, columns: string, ...rows: readonly string[]) => Promise<ImportReport>;
  readonly invoice: (command: InvoiceCommand, employerId?: string) => Promise<InvoiceReport>;
  readonly monthly: (month: string, sentOn: string) => Promise<InvoiceReport>;
  readonly interest: (to: string) => Promise<InterestReport>;
  readonly fanOut: () => Promise<FanOutReport>;
  readonly employer: (employerId: string) => Promise<EmployerState>;
  readonly participant: (participantId: string) => Promise<ParticipantState>;
  /** What all accounts of a commodity add up to. */
  readonly outOfBalance: () => Promise<readonly (readonly [string, number])[]>;
}

export const EMPLOYERS = 'employerId,scheme,kind,affiliatedOn';
export const PARTICIPANTS = 'participantId,scheme,birthDate,sex,enrolledOn';
export const SALARIES = 'participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor,premiumFreeShare';
export const CORRECTIONS = 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn,partTimeFactor,premiumFreeShare';
export const DEMANDS = 'employerId,obligation,ground,dataDeadline,sentOn,finalDeadline,fineAnnounced,reference';
export const ESTIMATES = 'participantId,employerId,from,to,fullTimeSalary,currency,demand,decidedOn';
export const PAYMENTS = 'employerId,amount,currency,receivedOn,reference,invoice';

/** Of the fund `nl-pob`, whose rates are those of the worked example. */
export async function openEmployers(): Promise<EmployersLedger> {
  const ledger = await openLedger();
  const { journal } = ledger;
  const common = { journal, fundId: 'nl-pob', clock: () => NOW, actor: 'operator', workers: 0 };
  let files = 0;
  const state = async (stream: string) => ledger.events(stream).then((events) => events.filter((event) => event.stream === stream));
  await ledger.publish('nl-pob', 'test/samples/nl-pob/illustrative.json');
  return {
    ...ledger,
    take: (kind, columns, ...rows) => {
      files += 1;
      return ledger.import(kind, ledger.file(`${kind}-${files}.csv`, [columns, ...rows]));
    },
    invoice: (command, employerId) => runInvoices({ ...common, command, employerId }),
    monthly: (month, sentOn) => runInvoices({ ...common, command: { kind: 'monthly', month, sentOn } }),
    interest: (to) => chargeInterest({ ...common, to }),
    fanOut: () => fanOut(common),
    employer: async (employerId) => stateOf('employer', await state(`employer-${employerId}`), { asOf: LAST_DATE }),
    participant: async (participantId) => stateOf('participant', await state(`participant-${participantId}`), { asOf: LAST_DATE }),
    outOfBalance: async () => {
      const sums = new Map<string, number>();
      for (const event of await ledger.events('')) {
        for (const { commodity, amountMinor } of postingsOf(event as unknown as LedgerEvent)) {
          sums.set(commodity, addMinor(sums.get(commodity) ?? 0, amountMinor));
        }
      }
      return [...sums].filter(([, sum]) => sum !== 0);
    },
  };
}
