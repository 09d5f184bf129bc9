/** The group insurances (section 5): the published sums while they are in force, each telling why it is or is not. */
import { amountMinor, formatMinor } from '#money/amount.js';
import { firstOfMonth, type CivilDate } from '#money/civil-date.js';
import { roundPostedMinor } from '#money/rounding.js';
import { explained } from '../../frame/figures/explained.js';
import { entryInForce } from '../../frame/parameters/parameters.js';
import { groupCoverStatus, lastContribution, type GroupCoverStatus } from '../covers/group-cover.js';
import { inMonth } from '../in-force.js';
import { projectionStart } from '../projection/projection.js';
import { wholeMonths } from '../projection/retirement.js';
import { contributionOf, SECTION_5, usesOn } from './forecast.js';
import type { Sources, ToldBenefit } from './told-benefit.js';

type Published = readonly { readonly code: string; readonly sum: string }[];

/** Those of a day; `atDeath`: the day is that of the death, and they are told as they stood then. */
export function groupCovers(sources: Sources, on: CivilDate, atDeath: boolean): readonly ToldBenefit[] {
  const { state, parameters } = sources;
  const start = projectionStart(on);
  const published = entryInForce(parameters, 'groupCovers', firstOfMonth(start))?.value as Published | undefined;
  if (published === undefined || state.enrolment === undefined) return [];
  const minimum = roundPostedMinor(inMonth(parameters, 'minContribution', start));
  const status = groupCoverStatus({
    date: on,
    birthDate: state.enrolment.birthDate,
    expiryAgeMonths: wholeMonths('dk-p90.expiryAge', inMonth(parameters, 'expiryAge', start).times(12)),
    last: lastContribution(state.contributions, on, (minor) => minor > 0),
    belowMinimum: (minor) => minor < minimum,
  });
  return published.map((cover) => coverOf(sources, cover, status, on, atDeath));
}

function coverOf(
  sources: Sources,
  { code: benefit, sum }: Published[number],
  status: GroupCoverStatus,
  on: CivilDate,
  atDeath: boolean,
): ToldBenefit {
  const amount = status.covered ? formatMinor(amountMinor(sum)) : '0.00';
  const figure = `coverage.${benefit}.guaranteed`;
  const validUntil = atDeath ? null : status.coverEnds;
  const { tell } = explained(amount, () => {
    const { state, parameters, events } = sources;
    const last = lastContribution(state.contributions, on, (minor) => minor > 0);
    const stands = `${status.reason}${atDeath ? ' on the day of death' : ''}${validUntil === null ? '' : `, to ${validUntil}`}`;
    return {
      name: figure,
      unit: 'DKK',
      formula: `the published sum while covered: ${stands}`,
      article: SECTION_5,
      parameters: usesOn(parameters, ['groupCovers', 'minContribution', 'expiryAge'], on),
      inputs: last === undefined ? [] : [contributionOf(state, last.month, 'last contribution', events)],
      events: state.deathEventId !== undefined && state.diedOn === on ? [state.deathEventId] : [],
    };
  });
  return {
    benefit: {
      benefit,
      amount,
      currency: 'DKK',
      frequency: 'lump-sum',
      basis: 'guaranteed',
      condition: { code: atDeath ? 'group-cover-at-death' : 'group-cover', reason: status.reason },
      validUntil,
      figure,
    },
    tell,
  };
}
