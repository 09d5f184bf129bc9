/** The capability of a coverage overview: what a participant is covered for at a value date. */
import type { Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../parameters/parameters.js';
import type { Condition, Note } from './statements.js';
import type { FundedPensionDetail } from './funded-pension.js';

export interface Benefit {
  /** A name of CONTRACT's list, or the scheme's own, documented one. */
  readonly benefit: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly frequency: 'monthly' | 'yearly' | 'lump-sum';
  readonly basis: 'guaranteed' | 'accrued' | 'expected';
  readonly condition: Condition | null;
  readonly validUntil: CivilDate | null;
  /** The name under which it is taken apart. */
  readonly figure: string;
}

export interface Assumption {
  readonly name: string;
  readonly value: string;
  readonly from: CivilDate;
  readonly reference: string;
  readonly status: string;
}

export interface CoverageView {
  readonly value: string;
  readonly benefits: readonly Benefit[];
  /** Only of a scheme that funds pensions from incomes. */
  readonly fundedPension?: FundedPensionDetail;
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly Note[];
}

export type CoverageOf = (state: ParticipantState, asOf: CivilDate, parameters: ParameterSet) => CoverageView;
