/** A parameter along time, drawn: which entry is in force, where invented values are (hatched), and where there is none. */
import { dateText } from '../parts/amounts.js';
import { statusText } from '../words/named.js';
import { language, words } from '../words/words.js';
import type { Entry, ParameterTimeline } from './shapes.js';

export interface Span {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** From the first announcement to the last day that is named; what holds from long before is drawn from the left edge. */
export function spanOf(timelines: readonly ParameterTimeline[], on: string): Span {
  const entries = timelines.flatMap((each) => each.entries);
  const ends = entries.flatMap(({ from, to }) => (to === null || to >= '9000' ? [from] : [from, to]));
  const [first, last] = [[on, ...entries.map(({ announced }) => announced)].sort()[0] as string, [on, ...ends].sort().at(-1) as string];
  return { from: `${first.slice(0, 4)}-01-01`, to: `${Number(last.slice(0, 4)) + 1}-12-31` };
}

/** Where a day stands, in hundredths of the span. */
export function across({ from, to }: Span, day: string): number {
  const share = (dayOf(day) - dayOf(from)) / (dayOf(to) - dayOf(from));
  return Math.min(100, Math.max(0, share * 100));
}

interface StripProps {
  readonly timeline: ParameterTimeline;
  readonly span: Span;
  readonly on: string;
}

export function Strip({ timeline: { name, entries, inForce }, span, on }: StripProps) {
  const { parameters: text } = words();
  const tongue = language.value;
  const until = (to: string | null): string => (to === null ? text.withoutEnd : dateText(to, tongue));
  const gaps = inForce.filter(({ entry }) => entry === null).map(({ from, to }) => `${dateText(from, tongue)} – ${until(to)}`);
  return (
    <div class="strip" role="img" aria-label={text.stripOf(name, gaps.join(', '))}>
      {inForce.map(({ from, to, entry }) => {
        const of = entry === null ? undefined : entries[entry];
        const said = of === undefined ? text.gap : typeof of.value === 'object' ? statusText(of.status) : `${of.value}, ${statusText(of.status)}`;
        return <i key={from} class={lookOf(of)} style={stretch(span, from, to)} title={`${dateText(from, tongue)} – ${until(to)}: ${said}`} />;
      })}
      <i class="day" style={{ left: `${across(span, on)}%` }} />
    </div>
  );
}

/** Of what is in force; undefined for a gap. */
export function lookOf(entry: Entry | undefined): string {
  if (entry === undefined) return 'gap';
  return entry.status === 'illustrative' ? 'in-force invented' : 'in-force';
}

/** `to`: null without an end. */
export function stretch(span: Span, from: string, to: string | null): { readonly left: string; readonly width: string } {
  const [start, end] = [across(span, from), to === null ? 100 : across(span, to)];
  return { left: `${start}%`, width: `${Math.max(0.4, end - start)}%` };
}
