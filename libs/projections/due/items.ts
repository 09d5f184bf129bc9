/**
 * What is booked of a participant and no longer fits, since a fact came late or was annulled: entitlements by the fund's decisions, rights
 * by tranche, savings. As far as bookings reach: what lies beyond waits for the fund's fan-out, as it does for all.
 */
import type { EnrolledState } from '#portfolio/participant.js';
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { entitlementsDue } from '#rulebooks/frame/reconcile.js';
import { knowledgeOf } from '../coordinates.js';
import { rightsItems } from './rights.js';
import { cameLate } from './late-facts.js';
import type { Seen } from '../view.js';

export interface DueItem {
  readonly kind: string;
  /** The year or day that it is for. */
  readonly period: string;
  readonly effectiveDate: CivilDate;
  readonly bookedMinor: number;
  readonly dueMinor: number;
  /** What settling it moves: the value, or the pension a year. */
  readonly moves: 'value' | 'pension';
  /** By so much. */
  readonly byMinor: number;
}

/** What settling moves: the value, and where rights by tranche are due the pension a year. */
export type DueMoves = {
  readonly difference: string;
  readonly pensionYearly?: string;
};

/** In order of value date, up to the value date of the question. */
export function dueOf(seen: Seen): readonly DueItem[] {
  const { corrections, pensionRights } = seen.rules.rulebook.capabilities;
  const items = [
    ...(corrections?.kind === 'as-if-original' ? entitlementItems(seen) : []),
    ...(pensionRights === undefined ? [] : rightsItems(seen)),
  ];
  return items.sort((a, b) => (a.effectiveDate < b.effectiveDate ? -1 : a.effectiveDate > b.effectiveDate ? 1 : 0));
}

/** A year that the fund has decided since the last booking waits for its fan-out. */
function entitlementItems({ state, coordinates, rules, events = [] }: Seen): readonly DueItem[] {
  const upTo = cameLate(events, coordinates) ? lastBooked(state) : undefined;
  if (upTo === undefined || !cameLate(events, coordinates, upTo)) return [];
  const fund = rules.fundAsKnown(knowledgeOf(coordinates));
  return entitlementsDue(rules.rulebook, state, fund, rules.parameters, coordinates.asOf).flatMap(
    ({ key: { kind, period }, bookedMinor, dueMinor, event: { effectiveDate } }): readonly DueItem[] => {
      if (effectiveDate > upTo) return [];
      return [{ kind, period, effectiveDate, bookedMinor, dueMinor, moves: 'value', byMinor: addMinor(dueMinor, -bookedMinor) }];
    },
  );
}

function lastBooked({ booked }: Pick<EnrolledState, 'booked'>): CivilDate | undefined {
  let last: CivilDate | undefined;
  for (const { effectiveDate } of booked.values()) if (last === undefined || effectiveDate > last) last = effectiveDate;
  return last;
}

export function movesOf(due: readonly DueItem[]): DueMoves {
  const sumOf = (moves: DueItem['moves']): string =>
    formatMinor(sumMinor(due, (item) => (item.moves === moves ? item.byMinor : 0)));
  const difference = sumOf('value');
  return due.some(({ moves }) => moves === 'pension') ? { difference, pensionYearly: sumOf('pension') } : { difference };
}
