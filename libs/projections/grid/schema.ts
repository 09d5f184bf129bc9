/** What a grid shows, as JSON Schema. */
import { amount, count, date, flag, instant, list, orNull, record, text, uuid, type AnswerSchema } from '../schema-parts.js';

const pointsOf = (at: AnswerSchema): AnswerSchema =>
  list(
    record({
      at,
      cause: { ...text, description: 'As in a diff; `parameter NAME` where an entry of one begins to count.' },
      events: list(uuid),
    }),
  );

export const gridFields: { readonly [field: string]: AnswerSchema } = {
  participantId: text,
  figure: text,
  values: { ...list(date), description: 'Value dates across: where an event takes effect, and days between where those are few.' },
  known: { ...list(instant), description: 'Knowledge times, the earliest first: where the ledger came to know something.' },
  cells: {
    ...list(list(orNull(amount))),
    description:
      'One list for each knowledge time, one amount for each value date; each is what the figure’s own answer says there, ' +
      'null where it says none.',
  },
  illustrative: { ...list(list(flag)), description: 'Alike: whether the answer there names an illustrative assumption.' },
  causes: record(
    { values: pointsOf(date), known: pointsOf(instant) },
    {},
    'Every point of change of each axis, also those between its places.',
  ),
  refusals: {
    ...list(record({ code: text, message: text, cells: count })),
    description: 'Why cells have no amount: the reason of the first one of each code.',
  },
};
