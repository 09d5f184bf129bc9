/** The parameters of a scheme, and checks of published values: a message, or undefined where the value is right. */
import { parseDecimal } from '#money/decimal.js';
import type { ParameterSet } from './parameters.js';

/** A parameter that a fund may publish, and the check of its values (a message, or undefined where the value is right). */
export interface PublishableParameter {
  readonly name: string;
  readonly unit: string;
  readonly check: (value: unknown) => string | undefined;
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

export function decimalText(value: unknown): string | undefined {
  return typeof value === 'string' && parseDecimal(value) !== undefined
    ? undefined
    : `must be a decimal string such as "0.0475", found ${JSON.stringify(value)}`;
}

export function notNegative(value: unknown): string | undefined {
  return decimalText(value) ?? (String(value).startsWith('-') ? `must not be negative, found ${JSON.stringify(value)}` : undefined);
}

/** A review of more months than these is a mistake. */
const MOST_MONTHS = 1200;

/** A whole number of months, as text. */
export function monthsText(value: unknown): string | undefined {
  return typeof value === 'string' && /^(0|[1-9]\d{0,3})$/.test(value) && Number(value) <= MOST_MONTHS
    ? undefined
    : `must be a whole number of months such as "3", at most ${MOST_MONTHS}, found ${JSON.stringify(value)}`;
}

/** An object (a table or a law); its fields are read where it is used. */
export function tableOr(...words: readonly string[]): (value: unknown) => string | undefined {
  return (value) =>
    (typeof value === 'object' && value !== null && !Array.isArray(value)) || words.includes(value as string)
      ? undefined
      : `must be an object${words.map((word) => ` or "${word}"`).join('')}, found ${JSON.stringify(value)}`;
}
