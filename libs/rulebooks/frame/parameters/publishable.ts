/** The parameters of a scheme, and checks of published values: what is wrong, or undefined where the value is right. */
import { parseDecimal } from '#money/decimal.js';
import { NEGATIVE, NO_DECIMAL, type Fault } from './fault.js';
import type { ParameterSet } from './parameters.js';

/** A parameter that a fund may publish, and the check of its values (what is wrong, undefined where nothing is). */
export interface PublishableParameter {
  readonly name: string;
  readonly unit: string;
  readonly check: (value: unknown) => Fault | undefined;
}

export interface SchemeParameters {
  /** What the law itself says. */
  readonly official: ParameterSet;
  readonly publishable: readonly PublishableParameter[];
}

/** A rulebook, as far as its parameters go. */
export interface HasParameters {
  readonly id: string;
  readonly parameters: SchemeParameters;
}

export function decimalText(value: unknown): Fault | undefined {
  return typeof value === 'string' && parseDecimal(value) !== undefined ? undefined : NO_DECIMAL;
}

export function notNegative(value: unknown): Fault | undefined {
  return decimalText(value) ?? (String(value).startsWith('-') ? NEGATIVE : undefined);
}

/** A review of more months than these is a mistake. */
const MOST_MONTHS = 1200;

/** A whole number of months, as text. */
export function monthsText(value: unknown): Fault | undefined {
  const isRight = typeof value === 'string' && /^(0|[1-9]\d{0,3})$/.test(value) && Number(value) <= MOST_MONTHS;
  return isRight ? undefined : { fault: 'months', most: MOST_MONTHS };
}

/** An object (a table or a law); its fields are read where it is used. */
export function tableOr(...words: readonly string[]): (value: unknown) => Fault | undefined {
  return (value) =>
    (typeof value === 'object' && value !== null && !Array.isArray(value)) || words.includes(value as string)
      ? undefined
      : { fault: 'table', words };
}
