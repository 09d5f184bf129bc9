/** Who reads, and what may be done from here: of the session, which is the one place where roles enter. */
import { asAuditor, mayWrite, person, session } from '../frame/session.js';
import { Panel } from '../parts/panel.js';
import { addressWith, visit } from '../place/place.js';
import { words } from '../words/words.js';

export function Access() {
  const { access: text, frame } = words();
  const { environment = null, fourEyes = false } = session.value ?? {};
  return (
    <>
      <Panel id="person" title={text.person}>
        <dl class="facts">
          <dt>{frame.person}</dt>
          <dd>{person.value === '' ? text.nobody : person.value}</dd>
          {environment !== null && (
            <>
              <dt>{text.ledger}</dt>
              <dd>{environment}</dd>
            </>
          )}
        </dl>
        <p class="soft">{fourEyes ? text.named : text.atTheMachine}</p>
      </Panel>
      <Panel id="rights" title={text.rights}><Rights /></Panel>
      <Panel id="view" title={frame.asAuditor}>
        <p class="soft">{text.auditorHelp}</p>
        <label class="switch">
          <input
            type="checkbox"
            checked={asAuditor.value}
            onChange={({ currentTarget }) => visit(addressWith({ view: currentTarget.checked ? 'auditor' : undefined }))}
          />
          <span>{frame.asAuditor}</span>
        </label>
      </Panel>
    </>
  );
}

function Rights() {
  const { access: text, frame } = words();
  const fourEyes = session.value?.fourEyes === true;
  const rows = [
    [text.reading, true, ''],
    [text.planning, mayWrite.value, ''],
    [text.approving, mayWrite.value, fourEyes ? text.notOwn : text.own],
    [text.committing, mayWrite.value, text.approvedOnly],
  ] as const;
  return (
    <>
      <table class="narrow">
        <tbody>
          {rows.map(([what, may, note]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td><span class={may ? 'mark good' : 'mark'}>{may ? text.yes : text.no}</span></td>
              <td class="soft">{may ? note : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!mayWrite.value && <p class="soft">{asAuditor.value ? frame.auditorNote : frame.readOnly}</p>}
    </>
  );
}
