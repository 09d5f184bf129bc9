/** A transfer of value, as files and HTTP bring it. */
import type { FactOnStream } from '../../facts/declaration.js';
import { transferValue, type TransferContext } from './transfer-value.js';
import * as is from '../../facts/field.js';

const fields = {
  direction: is.choice('INVALID_DIRECTION', ['in', 'out'] as const, { description: 'Into this ledger or out of it.', example: 'in' }),
  amountMinor: is.amount({ description: 'The value that goes over.', example: '50000.00' }),
  currency: is.currency(),
  transferredOn: is.date({ description: 'The day of the transfer.', example: '2022-06-01' }),
  counterparty: is.text({ description: 'The other provider.', example: 'Another pension fund' }),
  kind: is.withFallback(
    is.choice('INVALID_TRANSFER_KIND', ['individual', 'collective'] as const, { description: 'Default: individual.' }),
    'individual',
  ),
  reference: is.reference(),
};

export const TRANSFER_FACT = {
  name: 'transfer',
  subject: 'participant',
  fields,
  file: 'transfers',
  path: 'transfers',
  operation: 'transferValue',
  summary: 'Record value that comes from another provider, or goes to one',
  takesEffect: 'the day of the transfer',
  day: ({ transferredOn }) => transferredOn,
  refuses: [
    ...['NOT_ACCEPTED_BY_SCHEME', 'TRANSFER_ALREADY_RECORDED', 'USE_TRANSFER_PROCESS'],
    ...['WRONG_CURRENCY', 'EVENT_IN_FUTURE', 'BEFORE_BIRTH', 'AFTER_DEATH'],
  ],
  looksAt: 'stream',
  decide: (values, context: TransferContext) => transferValue(values, context),
} as const satisfies FactOnStream<'transfer', typeof fields>;
