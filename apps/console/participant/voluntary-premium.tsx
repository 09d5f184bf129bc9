/** What a participant who continues voluntarily owes itself: charged by invoice and month, paid, open. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, dateText } from '../parts/amounts.js';
import { Panel, WideTable } from '../parts/panel.js';
import { addressWith, coordinates } from '../place/place.js';
import { language, words } from '../words/words.js';

interface OwnMonth {
  readonly month: string;
  readonly as: 'premium' | 'savings';
  readonly amount: string;
  readonly eventId: string;
}

interface OwnInvoice {
  readonly invoice: string;
  readonly chargedOn: string;
  readonly months: readonly OwnMonth[];
  readonly charged: string;
  readonly paid: string;
  readonly open: string;
  readonly status: 'open' | 'paid' | 'given-back';
}

interface OwnPayment {
  readonly receivedOn: string;
  readonly amount: string;
  readonly reference: string;
  readonly invoice: string | null;
  readonly eventId: string;
}

interface VoluntaryPremiumAnswer extends AnswerCoordinates {
  readonly open: string;
  readonly credit: string;
  readonly employers: readonly {
    readonly employerId: string;
    readonly invoices: readonly OwnInvoice[];
    readonly payments: readonly OwnPayment[];
  }[];
}

const MARKS = { open: 'mark amber', paid: 'mark good', 'given-back': 'mark' } as const;

/** Nothing where the participant never owed any. */
export function VoluntaryPremium({ path }: { readonly path: string }) {
  const { voluntaryPremium: text } = words();
  const tongue = language.value;
  const told = useAnswer<VoluntaryPremiumAnswer>(addressOfQuestion(`${path}/voluntary-premium`, coordinates.value));
  if (told.status !== 'answered' || told.answer.employers.length === 0) return null;
  const { open, credit, employers } = told.answer;
  return (
    <Panel id="voluntary-premium" title={text.title}>
      <p>
        {text.open}: <strong class="amount">{amountText(open, tongue)}</strong>{' '}
        {credit !== '0.00' && <span class="mark">{text.credit}: {amountText(credit, tongue)}</span>}
      </p>
      {employers.map(({ employerId, invoices, payments }) => (
        <div key={employerId}>
          <Invoices employerId={employerId} invoices={invoices} />
          <Payments payments={payments} />
        </div>
      ))}
      <Provenance of={told.answer} />
    </Panel>
  );
}

function Invoices({ employerId, invoices }: { readonly employerId: string; readonly invoices: readonly OwnInvoice[] }) {
  const { voluntaryPremium: text, employers } = words();
  const tongue = language.value;
  return (
    <WideTable
      label={`${text.title}, ${employerId}`}
      heads={[employers.invoice, employers.id, employers.sentOn, `#${text.charged}`, `#${employers.paid}`, `#${text.open}`]}
    >
      {invoices.map(({ invoice, chargedOn, months, charged, paid, open, status }) => (
        <tr key={invoice}>
          <th scope="row">
            {invoice} <span class={MARKS[status]}>{text.status[status]}</span>
            {months.map(({ eventId, month, as, amount }) => (
              <div key={eventId} class="soft small">
                <a href={addressWith({ event: eventId })}>{month}</a> {text.as[as]} {amountText(amount, tongue)}
              </div>
            ))}
          </th>
          <td>{employerId}</td>
          <td>{dateText(chargedOn, tongue)}</td>
          <td class="amount">{amountText(charged, tongue)}</td>
          <td class="amount">{amountText(paid, tongue)}</td>
          <td class="amount">{amountText(open, tongue)}</td>
        </tr>
      ))}
    </WideTable>
  );
}

function Payments({ payments }: { readonly payments: readonly OwnPayment[] }) {
  const { employers } = words();
  const tongue = language.value;
  if (payments.length === 0) return null;
  return (
    <WideTable label={employers.payments} heads={[employers.receivedOn, employers.reference, employers.invoice, `#${employers.amount}`]}>
      {payments.map(({ eventId, receivedOn, reference, invoice, amount }) => (
        <tr key={eventId}>
          <th scope="row"><a href={addressWith({ event: eventId })}>{dateText(receivedOn, tongue)}</a></th>
          <td>{reference}</td>
          <td>{invoice}</td>
          <td class="amount">{amountText(amount, tongue)}</td>
        </tr>
      ))}
    </WideTable>
  );
}
