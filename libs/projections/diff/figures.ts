/** The figures that are compared, at one point of the way: the coverage, what corrections settled, and the account's lines. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { stateOf } from '#ledger/subjects.js';
import { ACCOUNT_LINE_KINDS } from '#ledger/participant/account/account.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { amountMinor } from '#money/amount.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { said } from '#words/said.js';

/** One point: the events that are known, the value date, the parameters. */
export interface Point {
  readonly known: readonly RecordedEvent[];
  readonly asOf: CivilDate;
  readonly parameters: ParameterSet;
}

/** Which years' figures are compared beside the coverage. */
export interface ComparedYears {
  /** Year whose settlements the windows add up. */
  readonly correctionYear: number;
  /** Calendar years whose account lines are compared. */
  readonly accountYears: readonly number[];
}

/** First word of a figure's name. */
export type Area = 'coverage' | 'windows' | 'account';

/** Minor units by figure; an area that cannot be computed at a point has no figures in `amounts`, and why is in `missing`. */
export interface Figures {
  readonly amounts: ReadonlyMap<string, number>;
  readonly missing: ReadonlyMap<Area, string>;
  readonly enrolled: boolean;
}

type Named = readonly (readonly [figure: string, minor: number])[];

export function figuresAt(
  rulebook: Rulebook,
  { known, asOf, parameters }: Point,
  { correctionYear, accountYears }: ComparedYears,
): Figures {
  const state = stateOf('participant', known, { asOf });
  if (state.enrolment === undefined) return { amounts: new Map(), missing: new Map(), enrolled: false };
  const [amounts, missing] = [new Map<string, number>(), new Map<Area, string>()];
  const add = (area: Area, figures: () => Named): void => {
    const told = attempt(figures);
    if (told.status === 'done') for (const [figure, minor] of told.value) amounts.set(figure, minor);
    else if (told.refusal.code !== 'NOT_APPLICABLE') missing.set(area, `${told.refusal.code}: ${said(told.refusal)}`);
  };
  // The value is known where the forecast has no parameters; the coverage, where it can be told, says the same.
  add('account', () => [['coverage.value', amountMinor(capabilityOf(rulebook, 'account')(state, yearOf(asOf), parameters).closing)]]);
  add('account', () => accountYears.flatMap((year) => accountLines(rulebook, state, year, parameters)));
  add('windows', () => windowTotals(rulebook, state, correctionYear, asOf, parameters));
  add('coverage', () => coverageFigures(rulebook, state, asOf, parameters));
  return { amounts, missing, enrolled: true };
}

export function areaOf(figure: string): Area {
  return figure.split('.')[0] as Area;
}

function coverageFigures(rulebook: Rulebook, state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): Named {
  const { value, benefits } = capabilityOf(rulebook, 'coverage')(state, asOf, parameters);
  return [['coverage.value', amountMinor(value)], ...benefits.map(({ figure, amount }): [string, number] => [figure, amountMinor(amount)])];
}

/** `account.2021.interest` …; a line that the year does not have is zero. */
function accountLines(rulebook: Rulebook, state: ParticipantState, year: number, parameters: ParameterSet): Named {
  const { lines } = capabilityOf(rulebook, 'account')(state, year, parameters);
  const byKind = new Map(lines.map(({ kind, amount }) => [kind, amountMinor(amount)]));
  return ACCOUNT_LINE_KINDS.map((kind): [string, number] => [`account.${year}.${kind}`, byKind.get(kind) ?? 0]);
}

function windowTotals(
  rulebook: Rulebook,
  state: ParticipantState,
  correctionYear: number,
  asOf: CivilDate,
  parameters: ParameterSet,
): Named {
  const { totals } = capabilityOf(rulebook, 'windows')(state, correctionYear, asOf, parameters);
  return Object.entries(totals).map(([name, amount]): [string, number] => [`windows.${correctionYear}.${name}`, amountMinor(amount)]);
}
