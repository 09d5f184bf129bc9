/** Why a figure moved from pin A to pin B: a bar for each cause, which add up to the difference to the cent. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { Diff, MovedFigure } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, dateText, minorOf, movementText } from '../parts/amounts.js';
import { Told } from '../parts/told.js';
import { addressWith, asked, change } from '../place/place.js';
import { causeText, figureName } from '../words/named.js';
import { language, words } from '../words/words.js';
import { pinText } from './cells.js';
import { movedName } from './figures.js';

export function Waterfall({ id, figure }: { readonly id: string; readonly figure: string }) {
  const { participant: text } = words();
  const [a, b] = [asked('a'), asked('b')];
  const isPinned = a !== undefined && b !== undefined;
  const diff = useAnswer<Diff>(
    isPinned ? addressOfQuestion(`/v1/participants/${encodeURIComponent(id)}/diff`, { from: a, to: b }) : undefined,
  );
  if (!isPinned) return <p class="empty">{text.whyHelp}</p>;
  return <Told asked={diff}>{(answer) => <Movements diff={answer} wanted={asked('moved') ?? movedName(figure)} pins={[a, b]} />}</Told>;
}

function Movements({
  diff,
  wanted,
  pins: [a, b],
}: {
  readonly diff: Diff;
  readonly wanted: string;
  readonly pins: readonly [string, string];
}) {
  const { participant: text, frame } = words();
  const figures = diff.moved.map(({ figure }) => figure);
  const moved = diff.moved.find(({ figure }) => figure === wanted);
  return (
    <>
      <div class="row">
        <label>
          <span>{text.figure}</span>
          <select value={wanted} onChange={({ currentTarget }) => change({ moved: currentTarget.value })}>
            {[...new Set([wanted, ...figures])].map((each) => (
              <option key={each} value={each}>
                {figureName(each)}
              </option>
            ))}
          </select>
        </label>
        <p class="soft small">
          A: {pinText(a, frame.position)}
          <br />
          B: {pinText(b, frame.position)}
        </p>
      </div>
      {moved === undefined ? <p class="empty">{text.unmoved}</p> : <Bars moved={moved} />}
      {diff.notes.map((note) => (
        <p key={note} class="soft small" lang="en">
          {note}
        </p>
      ))}
      <Provenance of={diff} />
    </>
  );
}

interface Bar {
  readonly key: string;
  readonly label: string;
  readonly amount: string;
  /** Hundredths at which the bar begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly events: MovedFigure['causes'][number]['events'];
  readonly isTotal: boolean;
}

function barsOf(moved: MovedFigure): readonly Bar[] {
  const { participant: text } = words();
  let level = minorOf(moved.from);
  const causes = moved.causes.map(({ cause, amount, events }) => {
    const from = level;
    level += minorOf(amount);
    return { key: cause, label: causeText(cause), amount, from, to: level, events, isTotal: false };
  });
  const total = (key: string, label: string, amount: string): Bar => ({
    key,
    label,
    amount,
    from: 0,
    to: minorOf(amount),
    events: [],
    isTotal: true,
  });
  return [total('A', `A · ${text.from}`, moved.from), ...causes, total('B', `B · ${text.to}`, moved.to)];
}

function Bars({ moved }: { readonly moved: MovedFigure }) {
  const { participant: text } = words();
  const tongue = language.value;
  const bars = barsOf(moved);
  // The axis begins near the figures, not at zero, where the movement is small beside them; the totals' bars say so by a torn edge.
  const places = bars.flatMap(({ from, to, isTotal }) => (isTotal ? [to] : [from, to]));
  const [least, most] = [places.reduce((x, y) => Math.min(x, y)), places.reduce((x, y) => Math.max(x, y))];
  const base = least > 0 && most - least < most / 3 ? least - (most - least) * 0.15 - 1 : Math.min(0, least);
  const share = (minor: number): number => ((Math.max(minor, base) - base) / Math.max(1, most - base)) * 100;
  return (
    <table class="waterfall">
      <thead>
        <tr>
          <th scope="col">{text.cause}</th>
          <th scope="col" class="amount">
            {text.movement}
          </th>
          <td class="bar-head" />
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.key} class={bar.isTotal ? 'total' : undefined}>
            <th scope="row">
              <CauseName bar={bar} />
            </th>
            <td class="amount">{bar.isTotal ? amountText(bar.amount, tongue) : movementText(bar.amount, tongue)}</td>
            <td class="bar" aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none">
                <rect
                  class={bar.isTotal ? 'whole' : bar.to >= bar.from ? 'up' : 'down'}
                  x={share(Math.min(bar.from, bar.to))}
                  width={Math.max(0.4, share(Math.max(bar.from, bar.to)) - share(Math.min(bar.from, bar.to)))}
                  y="1"
                  height="8"
                />
                {bar.isTotal && base > 0 && <path class="torn" d="M0 0 l1.2 2.5 l-1.2 2.5 l1.2 2.5 l-1.2 2.5 z" />}
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text.movement}</th>
          <td class="amount" data-movement={moved.movement}>
            {movementText(moved.movement, tongue)}
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

/** Each bar opens its events. */
function CauseName({ bar }: { readonly bar: Bar }) {
  const { participant: text } = words();
  if (bar.events.length === 0) return <>{bar.label}</>;
  return (
    <details>
      <summary>
        {bar.label} <span class="soft small">({text.events(bar.events.length)})</span>
      </summary>
      <ul class="plain-list">
        {bar.events.map(({ id, type, effectiveDate, source }) => (
          <li key={id}>
            <a href={addressWith({ event: id })}>{type}</a>{' '}
            <span class="soft">
              {dateText(effectiveDate, language.value)}
              {source !== null && ` · ${words().event.line(source.file, String(source.line))}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
