/** What the coverage overview shows, as JSON Schema. */
import { amount, choice, date, flag, list, orNull, record, text, whole } from '../schema-parts.js';

const fundedPension = record(
  {
    year: whole,
    index: orNull(text),
    conversion: orNull(text),
    incomes: list(record({ year: whole, employerId: text, amount, counted: amount, reason: text, pension: text, converted: flag })),
  },
  {},
  'What a funded pension rests on: index J, conversion k, and each income with the reason it counts or not.',
);

export const coverageSchema = record(
  {
    participantId: text,
    scheme: text,
    value: amount,
    benefits: list(
      record({
        benefit: text,
        amount,
        currency: text,
        frequency: choice('monthly', 'yearly', 'lump-sum'),
        basis: choice('guaranteed', 'accrued', 'expected'),
        condition: orNull(text),
        validUntil: orNull(date),
        figure: { ...text, description: 'Name for explain.' },
      }),
    ),
    assumptions: list(record({ name: text, value: text, from: date, reference: text, status: text })),
    notes: list(text),
  },
  { fundedPension },
);
