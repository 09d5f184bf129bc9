/** All entitlements of a participant (sections 6 and 7), and what a group's result is allotted by. */
import { addMinor, sumMinor } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import type { FundState } from '#ledger/fund/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { Entitlement } from '../../frame/capabilities/corrections.js';
import type { AllotmentBases, AllotmentMoment } from '../../frame/capabilities/results.js';
import { lastDecidedYear, rollAccountForward, valueOn } from './roll-forward.js';

/** What is booked is compared with this, per entitlement key. */
export function deriveEntitlements(state: ParticipantState, fund: FundState, parameters: ParameterSet): readonly Entitlement[] {
  const last = lastDecidedYear(fund);
  return last === undefined ? [] : rollAccountForward(state, fund, parameters, last).flatMap(({ entitlements }) => entitlements);
}

/** At a year's end after interest, charges and cuts, before the year's results; or the value on a day, after the cuts up to it. */
export function allotmentBases(
  state: ParticipantState,
  fund: FundState,
  parameters: ParameterSet,
  moment: AllotmentMoment,
): AllotmentBases | undefined {
  const year = moment.kind === 'year-end' ? moment.year : yearOf(moment.on);
  const rolled = rollAccountForward(state, fund, parameters, year).at(-1);
  if (rolled === undefined || rolled.year !== year) return undefined;
  if (moment.kind === 'year-end') return rolled.bases;
  const cuts = rolled.entitlements.filter(
    ({ key, effectiveDate }) => key.kind === 'deduction' && key.period !== String(year) && effectiveDate <= moment.on,
  );
  const cut = sumMinor(cuts, ({ amountMinor }) => amountMinor);
  return { value: Math.max(0, addMinor(valueOn(state, year, rolled.openingMinor, moment.on), cut)), premiums: 0, fees: 0 };
}
