/** Data that an employer was asked for: deadlines, delivery, what may be imposed and what was. */
import { Provenance } from '../frame/provenance.js';
import { amountText, countText, dateText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { language, words } from '../words/words.js';
import { LatePayments, WhatLateDataCosts } from './late-data.js';
import type { Duties } from './shapes.js';

export function DutiesTable({ duties: answer }: { readonly duties: Duties }) {
  const { employers: text } = words();
  const tongue = language.value;
  return (
    <>
      {answer.employees !== null && (
        <p class="soft small">
          {text.employees}: {countText(answer.employees, tongue)}
        </p>
      )}
      {answer.duties.length === 0 ? (
        <p class="empty">{text.noDuties}</p>
      ) : (
        <WideTable
          label={text.duties}
          heads={[text.obligation, text.dataDeadline, text.finalDeadline, text.deliveredOn, `#${text.mayBeImposed}`, `#${text.imposed}`]}
        >
          {answer.duties.map(({ obligation, dataDeadline, demand, deliveredOn, fine, imposed }) => (
            <tr key={obligation}>
              <th scope="row">
                {obligation} <span class="soft small">{demand.reference}</span>
              </th>
              <td>{dateText(dataDeadline, tongue)}</td>
              <td>{dateText(demand.finalDeadline, tongue)}</td>
              <td>{deliveredOn === null ? <span class="mark amber">{text.notDelivered}</span> : dateText(deliveredOn, tongue)}</td>
              <td class="amount">{fine === null ? '' : amountText(fine, tongue)}</td>
              <td class="amount">
                {imposed.map(({ eventId, amount, article }) => (
                  <div key={eventId} title={article}>
                    {amountText(amount, tongue)}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </WideTable>
      )}
      <WhatLateDataCosts duties={answer.duties} />
      <LatePayments rows={answer.latePayments} />
      <Provenance of={answer} />
    </>
  );
}
