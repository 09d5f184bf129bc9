/** The one figure that counts first, with its unit, scheme and digest. */
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import type { AccountAnswer, Coverage } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText } from '../parts/amounts.js';
import { addressOf, change, coordinates } from '../place/place.js';
import { figureName } from '../words/named.js';
import { language, words } from '../words/words.js';
import { figuresOf, VALUE } from './figures.js';

interface HeadlineProps {
  readonly id: string;
  readonly account: AccountAnswer;
  readonly coverage: Coverage | undefined;
  readonly figure: string;
  /** Of the participant's events; empty where none names one. */
  readonly currency: string;
}

export function Headline(props: HeadlineProps) {
  const { id, account, coverage, figure } = props;
  const { participant: text } = words();
  const told = useFigure(props);
  const choices = figuresOf(coverage, account.year, account.lines.map(({ kind }) => kind));
  return (
    <section class="headline panel">
      <p class="headline-figure">
        <span class="headline-name">{figureName(figure)}</span>
        <output data-figure={figure}>{told.amount === undefined ? text.notTold : amountText(told.amount, language.value)}</output>
        {told.unit !== '' && <span class="headline-unit">{told.unit}</span>}
      </p>
      <div class="row">
        <label>
          <span>{text.figure}</span>
          <select
            value={figure}
            onChange={({ currentTarget }) =>
              change({ figure: currentTarget.value === VALUE ? undefined : currentTarget.value, moved: undefined })
            }
          >
            {[...new Set([...choices, figure])].map((each) => (
              <option key={each} value={each}>
                {figureName(each)}
              </option>
            ))}
          </select>
        </label>
        <a class="button plain" href={addressOf(['participants', id, 'explain'], { figure: explainable(figure, account.year) })}>
          {text.explain}
        </a>
        <ToWindows id={id} label={text.windows} />
        {told.illustrative && <span class="mark hatched">{text.illustrative}</span>}
      </div>
      <Provenance of={account} isMain />
    </section>
  );
}

/** Only for a participant whose scheme has windows, and not before that is known: it would stand there and be gone. */
function ToWindows({ id, label }: { readonly id: string; readonly label: string }) {
  const windows = useAnswer(addressOfQuestion(`/v1/participants/${encodeURIComponent(id)}/windows`, coordinates.value));
  if (shown(windows) === undefined && (windows.status !== 'refused' || windows.problem.code === 'NOT_APPLICABLE')) return null;
  return <a class="button plain" href={addressOf(['windows', id])}>{label}</a>;
}

interface ToldFigure {
  readonly amount: string | undefined;
  readonly unit: string;
  readonly illustrative: boolean;
}

/** What the figure is at the coordinates; another year's account, or the windows, are asked for where it stands there. */
function useFigure({ id, figure, account, coverage, currency }: HeadlineProps): ToldFigure {
  const { participant: text } = words();
  const [area, year, line = ''] = figure.split('.');
  const isOther = area === 'account' && figure !== VALUE && year !== String(account.year);
  const path = `/v1/participants/${encodeURIComponent(id)}`;
  const other = useAnswer<AccountAnswer>(isOther ? addressOfQuestion(`${path}/account`, { ...coordinates.value, year }) : undefined);
  const windows = useAnswer<{ readonly totals: Readonly<Record<string, string>> }>(
    area === 'windows' ? addressOfQuestion(`${path}/windows`, { ...coordinates.value, correctionYear: year }) : undefined,
  );
  const money = (amount: string | undefined): ToldFigure => ({ amount, unit: amount === undefined ? '' : currency, illustrative: false });
  if (figure === VALUE) return money(account.closing);
  if (area === 'windows') return money(windows.status === 'answered' ? windows.answer.totals[line] : undefined);
  if (area === 'account') {
    const of = isOther ? (other.status === 'answered' ? other.answer : undefined) : account;
    return money(of === undefined ? undefined : lineOf(of, line));
  }
  if (figure === 'coverage.value') return money(coverage?.value);
  const benefit = coverage?.benefits.find((each) => each.figure === figure);
  if (benefit === undefined) return money(undefined);
  const unit = `${benefit.currency} ${text.per[benefit.frequency]}, ${text.basis[benefit.basis]}`;
  return { amount: benefit.amount, unit, illustrative: coverage?.assumptions.some(({ status }) => status === 'illustrative') ?? false };
}

/** A line that the year does not have is zero, as in a grid. */
function lineOf({ opening, closing, lines }: AccountAnswer, line: string): string {
  if (line === 'opening') return opening;
  if (line === 'closing') return closing;
  return lines.find(({ kind }) => kind === line)?.amount ?? '0.00';
}

/** Explanations know the value as that of a year. */
function explainable(figure: string, year: number): string {
  return figure === VALUE ? `account.${year}.closing` : figure;
}
