/**
 * The rules of funding that a fund may publish later ones of, and that a question may suppose: those that its ledger goes by (nl-ftk
 * section 8). `regime` says by which of the two formulas a year is evaluated; each of the other values stands by itself. What the note
 * says of accrual, the retirement age and the salary cap binds no decision here, and the years of a plan are those of the formulas.
 */
import { bounds, kind, type Fault } from '../frame/parameters/fault.js';
import { decimalText, notNegative, type HasParameters, type PublishableParameter } from '../frame/parameters/publishable.js';
import { OFFICIAL, OFFICIAL_PARAMETERS, SCHEME } from './parameters.js';

const CHECKS: Readonly<Record<string, PublishableParameter['check']>> = {
  regime: choice('old', 'new'),
  vevLoading: notNegative,
  mvev: (value) => notNegative(value) ?? (Number(value) > 0 ? undefined : bounds({ above: 0 })),
  mvevYears: wholeYears,
  indexationThreshold: notNegative,
  catchUpShare: (value) => notNegative(value) ?? (Number(value) <= 1 ? undefined : bounds({ most: 1 })),
  wageGrowthMin: decimalText,
  inflationMin: decimalText,
  ufr: choice('FIXED_4.2', 'AVERAGE_120M'),
  // null: there is no maximum.
  bondReturnMax: (value) => (value === null ? undefined : notNegative(value)),
};

function choice(...choices: readonly string[]): PublishableParameter['check'] {
  return (value) => (choices.some((one) => one === value) ? undefined : { fault: 'choice', choices });
}

function wholeYears(value: unknown): Fault | undefined {
  return typeof value === 'string' && /^\d{1,2}$/.test(value) ? undefined : kind('years-as-text');
}

export const FUNDING_LAW: HasParameters = {
  id: SCHEME,
  parameters: {
    official: OFFICIAL,
    publishable: OFFICIAL_PARAMETERS.flatMap(({ name, unit }) => {
      const check = CHECKS[name];
      return check === undefined ? [] : [{ name, unit, check }];
    }),
  },
};
