/** Sentences of the rulebooks that stand in an overview, by their patterns; what each language makes of them stands with its words. */
const DAY = '(\\d{4}-\\d\\d-\\d\\d)';
const RANGE = '(\\S+(?: to \\S+)?)';
const AMOUNT = '(-?[\\d.]+)';

const PATTERNS = {
  fromDay: `from ${DAY}, at today’s prices(?:, on the calculation basis)?`,
  fundedPart: 'funded part, as at the end of (\\d{4})',
  unableSince: `Unable to work since ${DAY}\\.`,
  unableSinceUntil: `Unable to work since ${DAY}, until ${DAY}\\.`,
  asLargeAsOldAge: 'as large as the old-age pension',
  shareOfOldAge: 'share of the old-age pension',
  inPayment: `in payment since ${DAY}`,
  granted: `granted, in payment from ${DAY}`,
  inForceAtDeath: '(?:ACTIVE|RUN_OFF) on the day of death',
  notInForceAtDeath: '(?:LAPSED|BELOW_MINIMUM|EXPIRED_AGE|NEVER_CONTRIBUTED) on the day of death',
  mayFall: 'A pension in payment may fall as the expected payout does\\.',
  diedCoversEnded: `The participant died on ${DAY}: forecast and covers ended then\\. Pensions of survivors are shown once they are granted\\.`,
  diedNoPension: `The participant died on ${DAY}: no pension of their own is due any more\\.`,
  contributionsAfterDeath: `Contributions for ${RANGE}, ${AMOUNT} in all, lie after the death .*`,
  paymentsAfterDeath: `Pension payments for ${RANGE}, ${AMOUNT} in all, lie after the death .*`,
  incomesAfterDeath: `Incomes for ${RANGE} lie after the death .*`,
  paymentsAlone: `Pension payments for ${RANGE}, ${AMOUNT} in all, have no pension .*`,
  belowZero: 'The value is below zero: .*',
  active: 'ACTIVE',
  runOff: 'RUN_OFF',
  lapsed: 'LAPSED',
  belowMinimum: 'BELOW_MINIMUM',
  expiredAge: 'EXPIRED_AGE',
  neverContributed: 'NEVER_CONTRIBUTED',
  shareAtEnd: 'share at the end of (\\d{4}): not guaranteed and not paid out by itself; it follows each year’s result and may fall',
  goesOn: 'The forecast goes on with the contribution of the month before\\.',
  paidUp: 'Paid-up: the forecast assumes no further contributions\\.',
  expectedPayout: 'The expected payout is a forecast at today’s purchasing power; it may fall, also in payment\\.',
} as const;

export type SentenceKey = keyof typeof PATTERNS;

const SENTENCES = Object.entries(PATTERNS).map(([key, pattern]) => [key as SentenceKey, new RegExp(`^${pattern}$`)] as const);

/** The sentence that a text is, with what stands in its places; undefined where no language has words for it. */
export function sentenceOf(text: string): { readonly key: SentenceKey; readonly places: readonly string[] } | undefined {
  for (const [key, pattern] of SENTENCES) {
    const found = pattern.exec(text);
    if (found !== null) return { key, places: found.slice(1) };
  }
  return undefined;
}
