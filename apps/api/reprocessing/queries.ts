/** Reprocessings on the query bus: the state of one, of all, and the report of a plan. */
import { basename } from 'node:path';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PlanReport } from '#reprocessing/plan/make-plan.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { CountTextField, TextField } from '../http/fields.js';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../reads/lists.js';
import { reprocessingOf } from './commands.js';
import type { ListPlace } from './runs.js';
import { shown, type ShownReprocessing } from './shown.js';

export class ReprocessingQuery extends Query<ShownReprocessing> {
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }
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

export class ReprocessingsQuery extends Query<ReprocessingPage> {
  readonly page: ReprocessingListQuery;

  constructor(page: ReprocessingListQuery) {
    super();
    this.page = page;
  }
}

export class PlanReportQuery extends Query<PlanReport> {
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }
}

@QueryHandler(ReprocessingQuery)
class ReprocessingHandler implements IQueryHandler<ReprocessingQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ id }: ReprocessingQuery): Promise<ShownReprocessing> {
    return shown(await reprocessingOf(this.dependencies).runs.get(id));
  }
}

@QueryHandler(ReprocessingsQuery)
class ReprocessingsHandler implements IQueryHandler<ReprocessingsQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  /** The last upload first, so that the pages fit together while more comes in. */
  async execute({ page: { limit, cursor } }: ReprocessingsQuery): Promise<ReprocessingPage> {
    const { runs } = reprocessingOf(this.dependencies);
    const { items, isLast } = await runs.list(limit === undefined ? DEFAULT_PAGE : Number(limit), cursor === undefined ? undefined : placeOf(cursor));
    const last = items.at(-1);
    return { items: items.map(shown), next: isLast || last === undefined ? null : cursorAfter(last) };
  }
}

/** The list is of what stands now, at no position of the journal. */
function cursorAfter({ uploadedAt, id }: ListPlace): string {
  return encodeCursor('reprocessings', {}, { upTo: '0', knownAt: null, after: `${uploadedAt} ${id}` });
}

function placeOf(cursor: string): ListPlace {
  const [uploadedAt = '', id = ''] = decodeCursor('reprocessings', {}, cursor).after.split(' ');
  return { uploadedAt, id };
}

@QueryHandler(PlanReportQuery)
class PlanReportHandler implements IQueryHandler<PlanReportQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  /** Where the server keeps the rejects is nobody's business; their name is. */
  async execute({ id }: PlanReportQuery): Promise<PlanReport> {
    const report = await reprocessingOf(this.dependencies).runs.report(id);
    return { ...report, rejectsFile: report.rejectsFile === null ? null : basename(report.rejectsFile) };
  }
}

export const REPROCESSING_QUERY_HANDLERS = [ReprocessingHandler, ReprocessingsHandler, PlanReportHandler];
