/** What an employer owes, as its events tell it: each invoice with what has been credited to it, and the employer's credit. */
import { addMinor, amountMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { InvoicesSlice } from './events.js';
import type { OpenInvoice, Receivable, ReceivableBalance, ReceivableLaw } from '../law/receivable.js';

type Books = Pick<InvoicesSlice, 'invoices' | 'payments' | 'credits'>;
type BalanceOf = (receivable: Receivable, asOf: CivilDate) => ReceivableBalance;

/** Invoices as debts, in the order in which they were sent. */
export function receivablesOf({ invoices, payments, credits }: Books): readonly Receivable[] {
  const credited = new Map<string, { readonly date: CivilDate; readonly amountMinor: number }[]>();
  const credit = (invoice: string, date: CivilDate, minor: number): void => {
    const known = credited.get(invoice);
    if (known === undefined) credited.set(invoice, [{ date, amountMinor: minor }]);
    else known.push({ date, amountMinor: minor });
  };
  for (const { receivedOn, allocations } of payments) {
    for (const { invoice, amountMinor: paid } of allocations) {
      credit(invoice, receivedOn, paid);
    }
  }
  for (const { on, allocations } of credits) for (const { invoice, amountMinor: paid } of allocations) credit(invoice, on, paid);
  for (const { data } of invoices) for (const { invoice, amount } of data.replaces ?? []) credit(invoice, data.sentOn, amountMinor(amount));
  return invoices.map(({ data: { invoice, sentOn, dueOn, total, replaces = [] } }) => ({
    invoice,
    sentOn,
    dueOn,
    amountMinor: replaces.reduce((sum, { amount }) => addMinor(sum, amountMinor(amount)), amountMinor(total)),
    credits: credited.get(invoice) ?? [],
  }));
}

/** Invoices sent by a day on which something is left to pay. */
export function openInvoices(receivables: readonly Receivable[], on: CivilDate, balanceOf: BalanceOf): readonly OpenInvoice[] {
  return receivables
    .filter(({ sentOn }) => sentOn <= on)
    .map((receivable) => ({ invoice: receivable.invoice, dueOn: receivable.dueOn, baseMinor: balanceOf(receivable, on).baseMinor }));
}

/** What was paid beyond what was due by a day, less what has been applied since, whenever that was. */
export function creditOn({ payments, credits, invoices }: Books, on: CivilDate, law: Pick<ReceivableLaw, 'balance'>): number {
  const paid = payments
    .filter(({ receivedOn }) => receivedOn <= on)
    .reduce((sum, { unallocatedMinor }) => addMinor(sum, unallocatedMinor), 0);
  const surplus = receivablesOf({ invoices, payments, credits })
    .filter(({ sentOn }) => sentOn <= on)
    .reduce((sum, receivable) => addMinor(sum, law.balance(receivable, on).surplusMinor), 0);
  const applied = credits.reduce((sum, one) => addMinor(sum, one.amountMinor), 0);
  return addMinor(addMinor(paid, surplus), -applied);
}
