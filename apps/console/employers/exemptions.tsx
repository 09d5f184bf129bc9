/** Exemptions from participation: of one employer, and the register of all, what falls due first. */
import { Provenance } from '../frame/provenance.js';
import { dateText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { Register } from '../parts/register.js';
import { addressOf } from '../place/place.js';
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

export function ExemptionsRegister() {
  const { exemptions: text, employers } = words();
  const tongue = language.value;
  return (
    <Register<RegisteredExemption>
      path="/v1/exemptions" label={text.title}
      day={(asOf) => text.day(dateText(asOf, tongue))} none={() => text.none}
      columns="minmax(90px, 1fr) minmax(100px, 1fr) minmax(120px, 1fr) 120px 110px 110px 120px"
      heads={[employers.id, text.exemption, text.ground, text.statusHead, text.from, text.until, text.nextDue]}
      cells={({ employerId, exemption, kind, status, from, endedFrom, nextDue }, asOf) => [
        <a key="id" href={addressOf(['employers', employerId])}>{employerId}</a>,
        exemption,
        text.kind[kind] ?? kind,
        <span key="status" class={MARKS[status]}>{text.status[status]}</span>,
        dateText(from, tongue),
        endedFrom === null ? '' : dateText(endedFrom, tongue),
        nextDue !== null && <span key="due" class={nextDue < asOf ? 'mark bad' : undefined}>{dateText(nextDue, tongue)}</span>,
      ]}
    />
  );
}
