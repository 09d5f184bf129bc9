/** Conscientious objections of employers, as files and HTTP bring them (nl-pob section 9). */
import type { FactOnStream } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import { EMPLOYER_OBJECTION_ENDS } from './events.js';
import { endEmployerObjection, objectAsEmployer, type EmployerObjectionContext } from './object-as-employer.js';

const reference = is.text({ description: 'Of the letter or the decision.', example: 'board 6' }, 100);
const yesOrNo = (description: string) => is.withFallback(is.choice('INVALID_VALUE', ['yes', 'no'] as const, { description }), 'no');

const objection = {
  requestedOn: is.date({ description: 'Requested on.', example: '2018-04-10' }),
  from: is.date({ description: 'Exempt from.', example: '2018-05-01' }),
  declaration: is.choice('INVALID_VALUE', ['yes', 'no'] as const, { description: 'Whether the model declaration, against every ' +
    'insurance, is there and true in the board’s view.' }),
  reference,
  legalEntity: yesOrNo('Whether it is a legal entity: its exemption lapses after five years. Default: no.'),
  bodyMajority: yesOrNo('Legal entity: whether a majority of its competent body declares its objections. Default: no.'),
  statutes: yesOrNo('Legal entity: whether certified statutes came with it. Default: no.'),
  minutes: yesOrNo('Legal entity: whether the certified minutes came with it. Default: no.'),
  condition: is.optional(is.text({ description: 'VI.5: what is attached for the administration.' })),
};

export const OBJECTING_EMPLOYER_FACT = {
  name: 'objecting-employer',
  subject: 'employer',
  fields: objection,
  file: 'objecting-employers',
  path: 'objections',
  operation: 'exemptObjectingEmployer',
  summary: 'Exempt an employer for conscientious objections',
  takesEffect: 'the day from which it holds',
  day: ({ requestedOn }) => requestedOn,
  refuses: [
    ...['DECLARATION_MISSING', 'BODY_MAJORITY_MISSING', 'DOCUMENTS_MISSING', 'EMPLOYER_OBJECTION_ALREADY_GRANTED'],
    ...['EVENT_IN_FUTURE', 'BEFORE_AFFILIATION', 'NOT_APPLICABLE'],
  ],
  looksAt: 'stream',
  decide: ({ requestedOn, from, reference: named, condition, ...told }, context: EmployerObjectionContext) =>
    objectAsEmployer(
      {
        requestedOn,
        from,
        reference: named,
        condition,
        request: {
          declaration: told.declaration === 'yes',
          legalEntity: told.legalEntity === 'yes',
          bodyMajority: told.bodyMajority === 'yes',
          statutes: told.statutes === 'yes',
          minutes: told.minutes === 'yes',
        },
      },
      context,
    ),
} as const satisfies FactOnStream<'objecting-employer', typeof objection, EmployerObjectionContext>;

const end = {
  cause: is.choice('INVALID_VALUE', EMPLOYER_OBJECTION_ENDS, {
    description: 'On request, since the objections are gone, or for a breach.',
  }),
  on: is.date({ description: 'First day on which it does not hold any more.', example: '2019-01-01' }),
  reference,
};

export const OBJECTING_EMPLOYER_END_FACT = {
  name: 'objecting-employer-end',
  subject: 'employer',
  fields: end,
  file: 'objecting-employer-ends',
  path: 'objection-ends',
  operation: 'endEmployerObjection',
  summary: 'End the exemption of an employer with conscientious objections',
  takesEffect: 'the first day without it',
  day: ({ on }) => on,
  refuses: ['NO_OBJECTION', 'EMPLOYER_OBJECTION_ALREADY_ENDED', 'EVENT_IN_FUTURE', 'BEFORE_AFFILIATION'],
  looksAt: 'stream',
  decide: endEmployerObjection,
} as const satisfies FactOnStream<'objecting-employer-end', typeof end, EmployerObjectionContext>;
