/**
 * The Dutch funding rules before and from 2015 as the CPB note of 5 December 2014 states them (nl-ftk section 1). The old rules hold
 * for every day before, the new ones until others are published (both assumed). An entry has no end: until the one that follows it is
 * announced, nobody knows that it ends.
 */
import { FIRST_DATE } from '#money/civil-date.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { parameterSet, type Parameter, type ParameterEntry, type ParameterSet } from '../frame/parameters/parameters.js';

export const SCHEME = 'nl-ftk';

/** Changes when the same input would give another answer. */
export const VERSION = '1.0.0';

/** Last day of the old rules, first of the new. */
export const LAST_DAY_OF_OLD = '2014-12-31';
export const FIRST_DAY_OF_NEW = '2015-01-01';

const NOTE = 'CPB note of 5 December 2014';
const NOTE_DATE = '2014-12-05';

type Stated = Pick<ParameterEntry, 'from' | 'value'> & Partial<Pick<ParameterEntry, 'status' | 'note' | 'announced'>>;

/** A parameter whose entries stand at one place of the note; `official` unless they say otherwise. */
function stated(name: string, unit: string, place: string, ...entries: readonly Stated[]): Parameter {
  return {
    name,
    unit,
    entries: entries.map((entry) => ({ status: 'official' as const, announced: NOTE_DATE, ...entry, reference: `${NOTE}, ${place}` })),
  };
}

const always = (value: JsonValue, note: string): Stated => ({ from: FIRST_DATE, value, note, announced: FIRST_DATE });
const old = (value: JsonValue, more: Partial<Stated> = {}): Stated => ({
  from: FIRST_DATE,
  value,
  announced: FIRST_DATE,
  ...more,
});
const from2014 = (value: JsonValue, more: Partial<Stated> = {}): Stated => ({
  from: '2014-01-01',
  value,
  announced: '2014-01-01',
  ...more,
});
const from2015 = (value: JsonValue, more: Partial<Stated> = {}): Stated => ({ from: FIRST_DAY_OF_NEW, value, ...more });
const ASSUMED = { status: 'assumed' } as const;

export const OFFICIAL_PARAMETERS: readonly Parameter[] = [
  stated('regime', 'name of the rules', 'sections 1 and 2', old('old'), from2015('new')),
  stated('accrualMax', 'fraction of pensionable pay a year', 'section 2', old('0.0225'), from2014('0.0215'), from2015('0.01875')),
  stated(
    'accrualFactual',
    'fraction of pensionable pay a year, on average',
    'sections 2 and 3',
    from2014('0.02', { note: 'about' }),
    from2015('0.0185'),
  ),
  stated('retirementAge', 'years', 'section 2', old(65), from2014(67)),
  stated('salaryCap', 'EUR of salary a year', 'section 2', from2015('100000')),
  stated('vevLoading', 'fraction of the liabilities, average fund', 'section 2', old('0.217'), from2015('0.266')),
  stated('mvev', 'funding ratio', 'section 2', always('1.05', 'about, under the new rules')),
  stated('mvevYears', 'years', 'section 2', old(3), from2015(5)),
  stated('recoveryYears', 'years of the recovery plan', 'section 2', old(15), from2015(10)),
  stated('indexationThreshold', 'funding ratio', 'sections 2 and 4', old('1.05', { note: 'usual scale' }), from2015('1.10')),
  stated(
    'catchUpShare',
    'fraction of the surplus',
    'sections 2 and 4',
    old('1', { ...ASSUMED, note: 'the note names no limit' }),
    from2015('0.2'),
  ),
  stated('wageGrowthMin', 'fraction a year', 'section 2', old('0.03'), from2015('0.025')),
  stated('inflationMin', 'fraction a year', 'section 2', always('0.02', 'kept in 2015')),
  stated('ufr', 'method of the ultimate forward rate', 'section 2', old('FIXED_4.2'), from2015('AVERAGE_120M')),
  stated('bondReturnMax', 'effective annual rate', 'section 2', old('0.045'), from2015(null, { note: 'no maximum of its own' })),
];

export const OFFICIAL: ParameterSet = parameterSet(SCHEME, OFFICIAL_PARAMETERS);

/** The ultimate forward rate of the method FIXED_4.2. */
export const FIXED_UFR = '0.042';
