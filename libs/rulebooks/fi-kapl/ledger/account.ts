/**
 * The premium account of a participant: each year's annual premium as charged at the end of that year, and what later
 * corrections settled, in the year of the correction. It is what the cost division knows of the person; no value is owned.
 */
import { addMinor, amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { AccountView } from '../../frame/capabilities/account.js';
import { explained, inBrief, named, postedFigure, type Explained } from '../../frame/figures/explained.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { chargedBase } from '../corrections/year-of-incomes.js';
import { annualPremium, PREMIUM_ARTICLE } from '../premium/annual-premium.js';
import { incomeYears, type IncomeYear } from './income-year.js';
import { settled } from './settlements.js';
import { CORRECTION_ARTICLE } from './settle.js';

const BOTH_ARTICLES = `${PREMIUM_ARTICLE}; ${CORRECTION_ARTICLE}`;

type Line = 'contributions' | 'interest' | 'adjustments';

const LINES: { readonly [line in Line]: string } = {
  contributions: 'the annual premium as charged at the end of the year',
  interest: 'Σ ΔP·(F − 1), the second term of what the corrections settled in the year',
  adjustments: 'Σ ΔP, the first term of what the corrections settled in the year',
};

/** Minor units. */
export type AccountFigures = { readonly [part in 'opening' | Line | 'closing']: Explained<number> };

export const ACCOUNT_PARTS: readonly (keyof AccountFigures)[] = ['opening', 'contributions', 'interest', 'adjustments', 'closing'];

/** What was charged and settled of each year, with its figures. */
interface Books {
  readonly charged: readonly (Explained<number> & { readonly year: number })[];
  readonly settled: readonly {
    readonly year: number;
    readonly deltaMinor: number;
    readonly interestMinor: number;
    readonly figure: Explained;
  }[];
}

function booksOf(state: ParticipantState, upTo: number, parameters: ParameterSet): Books {
  const years = incomeYears(state);
  const charged = years.filter(({ year }) => year <= upTo).map((year) => ({ year: year.year, ...chargedPremium(year, parameters) }));
  const booked = state.settlements.flatMap((one) => {
    if (one.status !== 'settled' || one.data.correctionYear > upTo) return [];
    const { correctionYear, incomeYear, premiumDelta, premiumInterest } = one.data;
    const figure = settled(one, years.find(({ year }) => year === incomeYear), parameters);
    return [{ year: correctionYear, deltaMinor: amountMinor(premiumDelta), interestMinor: amountMinor(premiumInterest), figure }];
  });
  return { charged, settled: booked };
}

/** The premium as it was charged at the end of its own year, minor units; later corrections settle the rest. */
export function chargedPremium(year: IncomeYear, parameters: ParameterSet): Explained<number> {
  const exact = annualPremium(parameters, year.year, chargedBase(parameters, year));
  return { value: roundPostedMinor(exact.value), tell: () => named(postedFigure(exact), `premium of ${year.year} as charged`).tell() };
}

/** Premiums charged and corrections settled, of the years that count. */
function balance(
  books: Books,
  counts: (year: number) => boolean,
): Pick<Explained<number>, 'value'> & { readonly inputs: () => readonly Explained[] } {
  const [charged, booked] = [books.charged.filter(({ year }) => counts(year)), books.settled.filter(({ year }) => counts(year))];
  const premiums = sumMinor(charged, ({ value }) => value);
  return {
    value: addMinor(premiums, sumMinor(booked, ({ deltaMinor, interestMinor }) => addMinor(deltaMinor, interestMinor))),
    inputs: () => [...charged, ...booked.map(({ figure }) => figure)],
  };
}

/** The parts of the account of a year. */
export function accountFigures(state: ParticipantState, year: number, parameters: ParameterSet): AccountFigures {
  const books = booksOf(state, year, parameters);
  const before = balance(books, (of) => of < year);
  const opening = explained(before.value, () => ({
    name: `account.${year}.opening`,
    unit: 'EUR',
    formula: `closing value of ${year - 1}: premiums charged and settled to its end`,
    article: BOTH_ARTICLES,
    inputs: before.inputs(),
  }));
  const own = { charged: books.charged.filter((one) => one.year === year), settled: books.settled.filter((one) => one.year === year) };
  const line = (kind: Line, minor: number, article: string, inputs: readonly Explained[]): Explained<number> =>
    explained(minor, () => ({ name: `account.${year}.${kind}`, unit: 'EUR', formula: LINES[kind], article, inputs }));
  const settlements = own.settled.map(({ figure }) => figure);
  const lines = {
    contributions: line('contributions', sumMinor(own.charged, ({ value }) => value), PREMIUM_ARTICLE, own.charged),
    interest: line('interest', sumMinor(own.settled, (one) => one.interestMinor), CORRECTION_ARTICLE, settlements),
    adjustments: line('adjustments', sumMinor(own.settled, (one) => one.deltaMinor), CORRECTION_ARTICLE, settlements),
  };
  const closing = explained(opening.value + lines.contributions.value + lines.interest.value + lines.adjustments.value, () => ({
    name: `account.${year}.closing`,
    unit: 'EUR',
    formula: `opening ${formatMinor(opening.value)}${Object.entries(lines)
      .map(([kind, { value }]) => ` + ${kind} ${formatMinor(value)}`)
      .join('')}`,
    article: BOTH_ARTICLES,
    inputs: [inBrief(opening, `account.${year}.opening`), ...Object.values(lines)],
  }));
  return { opening, ...lines, closing };
}

export function premiumAccount(state: ParticipantState, year: number, parameters: ParameterSet): AccountView {
  const { opening, contributions, interest, adjustments, closing } = accountFigures(state, year, parameters);
  return {
    year,
    opening: formatMinor(opening.value),
    lines: [
      { kind: 'contributions', amount: formatMinor(contributions.value) },
      { kind: 'interest', amount: formatMinor(interest.value) },
      { kind: 'adjustments', amount: formatMinor(adjustments.value) },
    ],
    closing: formatMinor(closing.value),
  };
}

/**
 * All premiums charged and settled up to a day, minor units. Every overview asks for it: the books behind it are opened when it tells
 * itself.
 */
export function premiumsUpTo(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): Explained<number> {
  const upTo = yearOf(asOf);
  let value = 0;
  for (const year of incomeYears(state)) if (year.year <= upTo) value = addMinor(value, chargedPremium(year, parameters).value);
  for (const { status, data } of state.settlements) {
    if (status === 'settled' && data.correctionYear <= upTo) {
      value = addMinor(value, amountMinor(data.premiumDelta) + amountMinor(data.premiumInterest));
    }
  }
  return explained(value, () => ({
    name: 'coverage.value',
    unit: 'EUR',
    formula: 'annual premiums as charged, and what corrections settled, up to the value date',
    article: BOTH_ARTICLES,
    inputs: balance(booksOf(state, upTo, parameters), () => true).inputs(),
  }));
}
