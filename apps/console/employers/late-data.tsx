/** What late data may cost an employer, by the invoice that they are for, and interest on late payment (nl-pob 4.8, 2.5). */
import { amountText, dateText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { language, words } from '../words/words.js';
import type { Duties } from './shapes.js';

export function WhatLateDataCosts({ duties }: { readonly duties: Duties['duties'] }) {
  const { employers: text } = words();
  const tongue = language.value;
  const rows = duties.flatMap(({ obligation, claimable }) => claimable.map((row) => ({ obligation, ...row })));
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{text.claimable}</h3>
      {duties.some(({ claimable, interest }) => claimable.length > 0 && interest === null) && (
        <p class="soft small">{text.claimableHelp}</p>
      )}
      <WideTable
        label={text.claimable}
        heads={[
          ...[text.obligation, text.invoice, `#${text.premiumDue}`, text.period, `#${text.dataInterest}`, `#${text.claimed}`],
          ...[`#${text.collectionCosts}`, `#${text.claimed}`],
        ]}
      >
        {rows.map(({ obligation, invoice, premiumDue, interest, collectionCosts }) => (
          <tr key={`${obligation} ${invoice}`}>
            <th scope="row">{obligation}</th>
            <td>{invoice}</td>
            <td class="amount">{amountText(premiumDue, tongue)}</td>
            <td><Days from={interest.from} until={interest.until} /></td>
            <td class="amount" title={interest.article}>{amountText(interest.amount, tongue)}</td>
            <td class="amount">{amountText(interest.claimed, tongue)}</td>
            <td class="amount" title={collectionCosts.article}>{amountText(collectionCosts.amount, tongue)}</td>
            <td class="amount">{amountText(collectionCosts.claimed, tongue)}</td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}

export function LatePayments({ rows }: { readonly rows: Duties['latePayments'] }) {
  const { employers: text } = words();
  const tongue = language.value;
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{text.latePayments}</h3>
      <WideTable
        label={text.latePayments}
        heads={[text.invoice, `#${text.premiumDue}`, text.period, `#${text.alreadyCharged}`, `#${text.interestCharged}`]}
      >
        {rows.map(({ invoice, article, premiumDue, from, until, charged, interest }) => (
          <tr key={invoice}>
            <th scope="row">{invoice}</th>
            <td class="amount">{amountText(premiumDue, tongue)}</td>
            <td><Days from={from} until={until} /></td>
            <td class="amount">{amountText(charged, tongue)}</td>
            <td class="amount" title={article}>{amountText(interest, tongue)}</td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}

function Days({ from, until }: { readonly from: string | null; readonly until: string | null }) {
  if (from === null) return <>–</>;
  return <>{dateText(from, language.value)} – {until !== null && dateText(until, language.value)}</>;
}
