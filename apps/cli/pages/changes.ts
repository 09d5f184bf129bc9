/** Announced changes of basis and terms as pages of text. */
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { owedNotices, type AnnouncedChange } from '#ledger/fund/changes/state.js';
import type { BasisEffect, ChangeAtAge, Paid, TermsEffect } from '#ledger/fund/changes/events.js';
import { Decimal } from '#money/decimal.js';
import type { Answer } from '#projections/answer.js';
import type { FundChangesView, ListedSchemeChange } from '#projections/changes/fund-changes.js';
import { textTable } from '../terminal/table.js';
import { grouped } from '#money/grouped.js';
import { coordinateLines } from './coordinates.js';
import { groupedCount, counted } from './counted.js';

export interface Taken {
  readonly fundId: string;
  readonly dryRun: boolean;
  readonly events: readonly DecidedFundEvent[];
  /** All that the fund has announced, with what was just decided unless nothing was written. */
  readonly changes: readonly AnnouncedChange[];
}

export function announcementPage({ fundId, dryRun, events, changes }: Taken): string {
  const said = dryRun ? `Fund ${fundId} would decide; nothing was written:` : `Fund ${fundId} decided:`;
  if (events.length === 0) return `Fund ${fundId}: nothing new was decided.`;
  const owed = changes.flatMap((change) =>
    owedNotices(change).map(
      (to) =>
        `Still to be told of the change announced on ${change.announced}: the ${to} (accrual fund notify --to ${to} --change ` +
        `${change.id})`,
    ),
  );
  return [[said, ...events.map(line)].join('\n'), ...events.flatMap(effectOf), ...(owed.length === 0 ? [] : [owed.join('\n')])].join(
    '\n\n',
  );
}

function line({ type, effectiveDate, data }: DecidedFundEvent): string {
  const fields = Object.entries(data)
    .filter(([name, value]) => name !== 'publication' && name !== 'change' && (typeof value !== 'object' || name === 'parameters'))
    .map(
      ([name, value]) =>
        `${name} ${Array.isArray(value) ? value.map((one: unknown) => (typeof one === 'string' ? one : String((one as { readonly name?: unknown }).name))).join(' ') : String(value)}`,
    );
  return `  ${effectiveDate}  ${type}  ${fields.join(', ')}`;
}

function effectOf(event: DecidedFundEvent): readonly string[] {
  if (event.type === 'BasisChanged') return [basisTable(event.data.effect)];
  return event.type === 'TermsChanged' && 'effect' in event.data ? [termsTable(event.data.effect)] : [];
}

const right = (head: string) => ({ head, align: 'right' as const });

function basisTable({ on, ages, smallest, largest, ...all }: BasisEffect): string {
  const row = (of: string, { participants, value, monthlyOld, monthlyNew }: Paid): readonly string[] => [
    of,
    groupedCount(participants),
    grouped(value),
    grouped(monthlyOld),
    grouped(monthlyNew),
    percent(monthlyOld, monthlyNew),
  ];
  const table = textTable(
    [{ head: 'age' }, right('participants'), right('value'), right('paid before'), right('paid after'), right('change')],
    [...ages.map(({ fromAge, ...sums }) => row(`${fromAge}–${fromAge + 9}`, sums)), row('together', all)],
  );
  const ends = smallest === undefined || largest === undefined ? '' : `\nBetween ${atAge(smallest)} and ${atAge(largest)}.`;
  return `What the values of ${on} pay a month for life, by the basis before and after:\n${table}${ends}`;
}

function percent(before: string, after: string): string {
  return new Decimal(before).isZero() ? '' : `${new Decimal(after).div(before).minus(1).times(100).toFixed(3)} %`;
}

function atAge({ ageMonths, change }: ChangeAtAge): string {
  return `${new Decimal(change).times(100).toFixed(3)} % (a life of ${Math.floor(ageMonths / 12)} years)`;
}

function termsTable({ on, participants, figures }: TermsEffect): string {
  const table = textTable(
    [{ head: 'figure' }, right('before'), right('after'), right('rising'), right('falling'), right('of them lapsing')],
    figures.map(({ figure, before, after, rising, falling, lapsing }) => [
      figure,
      grouped(before),
      grouped(after),
      groupedCount(rising),
      groupedCount(falling),
      groupedCount(lapsing),
    ]),
  );
  return `Coverage overviews of ${on} by the terms before and after, added up over ${counted(participants, 'participant')}:\n${table}`;
}

export function changesPage(answer: Answer<FundChangesView>): string {
  const { fundId, changes, schemeChanges = [] } = answer;
  const rows = changes.map(({ id, kind, announced, from, parameters, material, reference, notices, owed }) => [
    kind,
    announced,
    from,
    parameters.join(' '),
    material ? 'yes' : 'no',
    ...(['supervisor', 'members'] as const).map(
      (to) => notices.find((notice) => notice.to === to)?.on ?? (owed.includes(to) ? 'STILL TO BE TOLD' : '—'),
    ),
    reference,
    id,
  ]);
  const heads = ['change of', 'announced', 'from', 'parameters', 'material', 'supervisor told', 'members told', 'reference', 'id'].map(
    (head) => ({ head }),
  );
  return [
    `Changes that fund ${fundId} has announced: ${changes.length + schemeChanges.length}`,
    ...(rows.length === 0 ? [] : [textTable(heads, rows)]),
    ...(schemeChanges.length === 0 ? [] : [schemeTable(schemeChanges)]),
    coordinateLines(answer),
  ].join('\n\n');
}

/** A line for each party that has to be told. */
function schemeTable(changes: readonly ListedSchemeChange[]): string {
  const rows = changes.flatMap(({ announced, from, what, reference, notices }) =>
    notices.map(({ to, lastDate, toldOn, daysLate }, index) => [
      ...(index === 0 ? [announced, from] : ['', '']),
      to,
      lastDate,
      toldOn === null ? 'STILL TO BE TOLD' : `${toldOn}${daysLate === null || daysLate === 0 ? '' : `, ${counted(daysLate, 'day')} late`}`,
      ...(index === 0 ? [reference, what] : ['', '']),
    ]),
  );
  const heads = ['announced', 'from', 'to tell', 'by', 'told on', 'reference'].map((head) => ({ head }));
  return `Of the scheme:\n${textTable([...heads, { head: 'what changes', spare: 1 }], rows)}`;
}
