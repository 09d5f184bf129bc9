/** The letter that a participant gets at the start of accrual (nl-pob 4.5; Pension Act, art. 21). */
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, placeUnderKey, refused, unless, type Decision, type StandingFact } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import { deathProblem, futureProblem } from '../deciding/days.js';
import { notAccepted, type FactContext } from '../deciding/terms.js';
import type { LetterEventData } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    START_LETTER_ALREADY_SENT: {
      readonly participantId: string;
      readonly sentOn: string;
      readonly standing: { readonly sentOn: string; readonly reference: string };
    };
  }
}

export interface SendStartLetter {
  readonly sentOn: CivilDate;
  readonly reference: string;
}

/** Under which journals hold a participant's only letter that was recorded when there could be one alone. */
const ONLY_LETTER = 'start-letter';

/**
 * StartLetterSent, on the day it was sent: a letter is known by its reference. Whether it tells of the start of accrual is a matter of the
 * two days, and of no decision: the start may be told, or corrected, after the letter. Refuses NOT_ACCEPTED_BY_SCHEME, EVENT_IN_FUTURE,
 * START_LETTER_ALREADY_SENT (the reference stands with another day) and AFTER_DEATH.
 */
export function sendStartLetter({ sentOn, reference }: SendStartLetter, context: FactContext): Decision<Decided<LetterEventData>> {
  const { participantId, terms, standing } = context;
  if (!terms.facts.employers) return notAccepted(context, 'startLetters');
  const problem = futureProblem('sentOn', sentOn, context);
  if (problem !== undefined) return problem;
  const isThisLetter = ({ data }: StandingFact): boolean => comparableText(String(data['reference'])) === comparableText(reference);
  const only = placeUnderKey(ONLY_LETTER, standing, (known) => isThisLetter(known) && known.effectiveDate === sentOn).stands;
  const key = only !== undefined && isThisLetter(only) ? ONLY_LETTER : `${ONLY_LETTER}:${JSON.stringify(comparableText(reference))}`;
  const sent = placedUnderKey<Decided<LetterEventData>>(
    { type: 'StartLetterSent', effectiveDate: sentOn, key, data: { sentOn, reference } },
    standing,
    ({ data }) =>
      refused('START_LETTER_ALREADY_SENT', {
        participantId,
        sentOn,
        standing: { sentOn: String(data['sentOn']), reference: String(data['reference']) },
      }),
  );
  return unless(sent, () => deathProblem('sentOn', sentOn, context));
}
