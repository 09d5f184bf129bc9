/** The annulment of an event, as HTTP brings it. */
import { annul } from './annul.js';
import type { FactOnStream } from '../facts/declaration.js';
import * as is from '../facts/field.js';

const fields = {
  eventId: is.eventReference({ description: 'Id of the event that was entered by mistake.' }),
  reason: is.text({ description: 'Why it should never have been entered.' }),
  settle: is.withFallback(
    is.choice('INVALID_CHOICE', ['yes', 'no'], {
      description:
        'Whether what the annulment leaves due to the participant, such as interest on what is gone, is booked with it; ' +
        'yes unless told not to.',
    }),
    'yes',
  ),
};

export const ANNULMENT_FACT = {
  name: 'annulment',
  subject: 'participant',
  fields,
  path: 'annulments',
  operation: 'annulEvent',
  secondPerson: 'asks-for-the-same',
  summary: 'Take an event out of every figure; it stays in the history',
  takesEffect: 'the value date of what it annuls',
  refuses: ['UNKNOWN_EVENT', 'CANNOT_BE_ANNULLED', 'LATER_CORRECTION_STANDS'],
  looksAt: 'stream',
  decide: annul,
} as const satisfies FactOnStream<'annulment', typeof fields>;
