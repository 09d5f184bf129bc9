/** Rules of funding that a question supposes, day by day: parameters laid over the official ones, for an answer that is never stored. */
import { startOfYear } from '#money/civil-date.js';
import { ONE } from '#money/decimal.js';
import { decimalValue, entryInForce, parameterSet, type Parameter } from '../../frame/parameters/parameters.js';
import { notNegative, type HasParameters } from '../../frame/parameters/publishable.js';
import { OFFICIAL, OFFICIAL_PARAMETERS, SCHEME } from '../parameters.js';
import { RULE_PARAMETERS, type Regime, type RuleField } from '../regime.js';

const FIELDS = Object.entries(RULE_PARAMETERS) as readonly (readonly [RuleField, string])[];

/** What a yearly decision goes by, as a file of parameters names it. */
export const SUPPOSABLE: HasParameters = {
  id: SCHEME,
  parameters: {
    official: OFFICIAL,
    publishable: FIELDS.map(([, name]) => ({
      ...{ name, check: notNegative },
      unit: OFFICIAL_PARAMETERS.find((parameter) => parameter.name === name)?.unit ?? '',
    })),
  },
};

/** What the parameters set on the first day of a year; where none of them is in force, the official rules stand. */
export function supposedIn(parameters: readonly Parameter[]): (year: number) => Partial<Regime> {
  const set = parameterSet(SCHEME, parameters);
  return (year) =>
    Object.fromEntries(
      FIELDS.flatMap(([field, name]) => {
        const entry = entryInForce(set, name, startOfYear(year));
        if (entry === undefined) return [];
        const value = decimalValue(`${SCHEME}.${name}`, entry.value);
        return [[field, field === 'mvevYears' ? value.toNumber() : field === 'vev' ? ONE.plus(value) : value]];
      }),
    );
}
