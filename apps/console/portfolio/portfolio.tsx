/** The whole ledger at a glance: whether it balances, how current the models are, who is set aside, and what was done in bulk. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates, Page } from '../api/shapes.js';
import type { Reprocessing } from '../corrections/shapes.js';
import { LastSelfCheck } from '../evidence/self-check.js';
import { Provenance } from '../frame/provenance.js';
import type { ServedCheckpoint } from '../journal/prove.js';
import { amountText, countText, dateText, knowledgeText } from '../parts/amounts.js';
import { Panel, WideTable } from '../parts/panel.js';
import { Said, Told } from '../parts/told.js';
import { addressOf, coordinates, pastKnowledge } from '../place/place.js';
import { timeUntil } from '../windows/time-left.js';
import { language, words } from '../words/words.js';

interface Sums {
  readonly commodity: string;
  readonly debit: string;
  readonly credit: string;
  readonly balance: string;
}

interface TrialBalance extends AnswerCoordinates {
  readonly accounts: readonly (Sums & { readonly account: string })[];
  readonly totals: readonly Sums[];
  readonly events: number;
  readonly notCounted: readonly { readonly stream: string; readonly code: string; readonly message: string }[];
}

interface Standing {
  readonly models: readonly {
    readonly model: string;
    readonly asOf: string;
    /** By its subject, one of these. */
    readonly participants?: number;
    readonly employers?: number;
    readonly transfers?: number;
    readonly refused: number;
    readonly quarantined: number;
    readonly lag: number;
    readonly position: number;
  }[];
}

interface Quarantined {
  readonly model: string;
  /** By the model's subject, one of these. */
  readonly participantId?: string;
  readonly employerId?: string;
  readonly transferId?: string;
  readonly code: string;
  readonly message: string;
  readonly eventId: string | null;
}

interface Batch {
  readonly batchId: string;
  readonly kind: string;
  readonly subject: string;
  readonly status: string;
  readonly actor: string;
  readonly plannedAt: string;
  readonly appended: number;
  readonly refused: number;
}

interface CountedEntries {
  readonly items: readonly { readonly at: string; readonly count: number }[];
  readonly asOf: string;
}

export function Portfolio() {
  const { portfolio: text, corrections, selfCheck } = words();
  const standing = useAnswer<Standing>('/v1/standing');
  const batches = useAnswer<Page<Batch>>(addressOfQuestion('/v1/batches', { limit: 100, knownAt: pastKnowledge.value }));
  const checkpoint = useAnswer<ServedCheckpoint>(addressOfQuestion('/v1/checkpoints/latest', { knownAt: pastKnowledge.value }));
  const windows = useAnswer<CountedEntries>('/v1/worklist/counts');
  const files = useAnswer<Page<Reprocessing>>(addressOfQuestion('/v1/reprocessings', { limit: 100 }));
  // It adds every event up: the short answers come first.
  const isTheirTurn = [standing, batches, checkpoint, windows, files].some(({ status }) => status === 'waiting');
  const balance = useAnswer<TrialBalance>(isTheirTurn ? undefined : addressOfQuestion('/v1/trial-balance', coordinates.value));
  return (
    <>
      <Panel id="balance" title={text.trialBalance}><Told asked={balance}>{(answer) => <Balance answer={answer} />}</Told></Panel>
      <Panel id="models" title={text.models}><Told asked={standing}>{(answer) => <Models standing={answer} />}</Told></Panel>
      <div class="panels">
        <Panel id="checkpoint" title={text.checkpoint}><Told asked={checkpoint}>{(answer) => <Latest checkpoint={answer} />}</Told></Panel>
        <Panel id="self-check" title={selfCheck.title}><LastSelfCheck /></Panel>
        <Panel id="windows" title={text.openByYear}><Told asked={windows}>{(answer) => <OpenWindows counted={answer} />}</Told></Panel>
        <Panel id="rejects" title={corrections.refusals}><Told asked={files}>{(answer) => <Rejected files={answer.items} />}</Told></Panel>
      </div>
      <Panel id="batches" title={text.batches}><Told asked={batches}>{(answer) => <Batches batches={answer.items} />}</Told></Panel>
    </>
  );
}

const isZero = (amount: string): boolean => /^-?0+(\.0+)?$/.test(amount);

/** Zero is shown as a check: what was debited was credited, in each commodity. */
function Balance({ answer }: { readonly answer: TrialBalance }) {
  const { portfolio: text } = words();
  const tongue = language.value;
  return (
    <>
      <p class="row">
        {answer.totals.map(({ commodity, balance }) => (
          <span key={commodity} class={isZero(balance) ? 'mark good' : 'mark bad'}>
            {isZero(balance) ? `✓ ${text.balanced}` : `✗ ${text.unbalanced}`}: {commodity}
          </span>
        ))}
        <span class="soft small">{text.counted(countText(answer.events, tongue))}</span>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label={text.trialBalance}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.account}</th>
              <th scope="col">{text.commodity}</th>
              <th scope="col" class="amount">
                {text.debit}
              </th>
              <th scope="col" class="amount">
                {text.credit}
              </th>
              <th scope="col" class="amount">
                {text.balance}
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.accounts.map((sums) => (
              <tr key={`${sums.account} ${sums.commodity}`}>
                <th scope="row">{sums.account}</th>
                <Amounts sums={sums} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            {answer.totals.map((sums) => (
              <tr key={sums.commodity}>
                <th scope="row">{isZero(sums.balance) ? text.balanced : text.unbalanced}</th>
                <Amounts sums={sums} />
              </tr>
            ))}
          </tfoot>
        </table>
      </div>
      {answer.notCounted.length > 0 && <h3>{text.notCounted}</h3>}
      {answer.notCounted.length > 0 && (
        <ul>
          {answer.notCounted.map(({ stream, code, message }) => (
            <li key={stream}>
              {stream}: <Said code={code} message={message} />
            </li>
          ))}
        </ul>
      )}
      <Provenance of={answer} isMain />
    </>
  );
}

function Amounts({ sums }: { readonly sums: Sums }) {
  const tongue = language.value;
  return (
    <>
      <td>{sums.commodity}</td>
      <td class="amount">{amountText(sums.debit, tongue)}</td>
      <td class="amount">{amountText(sums.credit, tongue)}</td>
      <td class="amount">{amountText(sums.balance, tongue)}</td>
    </>
  );
}

function Models({ standing }: { readonly standing: Standing }) {
  const { portfolio: text } = words();
  const tongue = language.value;
  return (
    <>
      <WideTable
        label={text.models}
        heads={[text.model, text.day, `#${text.lag}`, `#${text.subjects}`, `#${text.refused}`, `#${text.quarantined}`]}
      >
        {standing.models.map(({ model, asOf, lag, participants, employers, transfers, refused, quarantined }) => (
          <tr key={model}>
            <th scope="row">{model}</th>
            <td class="nowrap">{dateText(asOf, tongue)}</td>
            <td class="amount">{countText(lag, tongue)}</td>
            <td class="amount">{countText(participants ?? employers ?? transfers ?? 0, tongue)}</td>
            <td class="amount">{countText(refused, tongue)}</td>
            <td class="amount">{countText(quarantined, tongue)}</td>
          </tr>
        ))}
      </WideTable>
      {standing.models.map(({ model, quarantined }) => quarantined > 0 && <SetAside key={model} model={model} />)}
      {standing.models.every(({ quarantined }) => quarantined === 0) && <p class="soft">{text.noQuarantined}</p>}
    </>
  );
}

function placeOf({ participantId, employerId, transferId }: Partial<Quarantined>): readonly [section: string, id: string] {
  if (participantId !== undefined) return ['participants', participantId];
  return employerId === undefined ? ['transfers', transferId ?? ''] : ['employers', employerId];
}

function SetAside({ model }: { readonly model: string }) {
  const asked = useAnswer<Page<Quarantined>>(addressOfQuestion(`/v1/standing/${model}/quarantined`, { limit: 100 }));
  return (
    <Told asked={asked}>
      {({ items }) => (
        <ul>
          {items.map(({ code, message, eventId, ...subject }) => {
            const [section, id] = placeOf(subject);
            return (
              <li key={id}>
                <a href={addressOf([section, id], { event: eventId ?? undefined })}>{id}</a> <code>{code}</code>{' '}
                <Said code={code} message={message} details={subject} />
              </li>
            );
          })}
        </ul>
      )}
    </Told>
  );
}

function Latest({ checkpoint }: { readonly checkpoint: ServedCheckpoint }) {
  const { portfolio: text, event, frame } = words();
  const tongue = language.value;
  return (
    <>
      <p>
        {knowledgeText(checkpoint.recordedAt, tongue, frame.position)}, {event.size(countText(checkpoint.size, tongue))}
      </p>
      <p class="soft small">{text.checkpointHelp}</p>
      <a class="button plain" href={addressOf(['evidence'])}>{frame.evidence}</a>
    </>
  );
}

/** Participant-years that can still be corrected, by the year that closes; each leads to its rows. */
function OpenWindows({ counted: { items, asOf } }: { readonly counted: CountedEntries }) {
  const { windows: text } = words();
  const tongue = language.value;
  if (items.length === 0) return <p class="empty">{text.empty(dateText(asOf, tongue))}</p>;
  return (
    <WideTable label={text.title} heads={[text.closesOn, text.left, `#${text.openYears}`]}>
      {items.map(({ at, count }) => (
        <tr key={at}>
          <th scope="row">{dateText(at, tongue)}</th>
          <td>{timeUntil(asOf, at, tongue)}</td>
          <td class="amount"><a href={addressOf(['windows'], { closesIn: at.slice(0, 4) })}>{countText(count, tongue)}</a></td>
        </tr>
      ))}
    </WideTable>
  );
}

/** Files of corrections with rows that were refused; each leads to them. */
function Rejected({ files }: { readonly files: readonly Reprocessing[] }) {
  const { portfolio: text, corrections } = words();
  const refused = files.filter(({ plan }) => (plan?.rows.refused ?? 0) > 0);
  if (refused.length === 0) return <p class="soft">{text.noRejects}</p>;
  return (
    <WideTable label={corrections.refusals} heads={[corrections.file, `#${corrections.rowKinds.refused}`, `#${corrections.rowKinds.total}`]}>
      {refused.map(({ id, file, plan }) => (
        <tr key={id}>
          <th scope="row"><a href={addressOf(['corrections', id])}>{file}</a></th>
          <td class="amount">{countText(plan?.rows.refused ?? 0, language.value)}</td>
          <td class="amount">{countText(plan?.rows.total ?? 0, language.value)}</td>
        </tr>
      ))}
    </WideTable>
  );
}

function Batches({ batches }: { readonly batches: readonly Batch[] }) {
  const { portfolio: text, corrections, journal, frame } = words();
  const tongue = language.value;
  return (
    <WideTable
      label={text.batches}
      heads={[journal.batch, text.kind, text.subject, corrections.by, text.at, `#${text.appended}`, `#${text.refused}`]}
    >
      {batches.map(({ batchId, kind, subject, actor, plannedAt, appended, refused }) => (
        <tr key={batchId}>
          <th scope="row">
            <a href={addressOf(['journal'], { batch: batchId })}>{batchId}</a>
          </th>
          <td>{kind}</td>
          <td>{subject}</td>
          <td>{actor}</td>
          <td>{knowledgeText(plannedAt, tongue, frame.position)}</td>
          <td class="amount">{countText(appended, tongue)}</td>
          <td class="amount">{countText(refused, tongue)}</td>
        </tr>
      ))}
    </WideTable>
  );
}
