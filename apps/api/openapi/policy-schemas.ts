/** JSON Schemas of a fund's funding policy. */
import {
  amount,
  choice,
  count,
  date,
  exact,
  instant,
  list,
  mapOf,
  open,
  orNull,
  record,
  sha256,
  text,
  uuid,
  whole,
  type AnswerSchema,
} from '#projections/schema-parts.js';
import { EVALUATED_YEAR } from '#projections/policy/evaluated-year.js';
import { ALM_RUN } from '#rulebooks/nl-ftk/alm/study.js';
import { ref } from './ref.js';
import { answerSchema, whatIf } from './view-schemas.js';

const variant = { ...orNull(mapOf(exact)), description: 'Rules that the question supposed: then this is no record of the fund.' };
const path = list(record({ t: count, fundingRatio: exact, action: text, factor: exact }));
const expectedCuts = list(record({ year: whole, rate: exact }));

const evaluations = { fundId: text, variant, years: list(EVALUATED_YEAR) };
const explanation = { fundId: text, variant, figure: ref('Figure'), events: list(ref('HistoryEntry')) };
const recoveryPath = {
  ...{ fundId: text, variant, year: whole, regime: choice('old', 'new'), required: exact },
  ...{ path, expectedCuts, finalFundingRatio: exact },
};

const premiumBasis = record(
  {
    ...{ from: date, basis: choice('RTS', 'averageRTS', 'expectedReturn'), planReturn: exact, loading: exact, premiumRate: exact },
    ...{ minimumWage: exact, minimumPrice: exact, reference: text, eventId: uuid },
    actualPremiumRate: orNull(exact),
    difference: { ...orNull(exact), description: 'Actual less computed.' },
  },
  { fixedUntil: date, averageRate: exact, bondReturn: exact, equityReturn: exact },
);

const fan = { ...list(exact), description: 'At 2.5 %, 25 %, 50 %, 75 % and 97.5 % of the scenarios.' };
const regimeFigures = record({
  name: text,
  rules: open,
  outcome: open,
  years: list(record({ year: whole, fundingRatio: fan, cutProbability: exact, meanCut: exact })),
  cohorts: list(record({ birthYear: whole, pensionResult: fan })),
  netProfitChange: { ...mapOf(exact), description: 'Against A, in percent of the benefits under A, by birth year.' },
});
const engine = record({ rulebook: text, version: text, arithmetic: choice('decimal', 'double') });

export const POLICY_SCHEMAS = {
  FundEvaluations: answerSchema(record(evaluations)),
  SupposedFundEvaluations: answerSchema(record({ ...evaluations, whatIf })),
  FundExplanation: answerSchema(record(explanation)),
  SupposedFundExplanation: answerSchema(record({ ...explanation, whatIf })),
  FundRecoveryPlan: answerSchema(
    record({
      fundId: text,
      plan: orNull(
        record({
          ...{ year: whole, horizonEnds: whole, path, expectedCuts, reference: text },
          ...{ fundingRatio: exact, required: exact, eventId: uuid },
        }),
      ),
      previousPlans: list(record({ year: whole, horizonEnds: whole, eventId: uuid })),
    }),
  ),
  FundRecoveryPath: answerSchema(record(recoveryPath)),
  SupposedFundRecoveryPath: answerSchema(record({ ...recoveryPath, whatIf })),
  FundPremiumBasis: answerSchema(record({ fundId: text, basis: orNull(premiumBasis), previous: list(premiumBasis) })),
  FundCashFlows: answerSchema(
    record({
      fundId: text,
      ratios: list(
        record(
          { eventId: uuid, on: date, measure: choice('nominal', 'policy', 'required'), ratio: exact },
          { assets: amount, liabilities: amount },
        ),
      ),
      cashFlows: list(
        record(
          {
            ...{ on: date, currency: text, flows: list(amount), reference: text, eventId: uuid },
            valued: orNull(
              record({
                ...{ flows: uuid, marketRate: exact, ufrMethod: text, ufr: exact, liabilities: exact },
                ...{ assets: orNull(exact), fundingRatio: orNull(exact) },
              }),
            ),
          },
          { reason: text, supersedes: uuid },
        ),
      ),
    }),
  ),
  FundAlmRuns: answerSchema(
    record({
      fundId: text,
      runs: list(
        record({
          ...{ runId: sha256, op: text, input: open, inputDigest: sha256, engine, outputDigest: sha256, seconds: exact },
          ...{ recordedOn: date, reference: text, eventId: uuid, recordedAt: instant },
        }),
      ),
    }),
  ),
  AlmRunInput: ALM_RUN.input as AnswerSchema,
  AlmRunState: record({
    ...{ runId: sha256, fundId: text, status: choice('waiting', 'running', 'recorded', 'failed'), scenarios: count, done: count },
    problem: { ...orNull(record({ code: text, message: text }, {})), description: 'Why it failed.' },
  }),
  AlmReport: record(
    {
      ...{ runId: sha256, engine, input: open, A: regimeFigures, B: regimeFigures, variants: list(regimeFigures) },
      claims: list(record({ n: whole, text, source: text, held: orNull({ type: 'boolean' }), ours: text, reference: text, note: text })),
      assumptions: list(record({ name: text, title: text, value: text, status: text, reference: text })),
      digest: { ...sha256, description: 'SHA-256 of the canonical form of all the rest.' },
    },
    { bounds: list(record({ age: whole, bound: exact, result: exact, breached: { type: 'boolean' } })) },
  ),
} as const;
