/** Conscientious objections of participants, as files and HTTP bring them (nl-pob section 9). */
import type { FactOnStream } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import { OBJECTION_ENDS } from './events.js';
import { endObjection, objectToInsurance, type ObjectionContext } from './object.js';

const reference = is.text({ description: 'Of the letter or the decision.', example: 'board 6' }, 100);

const objection = {
  requestedOn: is.date({ description: 'Requested on.', example: '2016-01-10' }),
  from: is.date({ description: 'Exempt from.', example: '2016-02-01' }),
  declaration: is.choice('INVALID_VALUE', ['yes', 'no'] as const, { description: 'Whether the model declaration, against every ' +
    'insurance, is there and true in the board’s view.' }),
  reference,
  condition: is.optional(is.text({ description: 'VI.5: what is attached for the administration.' })),
};

export const OBJECTOR_FACT = {
  name: 'objector',
  subject: 'participant',
  fields: objection,
  file: 'objectors',
  path: 'objections',
  operation: 'exemptObjector',
  summary: 'Exempt a participant for conscientious objections: its contribution is savings',
  takesEffect: 'the day from which it holds',
  day: ({ requestedOn }) => requestedOn,
  refuses: ['DECLARATION_MISSING', 'OBJECTION_ALREADY_GRANTED', 'NOT_ACCEPTED_BY_SCHEME', 'EVENT_IN_FUTURE', 'AFTER_DEATH'],
  looksAt: 'stream',
  decide: objectToInsurance,
} as const satisfies FactOnStream<'objector', typeof objection, ObjectionContext>;

const end = {
  cause: is.choice('INVALID_VALUE', OBJECTION_ENDS, { description: 'On request, since the objections are gone, or for a breach.' }),
  on: is.date({ description: 'First day on which it does not hold any more.', example: '2019-01-01' }),
  reference,
};

export const OBJECTOR_END_FACT = {
  name: 'objector-end',
  subject: 'participant',
  fields: end,
  file: 'objector-ends',
  path: 'objection-ends',
  operation: 'endObjection',
  summary: 'End the exemption of a participant with conscientious objections',
  takesEffect: 'the first day without it',
  day: ({ on }) => on,
  refuses: ['NO_OBJECTION', 'OBJECTION_ALREADY_ENDED', 'EVENT_IN_FUTURE'],
  isOfSavings: true,
  looksAt: 'stream',
  decide: endObjection,
} as const satisfies FactOnStream<'objector-end', typeof end, ObjectionContext>;
