/** What is answered about a fund's parameters, as JSON Schema. */
import { count, date, list, orNull, record, text, type AnswerSchema } from '#projections/schema-parts.js';
import { coordinateFields } from './view-schemas.js';

const entry = { from: date, to: orNull(date), value: {}, reference: text, status: text, announced: date };

export const PARAMETER_SCHEMAS: Readonly<Record<string, AnswerSchema>> = {
  Parameters: record({
    fundId: text,
    scheme: text,
    at: date,
    parameters: list(record({ name: text, unit: text, ...entry })),
    ...coordinateFields,
  }),
  ParameterTimeline: record({
    fundId: text,
    scheme: text,
    parameters: list(
      record({
        name: text,
        unit: text,
        entries: list(record(entry)),
        inForce: {
          ...list(record({ from: date, to: orNull(date), entry: orNull(count) })),
          description: 'From the first day on, without end. `entry`: its place among the entries; null for a gap.',
        },
      }),
    ),
    ...coordinateFields,
  }),
};
