/** Employers: who owes most, who is exempt, and everyone who is affiliated. */
import { useState } from 'preact/hooks';
import type { LedgerEvent } from '../api/shapes.js';
import { amountText, countText, dateText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { Panel } from '../parts/panel.js';
import { Register } from '../parts/register.js';
import { RefusalNote } from '../parts/told.js';
import { addressOf, pastKnowledge, visit } from '../place/place.js';
import { language, words } from '../words/words.js';
import { ExemptionsRegister } from './exemptions.js';
import { OwnDebts } from './own-debts.js';
import type { OverdueInvoice } from './shapes.js';

export function Employers() {
  const { employers: text } = words();
  return (
    <>
      <Find />
      <Panel id="arrears" title={text.arrears}><Arrears /></Panel>
      <Panel id="own-debts" title={words().voluntaryPremium.owed}><OwnDebts /></Panel>
      <Panel id="exemptions" title={words().exemptions.title}><ExemptionsRegister /></Panel>
      <Panel id="affiliated" title={text.affiliated}><Affiliated /></Panel>
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
      <button type="submit" disabled={id === ''}>{participants.open}</button>
    </form>
  );
}

type OverdueEntry = OverdueInvoice & { readonly employerId: string };

function Arrears() {
  const { employers: text } = words();
  const tongue = language.value;
  return (
    <Register<OverdueEntry>
      path="/v1/overdue" label={text.arrears}
      day={(asOf) => text.arrearsDay(dateText(asOf, tongue))} none={(asOf) => text.noArrears(dateText(asOf, tongue))}
      columns="minmax(100px, 1fr) minmax(110px, 1fr) 110px 80px minmax(110px, 1fr) minmax(110px, 1fr) 150px"
      heads={[text.id, text.invoice, text.dueOn, `#${text.days}`, `#${text.base}`, `#${text.totalDue}`, text.nextChargeOn]}
      cells={(each) => [
        <a key="id" href={addressOf(['employers', each.employerId])}>{each.employerId}</a>,
        each.invoice,
        dateText(each.dueOn, tongue),
        countText(each.days, tongue),
        amountText(each.base, tongue),
        amountText(each.totalDue, tongue),
        dateText(each.nextChargeOn, tongue),
      ]}
    />
  );
}

function Affiliated() {
  const { employers: text, frame, participants } = words();
  const { items, isWhole, problem, more } = usePages<LedgerEvent>('/v1/events', {
    types: 'EmployerAffiliated', knownAt: pastKnowledge.value,
  });
  const tongue = language.value;
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (items.length === 0) return <p class={isWhole ? 'empty' : 'waiting'}>{isWhole ? text.empty : frame.waiting}</p>;
  return (
    <LongList
      label={text.affiliated} items={items} onEnd={isWhole ? undefined : more}
      columns="minmax(100px, 1fr) minmax(110px, 1fr) minmax(110px, 1fr) minmax(120px, 1fr) 130px"
      heads={[text.id, participants.scheme, participants.fund, text.kind, text.affiliatedOn]}
      cells={({ data, effectiveDate }) => [
        <a key="id" href={addressOf(['employers', String(data['employerId'])])}>{String(data['employerId'])}</a>,
        String(data['scheme']),
        String(data['fundId']),
        data['kind'] === 'voluntary' ? text.voluntary : text.mandatory,
        dateText(effectiveDate, tongue),
      ]}
    />
  );
}
