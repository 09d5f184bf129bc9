/**
 * The dated parameters that the employer regulations of December 2017 print. Every other parameter is external: the fund's
 * board, its actuary or a statute sets it (`nl-pob.<name>` in refusals). Numbers without dates stand beside their formula.
 */
import { parameterSet, type Parameter, type ParameterEntry, type ParameterSet } from '../frame/parameters/parameters.js';

export const SCHEME = 'nl-pob';

/** Day on which the regulations took effect (XII). */
const ANNOUNCED = '2017-12-19';

const regulations = (article: string, entry: Pick<ParameterEntry, 'from' | 'to' | 'value'>): ParameterEntry => ({
  ...entry,
  reference: `Uitvoeringsreglement Pensioenfonds Openbare Bibliotheken, December 2017, ${article}`,
  status: 'official',
  announced: ANNOUNCED,
});

const OFFICIAL_PARAMETERS: readonly Parameter[] = [
  {
    name: 'premiumCap',
    unit: 'fraction of the wage sum',
    entries: [
      regulations('2.10, maximum set by the board', { from: '1900-01-01', to: '2015-12-31', value: '0.2' }),
      regulations('2.10, agreed with the collective-agreement parties', { from: '2016-01-01', to: '2019-12-31', value: '0.197' }),
      regulations('2.10, maximum set by the board', { from: '2020-01-01', value: '0.2' }),
    ],
  },
];

export const OFFICIAL: ParameterSet = parameterSet(SCHEME, OFFICIAL_PARAMETERS);
