/** Savings in the place of premium, of a participant who objects to every insurance: deposits, interest, and what became of them. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, dateText } from '../parts/amounts.js';
import { Panel, WideTable } from '../parts/panel.js';
import { addressWith, coordinates } from '../place/place.js';
import { language, words } from '../words/words.js';

interface Deposit {
  readonly employerId: string;
  readonly invoice: string;
  readonly on: string;
  readonly amount: string;
  readonly eventId: string;
}

interface SavingsAnswer extends AnswerCoordinates {
  readonly balance: string;
  readonly accounts: readonly {
    readonly account: number;
    readonly from: string | null;
    readonly endedOn: string | null;
    readonly deposits: readonly Deposit[];
    readonly years: readonly { readonly year: number; readonly rate: string; readonly interest: string; readonly balance: string }[];
    readonly outcome: 'RUNNING' | 'PAID' | 'PAID_TO_HEIRS' | 'VOIDED';
    readonly balance: string;
  }[];
}

/** Nothing where the participant never had any. */
export function Savings({ path }: { readonly path: string }) {
  const { savings: text } = words();
  const told = useAnswer<SavingsAnswer>(addressOfQuestion(`${path}/savings`, coordinates.value));
  if (told.status !== 'answered' || told.answer.accounts.length === 0) return null;
  return (
    <Panel id="savings" title={text.title}>
      {told.answer.accounts.map((account) => <Account key={account.account} account={account} />)}
      <Provenance of={told.answer} />
    </Panel>
  );
}

function Account({ account }: { readonly account: SavingsAnswer['accounts'][number] }) {
  const { from, endedOn, deposits, years, outcome, balance } = account;
  const { savings: text, employers, participant } = words();
  const tongue = language.value;
  return (
    <>
      <p>
        {from !== null && dateText(from, tongue)} – {endedOn !== null && dateText(endedOn, tongue)}{' '}
        <span class="mark">{text.outcome[outcome]}</span>{' '}
        {text.balance}: <strong class="amount">{amountText(balance, tongue)}</strong>
      </p>
      <WideTable label={text.title} heads={[text.on, employers.id, employers.invoice, `#${participant.amount}`]}>
        {deposits.map(({ eventId, on, employerId, invoice, amount }) => (
          <tr key={eventId}>
            <th scope="row"><a href={addressWith({ event: eventId })}>{dateText(on, tongue)}</a></th>
            <td>{employerId}</td>
            <td>{invoice}</td>
            <td class="amount">{amountText(amount, tongue)}</td>
          </tr>
        ))}
      </WideTable>
      <WideTable label={text.interest} heads={[participant.year, `#${text.rate}`, `#${text.interest}`, `#${text.balance}`]}>
        {years.map(({ year, rate, interest, balance: after }) => (
          <tr key={year}>
            <th scope="row">{year}</th>
            <td class="amount">{rate}</td>
            <td class="amount">{amountText(interest, tongue)}</td>
            <td class="amount">{amountText(after, tongue)}</td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}
