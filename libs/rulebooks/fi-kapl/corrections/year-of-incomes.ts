/**
 * The incomes of one year with their corrections, and the bases that follow (section 11): what a correction settles, what the
 * year's premium rests on, and what of it was charged outside of settlements. The ledger's events and the records of
 * `fi.correctionWindow` are both read into this.
 */
import { versionBefore } from '#ledger/participant/incomes/income-versions.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { endOfYear, startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import type { Insured } from '../insured.js';
import { BASE_ARTICLE, incomeBase, totalIncome, type YearIncome } from '../premium/income-base.js';
import { settleCorrection, type SettledCorrection } from './settle.js';

/** One amount that an employer's income has had. */
export type Version = YearIncome & {
  readonly eventId: string;
  /** Place in recorded order. */
  readonly revision: number;
  readonly supersedes: string | undefined;
  /** Undefined on the first report. */
  readonly correctedOn: CivilDate | undefined;
  readonly keepsCoverage?: true;
};

/**
 * What became of a correction. ordinary: of the running year, it settled nothing; left-out: the fund's recovery policy left
 * the refund, so that later corrections are settled against what was settled before it.
 */
export type Effect = 'settled' | 'ordinary' | 'left-out' | 'time-barred';

export interface YearOfIncomes<V extends Version = Version> {
  readonly year: number;
  /** Each with its versions in the order in which they stand. */
  readonly employers: readonly { readonly employerId: string; readonly versions: readonly V[] }[];
  /** Of each correction, by its id. */
  readonly effects: ReadonlyMap<string, Effect>;
}

export interface IncomeChange {
  readonly employerId: string;
  /** The version in force just before, by the day of the correction. */
  readonly before: Version;
  readonly after: YearIncome;
  readonly correctedOn: CivilDate;
}

export interface SettledChange extends SettledCorrection {
  /** Of all employers, just before and just after. */
  readonly incomeBefore: Decimal;
  readonly incomeAfter: Decimal;
}

/**
 * What a correction settles against the incomes in force just before its day: its employer's own, and the other employers', in
 * order of day, then as recorded. A time-barred version never is a basis, nor is one whose refund was left. Refuses what
 * `settleCorrection` refuses, and LATER_CORRECTION_STANDS (`refuseEarlierThanOthers`).
 */
export function settleChange(parameters: ParameterSet, insured: Insured, year: YearOfIncomes, change: IncomeChange): SettledChange {
  const known: YearIncome[] = [];
  const before: YearIncome[] = [];
  const after: YearIncome[] = [];
  for (const { employerId, versions } of year.employers) {
    const isCorrected = employerId === change.employerId;
    const inForce = isCorrected
      ? versions.slice(0, versions.findIndex(({ eventId }) => eventId === change.before.eventId) + 1)
      : inForceOn(versions, change.correctedOn);
    known.push(lastOf(inForce));
    const settledLast = lastOf(inForce.filter(({ eventId }) => !isNoBasis(year.effects.get(eventId))));
    before.push(settledLast);
    after.push(isCorrected ? change.after : settledLast);
  }
  const settled = settleCorrection(parameters, { insured, incomeYear: year.year, correctedOn: change.correctedOn, before, after });
  if (!settled.timeBarred) refuseEarlierThanOthers(parameters, year, change, { before, after });
  const incomeBefore = totalIncome(known);
  const incomeAfter = incomeBefore.plus(totalIncome([change.after])).minus(totalIncome([change.before]));
  return { ...settled, incomeBefore, incomeAfter };
}

/** In force on a day: the report, and the corrections up to that day. */
function inForceOn<V extends Version>(versions: readonly V[], day: CivilDate): readonly V[] {
  return versions.filter(({ correctedOn }) => correctedOn === undefined || correctedOn <= day);
}

/**
 * The threshold is tested on the year's sum, so that what one employer's correction moves may hang on another's. A correction
 * dated before settled ones of other employers is taken where each of those moves the same with it and without it, and so it
 * the same with them and without them; then the order of arrival changes no amount. Else it is refused, as one of the same
 * employer is (assumption: section 11 orders the corrections of one employer).
 */
function refuseEarlierThanOthers(
  parameters: ParameterSet,
  { year, employers, effects }: YearOfIncomes,
  { employerId, correctedOn }: IncomeChange,
  { before, after }: { readonly before: readonly YearIncome[]; readonly after: readonly YearIncome[] },
): void {
  const isLater = (version: Version): boolean =>
    version.correctedOn !== undefined && version.correctedOn > correctedOn && effects.get(version.eventId) !== 'time-barred';
  const later = employers
    .flatMap(({ employerId: other, versions }, place) =>
      other === employerId ? [] : versions.filter(isLater).map((version) => ({ other, place, version })),
    )
    .sort((a, b) => compareDays(a.version, b.version) || a.version.revision - b.version.revision);
  const moved = (from: readonly YearIncome[], to: readonly YearIncome[]): Decimal =>
    incomeBase(parameters, year, to).minus(incomeBase(parameters, year, from));
  let [from, to] = [before, after];
  for (const { other, place, version } of later) {
    const [fromThen, toThen] = [from.with(place, version), to.with(place, version)];
    if (isOfRunningYear(version, year) || moved(fromThen, toThen).equals(moved(from, to))) {
      if (!isNoBasis(effects.get(version.eventId))) [from, to] = [fromThen, toThen];
      continue;
    }
    const amount = roundPosted(totalIncome([version]));
    refuse('LATER_CORRECTION_STANDS', {
      incomeYear: year,
      employerId: other,
      correctedOn: String(version.correctedOn),
      amount,
      wanted: correctedOn,
      overThreshold: true,
    });
  }
}

/** A report of the running year, which settles nothing: what is settled later is settled on top of it. */
function isOfRunningYear({ correctedOn }: Version, year: number): boolean {
  return correctedOn !== undefined && yearOf(correctedOn) === year;
}

function compareDays({ correctedOn: one = '' }: Version, { correctedOn: other = '' }: Version): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function isNoBasis(effect: Effect | undefined): boolean {
  return effect === 'time-barred' || effect === 'left-out';
}

/** What the year shows as income: the last income that is known of each employer, whatever its cover. */
export function currentIncome({ year, employers }: YearOfIncomes): Explained<Decimal> {
  const total = totalIncome(employers.map(({ versions }) => lastOf(versions)));
  return explained(total, () => ({
    name: `windows.${year}.income`,
    shown: roundPosted(total),
    unit: 'EUR',
    formula: 'sum over employers of the last known income',
    article: BASE_ARTICLE,
    events: employers.flatMap(({ versions }) => versions.map(({ eventId }) => eventId)),
  }));
}

/**
 * The base that the year's premium rests on: that of the current income, save that a time-barred change does not move it
 * (section 11). Each is taken out against the version that stands before it, one employer after another.
 */
export function settledBase(parameters: ParameterSet, year: YearOfIncomes): Explained<Decimal> {
  return explained(unbarredBase(parameters, year), () => ({
    name: `windows.${year.year}.incomeBase`,
    unit: 'EUR',
    formula: 'A_v: earnings under KAPL (apl-10b left out), nothing below the threshold; time-barred changes left out',
    article: `${BASE_ARTICLE} and 2.4`,
    parameters: thresholdOf(parameters, year),
    inputs: [currentIncome(year)],
  }));
}

function thresholdOf(parameters: ParameterSet, { year }: YearOfIncomes): readonly ParameterUse[] {
  return usesInForce(parameters, ['annualIncomeThreshold'], startOfYear(year));
}

function unbarredBase(parameters: ParameterSet, { year, employers, effects }: YearOfIncomes): Decimal {
  const incomes: YearIncome[] = employers.map(({ versions }) => lastOf(versions));
  let base = incomeBase(parameters, year, incomes);
  if (effects.size === 0) return base;
  const baseWith = (place: number, income: YearIncome): Decimal => incomeBase(parameters, year, incomes.with(place, income));
  for (const [place, { versions }] of employers.entries()) {
    const barred = versions.filter(({ eventId }) => effects.get(eventId) === 'time-barred');
    if (barred.length === 0) continue;
    for (const version of barred) base = base.minus(baseWith(place, version)).plus(baseWith(place, versionAhead(versions, version)));
    incomes[place] = lastOf(versions.filter((version) => !barred.includes(version)));
  }
  return base;
}

/** The base of the reports with the corrections of the running year, as it is charged at the end of the income year itself. */
function reportedBase(parameters: ParameterSet, { year, employers }: YearOfIncomes): Decimal {
  const end = endOfYear(year);
  const incomes = employers.map(({ versions }) => versionBefore(versions, end) as Version);
  return incomeBase(parameters, year, incomes);
}

/**
 * The base charged outside of settlements: that of the year's premium less what the settled corrections moved, each as the
 * ledger knew the year just before and just after it. This is the base as reported, unless a report came after a settlement
 * and carried the year over the threshold: what had been settled as nothing is then charged with that report.
 */
export function chargedBase(parameters: ParameterSet, year: YearOfIncomes): Explained<Decimal> {
  const base = baseOutsideOfSettlements(parameters, year);
  return explained(base, () => {
    const late = base.equals(reportedBase(parameters, year))
      ? ''
      : '; a report that came after a settlement counts by what it added to the year as it then stood';
    const charged = year.employers.flatMap(({ versions }) =>
      versions.filter(({ correctedOn }) => correctedOn === undefined || correctedOn <= endOfYear(year.year)),
    );
    return {
      name: 'A_v',
      unit: 'EUR',
      formula: 'earnings under KAPL (apl-10b left out), nothing below the threshold; as reported, with the corrections of the ' +
        `year itself${late}`,
      article: BASE_ARTICLE,
      parameters: thresholdOf(parameters, year),
      events: charged.map(({ eventId }) => eventId),
    };
  });
}

function baseOutsideOfSettlements(parameters: ParameterSet, year: YearOfIncomes): Decimal {
  if (year.effects.size === 0) return reportedBase(parameters, year);
  const isSettled = ({ eventId }: Version): boolean => ['settled', 'left-out'].includes(year.effects.get(eventId) ?? '');
  const settled = year.employers.flatMap(({ versions }) =>
    versions.filter(isSettled).map((version) => movedBy(parameters, year, versions, version)),
  );
  if (settled.length === 0) return reportedBase(parameters, year);
  return settled.reduce((base, moved) => base.minus(moved), unbarredBase(parameters, year));
}

/**
 * What a settled correction moved: the other incomes as the ledger had settled them when it came, employers who had not
 * reported yet counting for nothing; its own against the version that it took the place of.
 */
function movedBy(
  parameters: ParameterSet,
  { year, employers, effects }: YearOfIncomes,
  own: readonly Version[],
  version: Version,
): Decimal {
  const knownThen = (versions: readonly Version[]): readonly Version[] => versions.filter(({ revision }) => revision <= version.revision);
  const others = employers
    .filter(({ versions }) => versions !== own)
    .flatMap(({ versions }) =>
      knownThen(versions)
        .filter(({ eventId }) => effects.get(eventId) !== 'time-barred')
        .slice(-1),
    );
  const baseWith = (income: YearIncome): Decimal => incomeBase(parameters, year, [...others, income]);
  return baseWith(version).minus(baseWith(versionAhead(knownThen(own), version)));
}

/** The version that stands just before a correction. */
function versionAhead(versions: readonly Version[], correction: Version): Version {
  return lastOf(versions.slice(0, versions.indexOf(correction)));
}

function lastOf<V>(versions: readonly V[]): V {
  const last = versions.at(-1);
  if (last === undefined) throw new Error('an income begins with its report');
  return last;
}

