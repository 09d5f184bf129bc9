/** What the participant is covered for, on which basis, and what that rests on. Amounts of different kinds are not added up. */
import type { Coverage } from '../api/shapes.js';
import { amountText, dateText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { addressOf } from '../place/place.js';
import { benefitText, statusText } from '../words/named.js';
import { language, words } from '../words/words.js';

export function Benefits({ id, coverage }: { readonly id: string; readonly coverage: Coverage }) {
  const { participant: text } = words();
  const tongue = language.value;
  return (
    <>
      {coverage.benefits.length === 0 ? (
        <p class="empty">{text.noBenefits}</p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{text.benefit}</th>
                <th scope="col" class="amount">
                  {text.amount}
                </th>
                <th scope="col">{text.condition}</th>
              </tr>
            </thead>
            <tbody>
              {coverage.benefits.map(({ benefit, amount, currency, frequency, basis, condition, validUntil, figure }) => (
                <tr key={figure}>
                  <th scope="row">
                    <a href={addressOf(['participants', id, 'explain'], { figure })}>{benefitText(benefit)}</a>
                    <br />
                    <span class="soft small">{text.basis[basis]}</span>
                  </th>
                  <td class="amount">
                    {amountText(amount, tongue)} {currency}
                    <br />
                    <span class="soft small">{text.per[frequency]}</span>
                  </td>
                  <td>
                    {condition !== null && <span lang="en">{condition}</span>}
                    {validUntil !== null && (
                      <>
                        <br />
                        <span class="soft small">
                          {text.validUntil} {dateText(validUntil, tongue)}
                        </span>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {coverage.assumptions.length > 0 && <Assumptions coverage={coverage} />}
      {coverage.notes.length > 0 && (
        <details>
          <summary>{text.notes}</summary>
          <ul>
            {coverage.notes.map((note) => (
              <li key={note} lang="en">{note}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Assumptions({ coverage }: { readonly coverage: Coverage }) {
  const { participant: text } = words();
  return (
    <details>
      <summary>{text.assumptions}</summary>
      <WideTable label={text.assumptions} heads={[text.name, text.value, text.fromDay, text.reference]}>
        {coverage.assumptions.map(({ name, value, from, reference, status }) => (
          <tr key={`${name} ${from}`} class={status === 'illustrative' ? 'hatched' : undefined}>
            <th scope="row">{name}</th>
            <td>{value}</td>
            <td>{dateText(from, language.value)}</td>
            <td>
              {reference} <span class="soft small">({statusText(status)})</span>
            </td>
          </tr>
        ))}
      </WideTable>
    </details>
  );
}
