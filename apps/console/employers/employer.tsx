/** One employer's books: the statement of a year, what is in default, the data that it owes, its exemptions. */
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, countText, dateText, shortExact, movementText } from '../parts/amounts.js';
import { Panel, WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { SubjectEvents } from '../participant/history.js';
import { addressWith, asked, change, coordinates } from '../place/place.js';
import { language, words } from '../words/words.js';
import { DutiesTable } from './duties.js';
import { ExemptionsTable } from './exemptions.js';
import type { Duties, Exemptions, Invoice, OverdueInvoice, Statement } from './shapes.js';

interface Overdue extends AnswerCoordinates {
  readonly totalDue: string;
  readonly invoices: readonly OverdueInvoice[];
}

export function Employer({ id }: { readonly id: string }) {
  const { employers: text } = words();
  const path = `/v1/employers/${encodeURIComponent(id)}`;
  const overdue = useAnswer<Overdue>(addressOfQuestion(`${path}/overdue`, coordinates.value));
  const day = coordinates.value.asOf ?? shown(overdue)?.asOf;
  const year = asked('year') ?? day?.slice(0, 4);
  const statement = useAnswer<Statement>(
    year === undefined ? undefined : addressOfQuestion(`${path}/statement`, { ...coordinates.value, year }),
  );
  const duties = useAnswer<Duties>(addressOfQuestion(`${path}/duties`, coordinates.value));
  const exemptions = useAnswer<Exemptions>(addressOfQuestion(`${path}/exemptions`, coordinates.value));
  if (overdue.status === 'refused' && statement.status !== 'answered') return <Told asked={overdue}>{() => null}</Told>;
  return (
    <>
      <Panel id="statement" title={text.statement(year ?? '')}>
        <div class="row no-print">
          <label>
            <span>{words().participant.year}</span>
            <input
              type="number"
              min={1000}
              max={9999}
              value={year}
              onChange={({ currentTarget }) => change({ year: currentTarget.value })}
            />
          </label>
        </div>
        <Told asked={statement}>{(answer) => <StatementView statement={answer} />}</Told>
      </Panel>
      <Panel id="overdue" title={text.arrears}>
        <Told asked={overdue}>{(answer) => <OverdueView overdue={answer} />}</Told>
      </Panel>
      <Panel id="duties" title={text.duties}>
        <Told asked={duties}>{(answer) => <DutiesTable duties={answer} />}</Told>
      </Panel>
      <Panel id="exemptions" title={words().exemptions.title}>
        <Told asked={exemptions}>{(answer) => <ExemptionsTable exemptions={answer} />}</Told>
      </Panel>
      <Panel id="events" title={text.history}>
        <SubjectEvents path={path} />
      </Panel>
    </>
  );
}

/** Opening and what moved it add up to the closing balance. */
function StatementView({ statement }: { readonly statement: Statement }) {
  const { employers: text, participant } = words();
  const tongue = language.value;
  const moved = [
    ['invoiced', statement.invoiced],
    ['interestCharged', statement.interestCharged],
    ['charged', statement.charged],
    ['paid', negated(statement.paid)],
  ] as const;
  return (
    <>
      <table class="narrow">
        <tbody>
          <tr><th scope="row">{participant.opening}</th><td class="amount">{amountText(statement.opening, tongue)}</td></tr>
          {moved.map(([name, amount]) => (
            <tr key={name}><th scope="row">{text[name]}</th><td class="amount">{movementText(amount, tongue)}</td></tr>
          ))}
        </tbody>
        <tfoot>
          <tr><th scope="row">{participant.closingBalance}</th><td class="amount">{amountText(statement.closing, tongue)}</td></tr>
        </tfoot>
      </table>
      <p class="soft small">{text.owedHelp} {text.credit}: {amountText(statement.credit, tongue)}</p>
      <Invoices statement={statement} />
      <Payments statement={statement} />
      <Charges statement={statement} />
      <Provenance of={statement} isMain />
    </>
  );
}

function negated(amount: string): string {
  if (/^0+(\.0+)?$/.test(amount)) return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

function Invoices({ statement: { invoices, year } }: { readonly statement: Statement }) {
  const { employers: text } = words();
  const tongue = language.value;
  if (invoices.length === 0) return <p class="empty">{text.noInvoices(String(year))}</p>;
  return (
    <>
      <h3>{text.invoices}</h3>
      <WideTable
        label={text.invoices}
        heads={[text.invoice, text.sentOn, text.dueOn, `#${text.total}`, `#${text.paid}`, `#${text.interestCharged}`, `#${text.totalDue}`]}
      >
        {invoices.map((each) => (
          <tr key={each.invoice}>
            <th scope="row">
              <a href={addressWith({ event: each.eventId })}>{each.invoice}</a>{' '}
              <span class={MARKS[each.status]}>{text.status[each.status]}</span>
              <br />
              <span class="soft small">
                {text.invoiceKind[each.kind]},{' '}
                {words().corrections.participantsCount(each.participants, countText(each.participants, tongue))}
              </span>
              <Replacing invoice={each} />
            </th>
            <td>
              {dateText(each.sentOn, tongue)}
              {!each.sentOnTime && (
                <>
                  <br />
                  <span class="soft small">{text.sentLate}</span>
                </>
              )}
            </td>
            <td>{dateText(each.dueOn, tongue)}</td>
            <td class="amount">{amountText(each.total, tongue)}</td>
            <td class="amount">{amountText(each.paid, tongue)}</td>
            <td class="amount">{amountText(each.interestCharged, tongue)}</td>
            <td class="amount">{amountText(each.totalDue, tongue)}</td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}

/** The total of a replacement is what it charges anew, less what it takes back of others; of such a one, what of `paid` was taken back. */
function Replacing({ invoice: { asked: anew, replaces = [], takenBack = [] } }: { readonly invoice: Invoice }) {
  const { employers: text } = words();
  return (
    <>
      {anew !== undefined && <Part what={text.chargedAnew} amount={anew} />}
      {replaces.map(({ invoice, amount }) => <Part key={invoice} what={text.takesBack(invoice)} amount={negated(amount)} />)}
      {takenBack.map(({ by, on, amount }) => <Part key={`${by} ${on}`} what={text.takenBackBy(by)} amount={amount} />)}
    </>
  );
}

function Part({ what, amount }: { readonly what: string; readonly amount: string }) {
  return <div class="soft small">{what} {amountText(amount, language.value)}</div>;
}

const MARKS = { open: 'mark', paid: 'mark good', overdue: 'mark bad', replaced: 'mark' } as const;

function Payments({ statement: { payments } }: { readonly statement: Statement }) {
  const { employers: text } = words();
  const tongue = language.value;
  if (payments.length === 0) return null;
  return (
    <>
      <h3>{text.payments}</h3>
      <WideTable label={text.payments} heads={[text.receivedOn, text.reference, `#${text.amount}`, text.appliedTo, `#${text.unallocated}`]}>
        {payments.map(({ eventId, receivedOn, reference, amount, allocations, unallocated }) => (
          <tr key={eventId}>
            <th scope="row">{dateText(receivedOn, tongue)}</th>
            <td>{reference}</td>
            <td class="amount">{amountText(amount, tongue)}</td>
            <td>{allocations.map(({ invoice, amount: part }) => <div key={invoice}>{invoice}: {amountText(part, tongue)}</div>)}</td>
            <td class="amount">{amountText(unallocated, tongue)}</td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}

/** Late interest, fines and claims. */
function Charges({ statement: { interest, charges } }: { readonly statement: Statement }) {
  const { employers: text } = words();
  const tongue = language.value;
  if (interest.length + charges.length === 0) return null;
  return (
    <>
      <h3>{text.interestAndFines}</h3>
      <WideTable label={text.interestAndFines} heads={[text.what, text.period, `#${text.amount}`]}>
        {interest.map(({ eventId, invoice, from, to, amount }) => (
          <tr key={eventId}>
            <th scope="row">{text.interestOn(invoice)}</th>
            <td>
              {dateText(from, tongue)} – {dateText(to, tongue)}
            </td>
            <td class="amount">{movementText(amount, tongue)}</td>
          </tr>
        ))}
        {charges.map(({ eventId, kind, article, on, amount }) => (
          <tr key={eventId}>
            <th scope="row">
              {kind === 'fine' ? text.fine : kind === 'claim' ? text.claim : kind} <span class="soft small">{article}</span>
            </th>
            <td>{dateText(on, tongue)}</td>
            <td class="amount">{movementText(amount, tongue)}</td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}

function OverdueView({ overdue }: { readonly overdue: Overdue }) {
  const { employers: text } = words();
  const tongue = language.value;
  return (
    <>
      {overdue.invoices.length === 0 ? (
        <p class="empty">{text.nothingOverdue(dateText(overdue.asOf, tongue))}</p>
      ) : (
        <>
          <p class="headline-figure">
            <span class="headline-name">{text.totalDue}</span> <output>{amountText(overdue.totalDue, tongue)}</output>
          </p>
          <WideTable
            label={text.arrears}
            heads={[text.invoice, text.dueOn, `#${text.days}`, `#${text.base}`, `#${text.accrued}`, `#${text.totalDue}`, text.nextChargeOn]}
          >
            {overdue.invoices.map((each) => (
              <tr key={each.invoice}>
                <th scope="row">
                  {each.invoice} {each.writ && <span class="mark amber">{text.onWrit}</span>}
                </th>
                <td>{dateText(each.dueOn, tongue)}</td>
                <td class="amount">{countText(each.days, tongue)}</td>
                <td class="amount">{amountText(each.base, tongue)}</td>
                <td class="amount" title={each.accrued}>
                  {shortExact(each.accrued, tongue)}
                </td>
                <td class="amount">{amountText(each.totalDue, tongue)}</td>
                <td>{dateText(each.nextChargeOn, tongue)}</td>
              </tr>
            ))}
          </WideTable>
        </>
      )}
      <Provenance of={overdue} />
    </>
  );
}
