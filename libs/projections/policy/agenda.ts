/** What the rules of funding ask of a fund's board by a day and its stream does not show: nothing that is due is passed over in silence. */
import { FUND, type EstablishedFund } from '#portfolio/fund.js';
import { policyOf } from '#rulebooks/frame/capability.js';
import { POLICY_DUTIES, type PolicyDuty } from '#rulebooks/frame/capabilities/policy.js';
import { dateColumn, exactColumn, textColumn, wholeColumn } from '../columns.js';
import { choice, date, exact, list, orNull, record, text, whole, type SchemaFields } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

export interface AgendaView {
  readonly fundId: string;
  /** The longest due first. */
  readonly items: readonly PolicyDuty[];
}

const ITEM: SchemaFields = {
  duty: choice(...POLICY_DUTIES),
  dueOn: date,
  year: whole,
  rate: { ...orNull(exact), description: 'Of a cut: what the rules take at the least.' },
  scheduled: { ...orNull(whole), description: 'Of a cut of a series: the year that scheduled it.' },
};

export const agendaProjection: View<NoQuestion, AgendaView, EstablishedFund> = {
  name: 'agenda',
  version: 1,
  summary: 'What the rules of funding ask of a fund’s board and is not done: the longest due first.',
  subject: FUND,
  capability: 'policy',
  question: {},
  schema: record({ fundId: text, items: list(record(ITEM)) }),
  flat: {
    columns: [
      textColumn('fundId'),
      textColumn('duty'),
      dateColumn('dueOn'),
      wholeColumn('year', 'calendar year'),
      exactColumn('rate', 'fraction'),
      wholeColumn('scheduled', 'calendar year'),
    ],
    rows: ({ fundId, items }) => items.map(({ duty, dueOn, year, rate, scheduled }) => [fundId, duty, dueOn, year, rate, scheduled]),
  },
  standing: {
    entries: {
      fields: ITEM,
      filters: {
        year: { type: 'year', about: 'what this year asks for', fits: ({ year }, asked) => String(year) === asked },
      },
      of: ({ items }) => items.map((item, ordinal) => ({ sortedBy: item.dueOn, ordinal, entry: { ...item } })),
    },
  },
  view: ({ id, state, coordinates: { asOf }, rules }) => {
    const { policy, funding } = policyOf(rules);
    return { fundId: id, items: policy.duties(asOf, state, funding) };
  },
};
