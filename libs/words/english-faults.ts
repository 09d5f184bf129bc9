/** What is wrong with a value that an input, a parameter or a file gives: the end of a sentence that begins with where it stands. */
import type { Refusals } from '#ledger/kernel/refusal.js';
import { saidOfText } from './english-fields.js';
import type { Say } from './words.js';

type Fault = Refusals['INVALID_PARAMETER'];
type OfKind<K> = Extract<Fault, { readonly fault: K }>;

const WANTED: { readonly [wanted in OfKind<'kind'>['wanted']]: string } = {
  text: 'must be a text',
  name: 'must be a name',
  object: 'must be an object',
  array: 'must be a list',
  'true-or-false': 'must be true or false',
  number: 'must be a number',
  'whole-number': 'must be a whole number',
  decimal: 'must be a decimal',
  'decimal-text': 'must be a decimal string such as "0.0475"',
  day: 'must be a day of the calendar such as 2005-07-01',
  month: 'must be a month such as 2018-03',
  year: 'must be a year',
  instant: 'must be an instant in UTC such as 2009-10-02T09:30:00Z',
  'years-or-months': 'must name years or months',
  'list-of-parameters': 'must be a list with at least one parameter',
  'list-of-entries': 'must be a list with at least one entry',
  series: 'must be entries {from, to?, value}',
  'years-as-text': 'must be a whole number of years such as "5"',
  'name-or-law': 'must be a name or a law',
  'law-of-mortality': 'must be the name of a law such as "G82M", or {"law", "shift"}',
  covers: 'must be a list of {"code", "sum"}, each code once, each sum an amount such as "250000.00"',
  'smoothing-table': 'must be "as 2005" or {"male": {"18": u, …}, "female": {…}}',
};

const LAWS: { readonly [law in OfKind<'law'>['law']]: string } = {
  'no-number': 'has a constant that is no number',
  'negative-force': 'must not have a negative force of mortality, nor one that falls with age',
  'interest-not-above-minus-one': 'must have an interest above -1',
  'no-annuity-value': 'is a law under which no annuity has a value',
  'beyond-bounds': 'has constants out of all bounds',
  'nobody-lives': 'is a law under which nobody lives',
};

const COUNTED = { signs: ['sign', 'signs'], items: ['item', 'items'], fields: ['field', 'fields'] } as const;

/** Without the value that was found. */
export function faultInWords(told: Fault, say: Say): string {
  switch (told.fault) {
    case 'missing':
      return told.instead === undefined ? 'is missing' : `is missing, and there is no ${told.instead} in its place`;
    case 'unknown':
      return `is not a field here${told.known === undefined ? '' : `; known are ${told.known.join(', ')}`}`;
    case 'twice':
      return 'is given twice';
    case 'kind':
      return WANTED[told.wanted];
    case 'choice':
      return `must be one of ${told.choices.map(plain).join(', ')}`;
    case 'table':
      return `must be an object${told.words.map((word) => ` or "${word}"`).join('')}`;
    case 'bounds':
      return boundsInWords(told);
    case 'days':
      return told.from === undefined
        ? `must not lie after ${told.to}`
        : told.to === undefined
          ? `must not lie before ${told.from}`
          : `must lie between ${told.from} and ${told.to}`;
    case 'months':
      return `must be whole months from ${told.least ?? 0} to ${told.most}`;
    case 'size':
      return sizeInWords(told);
    case 'pattern':
      return `must match the pattern ${told.pattern}`;
    case 'shape':
      return 'has none of the shapes that it may have';
    case 'worth-nothing':
      return 'are worth nothing: there is no funding ratio';
    case 'no-payment':
      return 'must hold a payment above 0';
    case 'above-required':
      return `lies above the required capital of ${told.required}, and the scale of the old rules ends there`;
    case 'overlap':
      return `has entries from ${told.first} and ${told.second} that overlap`;
    case 'no-cell':
      return `has no cell for birth year ${told.birthYear}, year ${told.year}`;
    case 'law':
      return LAWS[told.law];
    case 'text':
      return saidOfText(told.text);
    case 'rests-on':
      return `is not right: ${say(told.refusal)}`;
  }
}

/** What was found, after a colon; nothing where nothing was. */
export function found(value: Fault['value'] | null): string {
  return value === undefined || value === null ? '' : `: ${JSON.stringify(value)}`;
}

function boundsInWords({ of, least, most, above, below }: OfKind<'bounds'>): string {
  const must = of === 'mean' ? 'must have a mean' : 'must be';
  if (least !== undefined && most !== undefined) return `must lie from ${least} to ${most}`;
  if (above !== undefined && below !== undefined) return `${must} above ${above} and below ${below}`;
  if (above !== undefined) return `${must} above ${above}${most === undefined ? '' : ` and at most ${most}`}`;
  if (below !== undefined) return least === undefined ? `${must} below ${below}` : `must lie from ${least} to below ${below}`;
  if (least !== undefined) return Number(least) === 0 ? 'must not be negative' : `${must} at least ${least}`;
  return `${must} at most ${most}`;
}

function sizeInWords({ of, least, most }: OfKind<'size'>): string {
  const count = (number: number): string => `${number} ${COUNTED[of][number === 1 ? 0 : 1]}`;
  return most === undefined ? `must have at least ${count(least ?? 0)}` : `must have at most ${count(most)}`;
}

function plain(choice: OfKind<'choice'>['choices'][number]): string {
  return typeof choice === 'string' ? choice : JSON.stringify(choice);
}
