/** Refusals of fields: what belongs there, whatever the fact, and of events that do not fit their schema. */
import type { JsonObject } from '#ledger/kernel/json.js';
import type { EnvelopeField } from '#ledger/kernel/catalogue.js';
import type { Refusals } from '#ledger/kernel/refusal.js';
import { quotedText, type TextFault } from '#ledger/kernel/text.js';
import { about } from './subject.js';
import type { RefusalWords } from './words.js';

interface Unfit {
  readonly column: string;
  readonly found: string;
}

type Choice = Unfit & { readonly choices: readonly string[] };

/** Of a field that is wrong: what it is not. */
const isNot = (wanted: string) => ({ column, found }: Unfit): string => `${column}: ${quotedText(found)} is not ${wanted}`;

const isNoneOf = ({ column, found, choices }: Choice): string => isNot(`one of ${choices.join(', ')}`)({ column, found });

const isNoAmount = isNot('an amount such as 1234.56: a decimal point, at most two decimals, no thousands separators, no exponent');

function missingField(told: Refusals['MISSING_FIELD']): string {
  if ('field' in told) return `${told.of} names its ${told.field}`;
  return `${about(told)}${told.column} is empty${whyRequired(told)}`;
}

function whyRequired(told: Exclude<Refusals['MISSING_FIELD'], { readonly field: string }>): string {
  switch (told.because) {
    case undefined:
      return '; it is required';
    case 'goes-with':
      return `, but ${told.given} is given; give both or neither`;
    case 'says-what-it-is-for':
      return '; say what it is for';
    case 'claim-names-what-is-late':
      return '; a claim names the obligation or the invoice that is late';
    case 'premium-on-average':
      return '; a premium on the average of the rates names it';
    case 'results-or-a-run':
      return '; give both results, or the recorded run that they are taken from';
    case 'for-late-data':
      return `; ${told.kind} is for data that are late`;
    case 'follows-from-premium':
      return `; ${told.kind} follows from the premium that the data are for`;
    case 'is-what-it-cost':
      return `; ${told.kind} is what it cost`;
    case 'existing-staff-only':
      return `; ${told.outcome} holds for the staff of the exempt employers alone: name them`;
  }
}

/** Why a text cannot be taken. */
export function saidOfText(told: TextFault): string {
  switch (told.fault) {
    case 'control-characters':
      return 'is not text on one line without control characters';
    case 'half-of-a-pair':
      return 'holds half of a surrogate pair, which is no text';
    case 'unseen-character':
      return `holds a character that cannot be seen, ${told.sign}`;
  }
}

export const OF_FIELDS = {
  MISSING_FIELD: missingField,
  INVALID_IDENTIFIER: isNot('an id: letters, digits, and . _ ~ - after the first, at most 128'),
  INVALID_DATE: isNot('a day such as 2005-07-31'),
  INVALID_INSTANT: isNot('an instant in UTC such as 2005-07-31T09:30:00Z, or a day'),
  INVALID_YEAR: isNot('a year from 1800 to 9999'),
  INVALID_COUNT: isNot('a whole number from 0 to 999999999'),
  INVALID_NUMBER: isNot('a number such as 0.8: a decimal point, no exponent'),
  INVALID_PERIOD: isNot('a month such as 2022-10'),
  INVALID_DECIMAL: isNot('a decimal such as 0.045: a point, at most 20 digits on either side, no exponent'),
  INVALID_DIGEST: isNot('a SHA-256: 64 hexadecimal digits'),
  INVALID_EVENT_ID: isNot('the id of an event; its history lists them'),
  INVALID_TIME_ZONE: isNot('the name of a time zone such as Europe/Helsinki (IANA; not an offset, which has no summer)'),
  INVALID_AMOUNT: (told) =>
    'least' in told ? `${told.column} is not below ${told.least}`
    : 'atMost' in told ? `${about(told)}an amount of ${told.atMost} or less is none; check it` : isNoAmount(told),
  AMOUNT_TOO_LARGE: ({ column, found }) => `${column}: ${found} is more than 999999999999.99, the largest amount the ledger takes`,
  OUT_OF_RANGE: (told) =>
    'column' in told
      ? `${told.column}: ${quotedText(told.found)} does not lie from 0 to 1`
      : 'most' in told ? `${told.field}: ${told.value} lies beyond ${told.most}`
      : `${told.field} of ${told.participant} must lie between 0 and 1: ${told.value}`,
  INVALID_TEXT: ({ column, found, ...told }) =>
    `${column}: ${quotedText(found)} ${saidOfText(told)}${told.fault === 'control-characters' ? '' : '; take it out'}`,
  TEXT_TOO_LONG: ({ column, characters, longest }) => `${column} has ${characters} characters; at most ${longest}`,
  INVALID_VALUE: isNoneOf,
  INVALID_CHOICE: isNoneOf,
  INVALID_CURRENCY: isNoneOf,
  INVALID_SEX: isNoneOf,
  INVALID_KIND: isNoneOf,
  INVALID_BENEFIT: isNoneOf,
  INVALID_COVERAGE: isNoneOf,
  INVALID_DIRECTION: isNoneOf,
  INVALID_FREQUENCY: isNoneOf,
  INVALID_TRANSFER_KIND: isNoneOf,
  UNKNOWN_KIND: (told) =>
    'column' in told ? isNoneOf(told) : `there is no kind ${quotedText(told.kind)}; there are ${told.choices.join(', ')}`,
  UNKNOWN_TYPE: (told) =>
    'column' in told ? isNoneOf(told) : `there is no type ${quotedText(told.type)}; there are ${told.choices.join(', ')}`,
} satisfies Partial<RefusalWords>;

/** By the keyword of JSON Schema. */
function ruleBroken({ keyword, params }: { readonly keyword: string; readonly params: JsonObject }): string {
  switch (keyword) {
    case 'required':
      return `has no ${String(params['missingProperty'])}`;
    case 'additionalProperties':
      return `has a field too many, ${String(params['additionalProperty'])}`;
    case 'type':
      return `is no ${String(params['type'])}`;
    case 'format':
      return `is no ${String(params['format'])}`;
    default:
      return `breaks the rule ${keyword} of its schema, ${JSON.stringify(params)}`;
  }
}

function unfitAppend(told: Extract<Refusals['INVALID_EVENT'], { because: string }>): string {
  switch (told.because) {
    case 'no-events':
      return `${told.stream}: an append needs at least one event`;
    case 'envelope':
      return `${told.stream}, event ${told.nth} of ${told.of}: ${FIELD_MUST[told.field](told.found)}`;
    case 'no-canonical-form':
      return `${told.stream}: event ${told.eventId} has no canonical form (${told.cause})`;
  }
}

const FIELD_MUST: { readonly [field in EnvelopeField]: (found: string) => string } = {
  event: () => 'no event',
  id: (found) => `id ${found} is no UUID in lower case`,
  type: (found) => `type ${found} is no name of an event type`,
  schemaVersion: (found) => `schemaVersion ${found} is no number from 1`,
  effectiveDate: (found) => `effectiveDate ${found} is no date`,
  actor: () => 'actor must be a text that is not empty',
  causationId: () => 'causationId must be a text that is not empty',
  correlationId: () => 'correlationId must be a text that is not empty',
  source: () => 'source must name file, line and sha256',
  'migratedFrom.recordedAt': (found) => `migratedFrom.recordedAt ${found} is no instant in full (2005-07-01T09:30:00.000Z)`,
  data: () => 'data must be an object',
};

export const OF_EVENTS = {
  UNKNOWN_EVENT_TYPE: ({ type }) => `${type} is not in the catalogue of events`,
  INVALID_EVENT: (told) => {
    if ('because' in told) return unfitAppend(told);
    return 'written' in told
      ? `${told.type}: schemaVersion ${told.schemaVersion}, but version ${told.written} is written now`
      : `${told.type}: ${told.at} ${ruleBroken(told)}`;
  },
} satisfies Partial<RefusalWords>;
