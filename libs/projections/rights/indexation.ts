/** What a participant's rights were before and after each indexation (nl-pob VIII). What may still be caught up stands with the rights. */
import { isKnown } from '#ledger/kernel/selection.js';
import type { BookedRight } from '#ledger/participant/rights/booked-rights.js';
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { dateColumn, exactColumn, moneyColumn, textColumn, wholeColumn } from '../columns.js';
import { knowledgeOf } from '../coordinates.js';
import { amount, date, exact, list, orNull, record, text, whole } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

export interface IndexationAnswer {
  readonly participantId: string;
  readonly years: readonly {
    readonly year: number;
    readonly on: string;
    /** EUR a year, on the day before; without what else the day moved. */
    readonly before: string;
    /** As decided; null where the decision is not known at these coordinates. */
    readonly rate: string | null;
    readonly after: string;
    /** Of the difference, what was derived again after its first booking. */
    readonly adjusted: string;
    readonly eventIds: readonly string[];
  }[];
}

export const indexationProjection: View<NoQuestion, IndexationAnswer> = {
  name: 'indexation',
  version: 1,
  summary: 'Each indexation of a participant’s rights: before, rate, after, and what was derived again.',
  subject: PARTICIPANT,
  capability: 'pensionRights',
  question: {},
  schema: record({
    participantId: text,
    years: list(
      record({ year: whole, on: date, before: amount, rate: orNull(exact), after: amount, adjusted: amount, eventIds: list(text) }),
    ),
  }),
  flat: {
    columns: [
      textColumn('participantId'),
      wholeColumn('year', 'calendar year'),
      dateColumn('on'),
      moneyColumn('before'),
      exactColumn('rate', 'fraction'),
      moneyColumn('after'),
      moneyColumn('adjusted'),
    ],
    rows: ({ participantId, years }) =>
      years.map(({ year, on, before, rate, after, adjusted }) => [participantId, year, on, before, rate, after, adjusted]),
  },
  view: ({ id, state, coordinates, rules }) => {
    capabilityOf(rules.rulebook, 'pensionRights', { participantId: id });
    const knowledge = knowledgeOf(coordinates);
    const rates = new Map(
      rules.fund.indexations.filter((one) => isKnown(one, knowledge)).map(({ eventId, data }) => [eventId, data.rate]),
    );
    const booked = [...state.bookedRights.values()];
    const moves = [...booked, ...state.rightsTransferred];
    const indexed = booked.filter(({ key }) => key.kind === 'indexation').sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    return {
      participantId: id,
      years: indexed.map((one) => {
        const beforeMinor = sumOf(moves.filter(({ on }) => on < one.on));
        return yearShown(one, beforeMinor, rates.get(one.key.of));
      }),
    };
  },
};

function sumOf(moves: readonly { readonly amountMinor: number }[]): number {
  return sumMinor(moves, ({ amountMinor }) => amountMinor);
}

function yearShown(
  { on, amountMinor, adjustedMinor, eventIds }: BookedRight,
  beforeMinor: number,
  rate: string | undefined,
): IndexationAnswer['years'][number] {
  return {
    year: yearOf(on),
    on,
    before: formatMinor(beforeMinor),
    rate: rate ?? null,
    after: formatMinor(addMinor(beforeMinor, amountMinor)),
    adjusted: formatMinor(adjustedMinor),
    eventIds,
  };
}
