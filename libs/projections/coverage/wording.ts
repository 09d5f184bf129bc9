/**
 * The words of the answer itself. Its digest covers them, so they stay as they are; whoever shows an overview to people has words of
 * their own, in their language, for the same codes.
 */
import { inWords, type Condition, type Note, type WordsFor } from '#rulebooks/frame/capabilities/statements.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import { looseFactsInWords } from '#words/english-flags.js';
import { said } from '#words/said.js';

const CONDITIONS: WordsFor<Condition> = {
  forecast: ({ from, onCalculationBasis }) => `from ${from}, at today’s prices${onCalculationBasis ? ', on the calculation basis' : ''}`,
  'as-old-age-pension': () => 'as large as the old-age pension',
  'share-of-old-age-pension': () => 'share of the old-age pension',
  'in-payment': ({ since }) => `in payment since ${since}`,
  granted: ({ from }) => `granted, in payment from ${from}`,
  'group-cover': ({ reason }) => reason,
  'group-cover-at-death': ({ reason }) => `${reason} on the day of death`,
  'share-of-provisions': ({ year }) =>
    `share at the end of ${year}: not guaranteed and not paid out by itself; it follows each year’s result and may fall`,
  'funded-part': ({ year }) => `funded part, as at the end of ${year}`,
};

const NOTES: WordsFor<Note> = {
  'contributions-assumed': () => 'The forecast goes on with the contribution of the month before.',
  'paid-up': () => 'Paid-up: the forecast assumes no further contributions.',
  'forecast-may-fall': () => 'The expected payout is a forecast at today’s purchasing power; it may fall, also in payment.',
  'payment-may-fall': () => 'A pension in payment may fall as the expected payout does.',
  'unable-to-work': ({ since, until }) => `Unable to work since ${since}${until === undefined ? '' : `, until ${until}`}.`,
  'forecast-ended-by-death': ({ diedOn }) =>
    `The participant died on ${diedOn}: forecast and covers ended then. Pensions of survivors are shown once they are granted.`,
  'no-own-pension-after-death': ({ diedOn }) => `The participant died on ${diedOn}: no pension of their own is due any more.`,
  'value-below-zero': () => 'The value is below zero: more was paid out or transferred than there was; the forecast starts from zero.',
  'value-is-what-was-charged': () =>
    'The value is what the participant’s employers were charged: annual premiums and settled corrections. ' +
    'It is not owned by the participant.',
  'pension-not-shown': ({ why }) => `The funded old-age pension is not shown: ${why.code}: ${whyOf(why)}`,
  'facts-after-death': looseFactsInWords,
  'payments-without-pension': looseFactsInWords,
};

/** Answers have named the command since 0.1.0; without it their digests would not be those that were kept. */
function whyOf(why: Refusal): string {
  return why.code === 'MISSING_PARAMETER' ? `${said(why)} with \`accrual parameters FILE\`` : said(why);
}

export function conditionText(condition: Condition): string {
  return inWords(CONDITIONS, condition);
}

export function noteText(note: Note): string {
  return inWords(NOTES, note);
}
