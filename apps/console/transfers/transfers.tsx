/** Collective transfers: what has to come by when, and where each stands. */
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import type { Page } from '../api/shapes.js';
import { amountText, countText, dateText } from '../parts/amounts.js';
import { Panel, WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { addressOf, coordinates } from '../place/place.js';
import { language, words } from '../words/words.js';
import type { Dossier, OwedWhat, TransferStatus } from './shapes.js';

export function Transfers() {
  const { transfers: text } = words();
  const list = useAnswer<{ readonly items: readonly Dossier[] }>(addressOfQuestion('/v1/transfers', coordinates.value));
  return (
    <>
      <Panel id="owed" title={text.owed}><Owed /></Panel>
      <Panel id="transfers" title={text.title}><Told asked={list}>{({ items }) => <List items={items} />}</Told></Panel>
    </>
  );
}

interface OwedEntry {
  readonly transferId: string;
  readonly what: OwedWhat;
  readonly latest: string;
  readonly state: TransferStatus;
}

const MOST_OWED = 200;

/** Kept for one day, which it says: the earliest first. */
function Owed() {
  const { transfers: text } = words();
  const tongue = language.value;
  const owed = useAnswer<Page<OwedEntry> & { readonly asOf: string }>(addressOfQuestion('/v1/owed', { limit: MOST_OWED }));
  const kept = shown(owed);
  return (
    <>
      {kept !== undefined && <p class="soft small">{text.owedDay(dateText(kept.asOf, tongue))}</p>}
      <Told asked={owed}>
        {({ items }) => items.length === 0 ? <p class="empty">{text.noOwed}</p> : (
          <WideTable label={text.owed} heads={[text.latest, text.what, text.id, text.state]}>
            {items.map(({ transferId, what, latest, state }) => (
              <tr key={`${transferId} ${what}`}>
                <th scope="row">{dateText(latest, tongue)}</th>
                <td>{text.owedWhat[what]}</td>
                <td><a href={addressOf(['transfers', transferId])}>{transferId}</a></td>
                <td>{text.states[state]}</td>
              </tr>
            ))}
          </WideTable>
        )}
      </Told>
    </>
  );
}

function List({ items }: { readonly items: readonly Dossier[] }) {
  const { transfers: text } = words();
  const tongue = language.value;
  if (items.length === 0) return <p class="empty">{text.empty}</p>;
  return (
    <WideTable
      label={text.title}
      heads={[text.id, text.state, text.sender, text.receiver, text.transferDate, `#${text.value}`, `#${text.participants}`]}
    >
      {items.map((each) => (
        <tr key={each.transferId}>
          <th scope="row">
            <a href={addressOf(['transfers', each.transferId])}>{each.transferId}</a>
          </th>
          <td>
            <StateMark state={each.state} />
          </td>
          <td>{each.sender.fundId}</td>
          <td>{each.receiver.name}</td>
          <td>{dateText(each.transferDate, tongue)}</td>
          <td class="amount">
            {amountText(each.transferValue, tongue)} {each.currency}
          </td>
          <td class="amount">{each.snapshot === null ? '' : countText(each.snapshot.participants, tongue)}</td>
        </tr>
      ))}
    </WideTable>
  );
}

const GOOD: readonly TransferStatus[] = ['CLEARED', 'COMPLETED'];
const BAD: readonly TransferStatus[] = ['REJECTED', 'PROHIBITED', 'WITHDRAWN'];

export function StateMark({ state }: { readonly state: TransferStatus }) {
  return (
    <span class={GOOD.includes(state) ? 'mark good' : BAD.includes(state) ? 'mark bad' : 'mark'}>{words().transfers.states[state]}</span>
  );
}
