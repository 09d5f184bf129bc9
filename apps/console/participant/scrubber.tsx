/** The figure over both axes of time: the map, a slider along each edge, the pins, and the same as a table. */
import { useState } from 'preact/hooks';
import type { Grid } from '../api/shapes.js';
import { dateText, knowledgeText } from '../parts/amounts.js';
import { Said } from '../parts/told.js';
import { asked, change, coordinates } from '../place/place.js';
import { causeText } from '../words/named.js';
import { language, words } from '../words/words.js';
import { pinText } from './cells.js';
import { HeatMap } from './heat-map.js';
import { HeatTable } from './heat-table.js';
import { knownMoment, knownStops, placeOn, stopAt, stopByKey, valueStops, type Stop } from './stops.js';

export function Scrubber({ grid }: { readonly grid: Grid }) {
  const { participant: text, frame } = words();
  const [isTable, setTable] = useState(false);
  const tongue = language.value;
  const { asOf, knownAt, asThen } = coordinates.value;
  const known = asThen ?? knownAt;
  const here = {
    column: placeOn(grid.values, asOf ?? (grid.values.at(-1) as string)),
    row: placeOn(grid.known, knownMoment(grid, known)),
  };
  const goTo = (column: number, row: number): void =>
    change({ asOf: grid.values[column], ...knowledgeChange(grid, grid.known[row] as string) });
  if (grid.cells.every((row) => row.every((cell) => cell === null))) return <Empty grid={grid} />;
  return (
    <>
      <p class="soft small">{text.heatHelp}</p>
      {isTable ? (
        <HeatTable grid={grid} here={here} />
      ) : (
        <div class="scrubber">
          <Slider
            isUpright
            label={text.knownSlider}
            axis={grid.known}
            stops={knownStops(grid)}
            at={knownMoment(grid, known)}
            shown={(at) => knowledgeText(at, tongue, frame.position)}
            onStep={(at) => change(knowledgeChange(grid, at), { replace: true })}
          />
          <HeatMap grid={grid} here={here} pins={[asked('a'), asked('b')]} onGo={goTo} />
          <Slider
            isUpright={false}
            label={text.valueSlider}
            axis={grid.values}
            stops={valueStops(grid)}
            at={asOf ?? (grid.values.at(-1) as string)}
            shown={(at) => dateText(at, tongue)}
            onStep={(at) => change({ asOf: at }, { replace: true })}
          />
          <p class="slider-told known-told">
            <KnownTold grid={grid} known={known} />
          </p>
        </div>
      )}
      <div class="row no-print">
        <Pins grid={grid} />
        <button type="button" class="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? text.asPicture : text.asTable}
        </button>
      </div>
    </>
  );
}

/** What the ledger came to know at the knowledge that is read. */
function KnownTold({ grid, known }: { readonly grid: Grid; readonly known: string | undefined }) {
  const { frame } = words();
  const stops = knownStops(grid);
  const stop = stops[stopAt(stops, knownMoment(grid, known))];
  return <><strong>{knowledgeText(stop?.at ?? '', language.value, frame.position)}</strong> {changesText(stop)}</>;
}

function changesText(stop: Stop | undefined): string {
  const { participant: text } = words();
  if (stop === undefined || stop.changes.length === 0) return text.nothingChanges;
  return stop.changes
    .map(({ cause, events }) => (events.length > 1 ? `${causeText(cause)} (${text.events(events.length)})` : causeText(cause)))
    .join(', ');
}

/** At the newest knowledge all counts, and no past is read. The lock of knowledge and rules stays. */
function knowledgeChange(grid: Grid, at: string): Readonly<Record<string, string | undefined>> {
  const newest = at === grid.known.at(-1) ? undefined : at;
  return coordinates.value.asThen === undefined ? { knownAt: newest } : { asThen: newest };
}

/** Each code with its first reason, and at how many places. */
function Empty({ grid }: { readonly grid: Grid }) {
  return (
    <div class="empty">
      <p>{words().participant.noHeat}</p>
      <ul>{grid.refusals.map(({ code, message }) => <li key={code}><Said code={code} message={message} /></li>)}</ul>
    </div>
  );
}

interface SliderProps {
  readonly isUpright: boolean;
  readonly label: string;
  /** Columns or rows of the map, along which the slider runs. */
  readonly axis: readonly string[];
  readonly stops: readonly Stop[];
  readonly at: string;
  readonly shown: (at: string) => string;
  readonly onStep: (at: string) => void;
}

/** A native slider along the map: it is dragged from cell to cell, and each key leads to the next point of change, which is said. */
function Slider({ isUpright, label, axis, stops, at, shown, onStep }: SliderProps) {
  const stop = stops[stopAt(stops, at)];
  const told = changesText(stop);
  const onKey = (event: KeyboardEvent): void => {
    const next = stopByKey(stops, at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    onStep(next.at);
  };
  // From the middle of the first cell to that of the last, so that the thumb stands in the middle of its own.
  const length = `calc(100% - 100% / ${axis.length} + ${THUMB}px)`;
  return (
    <div class={isUpright ? 'slider upright' : 'slider'}>
      <label>
        <span class="visually-hidden">{label}</span>
        <input
          type="range"
          min={0}
          max={axis.length - 1}
          step={1}
          value={placeOn(axis, at)}
          style={isUpright ? { height: length } : { width: length }}
          aria-valuetext={`${shown(stop?.at ?? at)}: ${told}`}
          title={label}
          onKeyDown={onKey}
          onInput={({ currentTarget }) => onStep(axis[Number(currentTarget.value)] as string)}
        />
      </label>
      {!isUpright && (
        <p class="slider-told">
          <strong>{shown(stop?.at ?? at)}</strong> {told}
        </p>
      )}
    </div>
  );
}

/** Width of the thumb, as browsers draw it. */
const THUMB = 16;

/** A pin holds the coordinates where one stands, as the diff is asked for them. */
function Pins({ grid }: { readonly grid: Grid }) {
  const { participant: text, frame } = words();
  const { asOf, knownAt, rulesKnownAt, asThen } = coordinates.value;
  const parts = [
    `asOf=${asOf ?? grid.asOf}`,
    ...(asThen === undefined
      ? [`knownAt=${knownAt ?? grid.known.at(-1)}`, ...(rulesKnownAt === undefined ? [] : [`rulesKnownAt=${rulesKnownAt}`])]
      : [`asThen=${asThen}`]),
  ];
  const here = parts.join(',');
  const pinned = (name: 'a' | 'b'): string => {
    const pin = asked(name);
    return pin === undefined ? '' : `: ${pinText(pin, frame.position)}`;
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => change({ a: here })}>
        {text.pinA}
        {pinned('a')}
      </button>
      <button type="button" class="plain" onClick={() => change({ b: here })}>
        {text.pinB}
        {pinned('b')}
      </button>
      {(asked('a') ?? asked('b')) !== undefined && (
        <button type="button" class="quiet" onClick={() => change({ a: undefined, b: undefined })}>
          {text.unpin}
        </button>
      )}
    </>
  );
}
