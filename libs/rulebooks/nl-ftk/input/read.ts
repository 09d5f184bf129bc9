/** Reads the fields of an operation's input, which has passed its schema; refuses INVALID_INPUT for what a schema cannot see. */
import type { AlmParameters, PremiumBasis, RuleBase } from '#actuarial/alm/parameters.js';
import { AVERAGED_RATES } from '#actuarial/alm/parameters.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { Decimal, ONE, ZERO } from '#money/decimal.js';
import { decimalOf, invalid, present, readDecimal } from '../../frame/operation-input.js';
import { missingParameter } from '../../frame/parameters/parameters.js';
import { DEFAULT_PARAMETERS } from '../assumptions.js';
import { FIRST_DAY_OF_NEW, SCHEME } from '../parameters.js';
import type { PolicyInput } from '../policy/decide.js';
import { regimeOf, REGIME_FIELDS, type Regime } from '../regime.js';
import { bounds, type Bounds, NEGATIVE } from '../../frame/parameters/fault.js';

export function readDecimals(input: JsonObject, field: string): readonly Decimal[] | undefined {
  const value = present(input, field) as readonly JsonValue[] | undefined;
  return value?.map((each, index) => decimalOf(`${field}.${index}`, each));
}

/** Above 0. */
export function readAboveZero(input: JsonObject, field: string): Decimal {
  const value = readDecimal(input, field);
  return value.gt(ZERO) ? value : invalid(field, input[field], bounds({ above: 0 }));
}

/** A yearly rate: above −1. */
export function readRate(input: JsonObject, field: string): Decimal {
  return aboveMinusOne(field, readDecimal(input, field));
}

/** Yearly rates. */
export function readRates(input: JsonObject, field: string): readonly Decimal[] {
  return (readDecimals(input, field) ?? []).map((rate, index) => aboveMinusOne(`${field}.${index}`, rate));
}

function aboveMinusOne(field: string, rate: Decimal): Decimal {
  return rate.gt(-1) ? rate : invalid(field, rate.toFixed(), bounds({ above: -1 }));
}

/** Empty where there is none. */
export function objectOrEmpty(input: JsonObject, field: string): JsonObject {
  return (present(input, field) as JsonObject | undefined) ?? {};
}

/** `"old"`, `"new"`, or `{base, field: value …}`. */
export function readRegime(input: JsonObject, field = 'regime'): Regime {
  const value = input[field] as string | JsonObject;
  if (typeof value === 'string') return regimeOf(value as RuleBase);
  const base = (value['base'] ?? 'new') as RuleBase;
  return checked(field, { ...regimeOf(base), ...setBy(value, field) });
}

/** What a variant sets in place of the rules of each year: the fields of a regime, without a base. */
export function readVariant(input: JsonObject, field: string): Partial<Regime> {
  const set = setBy(objectOrEmpty(input, field), field);
  for (const base of ['old', 'new'] as const) checked(field, { ...regimeOf(base), ...set });
  return set;
}

function setBy(value: JsonObject, field: string): Partial<Regime> {
  const set = REGIME_FIELDS.flatMap((name) => {
    const given = value[name];
    return given === undefined || (given === null && !NULL_SAYS.has(name)) ? [] : [[name, fieldOf(`${field}.${name}`, name, given)]];
  });
  return Object.fromEntries(set) as Partial<Regime>;
}

/** Fields for which null is a rule of its own, not the same as absent. */
const NULL_SAYS: ReadonlySet<string> = new Set(['ufr', 'planBondReturn']);

function fieldOf(field: string, name: (typeof REGIME_FIELDS)[number], value: JsonValue): Decimal | number | null {
  if (name === 'mvevYears') return value as number;
  if (!NULL_SAYS.has(name)) return decimalOf(field, value);
  return value === null ? null : aboveMinusOne(field, decimalOf(field, value));
}

function checked(field: string, regime: Regime): Regime {
  for (const name of ['vev', 'mvev'] as const) {
    if (!regime[name].gt(ZERO)) invalid(`${field}.${name}`, regime[name].toFixed(), bounds({ above: 0 }));
  }
  if (regime.base === 'old' && regime.threshold.gt(regime.vev)) {
    invalid(`${field}.threshold`, regime.threshold.toFixed(), { fault: 'above-required', required: regime.vev.toFixed() });
  }
  return regime;
}

export function readPolicyInput(input: JsonObject): PolicyInput {
  return {
    fundingRatio: readAboveZero(input, 'fundingRatio'),
    ambition: readDecimal(input, 'ambition'),
    backlog: present(input, 'backlog') === undefined ? ONE : readAboveZero(input, 'backlog'),
    below: (present(input, 'below') as number | undefined) ?? 0,
    planElapsed: (present(input, 'planElapsed') as number | undefined) ?? null,
    growth: readRate(input, 'growth'),
  };
}

export function readPremiumBasis(input: JsonObject): PremiumBasis {
  return (present(input, 'premiumBasis') as PremiumBasis | undefined) ?? 'averageRTS';
}

const RATES: ReadonlySet<string> = new Set(['r0', 'inflation0', 'planEquityReturn']);
const NOT_NEGATIVE: ReadonlySet<string> = new Set(['rateVol', 'inflationVol', 'equityVol', 'discountShare', 'priorAccrual', 'convergence']);

/** The defaults, and what `params` sets otherwise. Refuses MISSING_PARAMETER rateHistory where it is too short for a ten-year mean. */
export function readStudyParameters(input: JsonObject): AlmParameters {
  const given = (present(input, 'params') as JsonObject | undefined) ?? {};
  const own = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, parameterOf(name, value)]])),
  );
  const params: AlmParameters = { ...DEFAULT_PARAMETERS, ...own };
  if (params.rateHistory.length < AVERAGED_RATES - 1) missingParameter(
    SCHEME,
    'rateHistory',
    FIRST_DAY_OF_NEW,
    { years: AVERAGED_RATES - 1 },
  );
  const refuseOutside = (name: keyof AlmParameters, of: Omit<Bounds, 'fault'>): never => invalid(`params.${name}`, given[name], bounds(of));
  if (params.backlog0 <= -1) refuseOutside('backlog0', { above: -1 });
  if (params.fundingRatio0 <= 0) refuseOutside('fundingRatio0', { above: 0 });
  if (params.equityShare < 0 || params.equityShare > 1) refuseOutside('equityShare', { least: 0, most: 1 });
  return params;
}

function parameterOf(name: string, value: JsonValue): number | readonly number[] {
  const field = `params.${name}`;
  if (Array.isArray(value)) {
    const numbers = value.map((each, index) => decimalOf(`${field}.${index}`, each as JsonValue));
    if (name === 'rateHistory') numbers.forEach((rate, index) => aboveMinusOne(`${field}.${index}`, rate));
    if (name === 'mortality' && numbers[0]?.lt(ZERO)) invalid(`${field}.0`, value[0] as JsonValue, NEGATIVE);
    return numbers.map((number) => number.toNumber());
  }
  const number = decimalOf(field, value);
  if (RATES.has(name)) aboveMinusOne(field, number);
  if (NOT_NEGATIVE.has(name) && number.lt(ZERO)) invalid(field, value, NEGATIVE);
  return number.toNumber();
}

/** What is simulated in doubles is right to fewer digits than these; further ones would be noise. */
const SIMULATED_DIGITS = 15;

/** Refuses SCENARIO_OUT_OF_RANGE for what is no number. */
export function simulatedText(value: number): string {
  if (!Number.isFinite(value)) {
    refuse('SCENARIO_OUT_OF_RANGE');
  }
  return new Decimal(value).toSignificantDigits(SIMULATED_DIGITS).toFixed();
}
