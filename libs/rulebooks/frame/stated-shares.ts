/**
 * Shares in special bonus provisions, as decided. A share follows from the participant's value as the ledger knew it when the
 * fund decided: so the shares add up to the pool whenever they are stated, and a later fact moves none of them. The decision
 * of the next year brings the shares up to date by their change.
 */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { endOfYear, LAST_DATE } from '#money/civil-date.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { DeclaredSpecialBonus } from '#ledger/fund/special-bonus/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { stateOf } from '#ledger/subjects.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { parametersInForce } from './parameters/publication.js';
import { remembered } from './remember.js';
import type { Rulebook } from './rulebook.js';

/** The parameters that a fund went by when it decided. */
const parametersOf = remembered(
  (rulebook: Rulebook) => rulebook.id,
  (fund: FundState, rulebook: Rulebook) => parametersInForce(rulebook, fund, undefined),
);

/**
 * SpecialBonusShareStated for every declared year that has not been stated yet, in order; none for a year that gives nothing
 * to one who had nothing. `events`: the participant's whole stream, `state` its fold.
 */
export function sharesToState(
  rulebook: Rulebook,
  state: ParticipantState,
  events: readonly RecordedEvent[],
  fund: FundState,
): readonly DecidedParticipantEvent[] {
  const { specialBonus, results } = rulebook.capabilities;
  if (specialBonus === undefined || results === undefined || state.enrolment === undefined) return [];
  const stated: DecidedParticipantEvent[] = [];
  const { participantId } = state.enrolment;
  let lastMinor = 0;
  for (const declared of fund.specialBonus) {
    const standing = state.specialBonus.find(({ data }) => data.decision === declared.decision);
    if (standing !== undefined) {
      lastMinor = amountMinor(standing.data.share);
      continue;
    }
    const moment = { kind: 'year-end', year: declared.year } as const;
    const valueMinor =
      results.bases(
        stateOf('participant', events, { asOf: LAST_DATE, positionUpTo: declared.position }),
        declared.before,
        parametersOf(declared.before, rulebook),
        moment,
      )?.value ?? 0;
    const shareMinor = specialBonus.shareMinor(declared, participantId, valueMinor);
    if (shareMinor === 0 && lastMinor === 0) continue;
    stated.push(shareStated(declared, { valueMinor, shareMinor, changeMinor: addMinor(shareMinor, -lastMinor) }, rulebook));
    lastMinor = shareMinor;
  }
  return stated;
}

interface Share {
  readonly valueMinor: number;
  readonly shareMinor: number;
  readonly changeMinor: number;
}

function shareStated(
  { decision, year, pool, valueSum, rate }: DeclaredSpecialBonus<FundState>,
  { valueMinor, shareMinor, changeMinor }: Share,
  { currency }: Rulebook,
): DecidedParticipantEvent {
  return {
    type: 'SpecialBonusShareStated',
    effectiveDate: endOfYear(year),
    key: `special-bonus:${year}:${decision}`,
    data: {
      decision,
      year,
      value: formatMinor(valueMinor),
      pool,
      valueSum,
      rate,
      share: formatMinor(shareMinor),
      change: formatMinor(changeMinor),
      currency,
    },
  };
}
