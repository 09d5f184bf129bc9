/** Exemptions from participation: of one employer, and the register of all, what falls due first. */
import { Provenance } from '../frame/provenance.js';
import { dateText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { WideTable } from '../parts/panel.js';
import { RefusalNote } from '../parts/told.js';
import { addressOf } from '../place/place.js';
import type { Page } from '../api/shapes.js';
import { language, words } from '../words/words.js';
import type { Exemption, Exemptions } from './shapes.js';

const MARKS = {
  requested: 'mark amber',
  granted: 'mark good',
  'in-force': 'mark good',
  continued: 'mark good',
  refused: 'mark bad',
  withdrawn: 'mark',
  lapsed: 'mark',
} as const;

export function ExemptionsTable({ exemptions: answer }: { readonly exemptions: Exemptions }) {
  const { exemptions: text } = words();
  return (
    <>
      {answer.exemptions.length === 0 ? (
        <p class="empty">{text.none}</p>
      ) : (
        <WideTable label={text.title} heads={[text.exemption, text.ground, text.from, text.until, text.coverage, text.conditions]}>
          {answer.exemptions.map((each) => <Row key={each.exemption} of={each} />)}
        </WideTable>
      )}
      <Provenance of={answer} />
    </>
  );
}

function Row({ of }: { readonly of: Exemption }) {
  const { exemptions: text } = words();
  const tongue = language.value;
  const { exemption, status, article, kind, from, endedFrom, participants } = of;
  return (
    <tr>
      <th scope="row">
        {exemption} <span class={MARKS[status]}>{text.status[status]}</span>
      </th>
      <td>{text.kind[kind] ?? kind} <span class="soft small">{article ?? ''}</span></td>
      <td>{dateText(from, tongue)}</td>
      <td>{endedFrom === null ? '' : dateText(endedFrom, tongue)}</td>
      <td>{participants === null ? text.all : participants.join(', ')}</td>
      <td><Conditions of={of} /></td>
    </tr>
  );
}

/** Of a request that was refused: what was not met. */
function Conditions({ of: { failed, conditions } }: { readonly of: Exemption }) {
  const { exemptions: text } = words();
  const tongue = language.value;
  return (
    <>
      {failed.length > 0 && <div>{text.notMet}: {failed.join(', ')}</div>}
      {conditions.map(({ code, text: told, due, metOn, status }) => (
        <div key={code}>
          <code>{code}</code>
          {told !== null && <span lang="en"> ({told})</span>}{' '}
          <span class={status === 'overdue' ? 'mark bad' : 'soft small'}>
            {text.conditionStatus[status]}
            {metOn === null ? (due === null ? '' : ` ${dateText(due, tongue)}`) : ` ${dateText(metOn, tongue)}`}
          </span>
        </div>
      ))}
    </>
  );
}

type RegisteredExemption = Exemption & { readonly employerId: string };
type RegisterPage = Page<RegisteredExemption> & { readonly asOf: string };

/** Kept for one day, which it says. */
export function ExemptionsRegister() {
  const { exemptions: text, employers, frame } = words();
  const { items, first, isWhole, problem, more } = usePages<RegisteredExemption, RegisterPage>('/v1/exemptions', {});
  const tongue = language.value;
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (first === undefined || (items.length === 0 && !isWhole)) return <p class="waiting">{frame.waiting}</p>;
  if (items.length === 0) return <p class="empty">{text.none}</p>;
  return (
    <>
      <p class="soft small">{text.day(dateText(first.asOf, tongue))}</p>
      <LongList
        label={text.title} items={items} onEnd={isWhole ? undefined : more}
        columns="minmax(90px, 1fr) minmax(100px, 1fr) minmax(120px, 1fr) 120px 110px 110px 120px"
        heads={[employers.id, text.exemption, text.ground, text.statusHead, text.from, text.until, text.nextDue]}
        cells={(each) => [
          <a key="id" href={addressOf(['employers', each.employerId])}>{each.employerId}</a>,
          each.exemption,
          text.kind[each.kind] ?? each.kind,
          <span key="status" class={MARKS[each.status]}>{text.status[each.status]}</span>,
          dateText(each.from, tongue),
          each.endedFrom === null ? '' : dateText(each.endedFrom, tongue),
          each.nextDue !== null && (
            <span key="due" class={each.nextDue < first.asOf ? 'mark bad' : undefined}>{dateText(each.nextDue, tongue)}</span>
          ),
        ]}
      />
    </>
  );
}
