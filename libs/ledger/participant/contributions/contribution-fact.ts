/** A contribution, as files and HTTP bring it. */
import type { FactOnKeys } from '../deciding/fact-kinds.js';
import { receiveContribution, replaceContribution } from './receive-contribution.js';
import * as is from '../../facts/field.js';

const fields = {
  period: is.period({ description: 'The month it is for.', example: '2022-10' }),
  amountMinor: is.amount({ description: 'The contribution.', example: '1250.00' }),
  currency: is.currency(),
  employerId: is.identifier({ description: 'Employer.', example: 'E01' }),
  receivedOn: is.date({ description: 'Received on.', example: '2022-11-01' }),
  reference: is.reference(),
};

export const CONTRIBUTION_FACT = {
  name: 'contribution',
  subject: 'participant',
  fields,
  file: 'contributions',
  path: 'contributions',
  operation: 'receiveContribution',
  summary: 'Record a contribution',
  takesEffect: 'the last day of its month; `receivedOn` says only when it came',
  day: ({ receivedOn }) => receivedOn,
  refuses: [
    'CONTRIBUTION_ALREADY_RECEIVED',
    'NOT_ACCEPTED_BY_SCHEME',
    'WRONG_CURRENCY',
    'RECEIVED_IN_FUTURE',
    'BEFORE_BIRTH',
    'AFTER_DEATH',
  ],
  looksAt: 'keys',
  decide: (values, context) =>
    context.replacing === undefined ? receiveContribution(values, context) : replaceContribution(values, context),
} as const satisfies FactOnKeys<'contribution', typeof fields>;
