/** The yearly overview: what a participant is covered for, and the account of the last calendar year. */
import { endOfYear, yearOf } from '#money/civil-date.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { AccountView } from '#rulebooks/frame/capabilities/account.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { accountProjection } from '../account/projection.js';
import { coverageProjection, type CoverageAnswer } from '../coverage/projection.js';
import type { AnswerSchema } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

export interface OverviewAnswer extends CoverageAnswer {
  /** Of the last year that has ended by the value date. */
  readonly account: AccountView;
}

export const overviewProjection: View<NoQuestion, OverviewAnswer> = {
  name: 'overview',
  version: 1,
  summary: 'The yearly overview: what a participant is covered for, and the account of the last calendar year.',
  subject: PARTICIPANT,
  capability: 'coverage',
  question: {},
  schema: withAccount(coverageProjection.schema, accountProjection.schema),
  refuses: ['BEYOND_LIFE_TABLE'],
  view: ({ state, coordinates, rules, also }) => {
    const year = coordinates.asOf === endOfYear(yearOf(coordinates.asOf)) ? yearOf(coordinates.asOf) : yearOf(coordinates.asOf) - 1;
    return { ...also(coverageProjection), account: capabilityOf(rules.rulebook, 'account')(state, year, rules.parameters) };
  },
};

/** The account stands in the overview without the participant's id, which the overview itself has. */
function withAccount(coverage: AnswerSchema, account: AnswerSchema): AnswerSchema {
  const { participantId: _once, ...fields } = account['properties'] as JsonObject;
  const own = { ...account, properties: fields, required: Object.keys(fields) };
  return {
    ...coverage,
    properties: { ...(coverage['properties'] as JsonObject), account: own },
    required: [...(coverage['required'] as readonly string[]), 'account'],
  };
}
