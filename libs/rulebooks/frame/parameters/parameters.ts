/**
 * Parameters: what the law and the fund set by date. A parameter has a name, a unit and dated entries, each with its
 * reference and status. Asking outside the dates is a refusal that names parameter and date; nothing falls back silently.
 */
import { isCivilDate, LAST_DATE, nextDay, type CivilDate } from '#money/civil-date.js';
import { Decimal, parseDecimal } from '#money/decimal.js';
import type { ChangeKind } from '#ledger/fund/changes/events.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { kind, NO_DECIMAL } from './fault.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `date`: null where a calculation does not say of which day. */
    MISSING_PARAMETER: { readonly parameter: string; readonly date: CivilDate | null; readonly [detail: string]: JsonValue | undefined };
  }
}

/**
 * official: printed in the source. derived: follows from printed values. assumed: ours where the law is silent.
 * external: supplied by the fund or its ministry. illustrative: invented, for demonstration. given: handed to a calculation.
 */
export type ParameterStatus =
  | 'official'
  | 'derived'
  | 'assumed'
  | 'external'
  | 'illustrative'
  | 'given';

export interface ParameterEntry {
  readonly from: CivilDate;
  /** Last day in force; open-ended without it. */
  readonly to?: CivilDate | undefined;
  readonly value: JsonValue;
  readonly reference: string;
  readonly status: ParameterStatus;
  /** Day of publication; rules known at R hold the entries announced up to R. */
  readonly announced: CivilDate;
  readonly note?: string | undefined;
  /** The change of basis or terms that published it. */
  readonly change?: { readonly kind: ChangeKind; readonly event: string } | undefined;
  /** Supposed by a question (what if): wins over every other entry, whatever its status. */
  readonly hypothetical?: true;
}

export interface Parameter {
  readonly name: string;
  readonly unit: string;
  readonly entries: readonly ParameterEntry[];
}

/** The parameters that count for one question. Immutable; `layer` makes a new one. */
export interface ParameterSet {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** One use of a parameter by a figure, for its explanation. */
export interface ParameterUse {
  readonly name: string;
  readonly unit: string;
  readonly entry: ParameterEntry;
}

/** How a figure used parameters: the entries in force on a day; names without one are left out. */
export function usesInForce(set: ParameterSet, names: readonly string[], on: CivilDate): readonly ParameterUse[] {
  return names.flatMap((name) => {
    const entry = entryInForce(set, name, on);
    return entry === undefined ? [] : [{ name: `${set.scheme}.${name}`, unit: set.parameters.get(name)?.unit ?? '', entry }];
  });
}

/** The same over days, both included: every entry that was in force on one of them, in the order of time. */
export function usesBetween(set: ParameterSet, names: readonly string[], from: CivilDate, to: CivilDate): readonly ParameterUse[] {
  return names.flatMap((name) =>
    entriesBetween(set, name, from, to).map((entry) => ({
      name: `${set.scheme}.${name}`,
      unit: set.parameters.get(name)?.unit ?? '',
      entry,
    })),
  );
}

/** Entries in force on the days from one to another, in the order of time. */
export function entriesBetween(set: ParameterSet, name: string, from: CivilDate, to: CivilDate): readonly ParameterEntry[] {
  const entries = set.parameters.get(name)?.entries ?? [];
  const ends = entries.flatMap((entry) => (entry.to === undefined || entry.to >= LAST_DATE ? [] : [nextDay(entry.to)]));
  const days = [from, ...[...entries.map((entry) => entry.from), ...ends].filter((day) => day > from && day <= to).sort()];
  return [...new Set(days.map((day) => entryInForce(set, name, day)))].filter((entry) => entry !== undefined);
}

export function parameterSet(scheme: string, parameters: readonly Parameter[]): ParameterSet {
  return { scheme, parameters: new Map(parameters.map((parameter) => [parameter.name, parameter])) };
}

/**
 * Lays later publications over a set. For a day that both cover the later layer wins, save that an illustrative entry
 * never hides one of a better status: official values win where they exist, save over what a question supposes.
 */
export function layer(base: ParameterSet, later: readonly Parameter[]): ParameterSet {
  const parameters = new Map(base.parameters);
  for (const parameter of later) {
    const known = parameters.get(parameter.name);
    parameters.set(parameter.name, {
      name: parameter.name,
      unit: known?.unit ?? parameter.unit,
      entries: [...(known?.entries ?? []), ...parameter.entries],
    });
  }
  return { scheme: base.scheme, parameters };
}

/** The entries announced up to and including a day; the whole set without one. */
export function announcedBy(set: ParameterSet, day: CivilDate | undefined): ParameterSet {
  if (day === undefined) return set;
  const parameters = [...set.parameters.values()].map((parameter) => ({
    ...parameter,
    entries: parameter.entries.filter((entry) => entry.announced <= day),
  }));
  return parameterSet(set.scheme, parameters);
}

/** The entry in force on a day, undefined where there is none. */
export function entryInForce(set: ParameterSet, name: string, on: CivilDate): ParameterEntry | undefined {
  const entries = set.parameters.get(name)?.entries ?? [];
  let chosen: ParameterEntry | undefined;
  for (const entry of entries) {
    if (entry.from > on || (entry.to !== undefined && entry.to < on)) continue;
    if (chosen === undefined || entry.hypothetical === true || entry.status !== 'illustrative' || chosen.status === 'illustrative') {
      chosen = entry;
    }
  }
  return chosen;
}

/** The entry in force on a day, or the refusal MISSING_PARAMETER `{parameter, date}`. */
export function requireEntry(set: ParameterSet, name: string, on: CivilDate): ParameterEntry {
  return entryInForce(set, name, on) ?? missingParameter(set.scheme, name, on);
}

export function missingParameter(
  scheme: string,
  name: string,
  date: CivilDate,
  details: { readonly [detail: string]: JsonValue | undefined } = {},
): never {
  return refuse('MISSING_PARAMETER', { parameter: `${scheme}.${name}`, date, ...details });
}

/** The decimal in force on a day, or MISSING_PARAMETER. */
export function requireDecimal(set: ParameterSet, name: string, on: CivilDate): Decimal {
  return decimalValue(`${set.scheme}.${name}`, requireEntry(set, name, on).value);
}

/** Reads an entry's value as a decimal; refuses INVALID_PARAMETER otherwise. */
export function decimalValue(parameter: string, value: JsonValue): Decimal {
  const decimal = typeof value === 'string' ? parseDecimal(value) : undefined;
  if (decimal !== undefined) return decimal;
  if (typeof value === 'number' && Number.isFinite(value)) return new Decimal(value);
  return refuse('INVALID_PARAMETER', { parameter, value, ...NO_DECIMAL });
}

/** A dated series handed to a calculation, `[{from, to?, value}]` by name, as parameters of status `given`. */
export type GivenSeries = {
  readonly [name: string]: readonly { readonly from: CivilDate; readonly to?: CivilDate; readonly value: JsonValue }[];
};

export function givenParameters(series: GivenSeries | undefined): readonly Parameter[] {
  return Object.entries(series ?? {}).map(([name, entries]) => ({
    name,
    unit: 'as given',
    entries: entries.map((entry) => {
      const bounds = [entry.from, ...(entry.to === undefined ? [] : [entry.to])];
      for (const date of bounds) {
        if (!isCivilDate(date)) refuse('INVALID_INPUT', { field: `params.${name}`, value: date, ...kind('day') });
      }
      return { from: entry.from, to: entry.to, value: entry.value, reference: 'input', status: 'given' as const, announced: entry.from };
    }),
  }));
}
