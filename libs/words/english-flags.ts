/** What flags of a plan say, and of facts that fit nothing else the ledger holds. */
import type { Flag, FlagCode, FlagFigures, Usual } from '#ledger/participant/flag.js';
import { quotedText } from '#ledger/kernel/text.js';
import type { LooseFacts } from '#ledger/participant/loose-facts.js';

/** What an amount is held against. */
const USUAL: { readonly [usual in Usual]: string } = {
  before: 'what stood before',
  'other-years': 'the median of the other years',
  'months-around': 'the median of the months around it',
  'last-payments': 'the median of the last payments',
  'last-premiums': 'the median of its last payments',
  invoice: 'the invoice that it names',
  'month-before': 'what held in the month before',
};

/** How an amount stands to a usual one: `× 10.00`, `÷ 2.50`. */
function ratioText(ratio: number): string {
  return ratio >= 1 ? `× ${ratio.toFixed(2)}` : `÷ ${(1 / ratio).toFixed(2)}`;
}

function unusual({ amount, usual, against }: FlagFigures['UNUSUAL_AMOUNT']): string {
  return `${amount} is ${ratioText(Number(amount) / Number(usual))} ${USUAL[against]}, ${usual}`;
}

function sameDayAndAmount({ amount, on, ...told }: FlagFigures['SAME_DAY_AND_AMOUNT']): string {
  if ('direction' in told) {
    return `another transfer ${told.direction} of ${amount} on ${on} stands; the same one may be written in two ways`;
  }
  if ('otherReference' in told) {
    const other = quotedText(told.otherReference, 500);
    return `another payment of ${amount} on ${on} stands with the reference ${other}: it may be the same, told a second time`;
  }
  if ('eventId' in told) {
    const { eventId } = told;
    return `${amount} of ${on} stands without a reference (event ${eventId}), and this row has one: it may be the same, told a second time; ` +
      'annul one of them if so';
  }
  const which = told.hasReference ? 'without a reference; this one has one' : 'with a reference; this one has none';
  return `another ${told.record} of ${amount} on ${on} stands ${which}: it may be the same, told a second time`;
}

function besideAnother(told: FlagFigures['MAY_BE_A_CORRECTION']): string {
  return 'period' in told
    ? `${told.period} already has contributions of ${told.standing}; with this row they are ${told.together}`
    : `employer ${told.employerId} is new for ${told.incomeYear}, where ${told.others.join(', ')} reported`;
}

const ANEW: { readonly [anew in FlagFigures['ANNULLED_SINCE']['anew']]: string } = {
  alone: 'Where it is meant anew, give it in another file; this row alone does',
  'with-its-equals': 'Where it is meant anew, give it in another file, together with the rows that are equal to it',
  refused: 'In another file it would be refused as things stand',
};

function annulledSince(told: FlagFigures['ANNULLED_SINCE']): string {
  const { eventId, by, recordedAt, reason, anew } = told;
  return `known from this file already, and annulled since: by ${by} on ${recordedAt.slice(0, 10)}, ${quotedText(reason, 200)} ` +
    `(event ${eventId}). It does not count, and the same file does not tell it anew. ${ANEW[anew]}${anew === 'refused' ? ` (${told.refusal})` : ''}`;
}

const FACTS: { readonly [of in LooseFacts['of']]: string } = {
  contributions: 'Contributions',
  payments: 'Pension payments',
  incomes: 'Incomes',
};

/** An answer holds it, and its digest covers it: it stays to the letter. */
export function looseFactsInWords(facts: LooseFacts): string {
  const { of, first, last, total } = facts;
  const range = first === last ? first : `${first} to ${last}`;
  const named = `${FACTS[of]} for ${range}${total === undefined ? '' : `, ${total} in all,`}`;
  return facts.code === 'facts-after-death'
    ? `${named} lie after the death on ${facts.diedOn} and still count; annul them once they are settled.`
    : `${named} have no pension behind them and still count; import the pension, or annul them.`;
}

const FLAGS: { readonly [C in FlagCode]: (figures: FlagFigures[C]) => string } = {
  SHIFTED_DECIMAL: (figures) => `${unusual(figures)}: a decimal point may have moved`,
  UNUSUAL_AMOUNT: (figures) => `${unusual(figures)}; a factor of ${figures.limit} or more is unusual`,
  UNUSUAL_JUMP: ({ amount, before, moved, limit }) => `from ${before} to ${amount}: moves by ${moved}, more than ${limit}`,
  UNUSUAL_HEADCOUNT: ({ employees, on, usual, usualOn, limit }) =>
    `${employees} on ${on} is ${ratioText(employees / usual)} what it employed on ${usualOn}, ${usual}; a factor of ${limit} or more is unusual`,
  EXCHANGED_YEARS: ({ amount, incomeYear, employerId, otherYear }) =>
    `${amount} for ${incomeYear} is what ${employerId} reported for ${otherYear}; two years may have been exchanged`,
  EXCHANGED_EMPLOYERS: ({ amount, incomeYear, employerId, otherEmployer }) =>
    `${amount} of ${employerId} is what ${otherEmployer} reported for ${incomeYear}; two employers may have been exchanged`,
  SAME_DAY_AND_AMOUNT: sameDayAndAmount,
  MAY_BE_A_CORRECTION: (told) =>
    `${besideAnother(told)}; this row replaces nothing: if it was meant as a correction, its reference is wrong`,
  UNKNOWN_PARTICIPANTS: ({ participants, unknown, named }) =>
    `no participant is enrolled as ${participants.join(', ')}${unknown > participants.length ? ' …' : ''} (${unknown} of ${named} named): the ` +
    'exemption holds for them once they are; check the ids',
  FACTS_AFTER_DEATH: (facts) => looseFactsInWords({ code: 'facts-after-death', ...facts }),
  REPLACED_SINCE: () =>
    'known from this file already, and another correction of its day has taken its place since: nothing is changed. Where it is meant ' +
    'anew, give it in a file of another name',
  ANNULLED_SINCE: annulledSince,
  SAME_DIFFERENCE: ({ difference, rows, of }) =>
    `${rows} of ${of} changed amounts move by ${difference} each; a column may have slipped`,
  SAME_FACTOR: ({ factor, rows, of }) =>
    `${rows} of ${of} changed amounts are ${ratioText(Number(factor))} what stood; a unit may have been mistaken`,
  MANY_FLAGGED: ({ rows, of }) =>
    `${rows} of ${of} rows are flagged each by itself; the whole file may be wrong: other rows' amounts, another unit`,
  TOTAL_FAR_FROM_LAST: ({ mean, usual, files, factor }) =>
    `the rows come to ${mean} each in the mean, ${ratioText(Number(factor))} that of the last ${files} files, ${usual}`,
  ONE_EMPLOYER: ({ employerId, participants, of, employers }) =>
    `${participants} of ${of} participants are of employer ${employerId}, and the file names ${employers} employers`,
};

/** A flag as reports show it. */
export interface ToldFlag {
  readonly code: FlagCode;
  readonly message: string;
  readonly figures: FlagFigures[FlagCode];
}

export function flagInWords<C extends FlagCode>({ code, figures }: Flag<C>): ToldFlag {
  return { code, message: FLAGS[code](figures), figures };
}
