/** An employer's books in memory, kept by the law's functions alone: facts, invoices, payments, decisions, in the order they come. */
import type { Receivable, ReceivableBalance } from '#ledger/employer/law/receivable.js';
import { addMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type {
  BookedCharge, ComposedInvoice, DatedSalary, Employment, EstimatedSalary, Month, MonthSpan, PremiumDifference, SettledCharge,
} from '../../../frame/capabilities/invoicing.js';
import { givenParameters, layer, type ParameterSet } from '../../../frame/parameters/parameters.js';
import { OFFICIAL } from '../../parameters.js';
import { INVOICING } from '../invoicing.js';
import { chargeOfDifference } from '../premium-differences.js';

/** The rates of worked example 1, and an accrual of 1.875 % a year. */
export const PARAMETERS: ParameterSet = layer(
  OFFICIAL,
  givenParameters(
    Object.fromEntries(
      Object.entries({
        premiumRate: '0.192', aoPremiumRate: '0.005', participantRate: '0.08', franchise: '13000', accrualRate: '0.01875',
        commercialInterestRate: '0.08',
      }).map(([name, value]) => [name, [{ from: '2010-01-01', value }]]),
    ),
  ),
);

type Known = { -readonly [field in keyof Employment]: Employment[field] extends readonly (infer Item)[] ? Item[] : Employment[field] };

export interface Books {
  readonly employments: ReadonlyMap<string, Known>;
  readonly invoices: ReadonlyMap<string, ComposedInvoice>;
  readonly report: (participantId: string, from: Month, fullTimeSalary: string, shares?: Partial<DatedSalary>) => void;
  readonly correct: (participantId: string, from: Month, change: Partial<DatedSalary>) => void;
  readonly estimate: (participantId: string, estimate: EstimatedSalary) => void;
  readonly deliver: (estimate: string) => void;
  readonly replace: (estimate: string, sentOn: CivilDate) => ComposedInvoice;
  readonly exempt: (participantId: string, kind: 'exempt' | 'objector' | 'voluntary', span: MonthSpan) => void;
  readonly differences: (on: CivilDate, through: Month) => readonly PremiumDifference[];
  readonly invoice: (id: string, month: Month, sentOn: CivilDate) => ComposedInvoice;
  readonly final: (id: string, year: number, sentOn: CivilDate) => ComposedInvoice;
  readonly decide: (year: number, choice: SettledCharge['choice'], on: CivilDate, through: Month) => number;
  readonly pay: (receivedOn: CivilDate, amountMinor: number, named?: string) => number;
  readonly balance: (invoice: string, asOf: CivilDate) => ReceivableBalance;
  readonly receivable: (invoice: string) => Receivable;
  /** Refunds that lapse on a day are recorded; their total, negative. */
  readonly lapse: (on: CivilDate, through: Month) => number;
}

export function openBooks(): Books {
  const employments = new Map<string, Known>();
  const invoices = new Map<string, ComposedInvoice>();
  const receivables = new Map<string, Receivable>();
  const finals = new Set<number>();

  const known = (participantId: string): Known => {
    const found: Known = employments.get(participantId) ?? {
      participantId, employerId: 'E1', salaries: [], estimates: [], exempt: [], voluntary: [], objector: [], charged: [], lapsed: [],
      settled: [],
    };
    employments.set(participantId, found);
    return found;
  };
  const differences = (on: CivilDate, through: Month, own?: Month): readonly PremiumDifference[] =>
    [...employments.values()].flatMap((employment) => INVOICING.differences(employment, { on, through, finals, own }, PARAMETERS));
  const book = (id: string, invoice: ComposedInvoice): ComposedInvoice => {
    for (const line of [...invoice.lines, ...invoice.participantLines]) {
      const { participantId, month, as, debtor, premiumMinor, aoPremiumMinor, recoverableMinor } = line;
      const afterFinal = invoice.kind === 'monthly' && finals.has(Number(month.slice(0, 4)));
      const charge: BookedCharge = { month, as, debtor, premiumMinor, aoPremiumMinor, recoverableMinor, afterFinal };
      known(participantId).charged.push(charge);
    }
    invoices.set(id, invoice);
    const amountMinor = addMinor(invoice.totalMinor, invoice.reversedMinor);
    receivables.set(id, { invoice: id, sentOn: invoice.sentOn, dueOn: invoice.dueOn, amountMinor, credits: [] });
    return invoice;
  };
  const receivable = (id: string): Receivable => receivables.get(id) as Receivable;
  const balance = (id: string, asOf: CivilDate): ReceivableBalance => INVOICING.balance(receivable(id), asOf, PARAMETERS);
  const record = (on: CivilDate, through: Month): number => {
    const lapsing = differences(on, through).filter(({ toRecord }) => toRecord);
    for (const one of lapsing) known(one.participantId).lapsed.push(chargeOfDifference(one));
    return lapsing.reduce((total, { difference }) => total + difference.premiumMinor + difference.aoPremiumMinor, 0);
  };

  return {
    employments,
    invoices,
    report: (participantId, from, fullTimeSalary, shares = {}) => {
      known(participantId).salaries.push({ from, fullTimeSalary, partTimeFactor: '1', premiumFreeShare: '0', ...shares });
    },
    correct: (participantId, from, change) => {
      const { salaries } = known(participantId);
      const index = salaries.findIndex((entry) => entry.from === from);
      salaries[index] = { ...(salaries[index] as DatedSalary), ...change };
    },
    estimate: (participantId, estimate) => {
      known(participantId).estimates.push(estimate);
    },
    deliver: (estimate) => {
      for (const employment of employments.values()) {
        employment.estimates = employment.estimates.map((one) => (one.estimate === estimate ? { ...one, delivered: true } : one));
      }
    },
    replace: (estimate, sentOn) => {
      const replaced = [...employments.values()].flatMap(({ participantId, estimates }) =>
        estimates.filter((one) => one.estimate === estimate).map(({ from, to }) => ({ participantId, from, to })),
      );
      for (const employment of employments.values()) employment.estimates = employment.estimates.filter((one) => one.estimate !== estimate);
      return book(`replacement ${estimate}`, INVOICING.replacement([...employments.values()], replaced, sentOn, PARAMETERS));
    },
    exempt: (participantId, kind, span) => {
      known(participantId)[kind].push(span);
    },
    differences,
    invoice: (id, month, sentOn) => {
      record(sentOn, month);
      return book(id, INVOICING.monthly(differences(sentOn, month, month), sentOn));
    },
    final: (id, year, sentOn) => {
      const invoice = INVOICING.final(differences(sentOn, `${year}-12`), year, sentOn);
      book(id, invoice);
      finals.add(year);
      return invoice;
    },
    decide: (year, choice, on, through) => {
      record(on, through);
      const waiting = differences(on, through).filter((one) => one.status === 'awaits-4.9' && one.month.startsWith(`${year}-`));
      for (const one of waiting) known(one.participantId).settled.push({ ...chargeOfDifference(one), choice });
      return waiting.reduce((total, { difference }) => total + difference.premiumMinor + difference.aoPremiumMinor, 0);
    },
    pay: (receivedOn, amountMinor, named) => {
      const open = [...receivables.values()]
        .filter(({ sentOn }) => sentOn <= receivedOn)
        .map(({ invoice, dueOn }) => ({ invoice, dueOn, baseMinor: balance(invoice, receivedOn).baseMinor }));
      const { allocations, unallocatedMinor } = INVOICING.allocate(amountMinor, open, named);
      for (const { invoice, amountMinor: paid } of allocations) {
        const one = receivable(invoice);
        receivables.set(invoice, { ...one, credits: [...one.credits, { date: receivedOn, amountMinor: paid }] });
      }
      return unallocatedMinor;
    },
    balance,
    receivable,
    lapse: record,
  };
}

/** What differences of a status come to: premium of both chapters. */
export function totalOf(differences: readonly PremiumDifference[], status: PremiumDifference['status']): number {
  return differences
    .filter((one) => one.status === status)
    .reduce((total, { difference }) => total + difference.premiumMinor + difference.aoPremiumMinor, 0);
}
