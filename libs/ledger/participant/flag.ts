/** What looks wrong in a row or a file that is taken all the same, for whoever approves: a code with figures. */
import type { FactsAfterDeath } from './loose-facts.js';

/** What an amount is held against. */
export type Usual = 'before' | 'other-years' | 'months-around' | 'last-payments' | 'last-premiums' | 'invoice' | 'month-before';

/** Amounts with two decimals; `factor`: the amount by the usual one; `limit`: from here on it is not plausible. */
interface Unusual {
  readonly amount: string;
  readonly usual: string;
  readonly against: Usual;
  readonly factor: string;
  readonly limit: string;
}

/** Every code with the figures that it rests on. Sentences stand in `libs/words`, total by type. */
export interface FlagFigures {
  /** Multiplied or divided by about a power of ten. */
  readonly SHIFTED_DECIMAL: Unusual;
  /** Multiplied or divided by more than is usual. */
  readonly UNUSUAL_AMOUNT: Unusual;
  /** Moved by more than is usual. */
  readonly UNUSUAL_JUMP: { readonly amount: string; readonly before: string; readonly moved: string; readonly limit: string };
  /** The amount of another year of the participant. */
  readonly EXCHANGED_YEARS: OfIncome & { readonly otherYear: number };
  /** The amount of another employer of the same year. */
  readonly EXCHANGED_EMPLOYERS: OfIncome & { readonly otherEmployer: string };
  /** A second transfer of one day and amount; a fact that differs from another in that it has a reference, or none. */
  readonly SAME_DAY_AND_AMOUNT: { readonly amount: string; readonly on: string } & (
    | { readonly direction: 'in' | 'out' }
    | { readonly record: string; readonly hasReference: boolean }
    | { readonly eventId: string } // of the one that stands without a reference; the row has one
    | { readonly otherReference: string } // of a payment that stands beside it
  );
  /** Of an employer: multiplied or divided by more than is usual, against the headcount known last. */
  readonly UNUSUAL_HEADCOUNT: {
    readonly employees: number;
    readonly on: string;
    readonly usual: number;
    readonly usualOn: string;
    readonly limit: string;
  };
  /** A new report beside another employer's, or a contribution beside others of its month: its reference may be wrong. */
  readonly MAY_BE_A_CORRECTION:
    | { readonly employerId: string; readonly incomeYear: number; readonly others: readonly string[] }
    | { readonly period: string; readonly standing: string; readonly together: string };
  /** Of an exemption for some: ids under which nobody is enrolled, the first of them; how many, of how many named. */
  readonly UNKNOWN_PARTICIPANTS: { readonly participants: readonly string[]; readonly unknown: number; readonly named: number };
  readonly FACTS_AFTER_DEATH: Omit<FactsAfterDeath, 'code'>;
  /** Known from this very file, and no longer what holds: another correction of its day came since. */
  readonly REPLACED_SINCE: Readonly<Record<string, never>>;
  /** Known from this very file, and annulled since. `by`, `recordedAt`, `reason`: of the annulment. */
  readonly ANNULLED_SINCE: { readonly eventId: string; readonly by: string; readonly recordedAt: string; readonly reason: string } & (
    | { readonly anew: 'alone' | 'with-its-equals' } // what is taken, in another file
    | { readonly anew: 'refused'; readonly refusal: string } // by what stands now
  );
  /** Of the file: many rows move by one and the same difference. */
  readonly SAME_DIFFERENCE: { readonly difference: string; readonly rows: number; readonly of: number };
  /** Of the file: many rows are multiplied by one and the same factor. */
  readonly SAME_FACTOR: { readonly factor: string; readonly rows: number; readonly of: number };
  /** Of the file: many rows are flagged each by itself. */
  readonly MANY_FLAGGED: { readonly rows: number; readonly of: number };
  /** Of the file: amounts far from those of the last files. */
  readonly TOTAL_FAR_FROM_LAST: { readonly mean: string; readonly usual: string; readonly files: number; readonly factor: string };
  /** Of the file: most of its participants are one employer's. */
  readonly ONE_EMPLOYER: { readonly employerId: string; readonly participants: number; readonly of: number; readonly employers: number };
}

interface OfIncome {
  readonly amount: string;
  readonly incomeYear: number;
  readonly employerId: string;
}

export type FlagCode = keyof FlagFigures;

export type Flag<C extends FlagCode = FlagCode> = { readonly [K in C]: { readonly code: K; readonly figures: FlagFigures[K] } }[C];
