/** Incomes by year and employer, and the settlements of their corrections, as the events tell them. Amounts are whole minor units. */
import { amountMinor, type Currency } from '#money/amount.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { Recorded } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import type { IncomeEventData } from './events.js';
import { fieldsOf, withKeptFields, type KeptFields } from '../../schemes/incomes.js';
import { withVersion } from './income-versions.js';

/** One amount an employer's income of a year has had. */
export interface IncomeVersion extends KeptFields {
  readonly eventId: string;
  readonly revision: number;
  readonly amountMinor: number;
  readonly recordedAt: Instant;
  /** Undefined on the first report. */
  readonly correctedOn: CivilDate | undefined;
  readonly reason: string | undefined;
  /** The event whose place it took; undefined on the first report. */
  readonly supersedes: string | undefined;
}

export interface EmployerIncome {
  readonly employerId: string;
  /** In the order in which they stand (`withVersion`); the last one is current. */
  readonly versions: readonly IncomeVersion[];
}

type SettlementData = Omit<IncomeEventData['CorrectionSettled'], 'rulebook'>;
type TimeBarredData = Omit<IncomeEventData['CorrectionTimeBarred'], 'rulebook'>;

export type Settlement =
  | { readonly status: 'settled'; readonly eventId: string; readonly revision: number; readonly data: SettlementData }
  | { readonly status: 'time-barred'; readonly eventId: string; readonly revision: number; readonly data: TimeBarredData };

export interface IncomesSlice {
  /** Income year → employer → its versions. */
  readonly incomes: Map<number, Map<string, EmployerIncome>>;
  readonly settlements: Settlement[];
  currency: Currency | undefined;
}

export function initialIncomes(): IncomesSlice {
  return { incomes: new Map(), settlements: [], currency: undefined };
}

export const foldIncomes: FoldInPlace<IncomeEventData, IncomesSlice> = {
  IncomeReported: recordIncome,
  IncomeCorrected: recordIncome,
  CorrectionSettled: ({ settlements }, event) => {
    settlements.push({ status: 'settled', eventId: event.id, revision: event.revision, data: event.data });
  },
  CorrectionTimeBarred: ({ settlements }, event) => {
    settlements.push({ status: 'time-barred', eventId: event.id, revision: event.revision, data: event.data });
  },
};

function recordIncome(slice: IncomesSlice, event: Recorded<IncomeEventData, 'IncomeReported' | 'IncomeCorrected'>): void {
  const { incomeYear, employerId } = event.data;
  const corrected = event.type === 'IncomeCorrected' ? event.data : undefined;
  const version: IncomeVersion = {
    eventId: event.id,
    revision: event.revision,
    amountMinor: amountMinor(event.type === 'IncomeCorrected' ? event.data.after : event.data.amount),
    recordedAt: event.recordedAt,
    correctedOn: corrected?.correctedOn,
    reason: corrected?.reason,
    supersedes: corrected?.supersedes,
    ...fieldsOf(event.data),
  };
  const year = slice.incomes.get(incomeYear) ?? new Map<string, EmployerIncome>();
  slice.incomes.set(incomeYear, year);
  year.set(employerId, { employerId, versions: withKeptFields(withVersion(year.get(employerId)?.versions ?? [], version)) });
  slice.currency = event.data.currency;
}
