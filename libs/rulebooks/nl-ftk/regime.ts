/** The rules that a yearly decision goes by: those of a day, or a variant of them (nl-ftk sections 1 and 2). */
import type { FundingRegime, RuleBase } from '#actuarial/alm/parameters.js';
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import { Decimal, ONE } from '#money/decimal.js';
import type { Telling } from '../frame/figures/explained.js';
import {
  decimalValue,
  entryInForce,
  requireDecimal,
  requireEntry,
  usesInForce,
  type ParameterSet,
} from '../frame/parameters/parameters.js';
import { FIRST_DAY_OF_NEW, FIXED_UFR, LAST_DAY_OF_OLD, OFFICIAL, SCHEME } from './parameters.js';

/** Funding ratios and shares as fractions. */
export interface Regime {
  readonly base: RuleBase;
  /** Required capital (vereist eigen vermogen). */
  readonly vev: Decimal;
  /** Minimum capital (minimaal vereist eigen vermogen). */
  readonly mvev: Decimal;
  /** Full years below the minimum after which there is a cut. */
  readonly mvevYears: number;
  /** θ: funding ratio from which there is indexation. */
  readonly threshold: Decimal;
  /** κ: share of the surplus for catching up. */
  readonly catchUpShare: Decimal;
  readonly accrual: Decimal;
  /** null: the mean of the last ten rates. */
  readonly ufr: Decimal | null;
  /** null: the market rate. */
  readonly planBondReturn: Decimal | null;
  /** Where its values stand; a field that differs from them is supposed. */
  readonly stated: { readonly set: ParameterSet; readonly on: CivilDate };
}

/** What a variant may set in place of the base's own. */
export const REGIME_FIELDS = ['vev', 'mvev', 'mvevYears', 'threshold', 'catchUpShare', 'accrual', 'ufr', 'planBondReturn'] as const;

/** The old rules stand as on their last day, the new as on their first. */
function dayOf(base: RuleBase): CivilDate {
  return base === 'old' ? LAST_DAY_OF_OLD : FIRST_DAY_OF_NEW;
}

/** The rules of a base as the note has them. */
export function regimeOf(base: RuleBase): Regime {
  return regimeOn(OFFICIAL, dayOf(base));
}

/** The rules in force on 1 January of a year, with what a variant sets otherwise. */
export function regimeInForce(set: ParameterSet, year: number, variant: Partial<Regime> = {}): Regime {
  return { ...regimeOn(set, startOfYear(year)), ...variant };
}

/** The rules of a day, by the parameters that are known. */
function regimeOn(set: ParameterSet, on: CivilDate): Regime {
  const decimal = (name: string): Decimal => requireDecimal(set, name, on);
  const base = requireEntry(set, 'regime', on).value as RuleBase;
  const bonds = entryInForce(set, 'bondReturnMax', on)?.value ?? null;
  return {
    base,
    vev: ONE.plus(decimal('vevLoading')),
    mvev: decimal('mvev'),
    mvevYears: decimal('mvevYears').toNumber(),
    threshold: decimal('indexationThreshold'),
    catchUpShare: decimal('catchUpShare'),
    // Of studies alone; the note states it from 2014 on.
    accrual: requireDecimal(OFFICIAL, 'accrualFactual', dayOf(base)),
    ufr: requireEntry(set, 'ufr', on).value === 'FIXED_4.2' ? new Decimal(FIXED_UFR) : null,
    planBondReturn: bonds === null ? null : decimalValue(`${SCHEME}.bondReturnMax`, bonds),
    stated: { set, on },
  };
}

/** The fields that a yearly decision goes by, and the parameter that sets each. */
export const RULE_PARAMETERS = {
  vev: 'vevLoading',
  mvev: 'mvev',
  mvevYears: 'mvevYears',
  threshold: 'indexationThreshold',
  catchUpShare: 'catchUpShare',
} as const;

export type RuleField = keyof typeof RULE_PARAMETERS;

/** The parameters that set fields of the rules; a field that a question supposes is told in words, since nothing published sets it. */
export function ruleUses(regime: Regime, fields: readonly RuleField[]): Pick<Telling, 'parameters' | 'note'> {
  const { set, on } = regime.stated;
  const own = regimeOn(set, on);
  const isSupposed = (field: RuleField): boolean =>
    entryInForce(set, RULE_PARAMETERS[field], on)?.hypothetical === true || !new Decimal(regime[field]).eq(own[field]);
  const supposed = fields.filter(isSupposed);
  const stated = fields.filter((field) => !supposed.includes(field)).map((field) => RULE_PARAMETERS[field]);
  const parameters = usesInForce(set, stated, on);
  if (supposed.length === 0) return { parameters };
  return { parameters, note: `supposed: ${supposed.map((field) => `${field} ${new Decimal(regime[field]).toFixed()}`).join(', ')}` };
}

/** Whether two regimes make the same of the same facts. */
export function sameRules(one: Regime, other: Regime): boolean {
  const fields = Object.keys(RULE_PARAMETERS) as readonly RuleField[];
  return one.base === other.base && fields.every((field) => new Decimal(one[field]).eq(other[field]));
}

/** For the simulation. */
export function inDoubles(regime: Regime): FundingRegime {
  return {
    base: regime.base,
    vev: regime.vev.toNumber(),
    mvev: regime.mvev.toNumber(),
    mvevYears: regime.mvevYears,
    threshold: regime.threshold.toNumber(),
    catchUpShare: regime.catchUpShare.toNumber(),
    accrual: regime.accrual.toNumber(),
    ufr: regime.ufr?.toNumber() ?? null,
    planBondReturn: regime.planBondReturn?.toNumber() ?? null,
  };
}
