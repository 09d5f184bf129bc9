/** Funds: what each has decided, and the changes of basis and terms that it announced. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates, HistoryAnswer, LedgerEvent } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { EventSheet } from '../participant/event-sheet.js';
import { dateText, knowledgeText } from '../parts/amounts.js';
import { usePages } from '../parts/pages.js';
import { Panel, WideTable } from '../parts/panel.js';
import { RefusalNote, Told } from '../parts/told.js';
import { addressOf, addressWith, coordinates, pastKnowledge } from '../place/place.js';
import { language, words } from '../words/words.js';
import { LettersOwed } from './letters-owed.js';
import { PolicyByYear } from './policy-by-year.js';
import { SchemeChanges, type ChangedScheme } from './scheme-changes.js';

export function FundsScreen() {
  const { funds: text, frame, letters, participants } = words();
  const { items, isWhole, problem } = usePages<LedgerEvent>('/v1/events', { types: 'FundEstablished', knownAt: pastKnowledge.value });
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (items.length === 0) return <p class={isWhole ? 'empty' : 'waiting'}>{isWhole ? text.empty : frame.waiting}</p>;
  return (
    <>
      <div class="panel">
        <WideTable label={text.title} heads={[participants.fund, participants.scheme, text.currency, text.since]}>
          {items.map(({ id, data, effectiveDate }) => (
            <tr key={id}>
              <th scope="row"><a href={addressOf(['funds', String(data['fundId'])])}>{String(data['fundId'])}</a></th>
              <td>{String(data['scheme'])}</td>
              <td>{String(data['currency'] ?? '')}</td>
              <td>{dateText(effectiveDate, language.value)}</td>
            </tr>
          ))}
        </WideTable>
      </div>
      {items.some(({ data }) => data['scheme'] === 'nl-pob') && (
        <Panel id="letters" title={letters.owed}><LettersOwed /></Panel>
      )}
    </>
  );
}

interface Notice {
  readonly [field: string]: unknown;
}

interface Changes extends AnswerCoordinates {
  readonly changes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly announced: string;
    readonly from: string;
    readonly parameters: readonly string[];
    readonly reference: string;
    readonly notices: readonly Notice[];
    readonly owed: readonly string[];
  }[];
  readonly schemeChanges?: readonly ChangedScheme[];
}

export function FundScreen({ id }: { readonly id: string }) {
  const { funds: text, frame, fundPolicy, studies } = words();
  const path = `/v1/funds/${encodeURIComponent(id)}`;
  const history = useAnswer<HistoryAnswer>(addressOfQuestion(`${path}/history`, coordinates.value));
  const changes = useAnswer<Changes>(addressOfQuestion(`${path}/changes`, coordinates.value));
  if (history.status === 'refused') return <RefusalNote problem={history.problem} />;
  return (
    <>
      <p class="row no-print">
        <a class="button plain" href={addressOf(['parameters', id])}>{frame.parameters}</a>
        <a class="button plain" href={addressOf(['journal'], { stream: `fund-${id}` })}>{frame.journal}</a>
        <a class="button plain" href={addressOf(['funds', id, 'studies'])}>{studies.title}</a>
      </p>
      {history.status === 'answered' && history.answer.events.some(({ type }) => type === 'PolicyEvaluated') && (
        <Panel id="policy-years" title={fundPolicy.title}><PolicyByYear fund={id} /></Panel>
      )}
      <Panel id="decisions" title={text.decisions}>
        <Told asked={history}>
          {(answer) => (
            <>
              <Decisions events={answer.events.filter(({ type }) => !NO_DECISION.has(type))} />
              <Provenance of={answer} isMain />
              <EventSheet events={answer.events} />
            </>
          )}
        </Told>
      </Panel>
      <Panel id="changes" title={text.changes}><Told asked={changes}>{(answer) => <ChangesTable changes={answer} />}</Told></Panel>
    </>
  );
}

/** What stands on screens of its own. */
const NO_DECISION: ReadonlySet<string> = new Set([
  'FundEstablished',
  'ParametersPublished',
  'BasisChanged',
  'TermsChanged',
  'ChangeNotified',
  'AlmRunRecorded',
]);

function Decisions({ events }: { readonly events: readonly LedgerEvent[] }) {
  const { funds: text, event, frame } = words();
  const tongue = language.value;
  if (events.length === 0) return <p class="empty">{text.noDecisions}</p>;
  return (
    <WideTable label={text.decisions} heads={[event.effective, event.type, event.data, event.recorded, event.actor]}>
      {events.map(({ id, type, effectiveDate, data, recordedAt, actor }) => (
        <tr key={id}>
          <th scope="row" class="nowrap">{dateText(effectiveDate, tongue)}</th>
          <td><a href={addressWith({ event: id })}>{type}</a></td>
          <td><code class="small">{JSON.stringify(data)}</code></td>
          <td>{knowledgeText(recordedAt, tongue, frame.position)}</td>
          <td>{actor}</td>
        </tr>
      ))}
    </WideTable>
  );
}

function ChangesTable({ changes: answer }: { readonly changes: Changes }) {
  const { funds: text, parameters } = words();
  const tongue = language.value;
  return (
    <>
      {answer.schemeChanges !== undefined && <SchemeChanges changes={answer.schemeChanges} />}
      {answer.changes.length === 0 ? (
        answer.schemeChanges === undefined && <p class="empty">{text.noChanges}</p>
      ) : (
        <WideTable
          label={text.changes}
          heads={[parameters.announced, text.since, text.kind, parameters.title, parameters.reference, text.owed]}
        >
          {answer.changes.map(({ id, kind, announced, from, parameters: names, reference, owed }) => (
            <tr key={id}>
              <th scope="row" class="nowrap">
                {dateText(announced, tongue)}
              </th>
              <td class="nowrap">{dateText(from, tongue)}</td>
              <td>{kind}</td>
              <td>{names.join(', ')}</td>
              <td>{reference}</td>
              <td>
                {owed.length === 0 ? <span class="mark good">{text.allTold}</span> : <span class="mark amber">{owed.join(', ')}</span>}
              </td>
            </tr>
          ))}
        </WideTable>
      )}
      <Provenance of={answer} />
    </>
  );
}
