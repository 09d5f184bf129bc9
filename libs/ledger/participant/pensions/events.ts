/** Pensions granted, ended and paid. */
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

const money = { amount: is.amountNotNegative, currency: is.currency };

export const PENSION_EVENTS = {
  PensionStarted: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record({
      benefit: is.text,
      startsOn: is.date,
      grantedOn: is.date,
      ...money,
      frequency: is.oneOf('monthly', 'yearly'),
    }),
  },
  PensionEnded: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    /** `endsOn`: the last day for which it is paid. */
    schema: is.record({ benefit: is.text, startsOn: is.date, endsOn: is.date }),
  },
  PensionPaid: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record({ benefit: is.text, period: is.period, ...money }, { reference: is.text }),
  },
} satisfies AnnullableDefinitions;

export type PensionEventData = DataOf<typeof PENSION_EVENTS>;
