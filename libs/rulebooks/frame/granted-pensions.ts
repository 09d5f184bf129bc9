/** Pensions that the fund has granted, and what it knows of a life, as the coverage overview shows them and `explain` takes them apart. */
import type { CivilDate } from '#money/civil-date.js';
import { DISABILITY, isForSurvivors } from '#ledger/participant/pensions/benefits.js';
import type { Disability } from '#ledger/participant/life/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { StartedPension } from '#ledger/participant/pensions/state.js';
import type { Figure } from './figures/figure.js';
import type { Benefit } from './capabilities/coverage.js';
import type { Note } from './capabilities/statements.js';

/**
 * Granted by a day and not ended before it, in the order in which they took effect. Pensions of one's own end with the death (assumption:
 * neither scheme's source says more than that they are for life), a disability pension with its disability.
 */
export function grantedPensions(state: ParticipantState, asOf: CivilDate): readonly StartedPension[] {
  const dead = deathBy(state, asOf) !== undefined;
  return state.pensions.filter((pension) => {
    const ends = endOf(state, pension);
    return (
      (pension.grantedOn <= asOf || pension.startsOn <= asOf) &&
      (ends === undefined || ends >= asOf) &&
      (!dead || isForSurvivors(pension.benefit))
    );
  });
}

/** The day told for the pension, else that of the disability it is paid for. */
export function endOf(state: ParticipantState, pension: StartedPension): CivilDate | undefined {
  return pension.endsOn ?? disabilityBehind(state, pension)?.endedOn;
}

/** The disability that a pension is paid for: the last that began by its start, else the first after it. */
export function disabilityBehind({ disabilities }: ParticipantState, { benefit, startsOn }: StartedPension): Disability | undefined {
  return benefit === DISABILITY ? (disabilities.findLast(({ beganOn }) => beganOn <= startsOn) ?? disabilities[0]) : undefined;
}

/** The day of the death, once it has come. */
export function deathBy({ diedOn }: ParticipantState, asOf: CivilDate): CivilDate | undefined {
  return diedOn !== undefined && diedOn <= asOf ? diedOn : undefined;
}

/** The disability of a day, while the participant lives. */
function disabilityOn(state: ParticipantState, asOf: CivilDate): Disability | undefined {
  return deathBy(state, asOf) === undefined
    ? state.disabilities.findLast(({ beganOn, endedOn }) => beganOn <= asOf && (endedOn === undefined || endedOn >= asOf))
    : undefined;
}

/** What there is to say of the disability of a day. */
export function disabilityNotes(state: ParticipantState, asOf: CivilDate): readonly Note[] {
  const found = disabilityOn(state, asOf);
  return found === undefined ? [] : [{ code: 'unable-to-work', since: found.beganOn, until: found.endedOn }];
}

/** The amount as granted: neither a forecast nor a guarantee. */
export function grantedBenefit(state: ParticipantState, pension: StartedPension, asOf: CivilDate): Benefit {
  const { benefit, amount, currency, frequency, startsOn } = pension;
  return {
    benefit,
    amount,
    currency,
    frequency,
    basis: 'accrued',
    condition: startsOn <= asOf ? { code: 'in-payment', since: startsOn } : { code: 'granted', from: startsOn },
    validUntil: endOf(state, pension) ?? null,
    figure: grantedFigureName(pension, grantedPensions(state, asOf)),
  };
}

/** Several children may each have a pension: then the name says from when. */
function grantedFigureName({ benefit, startsOn }: StartedPension, granted: readonly StartedPension[]): string {
  const several = granted.filter((one) => one.benefit === benefit).length > 1;
  return `coverage.${benefit}.granted${several ? `.${startsOn}` : ''}`;
}

const leaf = { parameters: [], inputs: [] } as const;

/** Articles under which a scheme looks at a life. */
export interface LifeArticles {
  readonly disability: string;
  readonly death: string;
}

/**
 * What is known of a life, by the figure's name (`coverage.disability`, `coverage.death`), and pensions granted; undefined for other
 * names.
 */
export function lifeFigure(state: ParticipantState, name: string, asOf: CivilDate, articles: LifeArticles): Figure | undefined {
  if (name === DISABILITY_FIGURE) return disabilityFigure(disabilityOn(state, asOf), articles);
  const diedOn = deathBy(state, asOf);
  if (name === DEATH_FIGURE && diedOn !== undefined) {
    return {
      ...leaf,
      name,
      value: diedOn,
      unit: 'day',
      formula: 'the day of death as reported',
      article: articles.death,
      events: state.deathEventId === undefined ? [] : [state.deathEventId],
    };
  }
  return grantedFigure(state, name, asOf, articles);
}

const DISABILITY_FIGURE = 'coverage.disability';
const DEATH_FIGURE = 'coverage.death';

/** Names that `lifeFigure` knows on a day. */
export function lifeFigureNames(state: ParticipantState, asOf: CivilDate): readonly string[] {
  const granted = grantedPensions(state, asOf);
  return [
    ...granted.map((pension) => grantedFigureName(pension, granted)),
    ...(disabilityOn(state, asOf) === undefined ? [] : [DISABILITY_FIGURE]),
    ...(deathBy(state, asOf) === undefined ? [] : [DEATH_FIGURE]),
  ];
}

function disabilityFigure(disability: Disability | undefined, articles: LifeArticles): Figure | undefined {
  if (disability === undefined) return undefined;
  return {
    ...leaf,
    name: DISABILITY_FIGURE,
    value: disability.beganOn,
    unit: 'day',
    formula: 'the day on which the incapacity began, as decided',
    article: articles.disability,
    events: disability.eventIds,
  };
}

function grantedFigure(state: ParticipantState, name: string, asOf: CivilDate, articles: LifeArticles): Figure | undefined {
  const granted = grantedPensions(state, asOf);
  const found = granted.find((pension) => grantedFigureName(pension, granted) === name);
  if (found === undefined) return undefined;
  const { amount, currency, frequency, grantedOn, startsOn, eventIds } = found;
  const behind = disabilityFigure(disabilityBehind(state, found), articles);
  return {
    ...leaf,
    name,
    value: amount,
    unit: `${currency} per ${frequency === 'monthly' ? 'month' : 'year'}`,
    formula: `as granted on ${grantedOn}, from ${startsOn}`,
    article: 'the fund’s decision',
    inputs: behind === undefined ? [] : [behind],
    events: eventIds,
  };
}
