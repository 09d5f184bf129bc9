/** A fund's policy as it stands on a day: its evaluated years, kept and swept as the read models of participants are. */
import { FUND, type EstablishedFund } from '#portfolio/fund.js';
import { policyOf } from '#rulebooks/frame/capability.js';
import type { EvaluatedPolicyYear } from '#rulebooks/frame/capabilities/policy.js';
import { exactColumn, textColumn, wholeColumn } from '../columns.js';
import { list, record, text } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';
import { EVALUATED_YEAR } from './evaluated-year.js';

export interface PolicyYears {
  readonly fundId: string;
  /** By the rules in force: a kept year supposes none. */
  readonly variant: null;
  readonly years: readonly EvaluatedPolicyYear[];
}

const rate = (name: string) => exactColumn(name, 'fraction');

export const policyProjection: View<NoQuestion, PolicyYears, EstablishedFund> = {
  name: 'policy',
  version: 3,
  summary: 'Evaluated years of a fund’s policy: proposed, decided, and as now known.',
  subject: FUND,
  capability: 'policy',
  question: {},
  schema: record({ fundId: text, variant: { type: 'null' }, years: list(EVALUATED_YEAR) }),
  flat: {
    columns: [
      textColumn('fundId'),
      wholeColumn('year', 'calendar year'),
      textColumn('regime'),
      rate('fundingRatio'),
      textColumn('action'),
      rate('proposedIndexation'),
      rate('proposedCatchUp'),
      rate('decidedIndexation'),
      rate('decidedReduction'),
      rate('decidedCatchUp'),
      rate('difference'),
      rate('backlogAfter'),
    ],
    rows: ({ fundId, years }) =>
      years.map(({ year, regime, fundingRatio, proposed, decided, asNowKnown, backlogAfter }) => [
        ...[fundId, year, regime, fundingRatio, proposed.action, proposed.indexation, proposed.catchUp],
        ...[decided?.indexation ?? null, decided?.reduction ?? null, decided?.catchUp ?? null],
        ...[asNowKnown?.difference ?? null, backlogAfter],
      ]),
  },
  standing: {},
  view: ({ id, state, rules }) => {
    const { policy, funding } = policyOf(rules);
    return { fundId: id, variant: null, years: policy.evaluations(state, funding, {}) };
  },
};
