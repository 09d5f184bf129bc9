/** Parameters of a fund: what is in force on a day by the rules announced until another, and what differs between two of those. */
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import type { LedgerEvent, Page } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { dateText } from '../parts/amounts.js';
import { Panel } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { addressOf, addressWith, asked, change, coordinates, visit } from '../place/place.js';
import { statusText } from '../words/named.js';
import { language, words } from '../words/words.js';
import { EntriesOf } from './entries.js';
import type { Parameter, ParametersAnswer, ParameterTimeline, TimelineAnswer } from './shapes.js';
import { spanOf, Strip, type Span } from './strip.js';
import { Value } from './value.js';

/** Rules that a fund's scheme goes by beside its own, and that a fund publishes later ones of. */
const RULES_BESIDE: Readonly<Record<string, readonly string[]>> = { 'nl-pob': ['nl-ftk'] };

/** Funds are known by the events that established them. */
export function Parameters({ fund }: { readonly fund: string | undefined }) {
  const { parameters: text } = words();
  const funds = useAnswer<Page<LedgerEvent>>(
    addressOfQuestion('/v1/events', { streamPrefix: 'fund-', types: 'FundEstablished', limit: 500 }),
  );
  return (
    <Told asked={funds}>
      {({ items }) => {
        const ids = items.map(({ data }) => String(data['fundId']));
        const chosen = fund ?? ids[0];
        const scheme = String(items.find(({ data }) => data['fundId'] === chosen)?.data['scheme']);
        return (
          <>
            <div class="row">
              <label>
                <span>{text.fund}</span>
                <select value={chosen} onChange={({ currentTarget }) => visit(addressOf(['parameters', currentTarget.value]))}>
                  {ids.map((id) => (
                    <option key={id} value={id}>
                      {id}
                    </option>
                  ))}
                </select>
              </label>
              <Laws scheme={scheme} />
              <label>
                <span>
                  {text.compare} ({words().coordinates.rules})
                </span>
                <input
                  type="date"
                  value={asked('compare') ?? ''}
                  onInput={({ currentTarget }) => change({ compare: currentTarget.value })}
                />
              </label>
              {asked('compare') !== undefined && (
                <label class="switch">
                  <input
                    type="checkbox"
                    checked={asked('differences') === 'only'}
                    onChange={({ currentTarget }) => change({ differences: currentTarget.checked ? 'only' : undefined })}
                  />
                  <span>{text.onlyDifferences}</span>
                </label>
              )}
            </div>
            {chosen === undefined ? <p class="empty">{text.empty}</p> : <OfFund key={chosen} fund={chosen} />}
          </>
        );
      }}
    </Told>
  );
}

/** The scheme's own parameters, or those of the rules that it goes by. */
function Laws({ scheme }: { readonly scheme: string }) {
  const beside = RULES_BESIDE[scheme];
  if (beside === undefined) return null;
  return (
    <label>
      <span>{words().fundPolicy.rules}</span>
      <select
        value={asked('scheme') ?? scheme}
        onChange={({ currentTarget: { value } }) => change({ scheme: value === scheme ? undefined : value, parameter: undefined })}
      >
        {[scheme, ...beside].map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  );
}

function OfFund({ fund }: { readonly fund: string }) {
  const { asOf, rulesKnownAt, asThen } = coordinates.value;
  const at = asOf ?? new Date().toISOString().slice(0, 10);
  const path = `/v1/parameters/${encodeURIComponent(fund)}`;
  const scheme = asked('scheme');
  const announced = { scheme, rulesKnownAt: asThen ?? rulesKnownAt };
  const answer = useAnswer<ParametersAnswer>(addressOfQuestion(path, { at, ...announced }));
  const compare = asked('compare');
  const compared = addressOfQuestion(path, { at, scheme, rulesKnownAt: compare });
  const other = useAnswer<ParametersAnswer>(compare === undefined ? undefined : compared);
  const timeline = useAnswer<TimelineAnswer>(addressOfQuestion(`${path}/timeline`, announced));
  const timelines = shown(timeline)?.parameters ?? [];
  const opened = timelines.find(({ name }) => name === asked('parameter'));
  return (
    <Told asked={answer}>
      {(here) => (
        <>
          <Table
            here={here.parameters}
            other={compare === undefined ? undefined : shown(other)?.parameters}
            timelines={timelines}
            on={at}
          />
          {opened !== undefined && (
            <Panel id="entries" title={opened.name}>
              <EntriesOf timeline={opened} span={spanOf(timelines, at)} on={at} />
            </Panel>
          )}
          <Provenance of={here} isMain />
        </>
      )}
    </Told>
  );
}

interface Row {
  readonly name: string;
  readonly here: Parameter | undefined;
  readonly other: Parameter | undefined;
  readonly timeline: ParameterTimeline | undefined;
  readonly differs: boolean;
}

/** Those that only have values on other days stand in it too: that there is a gap must be seen. */
function rowsOf({ here, other, timelines }: Omit<TableProps, 'on'>): readonly Row[] {
  const names = [...new Set([...here, ...(other ?? []), ...timelines].map(({ name }) => name))].sort();
  return names.map((name) => {
    const [mine, others] = [here, other ?? []].map((all) => all.find((each) => each.name === name));
    const timeline = timelines.find((each) => each.name === name);
    return { name, here: mine, other: others, timeline, differs: other !== undefined && JSON.stringify(mine) !== JSON.stringify(others) };
  });
}

interface TableProps {
  readonly here: readonly Parameter[];
  readonly other: readonly Parameter[] | undefined;
  readonly timelines: readonly ParameterTimeline[];
  readonly on: string;
}

function Table({ here, other, timelines, on }: TableProps) {
  const { parameters: text } = words();
  const all = rowsOf({ here, other, timelines });
  const rows = asked('differences') === 'only' && other !== undefined ? all.filter(({ differs }) => differs) : all;
  const span = spanOf(timelines, on);
  if (all.length === 0) return <p class="empty">{text.empty}</p>;
  return (
    <div class="scroll panel" tabIndex={0} role="region" aria-label={text.title}>
      <p class="soft small">{text.timelineHelp}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">
              {text.value} · {text.on} {dateText(on, language.value)}
            </th>
            {other !== undefined && (
              <th scope="col">
                {text.compare} {dateText(asked('compare') ?? on, language.value)}
              </th>
            )}
            <th scope="col">{text.timeline(span.from.slice(0, 4), span.to.slice(0, 4))}</th>
            <th scope="col">{text.inForce}</th>
            <th scope="col">{text.announced}</th>
            <th scope="col">{text.reference}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <ParameterRow key={row.name} row={row} span={span} on={on} isCompared={other !== undefined} />)}
        </tbody>
      </table>
    </div>
  );
}

interface ParameterRowProps {
  readonly row: Row;
  readonly span: Span;
  readonly on: string;
  readonly isCompared: boolean;
}

function ParameterRow({ row: { name, here, other, timeline, differs }, span, on, isCompared }: ParameterRowProps) {
  const { parameters: text } = words();
  const tongue = language.value;
  return (
    <tr class={here?.status === 'illustrative' ? 'hatched' : undefined}>
      <th scope="row" class="parameter-name">
        <a href={addressWith({ parameter: asked('parameter') === name ? undefined : name })}><code>{name}</code></a>
        <br />
        <span class="soft small">{(here ?? other ?? timeline)?.unit}</span>
      </th>
      <td><Value parameter={here} /></td>
      {isCompared && (
        <td>
          {differs && <span class="mark amber">{text.differs}</span>} <Value parameter={other} />
        </td>
      )}
      <td class="strip-cell">{timeline !== undefined && <Strip timeline={timeline} span={span} on={on} />}</td>
      <td class="nowrap">
        {here !== undefined && `${dateText(here.from, tongue)} – ${here.to === null ? text.withoutEnd : dateText(here.to, tongue)}`}
      </td>
      <td class="nowrap">{here !== undefined && dateText(here.announced, tongue)}</td>
      <td>
        {here?.reference} {here !== undefined && <span class="mark">{statusText(here.status)}</span>}
      </td>
    </tr>
  );
}
