/** A fact equal to one that stands, save that only one of the two has a reference: it may be the same, told a second time. */
import type { Flag } from '#ledger/participant/flag.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import { formatMinor } from '#money/amount.js';
import { LAST_DATE } from '#money/civil-date.js';
import type { ContributionRow, PaymentRow, TransferRow } from '../../formats/rows.js';

type Referenced = ContributionRow | PaymentRow | TransferRow;

/** Whether a reference was given, by what the fact says beside it. */
interface Told {
  with: boolean;
  without: boolean;
}

/** Judges a participant's rows one after another, against what stands and those before. `events`: the stream before the file. */
export function referenceJudge(events: readonly RecordedEvent[]): (row: Referenced) => Flag | undefined {
  const told = new Map<string, Told>();
  const tell = (fact: string, hasReference: boolean): void => {
    const known = told.get(fact) ?? { with: false, without: false };
    known[hasReference ? 'with' : 'without'] = true;
    told.set(fact, known);
  };
  for (const event of eventsInEffect(events, { asOf: LAST_DATE })) {
    const fact = factOfEvent(event);
    if (fact !== undefined) tell(fact, event.data['reference'] !== undefined);
  }
  return (row) => {
    const fact = factOfRow(row);
    const hasReference = row.reference !== undefined;
    const { with: stoodWith = false, without: stoodWithout = false } = told.get(fact) ?? {};
    tell(fact, hasReference);
    if (hasReference ? stoodWith || !stoodWithout : stoodWithout || !stoodWith) return undefined;
    const figures = { amount: formatMinor(row.amountMinor), on: dayOf(row), record: row.record, hasReference };
    return { code: 'SAME_DAY_AND_AMOUNT', figures };
  };
}

function factOfEvent({ type, effectiveDate, data }: RecordedEvent): string | undefined {
  switch (type) {
    case 'ContributionReceived':
      return JSON.stringify(['contribution', data['period'], data['employerId'], data['receivedOn'], data['amount']]);
    case 'PensionPaid':
      return JSON.stringify(['payment', data['benefit'], data['period'], effectiveDate, data['amount']]);
    case 'RightsTransferredIn':
    case 'RightsTransferredOut':
      return JSON.stringify(['transfer', type === 'RightsTransferredIn' ? 'in' : 'out', effectiveDate, data['amount']]);
    default:
      return undefined;
  }
}

function factOfRow(row: Referenced): string {
  const amount = formatMinor(row.amountMinor);
  switch (row.record) {
    case 'contribution':
      return JSON.stringify(['contribution', row.period, row.employerId, row.receivedOn, amount]);
    case 'payment':
      return JSON.stringify(['payment', row.benefit, row.period, row.paidOn, amount]);
    case 'transfer':
      return JSON.stringify(['transfer', row.direction, row.transferredOn, amount]);
  }
}

function dayOf(row: Referenced): string {
  switch (row.record) {
    case 'contribution':
      return row.receivedOn;
    case 'payment':
      return row.paidOn;
    case 'transfer':
      return row.transferredOn;
  }
}
