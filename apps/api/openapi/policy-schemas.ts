/** JSON Schema of a fund's policy year by year. */
import { choice, count, exact, list, mapOf, orNull, record, text, uuid, whole } from '#projections/schema-parts.js';
import { answerSchema } from './view-schemas.js';

const rates = { indexation: exact, catchUp: exact, factor: exact };

export const FUND_EVALUATIONS = answerSchema(
  record({
    fundId: text,
    variant: { ...orNull(mapOf(exact)), description: 'Rules that the question supposed: then this is no record of the fund.' },
    years: list(
      record({
        year: whole,
        regime: choice('old', 'new'),
        fundingRatio: exact,
        vev: exact,
        mvev: exact,
        ambition: exact,
        growth: exact,
        backlog: exact,
        below: count,
        planElapsed: orNull(count),
        proposed: record({ action: choice('FULL', 'PARTIAL', 'NONE', 'PLAN_CUT', 'CUT_TO_MVEV', 'TEN_CUTS'), ...rates }),
        decided: orNull(record({ ...rates, reduction: exact, eventIds: list(uuid) })),
        asNowKnown: orNull(record({ fundingRatio: exact, action: text, indexation: exact, difference: exact })),
        fundingRatioAfter: exact,
        backlogAfter: exact,
      }),
    ),
  }),
);
