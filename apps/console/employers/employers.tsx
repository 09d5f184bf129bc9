/** Employers: whose invoices are in default, and all who are affiliated. */
import { useState } from 'preact/hooks';
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { LedgerEvent } from '../api/shapes.js';
import { amountText, dateText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { Refusal, Told } from '../parts/told.js';
import { addressOf, pastKnowledge, visit } from '../place/place.js';
import { language, words } from '../words/words.js';

interface OverdueEntry {
  readonly employerId: string;
  readonly invoice: string;
  readonly dueOn: string;
  readonly days: number;
  readonly base: string;
  readonly totalDue: string;
  readonly writ: boolean;
}

const LIMIT = 500;

export function Employers() {
  const { employers: text } = words();
  return (
    <>
      <Find />
      <section class="panel" aria-labelledby="overdue-title">
        <h2 id="overdue-title">{text.overdue}</h2>
        <Overdue />
      </section>
      <section class="panel" aria-labelledby="employers-title">
        <h2 id="employers-title">{text.all}</h2>
        <All />
      </section>
    </>
  );
}

function Find() {
  const { employers: text, participants } = words();
  const [id, setId] = useState('');
  const open = (event: Event): void => {
    event.preventDefault();
    if (id !== '') visit(addressOf(['employers', id]));
  };
  return (
    <form class="row" role="search" onSubmit={open}>
      <label>
        <span>{text.find}</span>
        <input type="search" spellcheck={false} value={id} onInput={({ currentTarget }) => setId(currentTarget.value.trim())} />
      </label>
      <button type="submit" disabled={id === ''}>
        {participants.open}
      </button>
    </form>
  );
}

function Overdue() {
  const { employers: text } = words();
  const tongue = language.value;
  const entries = useAnswer<{ readonly items: readonly OverdueEntry[] }>(addressOfQuestion('/v1/overdue', { limit: LIMIT }));
  return (
    <Told asked={entries}>
      {({ items }) =>
        items.length === 0 ? (
          <p class="empty">{text.noOverdue}</p>
        ) : (
          <LongList
            label={text.overdue}
            items={items}
            columns="minmax(110px, 1fr) minmax(130px, 1fr) 130px 130px minmax(120px, 1fr) minmax(120px, 1fr)"
            heads={[text.title, text.invoice, text.dueOn, text.days, text.base, text.totalDue]}
            cells={({ employerId, invoice, dueOn, days, base, totalDue, writ }) => [
              <a key="id" href={addressOf(['employers', employerId])}>
                {employerId}
              </a>,
              writ ? `${invoice} (${text.writ})` : invoice,
              dateText(dueOn, tongue),
              days,
              amountText(base, tongue),
              amountText(totalDue, tongue),
            ]}
          />
        )
      }
    </Told>
  );
}

/** Employers are known by the events that affiliated them. */
function All() {
  const { employers: text, frame } = words();
  const tongue = language.value;
  const query = { streamPrefix: 'employer-', types: 'EmployerAffiliated', limit: LIMIT, knownAt: pastKnowledge.value };
  const { items, isWhole, problem, more } = usePages<LedgerEvent>('/v1/events', query);
  if (problem !== undefined) return <Refusal problem={problem} />;
  if (items.length === 0) return <p class={isWhole ? 'empty' : 'waiting'}>{isWhole ? text.empty : frame.waiting}</p>;
  return (
    <LongList
      label={text.all}
      items={items}
      columns="minmax(140px, 1fr) minmax(120px, 1fr) minmax(120px, 1fr) minmax(130px, 1fr)"
      heads={[text.title, text.scheme, text.kind, text.affiliatedOn]}
      onEnd={isWhole ? undefined : more}
      cells={({ stream, data, effectiveDate }) => {
        const id = stream.slice('employer-'.length);
        return [
          <a key="id" href={addressOf(['employers', id])}>
            {id}
          </a>,
          String(data['scheme'] ?? ''),
          String(data['kind'] ?? ''),
          dateText(effectiveDate, tongue),
        ];
      }}
    />
  );
}
