/** Demands, deliveries, fines, claims and writs, as files and HTTP bring them (nl-pob section 9). */
import type { FactOnStream } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import type { EmployerContext } from '../deciding/context.js';
import { CLAIM_KINDS } from './events.js';
import { imposeFine, issueWrit, makeClaim, type ImposingContext } from './impose.js';
import { deliverData, demandData } from './tell-duties.js';

const obligation = is.text({ description: 'What is to be delivered, by a name of the fund’s own.', example: 'salaries 2018-06' }, 200);
const reference = is.text({ description: 'Of the letter or the decision; tells it from others.', example: 'letter 12' }, 100);
const decidedOn = is.date({ description: 'Decided on.', example: '2018-03-15' });
const yesOrNo = (description: string) => is.choice('INVALID_VALUE', ['yes', 'no'] as const, { description });

const demand = {
  obligation,
  ground: is.choice('INVALID_VALUE', ['data', 'inspection'] as const, {
    description: 'Data, or inspection of the records and copies of them.',
  }),
  dataDeadline: is.date({ description: 'The ordinary deadline of the obligation.', example: '2018-01-31' }),
  sentOn: is.date({ description: 'The demand was sent on.', example: '2018-02-10' }),
  finalDeadline: is.date({ description: 'Final date of delivery.', example: '2018-02-28' }),
  fineAnnounced: yesOrNo('Whether the demand announces a fine.'),
  reference,
};

export const DEMAND_FACT = {
  name: 'demand',
  subject: 'employer',
  fields: demand,
  file: 'demands',
  path: 'demands',
  operation: 'demandData',
  summary: 'Record a demand for data',
  takesEffect: 'the day on which it was sent',
  day: ({ sentOn }) => sentOn,
  refuses: ['DEMAND_ALREADY_SENT', 'FINAL_DEADLINE_PASSED', 'EVENT_IN_FUTURE', 'BEFORE_AFFILIATION'],
  looksAt: 'stream',
  decide: demandData,
} as const satisfies FactOnStream<'demand', typeof demand, EmployerContext>;

const delivery = {
  obligation,
  deliveredOn: is.date({ description: 'Delivered on.', example: '2018-03-12' }),
  complete: yesOrNo('Whether it is all that was owed; what is not complete delivers nothing.'),
  reference,
};

export const DELIVERY_FACT = {
  name: 'delivery',
  subject: 'employer',
  fields: delivery,
  file: 'deliveries',
  path: 'deliveries',
  operation: 'deliverData',
  summary: 'Record a delivery of data',
  takesEffect: 'the day on which it was delivered',
  day: ({ deliveredOn }) => deliveredOn,
  refuses: ['DELIVERY_ALREADY_RECORDED', 'EVENT_IN_FUTURE', 'BEFORE_AFFILIATION'],
  looksAt: 'stream',
  decide: deliverData,
} as const satisfies FactOnStream<'delivery', typeof delivery, EmployerContext>;

const fine = { obligation, decidedOn, reference };

export const FINE_FACT = {
  name: 'fine',
  subject: 'employer',
  fields: fine,
  file: 'fines',
  path: 'fines',
  operation: 'imposeFine',
  summary: 'Impose a fine for data that did not come',
  takesEffect: 'the day on which it was decided',
  day: ({ decidedOn: day }) => day,
  refuses: [
    'NO_DEMAND',
    'DEADLINE_NOT_PASSED',
    'FINE_NOT_ANNOUNCED',
    'FINE_ALREADY_IMPOSED',
    'MISSING_FACT',
    'EVENT_IN_FUTURE',
    'BEFORE_AFFILIATION',
    'MISSING_PARAMETER',
  ],
  looksAt: 'stream',
  decide: imposeFine,
} as const satisfies FactOnStream<'fine', typeof fine, ImposingContext>;

const claim = {
  kind: is.choice('INVALID_VALUE', CLAIM_KINDS, { description: 'What is claimed.' }),
  decidedOn,
  reference,
  obligation: is.optional(obligation),
  invoice: is.optional(is.text({ description: 'The invoice that is late, or that charges the premium that the data are for.' }, 200)),
  amountMinor: is.optional(is.amount({ column: 'amount', description: 'What it cost; computed for data-interest and collection-costs.' })),
  currency: is.optional(is.currency()),
  premiumDueMinor: is.optional(is.amount({ column: 'premiumDue', description: 'Premium that the data are for: data-interest and ' +
    'collection-costs follow from it. Default: what the invoice asks for.' })),
};

export const CLAIM_FACT = {
  name: 'claim',
  subject: 'employer',
  fields: claim,
  file: 'claims',
  path: 'claims',
  operation: 'makeClaim',
  summary: 'Claim interest or costs for what came late',
  takesEffect: 'the day on which it was decided',
  day: ({ decidedOn: day }) => day,
  refuses: [
    ...['NO_DEFAULT', 'MISSING_FIELD', 'UNKNOWN_INVOICE', 'NOTHING_MORE_TO_CLAIM', 'CLAIM_ALREADY_MADE'],
    ...['EVENT_IN_FUTURE', 'BEFORE_AFFILIATION', 'WRONG_CURRENCY', 'INVALID_AMOUNT', 'MISSING_PARAMETER'],
  ],
  looksAt: 'stream',
  decide: makeClaim,
} as const satisfies FactOnStream<'claim', typeof claim, ImposingContext>;

const writ = { issuedOn: is.date({ description: 'Issued on.', example: '2018-09-01' }), reference };

export const WRIT_FACT = {
  name: 'writ',
  subject: 'employer',
  fields: writ,
  file: 'writs',
  path: 'writs',
  operation: 'issueWrit',
  summary: 'Issue a writ for all invoices in default',
  takesEffect: 'the day on which it was issued',
  day: ({ issuedOn }) => issuedOn,
  refuses: ['NOT_IN_DEFAULT', 'WRIT_ALREADY_ISSUED', 'EVENT_IN_FUTURE', 'BEFORE_AFFILIATION', 'MISSING_PARAMETER'],
  looksAt: 'stream',
  decide: issueWrit,
} as const satisfies FactOnStream<'writ', typeof writ, ImposingContext>;
