/**
 * A value that can tell how it came about: a formula yields both, so that a view takes the value and `explain` the tree from
 * the same code. The telling is a function that is called when somebody asks: a sweep over a portfolio makes the value and
 * never the tree.
 *
 * A formula is written as
 *
 *   export function annualPremium(parameters: ParameterSet, year: number, base: Explained<Decimal>): Explained<Decimal> {
 *     return explained(coefficient(parameters, year).times(base.value), () => ({
 *       name: `P_${year}`, unit: 'EUR', formula: 'P_v = y_v · A_v', article: 'Annex 1, 2.1', inputs: [base],
 *       parameters: usesInForce(parameters, ['annualPremiumCoefficient'], startOfYear(year)),
 *     }));
 *   }
 *
 * Its inputs are explained too, and so on down to the events. `postedFigure` rounds where an amount is posted; `named` gives a figure
 * the name under which it is asked for.
 */
import { formatMinor } from '#money/amount.js';
import { exactText, type Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { ParameterUse } from '../parameters/parameters.js';
import type { FigureDecision } from './decision.js';
import { HALF_UP, type Figure } from './figure.js';

export interface Explained<V = unknown> {
  readonly value: V;
  /** How it came about, as a tree; made anew each time. */
  readonly tell: () => Figure;
  /** The same without what it rests on, where that can be had without telling it first. */
  readonly alone?: () => Figure;
}

/** What a formula says of a value of its own; what is not said is empty. */
export interface Telling {
  readonly name: string;
  readonly unit: string;
  readonly formula: string;
  readonly article: string;
  /** The value as text, where it is not the exact decimal, the minor units or the text that it is. */
  readonly shown?: string;
  readonly rounding?: string;
  readonly parameters?: readonly ParameterUse[];
  readonly inputs?: readonly Explained[];
  readonly events?: readonly string[];
  readonly note?: string | undefined;
  readonly decision?: FigureDecision;
}

/** A value with its telling. Minor units (a number) are shown as an amount, a decimal exactly, a text as it stands. */
export function explained<V extends Decimal | number | string>(value: V, telling: () => Telling): Explained<V> {
  return { value, tell: () => figureOf(value, telling()), alone: () => figureOf(value, { ...telling(), inputs: [] }) };
}

function figureOf(value: Decimal | number | string, told: Telling): Figure {
  const { name, unit, formula, article, shown, rounding, parameters = [], inputs = [], events = [], note, decision } = told;
  return {
    name,
    value: shown ?? shownText(value),
    unit,
    formula,
    article,
    ...(rounding === undefined ? {} : { rounding }),
    parameters,
    inputs: inputs.map((input) => input.tell()),
    events,
    ...(note === undefined ? {} : { note }),
    ...(decision === undefined ? {} : { decision }),
  };
}

function shownText(value: Decimal | number | string): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? formatMinor(value) : exactText(value);
}

/** A value that a question brings along. */
export function given(name: string, value: Decimal): Explained<Decimal> {
  return explained(value, () => ({ name, unit: 'fraction', formula: 'as given', article: 'the question' }));
}

/** An exact amount rounded where it is posted; everything else is told as it was. */
export function postedFigure(exact: Explained<Decimal>): Explained<string> {
  const value = roundPosted(exact.value);
  const posted = (figure: Figure): Figure => ({ ...figure, value, rounding: HALF_UP });
  return { value, tell: () => posted(exact.tell()), alone: () => posted(aloneOf(exact)) };
}

/** The same under another name. */
export function named<V>(figure: Explained<V>, name: string): Explained<V> {
  return { value: figure.value, tell: () => ({ ...figure.tell(), name }), alone: () => ({ ...aloneOf(figure), name }) };
}

/** A chain over years stays as long as it is: a branch that is cut is not told first. */
function aloneOf({ alone, tell }: Explained): Figure {
  return alone === undefined ? tell() : alone();
}

/** The same without what it rests on, where `name` takes it apart. */
export function inBrief<V>(figure: Explained<V>, name: string): Explained<V> {
  const brief = (): Figure => ({ ...aloneOf(figure), name, inputs: [], note: `${name} takes it apart` });
  return { value: figure.value, tell: brief, alone: brief };
}

/** A figure that is made as a tree alone, as an input of others. */
export function told(figure: () => Figure): Explained<undefined> {
  return { value: undefined, tell: figure };
}
