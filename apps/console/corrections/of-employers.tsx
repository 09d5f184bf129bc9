/** What a plan does to employers: of corrected salaries, premium by what becomes of it, and rights; of their own files, what they owe. */
import { amountText, movementText } from '../parts/amounts.js';
import { useLines } from '../parts/lines.js';
import { LongList } from '../parts/long-list.js';
import { WideTable } from '../parts/panel.js';
import { RefusalNote } from '../parts/told.js';
import { addressOf } from '../place/place.js';
import { language, words } from '../words/words.js';
import type { CurrencySummary, EmployerMovement, EmployersSummary } from './shapes.js';

/** Of a scheme that invoices employers: charged on, waiting, lapsed, held back, year by year; and pension rights before and after. */
export function PremiumsAndRights({ summary: { premiums = [], rights } }: { readonly summary: CurrencySummary }) {
  const { corrections: text } = words();
  const tongue = language.value;
  return (
    <>
      {premiums.length > 0 && (
        <>
          <h3>{text.premiums}</h3>
          <WideTable label={text.premiums} heads={[text.premiumYear, text.whatBecomes, `#${words().participant.movement}`]}>
            {premiums.map(({ year, status, onFinal, amount }) => (
              <tr key={`${year} ${status} ${String(onFinal)}`}>
                <th scope="row">{year}</th>
                <td>{onFinal === true ? text.onFinalInvoice : text.becomes[status]}</td>
                <td class="amount">{movementText(amount, tongue)}</td>
              </tr>
            ))}
          </WideTable>
        </>
      )}
      {rights !== undefined && (
        <>
          <h3>{text.rights}</h3>
          <WideTable label={text.rights} heads={[`#${text.before}`, `#${text.after}`]}>
            <tr>
              <td class="amount">{amountText(rights.before, tongue)}</td>
              <td class="amount">{amountText(rights.after, tongue)}</td>
            </tr>
          </WideTable>
        </>
      )}
    </>
  );
}

/** What the employers of a file come to owe by it, account by account. */
export function OfEmployers({ summary: { currency, total, accounts } }: { readonly summary: EmployersSummary }) {
  const { corrections: text } = words();
  const tongue = language.value;
  return (
    <section class="panel" aria-label={currency}>
      <p class="headline-figure">
        <span class="headline-name">{text.owedInAll}</span>
        <output>{movementText(total, tongue)}</output>
        <span class="headline-unit">{currency}</span>
      </p>
      {accounts.length > 0 && (
        <WideTable label={text.owedInAll} heads={[text.account, `#${words().participant.movement}`]}>
          {accounts.map(({ account, amount }) => (
            <tr key={account}>
              <th scope="row"><code>{account}</code></th>
              <td class="amount">{movementText(amount, tongue)}</td>
            </tr>
          ))}
        </WideTable>
      )}
    </section>
  );
}

/** Every employer of the plan: by how much what it owes moves, and what is recorded of it. */
export function EmployerMovements({ address }: { readonly address: string }) {
  const { corrections: text, frame, employers, participant } = words();
  const { items: movements, problem } = useLines<EmployerMovement>(address);
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (movements === undefined) return <p class="waiting">{frame.waiting}</p>;
  const tongue = language.value;
  return (
    <LongList
      label={text.allEmployerMovements}
      items={movements}
      columns="minmax(110px, 1fr) minmax(120px, 1fr) 70px minmax(220px, 2fr)"
      heads={[employers.id, `#${participant.movement}`, '', text.recordedEvents]}
      cells={({ employerId, total, currency, events }) => [
        <a key="id" href={addressOf(['employers', employerId])}>{employerId}</a>,
        movementText(total, tongue),
        currency,
        <span key="events" lang="en">{events.map(({ type, count }) => `${type} ${count}`).join(', ')}</span>,
      ]}
    />
  );
}
