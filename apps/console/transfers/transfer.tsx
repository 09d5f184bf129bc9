/** The dossier of one collective transfer: its steps, what may and what has to come, its tests, and the proof that nothing was lost. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, countText, dateText, shortExact } from '../parts/amounts.js';
import { Panel, WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { SubjectEvents } from '../participant/history.js';
import { addressOf, addressWith, coordinates } from '../place/place.js';
import { language, words } from '../words/words.js';
import type { Dossier, Equivalence, TransferProof } from './shapes.js';
import { StateMark } from './transfers.js';

export function TransferScreen({ id }: { readonly id: string }) {
  const { transfers: text } = words();
  const path = `/v1/transfers/${encodeURIComponent(id)}`;
  const dossier = useAnswer<Dossier & AnswerCoordinates>(addressOfQuestion(path, coordinates.value));
  return (
    <Told asked={dossier}>
      {(answer) => (
        <>
          <section class="panel" aria-label={text.title}>
            <Terms dossier={answer} />
            <Provenance of={answer} isMain />
          </section>
          <Stale dossier={answer} />
          <Panel id="steps" title={text.steps}><Steps dossier={answer} /></Panel>
          <div class="panels">
            <Panel id="next" title={text.next}><Next dossier={answer} /></Panel>
            <Panel id="owed" title={text.owed}><Owed dossier={answer} /></Panel>
          </div>
          <Panel id="equivalence" title={text.equivalence}>
            {answer.steps.some(({ step }) => step === 'assess') ? <Tests path={path} /> : <p class="empty">{text.notAssessed}</p>}
          </Panel>
          <Panel id="proof" title={text.proof}>
            {answer.state === 'COMPLETED' ? <Proof path={path} /> : <p class="empty">{text.notCompleted}</p>}
          </Panel>
          <Panel id="events" title={text.history}><SubjectEvents path={path} /></Panel>
        </>
      )}
    </Told>
  );
}

function Terms({ dossier }: { readonly dossier: Dossier }) {
  const { transfers: text } = words();
  const tongue = language.value;
  const { snapshot } = dossier;
  const rows: readonly (readonly [string, preact.ComponentChildren])[] = [
    [text.state, <StateMark key="state" state={dossier.state} />],
    [text.sender, dossier.sender.fundId],
    [text.receiver, dossier.receiver.name],
    [text.transferDate, dateText(dossier.transferDate, tongue)],
    [text.value, `${amountText(dossier.transferValue, tongue)} ${dossier.currency}`],
    [text.conversion, dossier.conversion],
    [text.latestNotice, dateText(dossier.latestNotice, tongue)],
    ...(dossier.reviewEnds === null ? [] : [[text.reviewEnds, dateText(dossier.reviewEnds, tongue)] as const]),
    ...(snapshot === null ? [] : [
      [text.participants, countText(snapshot.participants, tongue)] as const,
      [text.snapshot, <>{dateText(snapshot.takenOn, tongue)} · <code>{snapshot.digest}</code> <Holds dossier={dossier} /></>] as const,
    ]),
  ];
  return <dl class="facts">{rows.map(([name, value]) => <><dt key={name}>{name}</dt><dd>{value}</dd></>)}</dl>;
}

function Holds({ dossier: { snapshot, next } }: { readonly dossier: Dossier }) {
  // Where the transfer has ended nothing is asked of the snapshot any more.
  if (snapshot?.stale === undefined || next.length === 0) return null;
  const { stale: text } = words().transfers;
  return snapshot.stale.length === 0 ? <span class="mark good">{text.holds}</span> : <span class="mark bad">{text.title}</span>;
}

const MOST_NAMED = 50;

/** Whose rights have moved since the snapshot, and what helps: another one, or after the notice a withdrawal alone. */
function Stale({ dossier: { snapshot, next } }: { readonly dossier: Dossier }) {
  const { stale: text } = words().transfers;
  const moved = snapshot?.stale ?? [];
  if (moved.length === 0) return null;
  const count = (of: number): string => countText(of, language.value);
  return (
    <Panel id="stale" title={text.title}>
      <p>{text.moved(count(moved.length))}</p>
      <ul class="row plain-list">
        {moved.slice(0, MOST_NAMED).map((id) => <li key={id}><a href={addressOf(['participants', id])}>{id}</a></li>)}
        {moved.length > MOST_NAMED && <li>{text.more(count(moved.length - MOST_NAMED))}</li>}
      </ul>
      <p><strong>{next.some(({ step }) => step === 'snapshot') ? text.again : text.withdrawal}</strong></p>
    </Panel>
  );
}

/** Steps that these catalogues do not name are called as the API calls them. */
function stepName(step: string): string {
  return (words().transfers.stepName as Readonly<Record<string, string>>)[step] ?? step;
}

function Steps({ dossier: { steps } }: { readonly dossier: Dossier }) {
  const { transfers: text } = words();
  const tongue = language.value;
  return (
    <WideTable label={text.steps} heads={[text.on, text.step, text.by, text.reference, text.stateAfter]}>
      {steps.map(({ eventId, on, step, positive, by, reference, document, state }) => (
        <tr key={eventId}>
          <th scope="row">{dateText(on, tongue)}</th>
          <td>
            <a href={addressWith({ event: eventId })}>{stepName(step)}</a>
            {positive !== null && (
              <>
                {' '}
                <span class={positive ? 'mark good' : 'mark bad'}>{positive ? text.positive : text.negative}</span>
              </>
            )}
          </td>
          <td>{by}</td>
          <td>
            {reference}
            {document !== null && (
              <>
                <br />
                <span class="soft small">
                  {document.name} <code>{document.sha256}</code>
                </span>
              </>
            )}
          </td>
          <td>{text.states[state]}</td>
        </tr>
      ))}
    </WideTable>
  );
}

function Next({ dossier: { next } }: { readonly dossier: Dossier }) {
  const { transfers: text } = words();
  const tongue = language.value;
  if (next.length === 0) return <p class="empty">{text.noNext}</p>;
  return (
    <ul>
      {next.map(({ step, from, until }) => (
        <li key={step}>
          {stepName(step)}{' '}
          <span class="soft small">
            {text.from} {dateText(from, tongue)}
            {until !== null && `, ${text.until} ${dateText(until, tongue)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Owed({ dossier: { owed } }: { readonly dossier: Dossier }) {
  const { transfers: text } = words();
  if (owed.length === 0) return <p class="empty">{text.noOwed}</p>;
  return (
    <ul>
      {owed.map(({ what, latest }) => (
        <li key={what}>
          {text.owedWhat[what]}{' '}
          <span class="soft small">
            {text.latest} {dateText(latest, language.value)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Tests({ path }: { readonly path: string }) {
  const { transfers: text } = words();
  const asked = useAnswer<Equivalence>(addressOfQuestion(`${path}/equivalence`, coordinates.value));
  const mark = (holds: boolean, name: string) => <span class={holds ? 'mark good' : 'mark bad'}>{holds ? '✓' : '✗'} {name}</span>;
  return (
    <Told asked={asked}>
      {(answer) => (
        <>
          <p class="row">
            {mark(answer.actuarialEquivalence, text.individual)} {mark(answer.collectiveEquivalence, text.collective)}{' '}
            {mark(answer.balance, text.balance)}
          </p>
          <table class="narrow">
            <tbody>
              <Line name={text.oldValue} value={answer.oldValue} />
              <Line name={text.newValue} value={answer.newValue} />
              <Line name={text.collectiveRatio} value={answer.collectiveRatio} />
              {Object.entries(answer.groupRatios).map(([group, ratio]) => (
                <Line key={group} name={group} value={ratio} />
              ))}
              <Line name={text.spread} value={answer.spread} />
            </tbody>
          </table>
          <p class="soft small">
            {text.tolerance}: {answer.tolerance.individual} · {answer.tolerance.collective} · {answer.tolerance.group}. {answer.basis}
          </p>
          {answer.individualFailures.length > 0 && (
            <p>
              {text.failures}: {answer.individualFailures.join(', ')}
            </p>
          )}
          <Provenance of={answer} />
        </>
      )}
    </Told>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return <tr><th scope="row">{name}</th><td class="amount" title={value}>{shortExact(value, language.value)}</td></tr>;
}

function Proof({ path }: { readonly path: string }) {
  const { transfers: text } = words();
  const asked = useAnswer<TransferProof>(addressOfQuestion(`${path}/proof`, coordinates.value));
  return (
    <Told asked={asked}>
      {(answer) => (
        <>
          <p class={answer.holds ? 'verdict good' : 'verdict bad'}>{answer.holds ? text.proofHolds : text.proofFails}</p>
          <table class="narrow">
            <tbody>
              <Line name={text.closedValue} value={answer.closedValue} />
              <Line name={text.openedValue} value={answer.openedValue} />
              <Line name={text.net} value={answer.net} />
              <Line name={text.closedRights} value={answer.closedRights} />
              <Line name={text.openedRights} value={answer.openedRights} />
            </tbody>
          </table>
          {answer.differences.length > 0 && (
            <ul>
              {answer.differences.map(({ what, participantId, expected, found }) => (
                <li key={`${what} ${participantId}`}>
                  {what} {participantId}: {expected} ≠ {found}
                </li>
              ))}
            </ul>
          )}
          <Provenance of={answer} />
        </>
      )}
    </Told>
  );
}
