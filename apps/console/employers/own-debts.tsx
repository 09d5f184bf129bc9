/** What those who continue voluntarily owe themselves, what was charged first at the top. */
import { amountText, dateText } from '../parts/amounts.js';
import { Register } from '../parts/register.js';
import { addressOf } from '../place/place.js';
import { language, words } from '../words/words.js';

interface OwnDebt {
  readonly participantId: string;
  readonly employerId: string;
  readonly invoice: string;
  readonly chargedOn: string;
  readonly charged: string;
  readonly paid: string;
  readonly open: string;
}

export function OwnDebts() {
  const { voluntaryPremium: text, employers, participants } = words();
  const tongue = language.value;
  return (
    <Register<OwnDebt>
      path="/v1/voluntary-premium" label={text.owed}
      day={(asOf) => text.owedDay(dateText(asOf, tongue))} none={(asOf) => text.noneOwed(dateText(asOf, tongue))}
      columns="minmax(110px, 1fr) minmax(110px, 1fr) minmax(110px, 1fr) 120px minmax(110px, 1fr) minmax(110px, 1fr) minmax(110px, 1fr)"
      heads={[participants.id, employers.id, employers.invoice, employers.sentOn, `#${text.charged}`, `#${employers.paid}`, `#${text.open}`]}
      cells={({ participantId, employerId, invoice, chargedOn, charged, paid, open }) => [
        <a key="id" href={addressOf(['participants', participantId])}>{participantId}</a>,
        <a key="employer" href={addressOf(['employers', employerId])}>{employerId}</a>,
        invoice,
        dateText(chargedOn, tongue),
        amountText(charged, tongue),
        amountText(paid, tongue),
        amountText(open, tongue),
      ]}
    />
  );
}
