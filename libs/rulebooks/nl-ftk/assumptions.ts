/** What the study assumes where nothing else is given, with where it stands and how sure it is (nl-ftk section 4). */
import type { AlmParameters } from '#actuarial/alm/parameters.js';
import type { ParameterStatus } from '../frame/parameters/parameters.js';

interface Stated {
  readonly value: number | readonly number[];
  readonly title: string;
  readonly status: ParameterStatus;
  readonly reference: string;
}

const SECTION = 'nl-ftk section 4';
const NOTE = 'CPB note of 5 December 2014, section';

function assumed(value: Stated['value'], title: string): Stated {
  return { value, title, status: 'assumed', reference: SECTION };
}

function stated(value: Stated['value'], title: string, section: string): Stated {
  return { value, title, status: 'official', reference: `${NOTE} ${section}` };
}

const STATED: { readonly [Name in keyof AlmParameters]: Stated } = {
  r0: assumed(0.02, 'market rate at the start, flat'),
  rateMean: assumed(0.025, 'rate that the market reverts to'),
  rateReversion: assumed(0.1, 'speed of that reversion, a year'),
  rateVol: assumed(0.005, 'volatility of the rate'),
  inflation0: assumed(0.02, 'price inflation of the first year'),
  inflationMean: assumed(0.02, 'price inflation in the long run'),
  inflationPersistence: assumed(0.5, 'what is left of a deviation a year later'),
  inflationVol: assumed(0.01, 'volatility of price inflation'),
  wageSpread: assumed(0.005, 'growth of wages above prices'),
  equityVol: assumed(0.17, 'volatility of equity'),
  priceOfRisk: assumed(0.2, 'reward for a unit of equity risk'),
  equityShare: stated(0.56, 'share of equity-like assets, risky credit counted as a mix', '3'),
  hedge: stated(0.4, 'share of the rate risk that is hedged', '3'),
  planEquityReturn: stated(0.07, 'equity return that plans may count with, gross', '2'),
  rateHistory: assumed([0.036, 0.038, 0.042, 0.041, 0.034, 0.03, 0.024, 0.018, 0.017], 'rates at the starts of 2006 to 2014'),
  mortality: assumed([0.0002, 5.4, 0.04], 'Makeham a, b, c in place of the forecast CBS 2012'),
  fundingRatio0: stated(1.08, 'nominal funding ratio at the start', '3'),
  backlog0: stated(0.1, 'indexation missed before 2015', '3'),
  convergence: assumed(0.1, 'speed at which forwards approach the ultimate rate'),
  discountThreshold: stated(1.45, 'funding ratio from which premiums are discounted', '3'),
  discountShare: assumed(0.1, 'share of what lies above it that a year gives back'),
  priorAccrual: stated(0.02, 'accrual a year before 2015', '3'),
};

export const DEFAULT_PARAMETERS = Object.fromEntries(
  Object.entries(STATED).map(([name, { value }]) => [name, value]),
) as AlmParameters;

export interface StudyAssumption {
  readonly name: string;
  readonly title: string;
  readonly value: string;
  readonly status: ParameterStatus;
  readonly reference: string;
}

/** What no parameter sets. */
const OF_THE_MODEL: readonly StudyAssumption[] = [
  { name: 'ages', title: 'ages of actives, then of pensioners', value: '25–66, 67–99', status: 'official', reference: `${NOTE} 3` },
  {
    name: 'scenarios',
    title: 'scenarios of the economy',
    value: 'a generator of its own, by seed; the scenario set of 30 September 2014 is not public',
    status: 'assumed',
    reference: SECTION,
  },
  { name: 'population', title: 'as many newcomers of 25 every year', value: 'stationary', status: 'assumed', reference: SECTION },
  {
    name: 'curve',
    title: 'forwards approach the ultimate rate the same way under both rules',
    value: 'from 20 years',
    status: 'assumed',
    reference: 'nl-ftk section 3',
  },
  {
    name: 'end',
    title: 'what is left at the end belongs to the cohorts',
    value: 'by their share in the liabilities',
    status: 'assumed',
    reference: SECTION,
  },
];

/** Every assumption of a study; what the input set otherwise is `given`. */
export function assumptionsOf(params: AlmParameters, given: ReadonlySet<string>): readonly StudyAssumption[] {
  const own = Object.entries(STATED).map(([name, { title, status, reference }]) => ({
    name,
    title,
    value: String(params[name as keyof AlmParameters]).replaceAll(',', ', '),
    ...(given.has(name) ? { status: 'given' as const, reference: 'input' } : { status, reference }),
  }));
  return [...own, ...OF_THE_MODEL];
}
