/** An evaluated year of a fund's policy, as JSON Schema. */
import { choice, count, exact, list, orNull, record, text, uuid, whole, type AnswerSchema } from '../schema-parts.js';

const rates = { indexation: exact, catchUp: exact, factor: exact };
const action = choice('FULL', 'PARTIAL', 'NONE', 'PLAN_CUT', 'CUT_TO_MVEV', 'TEN_CUTS');

const TEN_CUTS = 'Where a series of ten cuts runs: its years from this one on, as scheduled, and its cuts that are not taken.';

const rules = { regime: choice('old', 'new'), ...{ vev: exact, mvev: exact, mvevYears: whole, threshold: exact, catchUpShare: exact } };

/** Where the rules known at the coordinates are others than those of the evaluation. */
const OTHER_RULES = {
  catchUp: exact,
  rules: record(rules, {}, 'Rules announced by the coordinates, where they are others than those that the evaluation was recorded by.'),
};

export const EVALUATED_YEAR: AnswerSchema = record(
  {
    year: whole,
    regime: choice('old', 'new'),
    ...{ fundingRatio: exact, vev: exact, mvev: exact, ambition: exact, growth: exact, backlog: exact },
    below: count,
    planElapsed: orNull(count),
    proposed: record({ action, ...rates }),
    decided: orNull(record({ ...rates, reduction: exact, eventIds: list(uuid) })),
    asNowKnown: orNull(record({ fundingRatio: exact, action: text, indexation: exact, difference: exact }, OTHER_RULES)),
    fundingRatioAfter: exact,
    backlogAfter: exact,
    tenCuts: orNull(record({ cut: exact, yearsLeft: count, cutsLeft: count }, {}, TEN_CUTS)),
  },
  {
    cutsDue: {
      ...list(record({ scheduled: whole, eventId: uuid, cut: exact })),
      description: 'Cuts of series that fell on the year and are not taken: they are due.',
    },
  },
);
