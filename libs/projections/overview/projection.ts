/** The yearly overview: what a participant is covered for, and the account of the last calendar year. */
import { endOfYear, yearOf } from '#money/civil-date.js';
import type { AccountView } from '#rulebooks/frame/capabilities/account.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { coverageProjection, type CoverageAnswer } from '../coverage/projection.js';
import { participantProjection } from '../projection.js';

export interface OverviewAnswer extends CoverageAnswer {
  /** Of the last year that has ended by the value date. */
  readonly account: AccountView;
}

export const overviewProjection = participantProjection<undefined, OverviewAnswer>('overview', 1, (context) => {
  const { state, coordinates, rules } = context;
  const year = coordinates.asOf === endOfYear(yearOf(coordinates.asOf)) ? yearOf(coordinates.asOf) : yearOf(coordinates.asOf) - 1;
  return { ...coverageProjection.view(context), account: capabilityOf(rules.rulebook, 'account')(state, year, rules.parameters) };
});
