/** The figures that are compared, at one point of the way: the value, every benefit, and what corrections settled. */
import type { RecordedEvent } from '#ledger/envelope.js';
import type { ParticipantEvent } from '#ledger/event.js';
import { evolveParticipant, initialParticipant, type ParticipantState } from '#ledger/participant/state.js';
import { attempt, type Outcome } from '#ledger/refusal.js';
import { eventsInEffect } from '#ledger/selection.js';
import { amountMinor } from '#money/amount.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '#rulebooks/frame/parameters.js';
import type { CoverageView, Rulebook } from '#rulebooks/frame/rulebook.js';

/** One point: the events that are known, the value date, the parameters. */
export interface Point {
  readonly known: readonly RecordedEvent[];
  readonly asOf: CivilDate;
  readonly parameters: ParameterSet;
}

/** Minor units by figure; a figure that cannot be computed at a point is not in `amounts`, and why is in `missing`. */
export interface Figures {
  readonly amounts: ReadonlyMap<string, number>;
  readonly missing: string | undefined;
}

const NONE: Figures = { amounts: new Map(), missing: undefined };

export function figuresAt(rulebook: Rulebook, { known, asOf, parameters }: Point, correctionYear: number): Figures {
  const state = fold(known, asOf);
  if (state.enrolment === undefined) return NONE;
  const coverage = attempt(() => rulebook.coverage(state, asOf, parameters));
  const amounts = new Map(windowFigures(rulebook, state, correctionYear, asOf, parameters));
  if (coverage.status === 'done') for (const [figure, minor] of coverageFigures(coverage.value)) amounts.set(figure, minor);
  else for (const [figure, minor] of valueAlone(rulebook, state, asOf, parameters)) amounts.set(figure, minor);
  return { amounts, missing: coverage.status === 'refused' ? `${coverage.refusal.code}: ${coverage.refusal.message}` : undefined };
}

function fold(events: readonly RecordedEvent[], asOf: CivilDate): ParticipantState {
  let state = initialParticipant();
  for (const event of eventsInEffect(events, { asOf })) state = evolveParticipant(state, event as unknown as ParticipantEvent);
  return state;
}

function coverageFigures({ value, benefits }: CoverageView): readonly (readonly [string, number])[] {
  return [['coverage.value', amountMinor(value)], ...benefits.map(({ figure, amount }): [string, number] => [figure, amountMinor(amount)])];
}

/** Where the forecast has no parameters the value is known all the same. */
function valueAlone(rulebook: Rulebook, state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): readonly (readonly [string, number])[] {
  const account = attempt(() => rulebook.account(state, yearOf(asOf), parameters));
  return account.status === 'done' ? [['coverage.value', amountMinor(account.value.closing)]] : [];
}

function windowFigures(rulebook: Rulebook, state: ParticipantState, correctionYear: number, asOf: CivilDate, parameters: ParameterSet): readonly (readonly [string, number])[] {
  const windows: Outcome<ReturnType<Rulebook['windows']>> = attempt(() => rulebook.windows(state, correctionYear, asOf, parameters));
  if (windows.status === 'refused') return [];
  return Object.entries(windows.value.totals).map(([name, amount]) => [`windows.${correctionYear}.${name}`, amountMinor(amount)]);
}
