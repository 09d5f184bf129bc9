/** Invoices as debts: what is open, how payments and credit are allocated, late interest derived again (2.4, 2.5). */
import type {
  Allocated, Allocation, BookedInterest, InterestDifference, OpenInvoice, Receivable, ReceivableBalance,
} from '#ledger/employer/law/receivable.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { addMinor, minorToDecimal } from '#money/amount.js';
import { addMonths, daysBetween, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { lateInterest, nextCharge, totalDueMinor } from '../late-interest/late-interest.js';
import { defaultFrom } from '../premium/invoice-terms.js';

/** What is paid beyond what was due is the employer's credit. */
export function receivableBalance(receivable: Receivable, asOf: CivilDate, parameters: ParameterSet): ReceivableBalance {
  const { invoice, dueOn, amountMinor, credits } = receivable;
  let surplusMinor = Math.max(0, -amountMinor);
  const payments = credits.map(({ date, amountMinor: paidMinor }) => ({ date, amount: minorToDecimal(paidMinor) }));
  const debt = { amount: minorToDecimal(Math.max(0, amountMinor)), start: dueOn, payments };
  const late = lateInterest(parameters, debt, asOf, (_, amount) => {
    surplusMinor = addMinor(surplusMinor, roundPostedMinor(amount));
  });
  const baseMinor = roundPostedMinor(late.base);
  return {
    invoice,
    charges: late.charges.map(({ date, interestMinor }) => ({ from: yearBefore(dueOn, date), to: date, amountMinor: interestMinor })),
    baseMinor,
    accrued: exactText(late.accrued),
    totalDueMinor: totalDueMinor(late),
    settledOn: amountMinor <= 0 ? dueOn : late.settledOn,
    surplusMinor,
    defaultFrom: defaultFrom(dueOn),
    overdueDays: baseMinor > 0 ? Math.max(0, daysBetween(dueOn, asOf)) : 0,
    nextChargeOn: nextCharge(dueOn, asOf),
  };
}

/** First day of the year that a charge is for: the anniversary before it, the due date for the first. */
function yearBefore(dueOn: CivilDate, date: CivilDate): CivilDate {
  const years = Number(date.slice(0, 4)) - Number(dueOn.slice(0, 4));
  return addMonths(dueOn, (years - 1) * 12);
}

/** Section 9: the named invoice first, then the oldest due date, then the id; the rest is credit. */
export function allocatePayment(amountMinor: number, open: readonly OpenInvoice[], named: string | undefined): Allocated {
  const first = named === undefined ? undefined : open.find(({ invoice }) => invoice === named);
  if (named !== undefined && first === undefined) refuse('UNKNOWN_INVOICE', { invoice: named });
  const others = open.filter((one) => one !== first).sort(byDueDate);
  return allocated(amountMinor, first === undefined ? others : [first, ...others]);
}

/** Credit is applied on a due date, to what is due by then. */
export function applyCredit(creditMinor: number, open: readonly OpenInvoice[], on: CivilDate): Allocated {
  return allocated(creditMinor, open.filter(({ dueOn }) => dueOn <= on).sort(byDueDate));
}

function byDueDate(a: OpenInvoice, b: OpenInvoice): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  return a.invoice < b.invoice ? -1 : 1;
}

function allocated(amountMinor: number, invoices: readonly OpenInvoice[]): Allocated {
  let unallocatedMinor = amountMinor;
  const allocations: Allocation[] = [];
  for (const one of invoices) {
    if (unallocatedMinor <= 0) break; // what is left on the others is not asked
    const { invoice, baseMinor } = one;
    const paidMinor = Math.min(unallocatedMinor, baseMinor);
    if (paidMinor <= 0) continue;
    allocations.push({ invoice, amountMinor: paidMinor });
    unallocatedMinor -= paidMinor;
  }
  return { allocations, unallocatedMinor };
}

/** Correction policy 5: charges derived again from invoice and payments; a difference stands at the original date. */
export function interestDifferences(
  receivable: Receivable,
  booked: BookedInterest,
  to: CivilDate,
  parameters: ParameterSet,
): readonly InterestDifference[] {
  const expected = new Map(receivableBalance(receivable, to, parameters).charges.map((charge) => [charge.to, charge.amountMinor]));
  const known = new Map<CivilDate, number>();
  for (const charge of booked) known.set(charge.to, addMinor(known.get(charge.to) ?? 0, charge.amountMinor));
  return [...new Set([...expected.keys(), ...known.keys()])].sort().flatMap((day) => {
    const amountMinor = addMinor(expected.get(day) ?? 0, -(known.get(day) ?? 0));
    if (amountMinor === 0) return [];
    const kind = known.has(day) ? 'adjustment' : 'charge';
    return [{ invoice: receivable.invoice, from: yearBefore(receivable.dueOn, day), to: day, amountMinor, kind } as const];
  });
}
