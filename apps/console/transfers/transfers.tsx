/** Collective transfers: where each stands, and its dossier step by step. */
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import type { Coordinates, History as HistoryAnswer } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, dateText } from '../parts/amounts.js';
import { Refusal, Told } from '../parts/told.js';
import { EventSheet } from '../participant/event-sheet.js';
import { History } from '../participant/history.js';
import { addressOf, addressWith, coordinates, pastKnowledge } from '../place/place.js';
import { language, words } from '../words/words.js';

interface Dossier extends Coordinates {
  readonly transferId: string;
  readonly sender: { readonly fundId: string };
  readonly receiver: { readonly type: string; readonly name: string };
  readonly transferDate: string;
  readonly transferValue: string;
  readonly currency: string;
  readonly state: string;
  readonly steps: readonly {
    readonly step: string;
    readonly on: string;
    readonly by: string;
    readonly positive: boolean | null;
    readonly reference: string;
    readonly document: { readonly name: string; readonly sha256: string } | null;
    readonly eventId: string;
  }[];
  readonly next: readonly { readonly step: string; readonly from: string; readonly until: string | null }[];
  readonly owed: readonly { readonly what: string; readonly latest: string }[];
  readonly snapshot: { readonly digest: string; readonly participants: number; readonly values: string } | null;
}

interface Equivalence extends Coordinates {
  readonly actuarialEquivalence: boolean;
  readonly collectiveEquivalence: boolean;
  readonly balance: boolean;
  readonly collectiveRatio: string;
  readonly groupRatios: Readonly<Record<string, string>>;
}

export function Transfers() {
  const { transfers: text } = words();
  const tongue = language.value;
  const list = useAnswer<{ readonly items: readonly Dossier[] }>(addressOfQuestion('/v1/transfers', coordinates.value));
  return (
    <Told asked={list}>
      {({ items }) =>
        items.length === 0 ? (
          <p class="empty">{text.empty}</p>
        ) : (
          <section class="panel scroll" tabIndex={0} aria-label={text.title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{text.title}</th>
                  <th scope="col">{text.sender}</th>
                  <th scope="col">{text.receiver}</th>
                  <th scope="col">{text.transferDate}</th>
                  <th scope="col" class="amount">{text.value}</th>
                  <th scope="col">{text.state}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ transferId, sender, receiver, transferDate, transferValue, currency, state }) => (
                  <tr key={transferId}>
                    <th scope="row">
                      <a href={addressOf(['transfers', transferId])}>{transferId}</a>
                    </th>
                    <td>{sender.fundId}</td>
                    <td>
                      {receiver.name} ({receiver.type})
                    </td>
                    <td>{dateText(transferDate, tongue)}</td>
                    <td class="amount">
                      {amountText(transferValue, tongue)} {currency}
                    </td>
                    <td>
                      <span class="mark">{state}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
      }
    </Told>
  );
}

export function Transfer({ id }: { readonly id: string }) {
  const { transfers: text } = words();
  const path = `/v1/transfers/${encodeURIComponent(id)}`;
  const dossier = useAnswer<Dossier>(addressOfQuestion(`${path}/dossier`, coordinates.value));
  const equivalence = useAnswer<Equivalence>(addressOfQuestion(`${path}/equivalence`, coordinates.value));
  const history = useAnswer<HistoryAnswer>(addressOfQuestion(`${path}/history`, { knownAt: pastKnowledge.value }));
  return (
    <>
      <Told asked={dossier}>{(answer) => <DossierOf dossier={answer} />}</Told>
      <section class="panel" aria-labelledby="equivalence-title">
        <h2 id="equivalence-title">{text.equivalence}</h2>
        <Tests equivalence={equivalence} />
      </section>
      <section class="panel" aria-labelledby="events-title">
        <h2 id="events-title">{text.history}</h2>
        <Told asked={history}>{(answer) => <History history={answer} />}</Told>
      </section>
      <EventSheet events={shown(history)?.events ?? []} />
    </>
  );
}

function DossierOf({ dossier }: { readonly dossier: Dossier }) {
  const { transfers: text } = words();
  const tongue = language.value;
  return (
    <section class="panel">
      <p class="headline-figure">
        <span class="headline-name">{text.value}</span>
        <output>{amountText(dossier.transferValue, tongue)}</output>
        <span class="headline-unit">{dossier.currency}</span>
        <span class="mark">{dossier.state}</span>
      </p>
      <dl class="facts">
        <dt>{text.sender}</dt>
        <dd>{dossier.sender.fundId}</dd>
        <dt>{text.receiver}</dt>
        <dd>
          {dossier.receiver.name} ({dossier.receiver.type})
        </dd>
        <dt>{text.transferDate}</dt>
        <dd>{dateText(dossier.transferDate, tongue)}</dd>
        {dossier.snapshot !== null && <dt>{text.snapshot}</dt>}
        {dossier.snapshot !== null && (
          <dd>
            {text.participants}: {dossier.snapshot.participants} · {amountText(dossier.snapshot.values, tongue)}
            <br />
            <code>{dossier.snapshot.digest}</code>
          </dd>
        )}
      </dl>
      {dossier.owed.length > 0 && (
        <>
          <h3>{text.owed}</h3>
          <ul>
            {dossier.owed.map(({ what, latest }) => (
              <li key={what}>
                {what}: {text.latest} {dateText(latest, tongue)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{text.steps}</h3>
      <Steps dossier={dossier} />
      {dossier.next.length > 0 && (
        <p class="soft">
          {text.next}: {dossier.next.map(({ step }) => step).join(', ')}
        </p>
      )}
      <Provenance of={dossier} isMain />
    </section>
  );
}

function Steps({ dossier }: { readonly dossier: Dossier }) {
  const { transfers: text } = words();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={text.steps}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.step}</th>
            <th scope="col">{text.on}</th>
            <th scope="col">{text.by}</th>
            <th scope="col">{text.reference}</th>
            <th scope="col">{text.document}</th>
          </tr>
        </thead>
        <tbody>
          {dossier.steps.map(({ step, on, by, positive, reference, document, eventId }) => (
            <tr key={eventId}>
              <th scope="row">
                <a href={addressWith({ event: eventId })}>{step}</a>{' '}
                {positive !== null && <span class={positive ? 'mark good' : 'mark bad'}>{positive ? '✓' : '✗'}</span>}
              </th>
              <td>{dateText(on, language.value)}</td>
              <td>{by}</td>
              <td>{reference}</td>
              <td>{document !== null && <span title={document.sha256}>{document.name}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Tests({ equivalence }: { readonly equivalence: ReturnType<typeof useAnswer<Equivalence>> }) {
  const { transfers: text } = words();
  if (equivalence.status === 'refused') {
    return equivalence.problem.code === 'NOT_ASSESSED' ? (
      <p class="empty">{text.notAssessed}</p>
    ) : (
      <Refusal problem={equivalence.problem} />
    );
  }
  return (
    <Told asked={equivalence}>
      {(answer) => (
        <>
          <dl class="facts">
            {(
              [
                [text.individual, answer.actuarialEquivalence],
                [text.collective, answer.collectiveEquivalence],
                [text.balance, answer.balance],
              ] as const
            ).map(([name, holds]) => [
              <dt key={name}>{name}</dt>,
              <dd key={`${name} holds`}>
                <span class={holds ? 'mark good' : 'mark bad'}>{holds ? `✓ ${text.holds}` : `✗ ${text.fails}`}</span>
              </dd>,
            ])}
            <dt>{text.ratio}</dt>
            <dd>
              {answer.collectiveRatio} ({Object.entries(answer.groupRatios).map(([group, ratio]) => `${group} ${ratio}`).join(', ')})
            </dd>
          </dl>
          <Provenance of={answer} />
        </>
      )}
    </Told>
  );
}
