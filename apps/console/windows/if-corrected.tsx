/** What a year's correction would settle if it were made on the value date: supposed by the API, by so much more or less of income. */
import { addressOfQuestion, useAnswer, type Problem } from '../api/ask.js';
import { amountOfMinor, amountText, minorOf, movementText } from '../parts/amounts.js';
import { coordinates } from '../place/place.js';
import { sentenceOf } from '../words/sentences.js';
import { language, words } from '../words/words.js';
import type { WindowsAnswer, WindowYear } from './shapes.js';

interface IfCorrectedProps {
  readonly id: string;
  readonly year: WindowYear;
  /** The day of the supposed correction. */
  readonly on: string;
  /** More or less of income: `-250.00`. */
  readonly change: string;
}

export function IfCorrected({ id, year, on, change }: IfCorrectedProps) {
  const { windows: text } = words();
  // Of several employers the one that reported last.
  const version = year.versions.at(-1);
  const amount = version === undefined ? -1 : minorOf(version.amount) + minorOf(change);
  const path = `/v1/participants/${encodeURIComponent(id)}/windows/what-if`;
  const row = {
    participantId: id,
    incomeYear: year.incomeYear,
    employerId: version?.employerId,
    amount: amountOfMinor(Math.max(0, amount)),
    currency: 'EUR',
    reason: 'supposed',
    correctedOn: on,
  };
  const told = useAnswer<WindowsAnswer>(
    amount < 0 ? undefined : addressOfQuestion(path, { ...coordinates.value, asOf: on }),
    JSON.stringify({ reports: [row] }),
  );
  if (amount < 0) return <>–</>;
  if (told.status === 'refused') return <Refused problem={told.problem} />;
  if (told.status === 'waiting') return <span class="waiting">…</span>;
  const before = new Set(year.settlements.map(({ eventId }) => eventId));
  const supposed = told.answer.years
    .find(({ incomeYear }) => incomeYear === year.incomeYear)
    ?.settlements.find(({ eventId }) => !before.has(eventId));
  if (supposed === undefined) return <>–</>;
  if (supposed.timeBarred) return <span class="mark amber">{text.timeBarred}</span>;
  const tongue = language.value;
  const parts = (['premiumDelta', 'premiumInterest'] as const).map((name) => `${text.delta[name]} ${movementText(supposed[name], tongue)}`);
  const title = [`${row.employerId}: ${amountText(row.amount, tongue)}`, ...parts].join('\n');
  return <span title={title}>{movementText(supposed.total, tongue)}</span>;
}

/** In a cell there is room for the code; why stands in its title. */
function Refused({ problem }: { readonly problem: Problem }) {
  return <abbr title={sentenceOf(problem.code, problem) ?? problem.detail}>{problem.code}</abbr>;
}

interface OfListedProps {
  readonly id: string;
  readonly incomeYear: number;
  readonly on: string;
  readonly change: string;
}

/** The same for a row of a list, whose year is read first. */
export function IfListedCorrected({ id, incomeYear, on, change }: OfListedProps) {
  const path = `/v1/participants/${encodeURIComponent(id)}/windows`;
  const windows = useAnswer<WindowsAnswer>(addressOfQuestion(path, { ...coordinates.value, asOf: on }));
  if (windows.status === 'refused') return <Refused problem={windows.problem} />;
  const year = windows.status === 'answered' ? windows.answer.years.find((each) => each.incomeYear === incomeYear) : undefined;
  if (year === undefined) return windows.status === 'answered' ? <>–</> : <span class="waiting">…</span>;
  return <IfCorrected id={id} year={year} on={on} change={change} />;
}
