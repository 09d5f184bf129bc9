/** Parameters of a fund: what is in force on a day by the rules announced until another, and what differs between two of those. */
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates, LedgerEvent, Page } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { countText, dateText } from '../parts/amounts.js';
import { Told } from '../parts/told.js';
import { addressOf, asked, change, coordinates, visit } from '../place/place.js';
import { language, words } from '../words/words.js';

interface Parameter {
  readonly name: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string | null;
  readonly value: unknown;
  readonly reference: string;
  readonly status: string;
  readonly announced: string;
}

interface ParametersAnswer extends AnswerCoordinates {
  readonly scheme: string;
  readonly parameters: readonly Parameter[];
}

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

function OfFund({ fund }: { readonly fund: string }) {
  const { asOf, rulesKnownAt, asThen } = coordinates.value;
  const at = asOf ?? new Date().toISOString().slice(0, 10);
  const path = `/v1/parameters/${encodeURIComponent(fund)}`;
  const answer = useAnswer<ParametersAnswer>(addressOfQuestion(path, { at, rulesKnownAt: asThen ?? rulesKnownAt }));
  const compare = asked('compare');
  const other = useAnswer<ParametersAnswer>(compare === undefined ? undefined : addressOfQuestion(path, { at, rulesKnownAt: compare }));
  return (
    <Told asked={answer}>
      {(here) => (
        <>
          <Table here={here.parameters} other={compare === undefined ? undefined : shown(other)?.parameters} on={at} />
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
  readonly differs: boolean;
}

function rowsOf(here: readonly Parameter[], other: readonly Parameter[] | undefined): readonly Row[] {
  const names = [...new Set([...here, ...(other ?? [])].map(({ name }) => name))].sort();
  return names.map((name) => {
    const [mine, others] = [here, other ?? []].map((all) => all.find((each) => each.name === name));
    return { name, here: mine, other: others, differs: other !== undefined && JSON.stringify(mine) !== JSON.stringify(others) };
  });
}

function Table({
  here,
  other,
  on,
}: {
  readonly here: readonly Parameter[];
  readonly other: readonly Parameter[] | undefined;
  readonly on: string;
}) {
  const { parameters: text } = words();
  const all = rowsOf(here, other);
  const rows = asked('differences') === 'only' && other !== undefined ? all.filter(({ differs }) => differs) : all;
  if (all.length === 0) return <p class="empty">{text.empty}</p>;
  return (
    <div class="scroll panel" tabIndex={0} role="region" aria-label={text.title}>
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
            <th scope="col">{text.inForce}</th>
            <th scope="col">{text.announced}</th>
            <th scope="col">{text.reference}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, here: mine, other: others, differs }) => (
            <tr key={name} class={mine?.status === 'illustrative' ? 'hatched' : undefined}>
              <th scope="row">
                <code>{name}</code>
                <br />
                <span class="soft small">{(mine ?? others)?.unit}</span>
              </th>
              <td>
                <Value parameter={mine} />
              </td>
              {other !== undefined && (
                <td>
                  {differs && <span class="mark amber">{text.differs}</span>} <Value parameter={others} />
                </td>
              )}
              <td>
                {mine !== undefined &&
                  `${dateText(mine.from, language.value)} – ${mine.to === null ? text.withoutEnd : dateText(mine.to, language.value)}`}
              </td>
              <td>{mine !== undefined && dateText(mine.announced, language.value)}</td>
              <td>
                {mine?.reference} {mine !== undefined && <span class="mark">{mine.status}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ parameter }: { readonly parameter: Parameter | undefined }) {
  const { parameters: text } = words();
  if (parameter === undefined) return <span class="mark bad">{text.gap}</span>;
  const { value } = parameter;
  if (typeof value !== 'object' || value === null) return <>{String(value)}</>;
  return (
    <details>
      <summary>{text.table(countText(countLeaves(value), language.value))}</summary>
      <pre>{JSON.stringify(value, null, 1)}</pre>
    </details>
  );
}

function countLeaves(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.values(value).reduce((sum: number, each) => sum + countLeaves(each), 0) : 1;
}
