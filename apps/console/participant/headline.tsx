/** The one figure that counts first, with its unit, scheme and digest. */
import type { Account, Coverage, Grid } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText } from '../parts/amounts.js';
import { addressOf, change } from '../place/place.js';
import { language, words } from '../words/words.js';
import { figuresOf, VALUE } from './figures.js';

interface HeadlineProps {
  readonly id: string;
  readonly account: Account;
  readonly coverage: Coverage | undefined;
  readonly grid: Grid | undefined;
  readonly figure: string;
}

export function Headline({ id, account, coverage, grid, figure }: HeadlineProps) {
  const { participant: text } = words();
  const told = tellFigure(figure, account, coverage, grid);
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
        <a class="button plain" href={addressOf(['windows', id])}>
          {text.windows}
        </a>
        {told.illustrative && <span class="mark hatched">{text.illustrative}</span>}
      </div>
      <Provenance of={account} isMain />
    </section>
  );
}

interface ToldFigure {
  readonly amount: string | undefined;
  readonly unit: string;
  readonly illustrative: boolean;
}

function tellFigure(figure: string, account: Account, coverage: Coverage | undefined, grid: Grid | undefined): ToldFigure {
  const { participant: text } = words();
  const illustrative = coverage?.assumptions.some(({ status }) => status === 'illustrative') ?? false;
  const currency = coverage?.benefits[0]?.currency ?? (account.rulebook?.id.startsWith('dk') === true ? 'DKK' : 'EUR');
  if (figure === VALUE) return { amount: account.closing, unit: currency, illustrative: false };
  const benefit = coverage?.benefits.find((each) => each.figure === figure);
  if (benefit !== undefined) {
    return {
      amount: benefit.amount,
      unit: `${benefit.currency} ${text.per[benefit.frequency]}, ${text.basis[benefit.basis]}`,
      illustrative,
    };
  }
  if (grid?.figure === figure) return { amount: grid.cells.at(-1)?.at(-1) ?? undefined, unit: currency, illustrative: false };
  return { amount: undefined, unit: '', illustrative: false };
}

/** In the reader's words where there are some, else by its own name. */
export function figureName(figure: string): string {
  const { participant: text, lines } = words();
  if (figure === VALUE) return text.value;
  const [, year, line] = /^account\.(\d{4})\.(\w+)$/.exec(figure) ?? [];
  if (year !== undefined && line !== undefined) return `${(lines as Readonly<Record<string, string>>)[line] ?? line} ${year}`;
  return figure;
}

/** Explanations know the value as that of a year. */
function explainable(figure: string, year: number): string {
  return figure === VALUE ? `account.${year}.closing` : figure;
}
