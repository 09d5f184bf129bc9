/** Reads `params`, `mortality` and `basis` of an operation's input. */
import type { HazardLaw } from '#actuarial/mortality/exact-makeham.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { firstOfMonth } from '#money/civil-date.js';
import { ZERO } from '#money/decimal.js';
import {
  entryInForce,
  givenParameters,
  layer,
  missingParameter,
  type GivenSeries,
  type ParameterSet,
} from '../../frame/parameters/parameters.js';
import type { BasisRate } from '../annuity/annuity-factor.js';
import { DEMO } from '../demo.js';
import { PRESETS, makeham } from '../mortality/makeham.js';
import { OFFICIAL, SCHEME } from '../parameters.js';
import { decimalOf, invalid, missing, present, readDecimal, readOptionalDecimal } from '../../frame/operation-input.js';
import { kind } from '../../frame/parameters/fault.js';

/** A value given without dates holds from here on. */
const FOR_ALL_TIME = '0001-01-01';

/** The official parameters and those given over them. The demo set lies between, and only where it is asked for. */
export function readParameters(input: JsonObject): ParameterSet {
  const given = present(input, 'params');
  if (given === undefined) return input['demo'] === true ? DEMO : OFFICIAL;
  if (given === 'demo') return DEMO;
  const { demo, ...named } = given as JsonObject;
  const base = demo === true || input['demo'] === true ? DEMO : OFFICIAL;
  const series = Array.isArray(named['parameters']) ? seriesOfFile(named['parameters'] as readonly JsonObject[]) : seriesOf(named);
  return Object.keys(series).length === 0 ? base : layer(base, givenParameters(series));
}

function seriesOf(named: JsonObject): GivenSeries {
  return Object.fromEntries(
    Object.entries(named)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [
        name.startsWith(`${SCHEME}.`) ? name.slice(SCHEME.length + 1) : name,
        entriesOf(`params.${name}`, value as JsonValue),
      ]),
  );
}

function seriesOfFile(parameters: readonly JsonObject[]): GivenSeries {
  return seriesOf(Object.fromEntries(parameters.map(({ name, entries }) => [String(name), entries])));
}

/** `"to": null` means the same as none. */
function entriesOf(field: string, value: JsonValue): GivenSeries[string] {
  if (!Array.isArray(value)) return [{ from: FOR_ALL_TIME, value }];
  return (value as readonly JsonValue[]).map((entry) => {
    const { from, to, value: entryValue } = (typeof entry === 'object' ? entry : {}) as JsonObject;
    if (typeof from !== 'string') return invalid(field, entry, kind('series'));
    return { from, ...(typeof to === 'string' ? { to } : {}), value: entryValue ?? null };
  });
}

/** The parameters with a series of the input's own under a name of theirs. */
export function withSeries(parameters: ParameterSet, name: string, value: JsonValue): ParameterSet {
  return layer(parameters, givenParameters({ [name]: entriesOf(name, value) }));
}

/** A basis and the parameters that hold its rates: a name of the document, or an own series. */
export function readBasis(
  parameters: ParameterSet,
  ...given: readonly (JsonValue | undefined)[]
): { parameters: ParameterSet; basis: BasisRate } {
  const value = given.find((candidate) => candidate !== undefined && candidate !== null);
  if (value === undefined) return missing('basis');
  if (value === 'calculation') return { parameters, basis: 'calculationRate' };
  if (value === 'expected') return { parameters, basis: 'expectedRate' };
  return { parameters: withSeries(parameters, 'basis', value), basis: 'basis' };
}

/** The law named by the input, else the parameter in force in the month. Refuses MISSING_PARAMETER dk-p90.mortality. */
export function readMortality(parameters: ParameterSet, month: number, ...given: readonly (JsonValue | undefined)[]): HazardLaw {
  const value = given.find((candidate) => candidate !== undefined && candidate !== null);
  const day = firstOfMonth(month);
  return mortalityOf(value ?? entryInForce(parameters, 'mortality', day)?.value ?? missingParameter(SCHEME, 'mortality', day), day);
}

function mortalityOf(value: JsonValue, day: string): HazardLaw {
  if (typeof value === 'string') return preset(value, {});
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid('mortality', value, kind('name-or-law'));
  const law = value as JsonObject;
  const named = present(law, 'law');
  if (typeof named === 'string') return preset(named, law);
  if (named !== undefined) return invalid('mortality.law', named, kind('name'));
  if (present(law, 'a') === undefined && present(law, 'b') === undefined) return missingParameter(SCHEME, 'mortality', day);
  return makeham({
    a: readDecimal(law, 'a'),
    b: readDecimal(law, 'b'),
    c: readDecimal(law, 'c'),
    shift: readOptionalDecimal(law, 'shift') ?? ZERO,
  });
}

function preset(name: string, law: JsonObject): HazardLaw {
  const shift = present(law, 'shift');
  const found = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (found === undefined) return invalid('mortality', name, { fault: 'choice', choices: Object.keys(PRESETS) });
  return makeham({ ...found, shift: shift === undefined ? ZERO : decimalOf('mortality.shift', shift) });
}
