/**
 * The parameters of decree 800/2005, with status and reference. Everything else is external: published to a fund or handed
 * to a calculation (`fi-kapl.<name>` in refusals).
 */
import { parameterSet, type Parameter, type ParameterSet } from '../frame/parameters.js';
import { OFFICIAL_SMOOTHING_TABLE } from './official/smoothing-table.js';
import { OFFICIAL_INDEX_CELLS, OFFICIAL_MORTALITY_SHIFTS } from './official/tables.js';

export const SCHEME = 'fi-kapl';

/** Day the decree was given. */
const ANNOUNCED = '2005-10-07';

export const OFFICIAL_PARAMETERS: readonly Parameter[] = [
  {
    name: 'annualPremiumCoefficient',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-12-31',
        value: '0.216',
        reference: 'decree 800/2005, Annex 2.2',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'smoothingTable',
    unit: 'table of u by sex and age, fractions of earnings',
    entries: [
      {
        from: '2005-01-01',
        value: OFFICIAL_SMOOTHING_TABLE,
        reference: 'decree 800/2005, Annex 2.1',
        status: 'official',
        announced: ANNOUNCED,
        note: 'printed without a validity; used until another table is published (assumption)',
      },
    ],
  },
  {
    name: 'calculationRate',
    unit: 'effective annual rate (b1)',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-06-30',
        value: '0.0475',
        reference: 'decree 800/2005, Annex 1, section 1',
        status: 'official',
        announced: ANNOUNCED,
      },
      {
        from: '2005-07-01',
        value: '0.055',
        reference: 'decree 800/2005, Annex 1, section 1',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'moneyValueChange',
    unit: 'effective annual rate (b15)',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-06-30',
        value: '0.0175',
        reference: 'decree 800/2005, Annex 1, section 1',
        status: 'official',
        announced: ANNOUNCED,
      },
      {
        from: '2005-07-01',
        value: '0.025',
        reference: 'decree 800/2005, Annex 1, section 1',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'technicalInterest',
    unit: 'effective annual rate (i0)',
    entries: [
      {
        from: '2005-01-01',
        value: '0.03',
        reference: 'decree 800/2005, Annex 1, sections 1 and 2.3; value derived: b1 - b15 in both periods, and confirmed by Annex 2.1',
        status: 'derived',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'liabilityCoefficient.k1',
    unit: 'years of disability premium',
    entries: [
      {
        from: '2005-01-01',
        value: '2.14',
        reference: 'decree 800/2005, Annex 2.2, formula (7)',
        status: 'official',
        announced: ANNOUNCED,
        note: "formula (7) itself is in force from 2005-12-31; the scan shows 'v > 2005', read v >= 2005",
      },
    ],
  },
  {
    name: 'liabilityCoefficient.k2',
    unit: 'years of disability premium',
    entries: [
      {
        from: '2005-01-01',
        value: '0',
        reference: 'decree 800/2005, Annex 2.2, formula (7)',
        status: 'official',
        announced: ANNOUNCED,
        note: "formula (7) itself is in force from 2005-12-31; the scan shows 'v > 2005', read v >= 2005",
      },
    ],
  },
  {
    name: 'liabilityCoefficient.b1',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-12-31',
        value: '0.01235',
        reference: 'decree 800/2005, Annex 2.2, formula (10)',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'liabilityCoefficient.b2',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-12-31',
        value: '0.00195',
        reference: 'decree 800/2005, Annex 2.2, formula (10)',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'liabilityCoefficient.d1',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-12-31',
        value: '0.0030',
        reference: 'decree 800/2005, Annex 2.2, formula (12)',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'liabilityCoefficient.d2',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-12-31',
        value: '0.0080',
        reference: 'decree 800/2005, Annex 2.2, formula (12)',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'liabilityCoefficient.d3',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-12-31',
        value: '0.0063',
        reference: 'decree 800/2005, Annex 2.2, formula (12)',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'liabilityCoefficient.d4',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-12-31',
        value: '0.0055',
        reference: 'decree 800/2005, Annex 2.2, formula (12)',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'liabilityCoefficient.d5',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        to: '2005-12-31',
        value: '0.0036',
        reference: 'decree 800/2005, Annex 2.2, formula (12)',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'disabilityEarningsShare',
    unit: 'fraction of earnings',
    entries: [
      {
        from: '2005-01-01',
        value: '0.013',
        reference: 'decree 800/2005, Annex 1, formula (7)',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'indexFactor',
    unit: "J' per thousand",
    entries: [
      {
        from: '2000-01-01',
        to: '2000-12-31',
        value: '1029.6',
        reference: 'decree 800/2005, Annex 2.4',
        status: 'official',
        announced: ANNOUNCED,
      },
      {
        from: '2001-01-01',
        to: '2001-12-31',
        value: '1032.7',
        reference: 'decree 800/2005, Annex 2.4',
        status: 'official',
        announced: ANNOUNCED,
      },
      {
        from: '2002-01-01',
        to: '2002-12-31',
        value: '1026.4',
        reference: 'decree 800/2005, Annex 2.4',
        status: 'official',
        announced: ANNOUNCED,
      },
      {
        from: '2003-01-01',
        to: '2003-12-31',
        value: '1018.2',
        reference: 'decree 800/2005, Annex 2.4',
        status: 'official',
        announced: ANNOUNCED,
      },
      {
        from: '2004-01-01',
        to: '2004-12-31',
        value: '1020.2',
        reference: 'decree 800/2005, Annex 2.4',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'index',
    unit: 'J per thousand, by birth year and year',
    entries: [
      {
        from: '1900-01-01',
        value: OFFICIAL_INDEX_CELLS,
        reference: 'decree 800/2005, Annex 2.3',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
  {
    name: 'mortalityShift',
    unit: 'years (b2), by sex and birth year',
    entries: [
      {
        from: '2005-01-01',
        value: OFFICIAL_MORTALITY_SHIFTS,
        reference: 'decree 800/2005, Annex 1, section 1',
        status: 'official',
        announced: ANNOUNCED,
      },
    ],
  },
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
        note: "with b2 and 3 % it reproduces the difference between the men's and women's columns of Annex 2.1 at all ages 18-54 within its rounding; neighbouring pairs such as 0.000055/0.094 do so too",
      },
    ],
  },
];

export const OFFICIAL: ParameterSet = parameterSet(SCHEME, OFFICIAL_PARAMETERS);
