/** The standing read models. Every answer says how far it is: the model's own coordinates. */
import { jsonPosition, type Answer } from '#projections/answer.js';
import type { FitsEntry, StandingPage } from '#projections/run/standing/readings.js';
import {
  shownAnswer,
  shownEntry,
  shownQuarantine,
  shownStatus,
  type ShownAnswer,
  type ShownStatus,
} from '#projections/run/standing/shown.js';
import { viewNamed } from '#projections/views/views.js';
import { withWords } from '#words/said.js';
import type { StandingReadings } from '../dependencies.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { reachPosition } from '../http/reach-position.js';
import { DEFAULT_PAGE } from './lists.js';
import type { Served } from './served.js';

export async function standingStatus(served: Served): Promise<{ readonly models: readonly ShownStatus[] }> {
  return { models: (await standingOf(served).status()).map(shownStatus) };
}

export interface StandingQuestion {
  readonly model: string;
  readonly subjectId: string;
  readonly minPosition: bigint | undefined;
}

export async function standingAnswer(served: Served, { model, subjectId, minPosition }: StandingQuestion): Promise<Answer<object>> {
  await reach(served, model, minPosition);
  return standingOf(served).get(model, subjectId);
}

/** What a standing model lists: answers by subject, subjects set aside, or entries in an order of the model's own. */
type ListedOf = 'answers' | 'quarantined' | 'entries';

export interface StandingItems {
  readonly items: readonly object[];
  readonly next: string | null;
  readonly asOf: string;
  /** How far the model has come. */
  readonly position: number;
}

export interface StandingPageStart {
  readonly limit?: string | undefined;
  readonly cursor?: string | undefined;
  readonly minPosition?: bigint | undefined;
}

export interface StandingListQuestion extends StandingPageStart {
  readonly list: ListedOf;
  readonly model: string;
  /** What the entries are narrowed by; none for the other lists. */
  readonly filter?: EntriesFilter;
}

export type EntriesFilter = Readonly<Record<string, string>>;

export async function standingList(
  served: Served,
  { list, model, limit, cursor, minPosition, filter = {} }: StandingListQuestion,
): Promise<StandingItems> {
  await reach(served, model, minPosition);
  // Entries are listed under their model's name, and cursors that are out there name it so.
  const name = `standing ${list === 'entries' ? model : list}`;
  const after = cursor === undefined ? undefined : decodeCursor(name, { model, ...filter }, cursor).after;
  const page = { limit: limit === undefined ? DEFAULT_PAGE : Number(limit), ...(after === undefined ? {} : { after }) };
  const { items, next, asOf, position } = await pageOf(standingOf(served), { list, model, filter }, page);
  const following = next === null ? null : encodeCursor(name, { model, ...filter }, { upTo: String(position), knownAt: null, after: next });
  return { items, next: following, asOf, position: jsonPosition(position) };
}

export interface CountedEntries {
  readonly items: readonly { readonly at: string; readonly count: number }[];
  readonly asOf: string;
  readonly position: number;
}

export async function standingCounts(served: Served, { model }: { readonly model: string }): Promise<CountedEntries> {
  const { items, asOf, position } = await standingOf(served).entryCounts(model);
  return { items, asOf, position: jsonPosition(position) };
}

interface Asked {
  readonly after?: string;
  readonly limit: number;
}

type Listed = Required<Pick<StandingListQuestion, 'list' | 'model' | 'filter'>>;

async function pageOf(standing: StandingReadings, { list, model, filter }: Listed, page: Asked): Promise<StandingPage<object>> {
  switch (list) {
    case 'answers': {
      const found = await standing.list(model, page);
      return { ...found, items: found.items.map((item) => told(shownAnswer(model, item))) };
    }
    case 'quarantined': {
      const found = await standing.quarantined(model, page);
      return { ...found, items: found.items.map(shownQuarantine) };
    }
    case 'entries': {
      const found = await standing.entries(model, page, fitting(model, filter));
      return { ...found, items: found.items.map(shownEntry) };
    }
    default:
      return unreachable(list);
  }
}

function told(shown: ShownAnswer): object {
  return 'refusal' in shown ? { ...shown, refusal: withWords(shown.refusal) } : shown;
}

/** Undefined where nothing narrows the list. */
function fitting(model: string, filter: EntriesFilter): FitsEntry | undefined {
  const filters = viewNamed(model).standing?.entries?.filters ?? {};
  const asked = Object.entries(filter).map(([name, text]) => [filters[name], text] as const);
  return asked.length === 0 ? undefined : (entry) => asked.every(([by, text]) => by?.fits(entry, text) === true);
}

function unreachable(list: never): never {
  throw new Error(`no standing list ${JSON.stringify(list)}`);
}

function standingOf({ standing }: Served): StandingReadings {
  if (standing === undefined) throw new Error('an API without standing models has no routes for them');
  return standing;
}

async function reach(served: Served, model: string, minPosition: bigint | undefined): Promise<void> {
  if (minPosition === undefined) return;
  await reachPosition(model, minPosition, served.limits.positionMilliseconds, () => standingOf(served).positionOf(model));
}
