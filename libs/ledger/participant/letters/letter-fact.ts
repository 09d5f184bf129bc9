/** Letters to participants, as files and HTTP bring them. */
import type { FactOnStream } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import { sendStartLetter } from './send-start-letter.js';

const fields = {
  sentOn: is.date({ description: 'Day on which the letter was sent.', example: '2018-05-15' }),
  reference: is.text({ description: 'Of the letter.', example: 'start 2018/114' }, 100),
};

export const START_LETTER_FACT = {
  name: 'start-letter',
  subject: 'participant',
  fields,
  file: 'start-letters',
  path: 'start-letters',
  operation: 'sendStartLetter',
  summary: 'Record the letter that a participant was sent at the start of accrual',
  takesEffect: 'the day on which it was sent',
  day: ({ sentOn }) => sentOn,
  refuses: ['START_LETTER_ALREADY_SENT', 'NOT_ACCEPTED_BY_SCHEME', 'EVENT_IN_FUTURE', 'AFTER_DEATH'],
  isOwedHere: true,
  looksAt: 'stream',
  decide: sendStartLetter,
} as const satisfies FactOnStream<'start-letter', typeof fields>;
