/** What a participant who continues voluntarily owes itself, as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { OwnAccountShown, OwnDebtEntry, OwnInvoiceShown, VoluntaryPremiumAnswer } from '#projections/voluntary-premium/projection.js';
import { grouped } from '#money/grouped.js';
import { textTable, type TableColumn } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';

const right = (head: string): TableColumn => ({ head, align: 'right' });

export function voluntaryPremiumPage(answer: Answer<VoluntaryPremiumAnswer>): string {
  const { participantId, employers, charged, paid, open, credit } = answer;
  if (employers.length === 0) return [`Participant ${participantId} owes no premium itself.`, coordinateLines(answer)].join('\n\n');
  const over = credit === '0.00' ? '' : `, ${grouped(credit)} paid ahead`;
  return [
    `Owed by participant ${participantId} itself: charged ${grouped(charged)}, paid ${grouped(paid)}, open ${grouped(open)}${over}`,
    ...employers.flatMap(accountTables),
    coordinateLines(answer),
  ].join('\n\n');
}

function accountTables({ employerId, invoices, payments }: OwnAccountShown): readonly string[] {
  const months = invoices.flatMap((one) => one.months.map((month) => ({ ...month, invoice: one.invoice })));
  return [
    ...(invoices.length === 0
      ? []
      : [
          `At employer ${employerId}`,
          textTable(
            [{ head: 'invoice' }, { head: 'sent' }, right('charged'), right('paid'), right('open'), { head: '' }],
            invoices.map((one) => [one.invoice, one.chargedOn, grouped(one.charged), grouped(one.paid), grouped(one.open), told(one)]),
          ),
          textTable(
            [{ head: 'month' }, { head: 'invoice' }, { head: 'as' }, right('premium'), right('disability'), right('amount')],
            months.map(({ month, invoice, as, premium, aoPremium, amount }) => [
              month, invoice, as, grouped(premium), grouped(aoPremium), grouped(amount),
            ]),
          ),
        ]),
    ...(payments.length === 0
      ? []
      : [
          textTable(
            [{ head: 'received' }, { head: 'reference' }, { head: 'names' }, right('amount')],
            payments.map(({ receivedOn, reference, invoice, amount }) => [receivedOn, reference, invoice ?? '', grouped(amount)]),
          ),
        ]),
  ];
}

function told({ status, settledOn }: OwnInvoiceShown): string {
  switch (status) {
    case 'open':
      return 'OPEN';
    case 'paid':
      return `paid on ${settledOn ?? ''}`;
    case 'given-back':
      return 'given back';
  }
}

/** Over all participants, in the order given. */
export function ownDebtsTable(debts: readonly (OwnDebtEntry & { readonly participantId: string })[]): string {
  const rows = debts.map(({ participantId, employerId, invoice, chargedOn, charged, paid, open }) => [
    participantId, employerId, invoice, chargedOn, grouped(charged), grouped(paid), grouped(open),
  ]);
  return textTable(
    [{ head: 'participant' }, { head: 'employer' }, { head: 'invoice' }, { head: 'sent' }, right('charged'), right('paid'), right('open')],
    rows,
  );
}
