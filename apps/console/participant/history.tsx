/** A participant's events: lanes over time, and the list of all of them. */
import { useMemo } from 'preact/hooks';
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import type { HistoryAnswer, LedgerEvent } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { dateText, knowledgeText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { Told } from '../parts/told.js';
import { addressWith, change, pastKnowledge } from '../place/place.js';
import { language, words } from '../words/words.js';
import { EventSheet } from './event-sheet.js';
import { placesOfDays, LANES, laneOf } from './lanes.js';

const [WIDTH, LANE, SIDE] = [960, 26, 130];

export function History({ history }: { readonly history: HistoryAnswer }) {
  const { event: text, participant, frame } = words();
  const tongue = language.value;
  return (
    <>
      <p class="soft small">{participant.lanesHelp}</p>
      <div class="lanes-view" tabIndex={0} role="region" aria-label={participant.lanes}>
        <Lanes events={history.events} />
      </div>
      <LongList
        label={participant.history}
        items={history.events}
        columns="minmax(170px, 1.4fr) minmax(110px, 0.8fr) minmax(200px, 1.4fr) minmax(150px, 1.4fr) minmax(80px, 0.8fr)"
        heads={[text.type, text.effective, text.recorded, text.source, text.actor]}
        cells={({ id, type, effectiveDate, recordedAt, source, actor, annulledBy }) => [
          <a key="type" href={addressWith({ event: id })} class={typeof annulledBy === 'string' ? 'annulled' : undefined}>
            {type}
          </a>,
          dateText(effectiveDate, tongue),
          knowledgeText(recordedAt, tongue, frame.position),
          source === undefined ? '' : text.line(source.file, String(source.line)),
          actor,
        ]}
      />
      <Provenance of={history} />
    </>
  );
}

/** Every event of a subject but a participant, whose screen reads them for more. `path`: the subject's address in the API. */
export function SubjectEvents({ path }: { readonly path: string }) {
  const history = useAnswer<HistoryAnswer>(addressOfQuestion(`${path}/history`, { knownAt: pastKnowledge.value }));
  return (
    <>
      <Told asked={history}>{(answer) => <History history={answer} />}</Told>
      <EventSheet events={shown(history)?.events ?? []} />
    </>
  );
}

/** A dot an event, a lane a kind; the list beside it says the same to whoever cannot see it. */
function Lanes({ events }: { readonly events: readonly LedgerEvent[] }) {
  const { participant: text } = words();
  const drawn = useMemo(() => {
    const places = placesOfDays([...new Set(events.map(({ effectiveDate }) => effectiveDate))].sort());
    const lanes = LANES.filter((lane) => events.some(({ type }) => laneOf(type) === lane));
    const across = (day: string): number => SIDE + 10 + (places.get(day) ?? 0) * (WIDTH - SIDE - 20);
    return { places, lanes, across };
  }, [events]);
  const { places, lanes, across } = drawn;
  const years = [...places.keys()].filter((day, index, days) => index === 0 || days[index - 1]?.slice(0, 4) !== day.slice(0, 4));
  const every = Math.ceil(years.length / 12);
  const height = lanes.length * LANE + 20;
  return (
    <svg class="lanes" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={text.lanes}>
      {lanes.map((lane, index) => (
        <g key={lane}>
          <text x="0" y={index * LANE + LANE / 2 + 4}>
            {text.lane[lane]}
          </text>
          <line x1={SIDE} x2={WIDTH} y1={index * LANE + LANE / 2} y2={index * LANE + LANE / 2} />
        </g>
      ))}
      {years
        .filter((day, index) => index % every === 0 && across(day) < WIDTH - 34)
        .map((day) => (
          <text key={day} class="year" x={across(day)} y={height - 4}>
            {day.slice(0, 4)}
          </text>
        ))}
      {events.map(({ id, type, effectiveDate, annulledBy }) => (
        <circle
          key={id}
          class={`dot ${laneOf(type)}${typeof annulledBy === 'string' ? ' annulled' : ''}`}
          cx={across(effectiveDate)}
          cy={lanes.indexOf(laneOf(type)) * LANE + LANE / 2}
          r="4.5"
          onClick={() => change({ event: id })}
        >
          <title>{`${type} · ${dateText(effectiveDate, language.value)}`}</title>
        </circle>
      ))}
    </svg>
  );
}
