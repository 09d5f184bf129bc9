/** A disability and a death, as files and HTTP bring them. */
import type { FactOnStream } from '../../facts/declaration.js';
import { reportDeath } from './report-death.js';
import { reportDisability } from './report-disability.js';
import * as is from '../../facts/field.js';

const disability = {
  beganOn: is.date({ description: 'First day of the incapacity.', example: '2019-03-01' }),
  decidedOn: is.date({ description: 'Day of the decision.', example: '2019-06-01' }),
  endedOn: is.optional(is.date({ description: 'Its last day; may be told later, with the same other fields.' })),
};

export const DISABILITY_FACT = {
  name: 'disability',
  subject: 'participant',
  fields: disability,
  file: 'disabilities',
  path: 'disabilities',
  operation: 'reportDisability',
  summary: 'Report a disability, or its end',
  takesEffect: 'the day on which the incapacity began; its end on its last day',
  day: ({ endedOn, decidedOn }) => endedOn ?? decidedOn,
  refuses: [
    ...['NOT_ACCEPTED_BY_SCHEME', 'DISABILITY_ALREADY_REPORTED', 'DISABILITY_OVERLAPS'],
    ...['ENDS_BEFORE_IT_BEGINS', 'EVENT_IN_FUTURE', 'BEFORE_BIRTH', 'AFTER_DEATH'],
  ],
  looksAt: 'stream',
  decide: reportDisability,
} as const satisfies FactOnStream<'disability', typeof disability>;

const death = { diedOn: is.date({ description: 'Day of the death.', example: '2022-03-31' }) };

export const DEATH_FACT = {
  name: 'death',
  subject: 'participant',
  fields: death,
  file: 'deaths',
  path: 'deaths',
  operation: 'reportDeath',
  summary: 'Report a death',
  takesEffect: 'the day of death',
  day: ({ diedOn }) => diedOn,
  refuses: ['BEFORE_ENROLMENT', 'DEATH_ALREADY_REPORTED', 'EVENT_IN_FUTURE', 'BEFORE_BIRTH'],
  endsSavings: true,
  looksAt: 'stream',
  decide: reportDeath,
} as const satisfies FactOnStream<'death', typeof death>;
