/**
 * The annual account of a scheme in which a participant has a value: the year's movements, line by line; it reconciles to the smallest
 * unit. Every amount tells itself down to the events that make it. Amounts are minor units.
 */
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { AccountLineKind } from '#ledger/participant/account/account.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { AccountView } from './capabilities/account.js';
import { explained, inBrief, type Explained } from './figures/explained.js';
import { unknownFigure } from './figures/figure.js';

/** What a scheme says of its account. */
export interface AccountLaw {
  /** The lines that are of the participant's value, in the order of the account. */
  readonly kinds: readonly AccountLineKind[];
  readonly unit: string;
  readonly article: string;
  readonly lineOf: (year: number, kind: AccountLineKind, minor: number) => Explained<number>;
}

type ToldLine = readonly [AccountLineKind, Explained<number>];

interface AccountFigures {
  readonly opening: Explained<number>;
  /** Those that moved, in the order of the account. */
  readonly lines: readonly ToldLine[];
  readonly closing: Explained<number>;
}

type Lines = Pick<ParticipantState, 'lines'>;

function accountOf(state: Lines, year: number, law: AccountLaw): AccountFigures {
  const { unit, article } = law;
  const opening = explained(openingMinor(state, year, law), () => ({
    name: `account.${year}.opening`,
    unit,
    formula: `closing value of ${year - 1}: what all years before moved`,
    article,
    inputs: [...state.lines.keys()].filter((of) => of < year).sort((a, b) => a - b).map((of) => movementsOf(state, of, law)),
  }));
  const lines = accountLines(state, year, law);
  const amounts = lines.map(([, line]) => line);
  const closing = explained(sumOf([opening, ...amounts]), () => ({
    name: `account.${year}.closing`,
    unit,
    formula: `opening ${formatMinor(opening.value)}${lines.map(([kind, { value }]) => ` + ${kind} ${formatMinor(value)}`).join('')}`,
    article,
    inputs: [openingInBrief(opening, year), ...amounts],
  }));
  return { opening, lines, closing };
}

/** Summed without a telling for each year: a sweep asks for it by the million. */
function openingMinor(state: Lines, year: number, { kinds }: AccountLaw): number {
  let sum = 0;
  for (const [of, lines] of state.lines) {
    if (of < year) for (const kind of kinds) sum = addMinor(sum, lines[kind]);
  }
  return sum;
}

function openingInBrief(opening: Explained<number>, year: number): Explained<number> {
  const brief = inBrief(opening, `account.${year}.opening`);
  return { value: brief.value, tell: () => ({ ...brief.tell(), formula: `closing value of ${year - 1}` }) };
}

/** Those of a year that moved. */
export function accountLines(state: Lines, year: number, { kinds, lineOf }: AccountLaw): readonly ToldLine[] {
  const own = state.lines.get(year);
  return kinds.flatMap((kind) => (own === undefined || own[kind] === 0 ? [] : [[kind, lineOf(year, kind, own[kind])] as const]));
}

/** What all lines of an earlier year moved. */
function movementsOf(state: Lines, year: number, law: AccountLaw): Explained<number> {
  const lines = accountLines(state, year, law);
  return explained(sumOf(lines.map(([, line]) => line)), () => ({
    name: `movements of ${year}`,
    unit: law.unit,
    formula: lines.map(([kind, { value }]) => `${kind} ${formatMinor(value)}`).join(' + '),
    article: law.article,
    inputs: lines.map(([, line]) => line),
  }));
}

function sumOf(amounts: readonly Explained<number>[]): number {
  return sumMinor(amounts, ({ value }) => value);
}

export function accountOfYear(state: Lines, year: number, law: AccountLaw): AccountView {
  const { opening, lines, closing } = accountOf(state, year, law);
  return {
    year,
    opening: formatMinor(opening.value),
    lines: lines.map(([kind, { value }]) => ({ kind, amount: formatMinor(value) })),
    closing: formatMinor(closing.value),
  };
}

/** `account.YEAR.PART`: `opening`, `closing` or a line of the year; undefined for another name. Refuses UNKNOWN_FIGURE for another line. */
export function accountFigure(figure: string, state: Lines, law: AccountLaw): Explained<number> | undefined {
  const [, ofYear, part = ''] = /^account\.(\d{4})\.(opening|closing|[a-z]+)$/.exec(figure) ?? [];
  if (ofYear === undefined) return undefined;
  const { opening, lines, closing } = accountOf(state, Number(ofYear), law);
  if (part === 'opening') return opening;
  if (part === 'closing') return closing;
  const line = lines.find(([kind]) => kind === part);
  if (line !== undefined) return line[1];
  const name = (one: string): string => `account.${ofYear}.${one}`;
  return unknownFigure(name(part), ['opening', ...lines.map(([kind]) => kind), 'closing'].map(name));
}
