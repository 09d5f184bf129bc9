/** The state of a reprocessing, of all, and the report of a plan. */
import { basename } from 'node:path';
import type { PlanReport } from '#reprocessing/plan/make-plan.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { CountTextField, TextField } from '../http/fields.js';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../reads/lists.js';
import type { Served } from '../reads/served.js';
import { reprocessingOf } from './commands.js';
import type { ListPlace } from './runs.js';
import { shownReprocessing, type ShownReprocessing } from './shown.js';

interface Named {
  readonly id: string;
}

export async function reprocessing(served: Served, { id }: Named): Promise<ShownReprocessing> {
  return shownReprocessing(await reprocessingOf(served).runs.get(id));
}

export class ReprocessingListQuery {
  @CountTextField(LARGEST_PAGE, { optional: true, description: `Largest number of items. Default: ${DEFAULT_PAGE}.`, example: 100 })
  readonly limit?: string;

  @TextField(2000, { optional: true, description: 'The `next` of the page before.' })
  readonly cursor?: string;
}

export interface ReprocessingPage {
  readonly items: readonly ShownReprocessing[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** The last upload first, so that the pages fit together while more comes in. */
export async function reprocessings(served: Served, { limit, cursor }: ReprocessingListQuery): Promise<ReprocessingPage> {
  const { runs } = reprocessingOf(served);
  const place = cursor === undefined ? undefined : placeOf(cursor);
  const { items, isLast } = await runs.list(limit === undefined ? DEFAULT_PAGE : Number(limit), place);
  const last = items.at(-1);
  return { items: items.map(shownReprocessing), next: isLast || last === undefined ? null : cursorAfter(last) };
}

/** The list is of what stands now, at no position of the journal. */
function cursorAfter({ uploadedAt, id }: ListPlace): string {
  return encodeCursor('reprocessings', {}, { upTo: '0', knownAt: null, after: `${uploadedAt} ${id}` });
}

function placeOf(cursor: string): ListPlace {
  const [uploadedAt = '', id = ''] = decodeCursor('reprocessings', {}, cursor).after.split(' ');
  return { uploadedAt, id };
}

/** Where the server keeps the rejects is nobody's business; their name is. */
export async function planReport(served: Served, { id }: Named): Promise<PlanReport> {
  const report = await reprocessingOf(served).runs.report(id);
  return { ...report, rejectsFile: report.rejectsFile === null ? null : basename(report.rejectsFile) };
}
