/**
 * The parameters of decree 800/2005, with status and reference. Everything else is external: published to a fund or handed
 * to a calculation (`fi-kapl.<name>` in refusals).
 */
import { parameterSet, type Parameter, type ParameterEntry, type ParameterSet } from '../frame/parameters/parameters.js';
import { OFFICIAL_SMOOTHING_TABLE } from './official/smoothing-table.js';
import { OFFICIAL_INDEX_CELLS, OFFICIAL_MORTALITY_SHIFTS } from './official/tables.js';

export const SCHEME = 'fi-kapl';

/** Day the decree was given. */
const ANNOUNCED = '2005-10-07';

type Printed = Pick<ParameterEntry, 'from' | 'to' | 'value' | 'note'> & Partial<Pick<ParameterEntry, 'status'>>;

/** A parameter whose entries stand at one place of the decree; `official` unless they say otherwise. */
function printed(name: string, unit: string, place: string, ...entries: readonly Printed[]): Parameter {
  return {
    name,
    unit,
    entries: entries.map((entry) => ({
      status: 'official' as const,
      ...entry,
      reference: `decree 800/2005, ${place}`,
      announced: ANNOUNCED,
    })),
  };
}

function inYear(year: number, value: string): Printed {
  return { from: `${year}-01-01`, to: `${year}-12-31`, value };
}

const FROM_2005_ON = { note: 'the scan shows "v > 2005", read v ≥ 2005; formula (7) itself is in force from 2005-12-31' };

export const OFFICIAL_PARAMETERS: readonly Parameter[] = [
  printed('annualPremiumCoefficient', 'fraction of earnings', 'Annex 2.2', inYear(2005, '0.216')),
  printed('smoothingTable', 'table of u by sex and age, fractions of earnings', 'Annex 2.1', {
    from: '2005-01-01',
    value: OFFICIAL_SMOOTHING_TABLE,
    note: 'printed without a validity; used until another table is published (assumption)',
  }),
  printed(
    'calculationRate',
    'effective annual rate (b1)',
    'Annex 1, section 1',
    { from: '2005-01-01', to: '2005-06-30', value: '0.0475' },
    { from: '2005-07-01', value: '0.055' },
  ),
  printed(
    'moneyValueChange',
    'effective annual rate (b15)',
    'Annex 1, section 1',
    { from: '2005-01-01', to: '2005-06-30', value: '0.0175' },
    { from: '2005-07-01', value: '0.025' },
  ),
  printed('technicalInterest', 'effective annual rate (i0)', 'Annex 1, sections 1 and 2.3', {
    from: '2005-01-01',
    value: '0.03',
    status: 'derived',
    note: 'b1 − b15 in both periods, and confirmed by Annex 2.1',
  }),
  printed('liabilityCoefficient.k1', 'years of disability premium', 'Annex 2.2, formula (7)', {
    from: '2005-01-01',
    value: '2.14',
    ...FROM_2005_ON,
  }),
  printed('liabilityCoefficient.k2', 'years of disability premium', 'Annex 2.2, formula (7)', {
    from: '2005-01-01',
    value: '0',
    ...FROM_2005_ON,
  }),
  printed('liabilityCoefficient.b1', 'fraction of earnings', 'Annex 2.2, formula (10)', inYear(2005, '0.01235')),
  printed('liabilityCoefficient.b2', 'fraction of earnings', 'Annex 2.2, formula (10)', inYear(2005, '0.00195')),
  printed('liabilityCoefficient.d1', 'fraction of earnings', 'Annex 2.2, formula (12)', inYear(2005, '0.0030')),
  printed('liabilityCoefficient.d2', 'fraction of earnings', 'Annex 2.2, formula (12)', inYear(2005, '0.0080')),
  printed('liabilityCoefficient.d3', 'fraction of earnings', 'Annex 2.2, formula (12)', inYear(2005, '0.0063')),
  printed('liabilityCoefficient.d4', 'fraction of earnings', 'Annex 2.2, formula (12)', inYear(2005, '0.0055')),
  printed('liabilityCoefficient.d5', 'fraction of earnings', 'Annex 2.2, formula (12)', inYear(2005, '0.0036')),
  printed('disabilityEarningsShare', 'fraction of earnings', 'Annex 1, formula (7)', { from: '2005-01-01', value: '0.013' }),
  printed(
    'indexFactor',
    "J' per thousand",
    'Annex 2.4',
    inYear(2000, '1029.6'),
    inYear(2001, '1032.7'),
    inYear(2002, '1026.4'),
    inYear(2003, '1018.2'),
    inYear(2004, '1020.2'),
  ),
  printed('index', 'J per thousand, by birth year and year', 'Annex 2.3', { from: '1900-01-01', value: OFFICIAL_INDEX_CELLS }),
  printed('mortalityShift', 'years (b2), by sex and birth year', 'Annex 1, section 1', {
    from: '2005-01-01',
    value: OFFICIAL_MORTALITY_SHIFTS,
  }),
  {
    name: 'mortalityLaw',
    unit: 'force of mortality per year',
    entries: [
      {
        from: '2005-01-01',
        value: { law: 'gompertz', alpha: '0.00005', beta: '0.095' },
        reference: 'general calculation bases of 16.10.1990; not printed in the decree',
        status: 'assumed',
        announced: ANNOUNCED,
        note:
          'with b2 and 3 % it reproduces the difference of men and women in Annex 2.1 at all ages 18–54; neighbouring ' +
          'pairs such as 0.000055/0.094 do so too',
      },
    ],
  },
];

export const OFFICIAL: ParameterSet = parameterSet(SCHEME, OFFICIAL_PARAMETERS);
