/** Everything that was announced of one parameter: across, the days that it is for; upwards, when it was announced. */
import { dateText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { statusText } from '../words/named.js';
import { language, words } from '../words/words.js';
import type { Entry, ParameterTimeline } from './shapes.js';
import { across, lookOf, stretch, type Span } from './strip.js';
import { Value } from './value.js';

interface EntriesOfProps {
  readonly timeline: ParameterTimeline;
  readonly span: Span;
  readonly on: string;
}

export function EntriesOf({ timeline, span, on }: EntriesOfProps) {
  const { parameters: text } = words();
  const tongue = language.value;
  const days = (index: number): string =>
    timeline.inForce
      .filter(({ entry }) => entry === index)
      .map(({ from, to }) => `${dateText(from, tongue)} – ${to === null ? text.withoutEnd : dateText(to, tongue)}`)
      .join('; ');
  const newestFirst = timeline.entries.map((entry, index) => ({ entry, index })).sort(lastAnnouncedFirst);
  return (
    <>
      <p class="soft small">{text.lanesHelp}</p>
      <Lanes timeline={timeline} span={span} on={on} />
      <WideTable label={timeline.name} heads={[text.announced, text.isFor, text.value, text.counts, text.reference]}>
        {newestFirst.map(({ entry, index }) => (
          <tr key={index} class={entry.status === 'illustrative' ? 'hatched' : undefined}>
            <th scope="row" class="nowrap">{dateText(entry.announced, tongue)}</th>
            <td class="nowrap">
              {dateText(entry.from, tongue)} – {entry.to === null ? text.withoutEnd : dateText(entry.to, tongue)}
            </td>
            <td><Value parameter={entry} /></td>
            <td>{days(index) === '' ? text.superseded : days(index)}</td>
            <td>{entry.reference} <span class="mark">{statusText(entry.status)}</span></td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}

function lastAnnouncedFirst({ entry: a }: { readonly entry: Entry }, { entry: b }: { readonly entry: Entry }): number {
  return b.announced.localeCompare(a.announced) || b.from.localeCompare(a.from);
}

/** A lane for each day of announcement, the newest on top; what counts is full, what another entry has taken the place of is empty. */
function Lanes({ timeline: { entries, inForce }, span, on }: EntriesOfProps) {
  const lanes = [...new Set(entries.map(({ announced }) => announced))].sort().reverse();
  const gaps = inForce.filter(({ entry }) => entry === null);
  const counting = inForce.flatMap(({ from, to, entry }) => (entry === null ? [] : [{ from, to, of: entries[entry] as Entry }]));
  return (
    <div class="parameter-lanes" aria-hidden="true">
      {lanes.map((day) => (
        <>
          <span key={`${day} name`}>{dateText(day, language.value)}</span>
          <div key={day} class="strip">
            {entries.filter(({ announced }) => announced === day).map(({ from, to }, index) => (
              <i key={index} class="announced" style={stretch(span, from, to)} />
            ))}
            {counting.filter(({ of }) => of.announced === day).map(({ from, to, of }) => (
              <i key={from} class={lookOf(of)} style={stretch(span, from, to)} />
            ))}
            {gaps.map(({ from, to }) => <i key={from} class="gap" style={stretch(span, from, to)} />)}
            <i class="day" style={{ left: `${across(span, on)}%` }} />
          </div>
        </>
      ))}
      <span />
      <p class="lane-ends"><span>{span.from.slice(0, 4)}</span><span>{span.to.slice(0, 4)}</span></p>
    </div>
  );
}
