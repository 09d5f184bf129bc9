/** Lists about an employer as pages of text. */
import type { Answer } from '#projections/answer.js';
import type { DutiesAnswer, OwedDuty } from '#projections/employers/duties.js';
import type { OverdueAnswer } from '#projections/employers/overdue.js';
import type { CorrectionsList } from '#reprocessing/invoicing/corrections-list.js';
import type { PremiumLineOfInvoice } from '#reprocessing/invoicing/premium-lines.js';
import { whatBecomesOf } from '#reprocessing/plan/premium-movement.js';
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { grouped } from '#money/grouped.js';
import { textTable, type TableColumn } from '../../terminal/table.js';
import { coordinateLines } from '../coordinates.js';
import { counted } from '../counted.js';

export function overduePage(answer: Answer<OverdueAnswer>): string {
  const { employerId, invoices, totalDue } = answer;
  const rows = invoices.map(({ invoice, dueOn, days, base, totalDue: due, nextChargeOn, writ }) => [
    invoice, dueOn, grouped(String(days)), grouped(base), grouped(due), nextChargeOn, writ ? 'writ' : '',
  ]);
  return [
    `Overdue invoices of ${employerId}: ${counted(invoices.length, 'invoice')}, in all ${grouped(totalDue)}`,
    ...(rows.length === 0
      ? []
      : [
          textTable(
            [
              { head: 'invoice' },
              { head: 'due on' },
              { head: 'days', align: 'right' },
              { head: 'left', align: 'right' },
              { head: 'with interest', align: 'right' },
              { head: 'next charge', spare: 1 },
              { head: '' },
            ],
            rows,
          ),
        ]),
    coordinateLines(answer),
  ].join('\n\n');
}

type ListedOverdue = OverdueAnswer['invoices'][number] & { readonly employerId: string };

/** Over all employers, in the order given. */
export function overdueWorklist(items: readonly ListedOverdue[]): string {
  if (items.length === 0) return 'No invoice is in default.';
  const rows = items.map(({ employerId, invoice, dueOn, days, base, totalDue, nextChargeOn, writ }) => [
    employerId, invoice, dueOn, grouped(String(days)), grouped(base), grouped(totalDue), nextChargeOn, writ ? 'writ' : '',
  ]);
  return textTable([
    { head: 'employer' }, { head: 'invoice' }, { head: 'due on' }, { head: 'days', align: 'right' }, { head: 'left', align: 'right' },
    { head: 'with interest', align: 'right' }, { head: 'next charge', spare: 1 }, { head: '' },
  ], rows);
}

const DUTY_COLUMNS: readonly TableColumn[] = [
  { head: 'obligation' },
  { head: 'deadline' },
  { head: 'final date' },
  { head: 'delivered' },
  { head: 'fine' },
  { head: 'estimate', spare: 2 },
  { head: 'interest', align: 'right' },
  { head: 'costs', align: 'right' },
  { head: 'imposed', spare: 1 },
];

export function dutiesPage(answer: Answer<DutiesAnswer>): string {
  const { employerId, employees, duties, latePayments } = answer;
  return [
    `Data duties of ${employerId}, ${employees === null ? 'headcount unknown' : counted(employees, 'employee')}`,
    ...(duties.length === 0 ? ['Nothing was demanded.'] : [textTable(DUTY_COLUMNS, duties.map(dutyCells))]),
    ...claimableTable(duties),
    ...latePaymentsTable(latePayments),
    coordinateLines(answer),
  ].join('\n\n');
}

const number = (head: string, spare?: number): TableColumn => ({ head, align: 'right', ...(spare === undefined ? {} : { spare }) });

function claimableTable(duties: DutiesAnswer['duties']): readonly string[] {
  const rows = duties.flatMap(({ obligation, claimable }) =>
    claimable.map(({ invoice, dueOn, premiumDue, interest, collectionCosts }) => [
      obligation,
      invoice,
      dueOn,
      grouped(premiumDue),
      daysOf(interest.from, interest.until),
      grouped(interest.amount),
      grouped(interest.claimed),
      grouped(collectionCosts.amount),
      grouped(collectionCosts.claimed),
    ]),
  );
  if (rows.length === 0) return [];
  const isOpen = duties.some(({ claimable, interest }) => claimable.length > 0 && interest === null);
  return [
    'What late data may cost (4.8 a interest, 4.8 b collection costs), and what of it was claimed' +
      (isOpen ? '. Until a claim names their invoice, by each with premium left to pay: one of them, not their sum' : ''),
    textTable(
      [
        { head: 'obligation' },
        { head: 'invoice' },
        { head: 'due on', spare: 2 },
        number('premium due', 1),
        { head: 'interest from – until' },
        number('interest'),
        number('claimed', 3),
        number('costs'),
        number('claimed', 4),
      ],
      rows,
    ),
  ];
}

function latePaymentsTable(rows: DutiesAnswer['latePayments']): readonly string[] {
  if (rows.length === 0) return [];
  return [
    'Interest on late payment (2.5) of what is left to pay; costs of collection are none, save a bailiff’s',
    textTable(
      [{ head: 'invoice' }, number('premium due'), { head: 'from – until' }, number('charged'), number('interest in all')],
      rows.map(({ invoice, premiumDue, from, until, charged, interest }) => [
        invoice, grouped(premiumDue), until === null ? `from ${from}` : daysOf(from, until), grouped(charged), grouped(interest),
      ]),
    ),
  ];
}

function daysOf(from: string | null, until: string | null): string {
  return from === null || until === null ? 'no day' : `${from} – ${until}`;
}

/** Over all employers, in the order given. */
export function dutiesWorklist(items: readonly OwedDuty[]): string {
  if (items.length === 0) return 'No employer owes data that were demanded.';
  return textTable([{ head: 'employer' }, ...DUTY_COLUMNS], items.map((item) => [item.employerId, ...dutyCells(item)]));
}

function dutyCells(duty: DutiesAnswer['duties'][number]): readonly string[] {
  const { obligation, dataDeadline, demand, deliveredOn, fineReason, fine, estimateAllowed, interest, collectionCosts, imposed } = duty;
  return [
    obligation,
    dataDeadline,
    demand.finalDeadline,
    deliveredOn ?? 'not yet',
    fine === null ? fineReason : `${fineReason} ${grouped(fine)}`,
    estimateAllowed ? 'yes' : 'no',
    interest === null ? 'by invoice' : grouped(interest),
    collectionCosts === null ? 'by invoice' : grouped(collectionCosts),
    imposed.map(({ kind, amount }) => `${kind} ${grouped(amount)}`).join(', '),
  ];
}

export function correctionsPage({ employerId, on, corrections }: CorrectionsList): string {
  const sums = new Map<string, number>();
  for (const one of corrections) sums.set(whatBecomesOf(one), addMinor(sums.get(whatBecomesOf(one)) ?? 0, amountMinor(one.difference)));
  const rows = corrections.map(({ participantId, month, as, before, after, difference, debtor, ...what }) => [
    participantId,
    month,
    as,
    grouped(before),
    grouped(after),
    grouped(difference),
    `${whatBecomesOf(what)}${debtor === 'participant' ? '; owed by the participant' : ''}`,
  ]);
  const right = (head: string): { readonly head: string; readonly align: 'right' } => ({ head, align: 'right' });
  return [
    `Premium of ${employerId} that changed since it was charged, as of ${on}`,
    ...(rows.length === 0
      ? ['Nothing: all is charged as it is due.']
      : [
          textTable(
            [
              { head: 'participant' },
              { head: 'month' },
              { head: 'as' },
              right('charged'),
              right('due'),
              right('difference'),
              { head: 'what becomes of it' },
            ],
            rows,
          ),
          [...sums].map(([what, minor]) => `${what}: ${grouped(formatMinor(minor))}`).join('\n'),
        ]),
  ].join('\n\n');
}

export function linesPage(employerId: string, invoice: string, lines: readonly PremiumLineOfInvoice[]): string {
  const right = (head: string, spare?: number): TableColumn => ({ head, align: 'right', ...(spare === undefined ? {} : { spare }) });
  const rows = lines.map(({ participantId, month, reason, as, debtor, premium, aoPremium, recoverable }) => [
    participantId,
    month,
    [reason, ...(as === 'savings' ? ['savings'] : []), ...(debtor === 'participant' ? ['owed by the participant'] : [])].join(', '),
    grouped(premium),
    grouped(aoPremium),
    grouped(recoverable),
  ]);
  const amounts = [right('premium'), right('disability'), right('recoverable', 1)];
  const columns = [{ head: 'participant' }, { head: 'month' }, { head: 'what' }, ...amounts];
  return [`Lines of invoice ${invoice} of ${employerId}`, ...(rows.length === 0 ? ['None.'] : [textTable(columns, rows)])].join('\n\n');
}
