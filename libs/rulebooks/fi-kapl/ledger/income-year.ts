/** One income year of a participant, read from the ledger's state: what was reported, what is current, what became of corrections. */
import type { EmployerIncome, IncomeVersion, Settlement } from '#ledger/participant/incomes/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Effect, YearOfIncomes } from '../corrections/year-of-incomes.js';
import type { YearIncome } from '../premium/income-base.js';

export interface IncomeYear extends YearOfIncomes<IncomeVersion> {
  /** Employers whose first report is in effect. */
  readonly employers: readonly EmployerIncome[];
  readonly current: readonly YearIncome[];
  readonly reported: readonly YearIncome[];
  /** In recorded order. */
  readonly settlements: readonly Settlement[];
}

/** Years with a report in effect, ascending. A correction whose report is not yet in effect is not shown. */
export function incomeYears(state: ParticipantState): readonly IncomeYear[] {
  const years: IncomeYear[] = [];
  for (const [year, byEmployer] of state.incomes) {
    const employers = [...byEmployer.values()].filter(({ versions }) => versions[0]?.correctedOn === undefined);
    if (employers.length === 0) continue;
    const settlements = state.settlements.filter(({ data }) => data.incomeYear === year).sort((a, b) => a.revision - b.revision);
    years.push({
      year,
      employers,
      current: employers.map(({ versions }) => versions.at(-1) as IncomeVersion),
      reported: employers.map(({ versions }) => versions[0] as IncomeVersion),
      settlements,
      effects: effectsOf(settlements),
    });
  }
  return years.sort((a, b) => a.year - b.year);
}

/** All that the ledger knows of a year, whatever is in effect yet. */
export function knownYear(state: ParticipantState, year: number): YearOfIncomes<IncomeVersion> {
  const employers = [...(state.incomes.get(year)?.values() ?? [])];
  return { year, employers, effects: effectsOf(state.settlements.filter(({ data }) => data.incomeYear === year)) };
}

const NONE: ReadonlyMap<string, Effect> = new Map();

function effectsOf(settlements: readonly Settlement[]): ReadonlyMap<string, Effect> {
  return settlements.length === 0 ? NONE : new Map(settlements.map((one) => [one.data.correction, effectOf(one)]));
}

function effectOf({ status, data }: Settlement): Effect {
  if (status === 'time-barred') return 'time-barred';
  if (data.leftOut !== undefined) return 'left-out';
  return data.kind === 'ordinary' ? 'ordinary' : 'settled';
}
