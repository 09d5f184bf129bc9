/** Pensions that the fund has granted, as the coverage overview shows them and `explain` takes them apart. */
import type { CivilDate } from '#money/civil-date.js';
import { isForSurvivors } from '#ledger/participant/benefits.js';
import type { ParticipantState, StartedPension } from '#ledger/participant/state.js';
import type { Figure } from './figure.js';
import type { Benefit } from './rulebook.js';

/**
 * Granted by a day and not ended before it, in the order in which they took effect. Pensions of one's own end with the death (assumption:
 * neither scheme's source says more than that they are for life).
 */
export function grantedPensions(state: ParticipantState, asOf: CivilDate): readonly StartedPension[] {
  const dead = deathBy(state, asOf) !== undefined;
  return state.pensions.filter(
    ({ benefit, grantedOn, startsOn, endsOn }) => (grantedOn <= asOf || startsOn <= asOf) && (endsOn === undefined || endsOn >= asOf) && (!dead || isForSurvivors(benefit)),
  );
}

/** The day of the death, once it has come. */
export function deathBy({ diedOn }: ParticipantState, asOf: CivilDate): CivilDate | undefined {
  return diedOn !== undefined && diedOn <= asOf ? diedOn : undefined;
}

/** The amount as granted: neither a forecast nor a guarantee. */
export function grantedBenefit({ benefit, amount, currency, frequency, startsOn, endsOn }: StartedPension, asOf: CivilDate): Benefit {
  return {
    benefit,
    amount,
    currency,
    frequency,
    basis: 'accrued',
    condition: startsOn <= asOf ? `in payment since ${startsOn}` : `granted, in payment from ${startsOn}`,
    validUntil: endsOn ?? null,
    figure: grantedFigureName(benefit),
  };
}

function grantedFigureName(benefit: string): string {
  return `coverage.${benefit}.granted`;
}

/** The figure of a granted pension by its name; undefined where there is none of that name. */
export function grantedFigure(state: ParticipantState, name: string, asOf: CivilDate): Figure | undefined {
  const found = grantedPensions(state, asOf).find(({ benefit }) => grantedFigureName(benefit) === name);
  if (found === undefined) return undefined;
  const { amount, currency, frequency, grantedOn, startsOn, eventIds } = found;
  return {
    name,
    value: amount,
    unit: `${currency} per ${frequency === 'monthly' ? 'month' : 'year'}`,
    formula: `as granted on ${grantedOn}, from ${startsOn}`,
    article: 'the fund’s decision',
    parameters: [],
    inputs: [],
    events: eventIds,
  };
}
