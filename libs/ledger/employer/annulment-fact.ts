/** The annulment of a fact of an employer, as HTTP brings it. */
import type { FactOnStream } from '../facts/declaration.js';
import * as is from '../facts/field.js';
import { annulOfEmployer } from './annul.js';

const fields = {
  eventId: is.eventReference({ description: 'Id of the event that was entered by mistake.' }),
  reason: is.text({ description: 'Why it should never have been entered.' }),
};

export const EMPLOYER_ANNULMENT_FACT = {
  name: 'employer-annulment',
  subject: 'employer',
  fields,
  path: 'annulments',
  operation: 'annulEmployerEvent',
  secondPerson: 'asks-for-the-same',
  summary: 'Take an event of an employer out of every figure; it stays in the history, and what others pay without it is put right',
  takesEffect: 'the value date of what it annuls',
  refuses: ['UNKNOWN_EVENT', 'CANNOT_BE_ANNULLED', 'STILL_RESTED_ON', 'MISSING_PARAMETER'],
  looksAt: 'stream',
  looksElsewhere: true,
  decide: annulOfEmployer,
} as const satisfies FactOnStream<'employer-annulment', typeof fields>;
