/** Where a figure comes from: formula, article, parameters with their status, the figures beneath it, down to the file's line. */
import { useState } from 'preact/hooks';
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates, LedgerEvent } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, dateText } from '../parts/amounts.js';
import { CopyButton } from '../parts/copy-button.js';
import { Told } from '../parts/told.js';
import { addressOf, addressWith, asked, change, coordinates } from '../place/place.js';
import { statusText } from '../words/named.js';
import { language, words } from '../words/words.js';
import { EventSheet } from './event-sheet.js';

interface ParameterUse {
  readonly name: string;
  readonly unit: string;
  readonly entry: {
    readonly from: string;
    readonly to?: string;
    readonly value: unknown;
    readonly reference: string;
    readonly status: string;
  };
}

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly formula: string;
  readonly article: string;
  readonly parameters: readonly ParameterUse[];
  readonly inputs: readonly Figure[];
  readonly events: readonly string[];
  readonly rounding?: string;
  readonly note?: string;
  readonly decision?: Decision;
}

interface Decision {
  readonly eventId: string;
  readonly on: string;
  readonly rate: string;
  readonly reference: string;
  readonly reason?: string;
  readonly evaluation?: number;
  readonly rule?: string;
  readonly schedule?: string;
}

interface Explanation extends AnswerCoordinates {
  readonly participantId: string;
  readonly figure: Figure;
  readonly events: readonly LedgerEvent[];
}

export function ExplainScreen({ id }: { readonly id: string }) {
  const { explain: text, participant } = words();
  const figure = asked('figure') ?? `account.${(coordinates.value.asOf ?? new Date().toISOString()).slice(0, 4)}.closing`;
  const [name, setName] = useState(figure);
  const explanation = useAnswer<Explanation>(
    addressOfQuestion(`/v1/participants/${encodeURIComponent(id)}/explain`, { ...coordinates.value, figure }),
  );
  return (
    <>
      <p>
        <a href={addressOf(['participants', id])}>{participant.title(id)}</a>
      </p>
      <h2>{text.title(figure)}</h2>
      <form
        class="row no-print"
        onSubmit={(event) => {
          event.preventDefault();
          change({ figure: name });
        }}
      >
        <label>
          <span>{participant.figure}</span>
          <input
            type="text"
            size={36}
            value={name}
            spellcheck={false}
            onInput={({ currentTarget }) => setName(currentTarget.value.trim())}
          />
        </label>
        <button type="submit">{words().coordinates.apply}</button>
      </form>
      <Told asked={explanation}>
        {(answer) => (
          <>
            <p class="no-print"><CopyButton look="plain" label={text.copyText} text={() => textOf(answer)} /></p>
            <div class="panel tree">
              <Node figure={answer.figure} events={new Map(answer.events.map((event) => [event.id, event]))} depth={0} />
            </div>
            <Provenance of={answer} isMain />
            <EventSheet events={answer.events} />
          </>
        )}
      </Told>
    </>
  );
}

const OPEN_DEPTH = 2;

function Node({
  figure,
  events,
  depth,
}: {
  readonly figure: Figure;
  readonly events: ReadonlyMap<string, LedgerEvent>;
  readonly depth: number;
}) {
  const { explain: text } = words();
  const isInvented = figure.parameters.some(({ entry }) => entry.status === 'illustrative');
  return (
    <details class="node" open={depth < OPEN_DEPTH}>
      <summary>
        <span class="node-name">{figure.name}</span> <strong class="amount">{valueText(figure.value)}</strong>{' '}
        <span class="soft">{figure.unit}</span>
        {isInvented && <span class="mark hatched">{text.illustrative}</span>}
      </summary>
      <div class="node-body">
        <p lang="en">{figure.formula}</p>
        <p class="soft small">
          {text.article}: <span lang="en">{figure.article}</span>
          {figure.rounding !== undefined && ` · ${text.rounding}: ${figure.rounding}`}
        </p>
        {figure.note !== undefined && <p class="small" lang="en">{figure.note}</p>}
        {figure.decision !== undefined && <DecisionTerms decision={figure.decision} />}
        {figure.parameters.length > 0 && (
          <ul class="plain-list">
            {figure.parameters.map(({ name, unit, entry }) => (
              <li key={`${name} ${entry.from}`} class={entry.status === 'illustrative' ? 'hatched' : undefined}>
                <code>{name}</code> = {typeof entry.value === 'object' ? '…' : String(entry.value)}{' '}
                <span class="soft small">
                  {unit}, {dateText(entry.from, language.value)} – {entry.to === undefined ? '' : dateText(entry.to, language.value)} ·{' '}
                  <span lang="en">{entry.reference}</span> ({statusText(entry.status)})
                </span>
              </li>
            ))}
          </ul>
        )}
        {figure.events.length > 0 && (
          <ul class="plain-list">
            {figure.events.map((id) => (
              <li key={id}>
                <EventLine id={id} event={events.get(id)} />
              </li>
            ))}
          </ul>
        )}
        {figure.inputs.map((input, index) => (
          <Node key={`${input.name} ${index}`} figure={input} events={events} depth={depth + 1} />
        ))}
      </div>
    </details>
  );
}

function DecisionTerms({ decision }: { readonly decision: Decision }) {
  return (
    <dl class="facts">
      {decisionTerms(decision).map(([term, told]) => (
        <>
          <dt key={term}>{term}</dt>
          <dd>{told}</dd>
        </>
      ))}
    </dl>
  );
}

/** What the fund decided, in the reader's words; nothing of what the decision does not say. */
function decisionTerms({ on, rate, reason, reference, evaluation, rule, schedule }: Decision): readonly (readonly [string, string])[] {
  const { decision: text } = words().explain;
  const terms: readonly (readonly [string, string | undefined])[] = [
    [text.on, dateText(on, language.value)],
    [text.rate, rate],
    [text.reason, reason],
    [text.reference, reference],
    [text.evaluation, evaluation === undefined ? undefined : String(evaluation)],
    [text.rule, rule],
    [text.schedule, schedule],
  ];
  return terms.flatMap(([term, told]) => (told === undefined ? [] : [[term, told] as const]));
}

function EventLine({ id, event }: { readonly id: string; readonly event: LedgerEvent | undefined }) {
  if (event === undefined) return <code>{id}</code>;
  return (
    <>
      <a href={addressWith({ event: id })}>{event.type}</a>{' '}
      <span class="soft small">
        {dateText(event.effectiveDate, language.value)}
        {event.source !== undefined && ` · ${words().event.line(event.source.file, String(event.source.line))}`}
      </span>
    </>
  );
}

function valueText(value: string): string {
  return /^-?\d+(\.\d+)?$/.test(value) ? amountText(value, language.value) : value;
}

/** The tree as plain text, with its coordinates and digest. */
function textOf({ figure, events, asOf, knownAt, rulesKnownAt, digest, participantId }: Explanation): string {
  const byId = new Map(events.map((event) => [event.id, event]));
  const lines = (node: Figure, depth: number): readonly string[] => {
    const pad = '  '.repeat(depth);
    return [
      `${pad}${node.name} = ${node.value} ${node.unit}`,
      `${pad}  ${node.formula} (${node.article})`,
      ...(node.decision === undefined ? [] : decisionTerms(node.decision).map(([term, told]) => `${pad}  ${term}: ${told}`)),
      ...node.parameters.map(
        ({ name, entry }) =>
          `${pad}  ${name} from ${entry.from}: ${typeof entry.value === 'object' ? 'table' : String(entry.value)}, ` +
          `${entry.reference} (${entry.status})`,
      ),
      ...node.events.map((id) => {
        const event = byId.get(id);
        return (
          `${pad}  ${event?.type ?? 'event'} ` +
          `${id}${event?.source === undefined ? '' : `, ${event.source.file} line ${event.source.line}`}`
        );
      }),
      ...node.inputs.flatMap((input) => lines(input, depth + 1)),
    ];
  };
  return [
    `${participantId}, asOf ${asOf}, knownAt ${knownAt}, rulesKnownAt ${rulesKnownAt ?? 'all'}`,
    `digest ${digest}`,
    '',
    ...lines(figure, 0),
  ].join('\n');
}
