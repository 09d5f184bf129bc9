/** The facts about a fund: one row each. What is told in several rows at once, its cash flows, is no fact of this kind. */
import type { NotInModel } from '../kernel/refused-subject.js';
import type { FactOnStream } from '../facts/declaration.js';
import type { ValuesOf } from '../facts/field.js';
import type { SchemeTerms } from '../facts/scheme-terms.js';
import { NO_CHANGE, refused, type Decision, type Standing } from '../kernel/decision.js';
import { refusal, type Refusal } from '../kernel/refusal.js';
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import type { RulesSlice } from './rules/events.js';
import type { FundingSlice } from './funding/events.js';
import { EXPECTATIONS_FIELDS, RATIO_FIELDS } from './funding/fields.js';
import { expectationsKey, ratioKey, reportRatio, setExpectations } from './funding/report.js';

declare module '../kernel/refusal.js' {
  interface Refusals {
    /** As what it is named, where that is another than the fund itself. */
    UNKNOWN_FUND:
      | { readonly fundId: string; readonly as?: 'receiver'; readonly at?: 'these-coordinates' }
      | ({ readonly fundId: string } & NotInModel);
  }
}

/** What a decision about a fund looks at. */
export interface FundContext {
  readonly id: string;
  /** All that is known, whatever the value dates. */
  readonly fund: Pick<RulesSlice, 'established'> & FundingSlice;
  readonly terms: SchemeTerms | undefined;
  /** The day on which the decision is made: nothing may have happened after it. */
  readonly today: CivilDate;
  readonly standing: Standing;
}

type RatioValues = ValuesOf<typeof RATIO_FIELDS>;
type ExpectationsValues = ValuesOf<typeof EXPECTATIONS_FIELDS>;

/** UNKNOWN_FUND, and NOT_APPLICABLE where the scheme has no funding policy. */
function fundProblem({ id: fundId, fund, terms }: FundContext): Decision<never> | undefined {
  if (fund.established === undefined) return { status: 'refused', refusal: unknownFund(fundId) };
  if (terms?.hasFundingPolicy === true) return undefined;
  const { scheme } = fund.established;
  return refused('NOT_APPLICABLE', { scheme, lacks: 'policy' });
}

export function unknownFund(fundId: string): Refusal {
  return refusal('UNKNOWN_FUND', { fundId });
}

/** What was told before stands, also where something has taken its place since: a file may come twice. */
function ratioReported(values: RatioValues, context: FundContext): Decision {
  const told = context.standing(ratioKey(values));
  if (told?.data['ratio'] === values.ratio) return NO_CHANGE;
  return fundProblem(context) ?? reportRatio(values, context.fund, context.today);
}

function expectationsTold(values: ExpectationsValues, context: FundContext): Decision {
  if (context.standing(expectationsKey(values)) !== undefined) return NO_CHANGE;
  return fundProblem(context) ?? setExpectations(values, context.fund);
}

const COMMON = { subject: 'fund', looksAt: 'stream' } as const;

export const FUND_FACTS = {
  'funding-ratio': {
    ...COMMON,
    name: 'funding-ratio',
    fields: RATIO_FIELDS,
    file: 'funding-ratios',
    path: 'ratios',
    operation: 'reportFundingRatio',
    summary: 'Report a funding ratio',
    takesEffect: 'the day that it is of',
    day: ({ on }) => on,
    refuses: ['DECISION_IN_FUTURE', 'INVALID_RATIO', 'FUNDING_RATIO_ALREADY_REPORTED', 'NOT_APPLICABLE'],
    decide: ratioReported,
  } satisfies FactOnStream<'funding-ratio', typeof RATIO_FIELDS, FundContext>,
  expectation: {
    ...COMMON,
    name: 'expectation',
    fields: EXPECTATIONS_FIELDS,
    file: 'expectations',
    path: 'expectations',
    operation: 'setExpectations',
    summary: 'Set what a fund expects of a year: its ambition, and the growth of its ratio',
    takesEffect: '1 January of its year',
    day: ({ year }) => startOfYear(year),
    refuses: ['INVALID_RATE', 'EXPECTATIONS_ALREADY_SET', 'NOT_APPLICABLE'],
    decide: expectationsTold,
  } satisfies FactOnStream<'expectation', typeof EXPECTATIONS_FIELDS, FundContext>,
} as const;
