/** One file of corrections: how far it is, what its plan would do, its approval, its commit and what came of it. */
import { useRef, useState } from 'preact/hooks';
import { forgetAnswers, takeFile, useAnswer, write, type Problem } from '../api/ask.js';
import { mayWrite } from '../frame/session.js';
import { amountText, countText, knowledgeText } from '../parts/amounts.js';
import { RefusalNote, Told } from '../parts/told.js';
import { addressOf, visit } from '../place/place.js';
import { language, words } from '../words/words.js';
import { Approval } from './approval.js';
import { PlanReportView, whomText } from './plan-report.js';
import { Rejects } from './rejects.js';
import type { PlanReport, Reprocessing as State } from './shapes.js';
import { isUnderWay, useReprocessing } from './use-reprocessing.js';

export function ReprocessingScreen({ id }: { readonly id: string }) {
  const { corrections: text, frame } = words();
  const { state, problem, isSilent, told } = useReprocessing(id);
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (state === undefined) return <p class="waiting">{frame.waiting}</p>;
  return (
    <>
      <section class="panel">
        <h2>
          {state.file}{' '}
          <span class={state.status === 'committed' ? 'mark good' : state.status === 'failed' ? 'mark bad' : 'mark'}>
            {text.state[state.status]}
          </span>
        </h2>
        <Facts state={state} />
        <Progress state={state} />
        {isSilent && <p class="field-problem" role="alert">{frame.noAnswer}</p>}
        {state.problem !== null && <RefusalNote problem={state.problem} />}
        {state.commit !== null && <Committed state={state} />}
        {!isUnderWay(state) && mayWrite.value && <Steps key={state.digest} state={state} told={told} />}
      </section>
      {state.links.report !== null && !isUnderWay(state) && <Report key={state.digest} state={state} />}
      {state.links.rejects !== null && (
        <section class="panel" aria-labelledby="rejects-title">
          <h2 id="rejects-title">{text.refusals}</h2>
          <Rejects address={state.links.rejects} />
        </section>
      )}
    </>
  );
}

function Facts({ state }: { readonly state: State }) {
  const { corrections: text, frame } = words();
  const tongue = language.value;
  return (
    <dl class="facts">
      <dt>{text.uploadedAt}</dt>
      <dd>
        {knowledgeText(state.uploadedAt, tongue, frame.position)}, {state.uploadedBy}
      </dd>
      <dt>SHA-256</dt>
      <dd>
        <code>{state.sha256}</code>
      </dd>
      {state.plannedBy !== null && (
        <>
          <dt>{text.plannedBy}</dt>
          <dd>{state.plannedBy}</dd>
        </>
      )}
      {state.digest !== null && (
        <>
          <dt>{text.digest}</dt>
          <dd>
            <code data-plan-digest={state.digest}>{state.digest}</code>
          </dd>
        </>
      )}
      {state.approvedBy !== null && (
        <>
          <dt>{text.approvedBy}</dt>
          <dd>{state.approvedBy}</dd>
        </>
      )}
      {state.links.batch !== null && (
        <>
          <dt>{text.batch}</dt>
          <dd>
            <a href={addressOf(['journal'], { batch: state.links.batch.split('/').at(-1) })}>{state.links.batch.split('/').at(-1)}</a>
          </dd>
        </>
      )}
    </dl>
  );
}

function Progress({ state }: { readonly state: State }) {
  const { corrections: text } = words();
  const { progress } = state;
  if (!isUnderWay(state)) return null;
  const tongue = language.value;
  const said = progress === null ? text.state[state.status] : `${text.stage[progress.stage]}: ` +
    `${text.progress(countText(progress.done, tongue), countText(progress.total, tongue), countText(progress.rate, tongue))}`;
  return (
    <div role="status">
      <progress
        aria-label={text.state[state.status]}
        value={progress?.done}
        max={progress === null || progress.total === 0 ? undefined : progress.total}
      />
      <p class="soft small">{said}</p>
    </div>
  );
}

interface StepsProps {
  readonly state: State;
  readonly told: (state: State) => void;
}

/** What can be done next, as the server's links say. */
function Steps({ state, told }: StepsProps) {
  const { corrections: text } = words();
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  // At once, where `isBusy` takes a redrawing: one step at a time, however fast the buttons are pressed.
  const underWay = useRef(false);
  const act = async (request: () => Promise<State | undefined>): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      const next = await request();
      forgetAnswers();
      if (next === undefined) visit(addressOf(['corrections']));
      else told(next);
    } catch (refused) {
      setProblem(refused as Problem);
    }
    underWay.current = false;
    setBusy(false);
  };
  const { approval, commit, deletion } = state.links;
  const hasNothing = state.plan?.events === 0 && state.status === 'planned';
  if (approval === null && commit === null && deletion === null) return null;
  const commitWith = (body: object) => () => write<State>(commit as string, { digest: state.digest, ...body }, crypto.randomUUID());
  return (
    <div class="steps">
      {hasNothing && <p class="soft">{text.nothing}</p>}
      {approval !== null && !hasNothing && (
        <Approval
          state={state}
          isBusy={isBusy}
          onApprove={(note) => void act(() => write<State>(approval, { digest: state.digest, note }, crypto.randomUUID()))}
        />
      )}
      {commit !== null && (
        <p class="row">
          <button type="button" disabled={isBusy} onClick={() => void act(commitWith({}))}>
            {state.status === 'failed' ? text.resume : text.commit}
          </button>
          {(state.commit?.movedCount ?? 0) > 0 && (
            <button type="button" class="plain" disabled={isBusy} onClick={() => void act(commitWith({ replan: true }))}>
              {text.replan}
            </button>
          )}
          <span class="soft small">{text.commitHelp}</span>
        </p>
      )}
      {deletion !== null && (
        <p>
          <button type="button" class="quiet" disabled={isBusy} onClick={() => void act(() => takeFile(deletion).then(() => undefined))}>
            {text.discard}
          </button>
        </p>
      )}
      {problem !== undefined && <RefusalNote problem={problem} />}
    </div>
  );
}

/** Planned and committed, side by side, to the cent. */
function Committed({ state }: { readonly state: State }) {
  const { corrections: text } = words();
  const tongue = language.value;
  const { participants, employers, events, incomeYears, moved, movedCount } = state.commit as NonNullable<State['commit']>;
  const whom = employers === undefined ? { participants } : { participants, employers };
  const agrees = incomeYears.every(({ planned, committed }) => planned === committed);
  return (
    <>
      <p class={agrees ? 'verdict good' : 'verdict bad'}>
        {agrees ? text.reconciled : text.differs}{' '}
        <span class="soft">
          {whomText(whom)}, {text.eventsCount(events, countText(events, tongue))}
        </span>
      </p>
      <details>
        <summary>{text.reconciliation}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.incomeYear}</th>
              <th scope="col">{text.account}</th>
              <th scope="col" class="amount">
                {text.planned}
              </th>
              <th scope="col" class="amount">
                {text.committed}
              </th>
            </tr>
          </thead>
          <tbody>
            {incomeYears.map(({ year, account, commodity, planned, committed }) => (
              <tr key={`${year} ${account} ${commodity}`}>
                <th scope="row">{year}</th>
                <td>
                  {account} ({commodity})
                </td>
                <td class="amount">{amountText(planned, tongue)}</td>
                <td class="amount">{amountText(committed, tongue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {movedCount > 0 && (
        <>
          <h3>{text.moved}</h3>
          <p>
            {moved.join(', ')}
            {movedCount > moved.length && ` … (${countText(movedCount, tongue)})`}
          </p>
        </>
      )}
    </>
  );
}

function Report({ state }: { readonly state: State }) {
  const report = useAnswer<PlanReport>(`${state.links.report}`);
  return <Told asked={report}>{(answer) => <PlanReportView report={answer} state={state} />}</Told>;
}
