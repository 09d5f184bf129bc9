/** One employer: the statement of a year that adds up, what is in default, the data that is owed, and every event. */
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import type { Coordinates, History as HistoryAnswer } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, dateText, movementText } from '../parts/amounts.js';
import { Told } from '../parts/told.js';
import { EventSheet } from '../participant/event-sheet.js';
import { History } from '../participant/history.js';
import { addressWith, asked, change, coordinates, pastKnowledge } from '../place/place.js';
import { language, words } from '../words/words.js';

interface Statement extends Coordinates {
  readonly year: number;
  readonly opening: string;
  readonly invoices: readonly {
    readonly invoice: string;
    readonly sentOn: string;
    readonly dueOn: string;
    readonly total: string;
    readonly totalDue: string;
    readonly status: string;
    readonly eventId: string;
  }[];
  readonly payments: readonly {
    readonly receivedOn: string;
    readonly amount: string;
    readonly reference: string;
    readonly eventId: string;
  }[];
  readonly invoiced: string;
  readonly interestCharged: string;
  readonly charged: string;
  readonly paid: string;
  readonly credit: string;
  readonly closing: string;
}

interface OverdueAnswer extends Coordinates {
  readonly totalDue: string;
  readonly invoices: readonly {
    readonly invoice: string;
    readonly defaultFrom: string;
    readonly days: number;
    readonly base: string;
    readonly totalDue: string;
    readonly nextChargeOn: string;
    readonly writ: boolean;
  }[];
}

interface Duties extends Coordinates {
  readonly employees: number | null;
  readonly duties: readonly {
    readonly obligation: string;
    readonly dataDeadline: string;
    readonly deliveredOn: string | null;
    readonly fine: string | null;
    readonly imposed: readonly { readonly kind: string; readonly amount: string; readonly eventId: string }[];
  }[];
}

export function Employer({ id }: { readonly id: string }) {
  const { employers: text } = words();
  const path = `/v1/employers/${encodeURIComponent(id)}`;
  const at = coordinates.value;
  const year = asked('year') ?? (at.asOf ?? new Date().toISOString()).slice(0, 4);
  const statement = useAnswer<Statement>(addressOfQuestion(`${path}/statement`, { ...at, year }));
  const overdue = useAnswer<OverdueAnswer>(addressOfQuestion(`${path}/overdue`, at));
  const duties = useAnswer<Duties>(addressOfQuestion(`${path}/duties`, at));
  const history = useAnswer<HistoryAnswer>(addressOfQuestion(`${path}/history`, { knownAt: pastKnowledge.value }));
  return (
    <>
      <section class="panel" aria-labelledby="statement-title">
        <h2 id="statement-title">{text.statement}</h2>
        <div class="row">
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
        <Told asked={statement}>{(answer) => <StatementTable statement={answer} />}</Told>
      </section>
      <div class="panels">
        <section class="panel" aria-labelledby="arrears-title">
          <h2 id="arrears-title">{text.arrears}</h2>
          <Told asked={overdue}>{(answer) => <Arrears overdue={answer} />}</Told>
        </section>
        <section class="panel" aria-labelledby="duties-title">
          <h2 id="duties-title">{text.duties}</h2>
          <Told asked={duties}>{(answer) => <DutiesTable duties={answer} />}</Told>
        </section>
      </div>
      <section class="panel" aria-labelledby="events-title">
        <h2 id="events-title">{text.history}</h2>
        <Told asked={history}>{(answer) => <History history={answer} />}</Told>
      </section>
      <EventSheet events={shown(history)?.events ?? []} />
    </>
  );
}

function StatementTable({ statement }: { readonly statement: Statement }) {
  const { employers: text, participant } = words();
  const tongue = language.value;
  const lines = [
    [text.invoiced, movementText(statement.invoiced, tongue)],
    [text.interest, movementText(statement.interestCharged, tongue)],
    [text.charged, movementText(statement.charged, tongue)],
    [text.paid, statement.paid === '0.00' ? amountText(statement.paid, tongue) : `−${amountText(statement.paid, tongue)}`],
  ] as const;
  return (
    <>
      <table class="narrow">
        <thead>
          <tr>
            <th scope="col">
              {participant.year} {statement.year}
            </th>
            <th scope="col" class="amount">
              {participant.change}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{text.opening}</th>
            <td class="amount">{amountText(statement.opening, tongue)}</td>
          </tr>
          {lines.map(([name, amount]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="amount">{amount}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text.closing}</th>
            <td class="amount">{amountText(statement.closing, tongue)}</td>
          </tr>
        </tfoot>
      </table>
      <p class="soft">
        {text.credit}: {amountText(statement.credit, tongue)}
      </p>
      {statement.invoices.length === 0 ? <p class="empty">{text.noInvoices}</p> : <Invoices statement={statement} />}
      {statement.payments.length > 0 && <Payments statement={statement} />}
      <Provenance of={statement} isMain />
    </>
  );
}

function Invoices({ statement }: { readonly statement: Statement }) {
  const { employers: text } = words();
  const tongue = language.value;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={text.invoiced}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.invoice}</th>
            <th scope="col">{text.sentOn}</th>
            <th scope="col">{text.dueOn}</th>
            <th scope="col" class="amount">{text.total}</th>
            <th scope="col" class="amount">{text.totalDue}</th>
            <th scope="col">{text.status}</th>
          </tr>
        </thead>
        <tbody>
          {statement.invoices.map(({ invoice, sentOn, dueOn, total, totalDue, status, eventId }) => (
            <tr key={invoice}>
              <th scope="row">
                <a href={addressWith({ event: eventId })}>{invoice}</a>
              </th>
              <td>{dateText(sentOn, tongue)}</td>
              <td>{dateText(dueOn, tongue)}</td>
              <td class="amount">{amountText(total, tongue)}</td>
              <td class="amount">{amountText(totalDue, tongue)}</td>
              <td>
                <span class={status === 'overdue' ? 'mark bad' : status === 'paid' ? 'mark good' : 'mark'}>{status}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Payments({ statement }: { readonly statement: Statement }) {
  const { employers: text } = words();
  const tongue = language.value;
  return (
    <>
      <h3>{text.payments}</h3>
      <table class="narrow">
        <tbody>
          {statement.payments.map(({ receivedOn, amount, reference, eventId }) => (
            <tr key={eventId}>
              <th scope="row">
                <a href={addressWith({ event: eventId })}>{dateText(receivedOn, tongue)}</a>
              </th>
              <td class="amount">{amountText(amount, tongue)}</td>
              <td>{reference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Arrears({ overdue }: { readonly overdue: OverdueAnswer }) {
  const { employers: text } = words();
  const tongue = language.value;
  if (overdue.invoices.length === 0) return <p class="empty">{text.noArrears}</p>;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.invoice}</th>
            <th scope="col" class="amount">{text.days}</th>
            <th scope="col" class="amount">{text.base}</th>
            <th scope="col" class="amount">{text.totalDue}</th>
          </tr>
        </thead>
        <tbody>
          {overdue.invoices.map(({ invoice, days, base, totalDue, writ }) => (
            <tr key={invoice}>
              <th scope="row">
                {invoice} {writ && <span class="mark bad">{text.writ}</span>}
              </th>
              <td class="amount">{days}</td>
              <td class="amount">{amountText(base, tongue)}</td>
              <td class="amount">{amountText(totalDue, tongue)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text.total}</th>
            <td />
            <td />
            <td class="amount">{amountText(overdue.totalDue, tongue)}</td>
          </tr>
        </tfoot>
      </table>
      <Provenance of={overdue} />
    </>
  );
}

function DutiesTable({ duties }: { readonly duties: Duties }) {
  const { employers: text } = words();
  const tongue = language.value;
  return (
    <>
      {duties.employees !== null && (
        <p>
          {text.employees}: {duties.employees}
        </p>
      )}
      {duties.duties.length === 0 ? (
        <p class="empty">{text.noDuties}</p>
      ) : (
        <dl class="facts">
          {duties.duties.map(({ obligation, dataDeadline, deliveredOn, fine, imposed }) => [
            <dt key={obligation}>{obligation}</dt>,
            <dd key={`${obligation} of`}>
              {text.deadline} {dateText(dataDeadline, tongue)}
              {deliveredOn !== null && ` · ${text.delivered} ${dateText(deliveredOn, tongue)}`}
              {fine !== null && ` · ${text.fine}: ${amountText(fine, tongue)}`}
              {imposed.map(({ kind, amount, eventId }) => (
                <div key={eventId}>
                  <a href={addressWith({ event: eventId })}>{kind}</a> {text.imposed}: {amountText(amount, tongue)}
                </div>
              ))}
            </dd>,
          ])}
        </dl>
      )}
      <Provenance of={duties} />
    </>
  );
}
