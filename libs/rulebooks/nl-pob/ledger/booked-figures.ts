/** What moved a right, as booked, taken apart: an accrual down to salaries, a decision to the right before, its factor, and after. */
import { rightsKeyText, type BookedRight } from '#ledger/participant/rights/booked-rights.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { formatMinor, sumMinor } from '#money/amount.js';
import { endOfYear, startOfYear, yearOf } from '#money/civil-date.js';
import type { FigureSources } from '../../frame/capabilities/figures.js';
import { explained, inBrief, type Explained } from '../../frame/figures/explained.js';
import { HALF_UP } from '../../frame/figures/figure.js';
import { usesBetween, type ParameterSet } from '../../frame/parameters/parameters.js';
import { bookedAccruals, rightsDecisions, rightsTransfers } from '../../frame/rights-due.js';
import { ARTICLES, nameOfRight, RIGHTS_UNIT } from './moved-right.js';
import { rightsTakenApart } from './rights.js';

type TakenApart = ReturnType<typeof rightsTakenApart>;
type Derived = TakenApart extends ReadonlyMap<string, infer Booking> ? Booking : never;

/** All of them, by their days; decisions without what they come from, which their own names take apart. */
export function bookedInBrief(sources: FigureSources): readonly Explained<number>[] {
  const apart = takenApart(sources);
  return inOrder(sources.state).map((booked) => {
    const figure = figureOf(booked, sources, apart);
    return booked.key.kind === 'accrual' ? figure : inBrief(figure, nameOfRight(booked));
  });
}

/** `rights.catch-up.2021`, or a part of it: what was booked under that name, together where it is more than one. */
export function bookedFigure(name: string, sources: FigureSources): Explained<number> | undefined {
  const named = inOrder(sources.state).filter((booked) => nameOfRight(booked) === name || ofYear(booked) === name);
  const [first] = named;
  if (first === undefined) return undefined;
  const apart = takenApart(sources);
  const figures = named.map((booked) => figureOf(booked, sources, apart));
  const [only] = figures as [Explained<number>];
  if (figures.length === 1) return only;
  return explained(sumMinor(figures, ({ value }) => value), () => ({
    name,
    unit: RIGHTS_UNIT,
    formula: 'sum of what the decisions of the year moved',
    article: ARTICLES[first.key.kind],
    inputs: figures,
  }));
}

export function rightNames(state: ParticipantState): readonly string[] {
  return [...new Set(inOrder(state).flatMap((booked) => [ofYear(booked), nameOfRight(booked)]))];
}

function ofYear(booked: BookedRight): string {
  return booked.key.kind === 'accrual' ? nameOfRight(booked) : `rights.${booked.key.kind}.${yearOf(booked.on)}`;
}

function inOrder({ bookedRights }: ParticipantState): readonly BookedRight[] {
  return [...bookedRights.values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** By the decisions that were known, and the accruals as they are booked. */
function takenApart({ state, asOf, fund }: FigureSources): TakenApart {
  return rightsTakenApart(bookedAccruals(state), rightsDecisions(fund()), asOf, rightsTransfers(state));
}

function figureOf(booked: BookedRight, { state, parameters }: FigureSources, apart: TakenApart): Explained<number> {
  return booked.key.kind === 'accrual' ? accrual(booked, state, parameters) : decided(booked, apart.get(rightsKeyText(booked.key)));
}

function accrual(booked: BookedRight, state: ParticipantState, parameters: ParameterSet): Explained<number> {
  const { key, amountMinor, right, eventIds } = booked;
  const year = Number(key.of);
  return explained(amountMinor, () => ({
    name: nameOfRight(booked),
    unit: RIGHTS_UNIT,
    formula: 'Σ over the months of accrualRate · max(0, S − F) · p / 12',
    article: ARTICLES.accrual,
    rounding: HALF_UP,
    parameters: usesBetween(parameters, ['accrualRate', 'franchise'], startOfYear(year), endOfYear(year)),
    events: [...salaryEventsOf(state, key.of), ...eventIds],
    note: noteOf(right === undefined ? [] : [`unrounded ${right}`], booked),
  }));
}

/** As booked, by what the law makes of the decision. Between a decision and its fan-out the two are not the same, and it says so. */
function decided(booked: BookedRight, derived: Derived | undefined): Explained<number> {
  const { key, amountMinor, eventIds } = booked;
  const derivedMinor = derived?.amountMinor ?? 0;
  const waiting = derivedMinor === amountMinor ? [] : [`the decisions known give ${formatMinor(derivedMinor)}: the next fan-out books it`];
  return explained(amountMinor, () => ({
    ...(derived?.telling?.() ?? { ...NOT_STANDING, name: nameOfRight(booked), unit: RIGHTS_UNIT }),
    rounding: HALF_UP,
    events: derived === undefined ? [key.of, ...eventIds] : eventIds,
    note: noteOf(waiting, booked),
  }));
}

const NOT_STANDING = { formula: 'as booked: the decision does not stand any more', article: 'section 9' };

function noteOf(parts: readonly string[], { adjustedMinor }: BookedRight): string | undefined {
  const all = [
    ...parts,
    ...(adjustedMinor === 0 ? [] : [`of which ${formatMinor(adjustedMinor)} was derived again after its first booking`]),
  ];
  return all.length === 0 ? undefined : all.join('; ');
}

/** The entries of all series that may have held in a year. */
function salaryEventsOf({ salaries }: ParticipantState, year: string): readonly string[] {
  return [...salaries.values()].flatMap(({ entries }) => entries.filter(({ from }) => from <= `${year}-12`).map(({ eventId }) => eventId));
}
